-- name: double_answers
-- Answers of two assessors to the same / Jawaban dua penilai atas hal yang sama
SELECT one.mentor_code, two.mentor_code AS second_mentor, options, max_score, mine.score, theirs.score AS second_score,
  village_code, indicator_code
FROM assessment AS first JOIN mentor AS one ON one.id = first.mentor_id
JOIN assessment AS second ON second.village_id = first.village_id AND second.instrument_id = first.instrument_id
  AND second.official_id IS first.official_id AND second.stage = first.stage
JOIN mentor AS two ON two.id = second.mentor_id AND two.mentor_code > one.mentor_code
JOIN village ON village.id = first.village_id
JOIN score AS mine ON mine.assessment_id = first.id
JOIN score AS theirs ON theirs.assessment_id = second.id AND theirs.indicator_id = mine.indicator_id
JOIN indicator ON indicator.id = mine.indicator_id
WHERE first.instrument_id IN (SELECT id FROM instrument WHERE instrument_code = :instrument)
  AND first.village_id BETWEEN :first AND :last
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
  AND first.assessment_state = 'final' AND second.assessment_state = 'final'
  AND max(first.assessment_date, second.assessment_date) <= :as_of
  AND min(first.assessment_date, second.assessment_date) >= :since
  AND (:until = '' OR max(first.assessment_date, second.assessment_date) <= :until)
  AND abs(julianday(first.assessment_date) - julianday(second.assessment_date)) <= :days
  AND mine.score IS NOT NULL AND theirs.score IS NOT NULL
ORDER BY one.mentor_code, two.mentor_code, village_code, indicator.item_order, indicator.id;

-- name: late_entries
-- Records entered long after their day / Catatan yang dimasukkan lama setelah harinya
SELECT batch.id AS batch, count(DISTINCT village_id) AS villages, min(village_code) AS village_code,
  min(village_name) AS village_name, count(*) AS found,
  max(CAST(julianday(substr(written_at, 1, 10)) - julianday(day) AS INTEGER)) AS days_late
FROM (
  SELECT village_id, batch, session_date AS day FROM session
  UNION ALL
  SELECT village_id, batch, assessment_date FROM assessment WHERE assessment_state = 'final') AS record
JOIN batch ON batch.id = record.batch JOIN village ON village.id = village_id
WHERE village_id BETWEEN :first AND :last AND day <= :as_of AND day >= :since AND (:until = '' OR day <= :until)
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
  AND julianday(substr(written_at, 1, 10)) - julianday(day) > :days
GROUP BY batch.id
ORDER BY batch.id;

-- name: vectors
-- Answers of each final in one line / Jawaban tiap penilaian final dalam satu baris
SELECT assessment.id, instrument_id, village_code, village_name, ifnull(official_name, '') AS official_name,
  assessment_code, assessment_date,
  (SELECT group_concat(indicator_id || '=' || score, ';') FROM (SELECT indicator_id, score FROM score
    WHERE assessment_id = assessment.id AND score IS NOT NULL ORDER BY indicator_id)) AS vector,
  (SELECT count(*) FROM score WHERE assessment_id = assessment.id AND score IS NOT NULL) AS answered,
  (SELECT count(DISTINCT round(score / max_score, 6)) FROM score JOIN indicator ON indicator.id = indicator_id
    WHERE assessment_id = assessment.id AND score IS NOT NULL) AS different
FROM assessment JOIN village ON village.id = assessment.village_id
LEFT JOIN official ON official.id = assessment.official_id
WHERE assessment.village_id BETWEEN :first AND :last AND assessment_state = 'final' AND assessment_date <= :as_of
  AND assessment_date >= :since AND (:until = '' OR assessment_date <= :until)
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code, assessment_date, assessment.id;

-- name: two_places
-- A mentor in two places at once / Pendamping di dua tempat sekaligus
SELECT here.village_code, here.village_name, session_code, second_session, mentor_code, session_date,
  there.village_name AS second_village
FROM (
  SELECT mentor_id, session_code, session_date, session.village_id, start_time, end_time,
    lead(session_code) OVER of_day AS second_session, lead(session.village_id) OVER of_day AS second_id,
    lead(start_time) OVER of_day AS second_start
  FROM session_mentor JOIN session ON session.id = session_id
  WHERE start_time <> '' AND session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  WINDOW of_day AS (PARTITION BY mentor_id, session_date ORDER BY start_time, session.id)) AS held
JOIN mentor ON mentor.id = mentor_id
JOIN village AS here ON here.id = held.village_id JOIN village AS there ON there.id = second_id
WHERE second_id <> held.village_id AND second_start < max(end_time, start_time || ' ')
  AND (held.village_id BETWEEN :first AND :last OR second_id BETWEEN :first AND :last)
  AND (:locus = 0 OR (here.locus_since <> '' AND here.locus_since <= :as_of
    AND (here.locus_until = '' OR here.locus_until >= :as_of)))
ORDER BY session_date, start_time, session_code, mentor_code;

-- name: people
-- People by village, the first recorded first / Aparatur per desa, yang tercatat dahulu lebih dulu
SELECT village_code, village_name, official_code, official_name
FROM official JOIN village ON village.id = village_id
WHERE village_id BETWEEN :first AND :last
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code, official.id;

-- name: month_ends
-- Villages visited at the end of months only / Desa yang hanya dikunjungi pada akhir bulan
SELECT village_code, village_name, count(*) AS sessions, count(DISTINCT substr(session_date, 1, 7)) AS months
FROM session JOIN village ON village.id = village_id
WHERE mode = 'visit' AND village_id BETWEEN :first AND :last
  AND session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
GROUP BY village_id
HAVING months >= :months AND max(julianday(session_date, 'start of month', '+1 month') - julianday(session_date)) <= :days
ORDER BY village_code;
