-- name: subject
-- Whom an instrument assesses / Siapa yang dinilai sebuah instrumen
-- portable
SELECT subject
FROM instrument
WHERE lower(instrument_code) = lower(:instrument);

-- name: versions
-- Versions of an instrument, newest first / Versi instrumen, terbaru dahulu
-- portable
SELECT id, instrument_version, target, bands
FROM instrument
WHERE instrument_code = :instrument
ORDER BY length(instrument_version) DESC, instrument_version DESC;

-- name: villages
-- Villages in scope / Desa dalam lingkup
-- portable
SELECT id, village_code, village_name,
  CASE WHEN locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)
    THEN 'yes' ELSE 'no' END AS locus
FROM village
WHERE id BETWEEN :first AND :last
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code;

-- name: officials
-- Officials in scope, a row for each of their posts on the day / Aparatur dalam lingkup, satu baris tiap jabatannya
-- portable
SELECT official.id, official.village_id, village_code, official_name, coalesce(position, '') AS position
FROM village JOIN official ON official.village_id = village.id
LEFT JOIN post ON post.official_id = official.id AND since <= :as_of AND (until = '' OR until >= :as_of)
WHERE village.id BETWEEN :first AND :last
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code, official_name, official.id, since, position;

-- name: taken
-- Finals of every unit in the order of their days / Penilaian final tiap unit menurut harinya
-- portable
SELECT coalesce(official_id, village_id) AS unit, instrument_id, id, assessment_date, stage, mentor_id,
  earned, answered, applicable, critical_failed, critical_blank
FROM assessment
-- The sum leaves the covering index by village and day, in which nothing needs sorting.
WHERE instrument_id + 0 IN (SELECT id FROM instrument WHERE instrument_code = :instrument)
  AND village_id BETWEEN :first AND :last AND assessment_state = 'final' AND assessment_date <= :as_of
ORDER BY village_id, official_id, assessment_date;

-- name: taken_narrowed
-- Finals of every unit that can be its latest or baseline / Penilaian final yang dapat menjadi yang terakhir atau awal
-- portable
-- Two ranks drop what the rule (scoring.choose_baseline_and_latest) can't choose: any final but those of a unit's
-- last day, and of each version those of its first day, with the first baseline's before any other.
SELECT unit, instrument_id, id, assessment_date, stage, mentor_id,
  earned, answered, applicable, critical_failed, critical_blank
FROM (
  SELECT coalesce(official_id, village_id) AS unit, instrument_id, assessment.id AS id, assessment_date, stage, mentor_id,
    earned, answered, applicable, critical_failed, critical_blank,
    rank() OVER (PARTITION BY coalesce(official_id, village_id) ORDER BY assessment_date DESC) AS back,
    rank() OVER (PARTITION BY coalesce(official_id, village_id), instrument_id
      ORDER BY CASE WHEN stage = 'baseline' THEN 0 ELSE 1 END, assessment_date) AS forth
  FROM assessment
  WHERE instrument_id IN (SELECT id FROM instrument WHERE instrument_code = :instrument)
    AND village_id BETWEEN :first AND :last AND assessment_state = 'final' AND assessment_date <= :as_of) AS finals
WHERE back = 1 OR forth = 1
ORDER BY unit, assessment_date;

-- name: session_counts
-- Sessions of each village / Sesi tiap desa
-- portable
SELECT village_id, sum(held) AS sessions, max(last_held) AS last_session
FROM (
  SELECT village_id, count(*) AS held, max(session_date) AS last_held
  FROM session
  WHERE village_id BETWEEN :first AND :last
    AND session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  GROUP BY village_id
  UNION ALL
  SELECT session_village.village_id, count(*), max(session_date)
  FROM session_village JOIN session ON session.id = session_id
  WHERE session_village.village_id BETWEEN :first AND :last AND session_village.village_id <> session.village_id
    AND session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  GROUP BY session_village.village_id) AS counted
GROUP BY village_id;

-- name: action_counts
-- Open and overdue follow-ups of each village / Tindak lanjut terbuka dan terlambat tiap desa
-- portable
SELECT village_id, count(*) AS open_actions,
  sum(CASE WHEN due <> '' AND due < :as_of AND NOT (action_state <> 'open' AND done_on <> '' AND done_on <= :as_of)
    THEN 1 ELSE 0 END) AS overdue_actions
FROM action JOIN finding ON finding.id = finding_id
WHERE village_id BETWEEN :first AND :last AND opened_on <= :as_of
  AND NOT (action_state = 'verified' AND verified_on <> '' AND verified_on <= :as_of)
  AND NOT (action_state = 'dropped' AND done_on <> '' AND done_on <= :as_of)
GROUP BY village_id;

-- name: village_sessions
-- Sessions of one village / Sesi satu desa
SELECT session_code, session_date, kind, mode, summary
FROM session
WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  AND (village_id = :first OR id IN (SELECT session_id FROM session_village WHERE village_id = :first))
ORDER BY session_date, start_time, session_code;

-- name: village_actions
-- Open follow-ups of one village / Tindak lanjut terbuka satu desa
SELECT action_code, action_text, responsible, due, action_state, opened_on, done_on
FROM action JOIN finding ON finding.id = finding_id
WHERE village_id = :first AND opened_on <= :as_of
  AND NOT (action_state = 'verified' AND verified_on <> '' AND verified_on <= :as_of)
  AND NOT (action_state = 'dropped' AND done_on <> '' AND done_on <= :as_of)
  AND (:overdue = 0 OR (due <> '' AND due < :as_of
    AND NOT (action_state <> 'open' AND done_on <> '' AND done_on <= :as_of)))
ORDER BY due = '', due, action_code;

-- name: assessments
-- Assessments by their ids / Penilaian menurut nomornya
SELECT assessment.id, assessment_code, village_code, village_name, ifnull(official_name, '') AS official_name,
  instrument_version, assessment_date, stage, ifnull(mentor_code, '') AS mentor_code, excluded
FROM json_each(:assessments) AS wanted JOIN assessment ON assessment.id = wanted.value
JOIN village ON village.id = assessment.village_id JOIN instrument ON instrument.id = instrument_id
LEFT JOIN official ON official.id = assessment.official_id LEFT JOIN mentor ON mentor.id = mentor_id
ORDER BY wanted.key;

-- name: dimensions
-- Sums of the dimensions of an assessment / Jumlah tiap dimensi satu penilaian
SELECT dimension, earned, answered, applicable, critical_failed, critical_blank
FROM dimension_sum JOIN dimension ON dimension.id = dimension_id
WHERE assessment_id = :assessment
ORDER BY (SELECT min(ifnull(item_order, 1000000)) FROM indicator WHERE indicator.dimension_id = dimension.id), dimension.id;

-- name: answers
-- Answers of an assessment / Jawaban satu penilaian
SELECT dimension, indicator_code, indicator_text, weight, max_score, critical, score, ifnull(na_reason, '') AS na_reason,
  feedback
FROM assessment JOIN indicator ON indicator.instrument_id = assessment.instrument_id
JOIN dimension ON dimension.id = dimension_id
LEFT JOIN score ON score.assessment_id = assessment.id AND score.indicator_id = indicator.id
WHERE assessment.id = :assessment
ORDER BY item_order IS NULL, item_order, indicator.id;

-- name: indicators
-- Indicators of a version in their order / Indikator satu versi menurut urutannya
-- portable
SELECT indicator.id, dimension, indicator_code, indicator_text, max_score
FROM indicator JOIN dimension ON dimension.id = dimension_id
WHERE indicator.instrument_id = :version
ORDER BY CASE WHEN item_order IS NULL THEN 1 ELSE 0 END, item_order, indicator.id;

-- name: answer_counts
-- How often each score was given / Berapa kali tiap nilai diberikan
-- portable
SELECT indicator_id, score, count(*) AS answers
FROM score
WHERE assessment_id IN (:assessments) AND score IS NOT NULL
GROUP BY indicator_id, score;

-- name: answer_counts_by_area
-- How often each score was given in each area / Berapa kali tiap nilai diberikan di tiap wilayah
-- portable
SELECT area_code, indicator_id, score, count(*) AS answers
FROM (
  SELECT substr(village_code, 1, :length) AS area_code, indicator_id, score
  FROM score JOIN assessment ON assessment.id = assessment_id JOIN village ON village.id = village_id
  WHERE assessment_id IN (:assessments) AND score IS NOT NULL) AS given
GROUP BY area_code, indicator_id, score;

-- name: indicator_answers
-- Who answered an indicator how / Jawaban satu indikator
SELECT village_code, ifnull(official_name, '') AS official_name, assessment_code, assessment_date, score, max_score
FROM json_each(:assessments) AS wanted JOIN assessment ON assessment.id = wanted.value
JOIN village ON village.id = assessment.village_id LEFT JOIN official ON official.id = assessment.official_id
JOIN indicator ON indicator.instrument_id = assessment.instrument_id AND indicator_code = :indicator
JOIN score ON score.assessment_id = assessment.id AND score.indicator_id = indicator.id
WHERE score IS NOT NULL
ORDER BY score / max_score, village_code, official_name;

-- name: factors
-- Factor of each answer / Faktor tiap jawaban
SELECT assessment_id, indicator_code, score / max_score AS factor
FROM json_each(:assessments) AS wanted JOIN score ON score.assessment_id = wanted.value
JOIN indicator ON indicator.id = indicator_id
WHERE score IS NOT NULL
ORDER BY assessment_id, indicator_id;

-- name: finals
-- Finals of the villages in order / Penilaian final desa berurutan
SELECT assessment.id, instrument_id, village_code, assessment_date, stage, assessment_code,
  earned, answered, applicable, critical_failed, critical_blank
FROM assessment JOIN village ON village.id = village_id LEFT JOIN mentor ON mentor.id = mentor_id
WHERE instrument_id IN (SELECT id FROM instrument WHERE instrument_code = :instrument)
  AND village_id BETWEEN :first AND :last AND assessment_state = 'final' AND assessment_date <= :as_of
  AND assessment_date >= :since AND (:until = '' OR assessment_date <= :until)
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code, assessment_date, CASE stage WHEN 'baseline' THEN 0 WHEN 'monitoring' THEN 1 ELSE 2 END,
  ifnull(mentor_code, '');

-- name: dimension_sums
-- Sums of the dimensions of assessments / Jumlah dimensi beberapa penilaian
SELECT assessment_id, dimension, earned, answered, applicable
FROM json_each(:assessments) AS wanted JOIN dimension_sum ON assessment_id = wanted.value
JOIN dimension ON dimension.id = dimension_id;

-- name: common_indicators
-- Indicators that every version has / Indikator yang ada di semua versi
SELECT indicator_code
FROM json_each(:versions) AS wanted JOIN indicator ON instrument_id = wanted.value
GROUP BY indicator_code
HAVING count(*) = json_array_length(:versions);

-- name: common_sums
-- Sums over the common indicators, weighed as in one version / Jumlah indikator yang sama, berbobot satu versi
SELECT assessment_id, dimension, sum(kept.weight * score / own.max_score) AS earned, sum(kept.weight) AS answered,
  sum(kept.weight) AS applicable
FROM json_each(:assessments) AS wanted JOIN score ON assessment_id = wanted.value
JOIN indicator AS own ON own.id = indicator_id
JOIN indicator AS kept ON kept.instrument_id = :version AND kept.indicator_code = own.indicator_code
JOIN dimension ON dimension.id = kept.dimension_id
WHERE score IS NOT NULL AND own.indicator_code IN (SELECT value FROM json_each(:codes))
GROUP BY assessment_id, dimension.id;

-- name: dimension_order
-- Dimensions of one version in order / Dimensi satu versi berurutan
SELECT dimension
FROM dimension JOIN indicator ON dimension_id = dimension.id
WHERE dimension.instrument_id = :version
GROUP BY dimension.id
ORDER BY min(ifnull(item_order, 1000000)), dimension.id;

-- name: taught
-- Indicators worked on in each village, by day / Indikator yang dikerjakan di tiap desa, menurut hari
SELECT DISTINCT held.village_id, indicator_code, session_date, session_code
FROM (
  SELECT id AS session_id, village_id FROM session
  UNION
  SELECT session_id, village_id FROM session_village) AS held
JOIN session ON session.id = held.session_id
JOIN session_indicator ON session_indicator.session_id = session.id
JOIN indicator ON indicator.id = indicator_id
WHERE indicator.instrument_id IN (SELECT id FROM instrument WHERE instrument_code = :instrument)
  AND held.village_id BETWEEN :first AND :last
  AND session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
ORDER BY held.village_id, session_date, session_code, indicator_code;
