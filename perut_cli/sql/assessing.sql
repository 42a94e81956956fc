-- name: assessment
-- One assessment with its instrument and sums / Satu penilaian dengan instrumen dan jumlahnya
SELECT assessment.id, assessment_code, village_code, village_name, ifnull(official_name, '') AS official_name,
  instrument_code, instrument_version, assessment_date, stage, ifnull(mentor_code, '') AS mentor_code, assessment_state,
  target, bands, excluded, earned, answered, applicable, critical_failed, critical_blank
FROM assessment
JOIN village ON village.id = assessment.village_id
JOIN instrument ON instrument.id = instrument_id
LEFT JOIN official ON official.id = official_id
LEFT JOIN mentor ON mentor.id = mentor_id
WHERE assessment.id = :assessment;

-- name: of_unit
-- Assessments of a unit by an instrument in any version / Penilaian satu unit menurut instrumen, versi apa pun
SELECT id, assessment_code, assessment_date, stage, assessment_state, mentor_id
FROM assessment
WHERE village_id = :village AND ifnull(official_id, 0) = ifnull(:official, 0)
  AND instrument_id IN (SELECT id FROM instrument
    WHERE instrument_code = (SELECT instrument_code FROM instrument WHERE id = :instrument))
ORDER BY assessment_date, assessment_code;

-- name: items
-- Indicators of one version in the order of the checklist / Indikator satu versi menurut urutan daftar periksa
SELECT indicator_code, indicator_text, dimension, max_score, critical, options, source,
  CASE WHEN na_reason <> '' THEN 'na: ' || na_reason WHEN score IS NULL THEN '' ELSE printf('%!.17g', score) END AS answered
FROM indicator
JOIN dimension ON dimension.id = dimension_id
LEFT JOIN score ON assessment_id = :assessment AND indicator_id = indicator.id
WHERE indicator.instrument_id = :instrument
ORDER BY item_order, indicator.id;

-- name: villages_to_assess
-- Villages for a template, loci first / Desa untuk templat, lokus dahulu
SELECT id, village_code, village_name
FROM village
WHERE :village IS NULL OR id = :village
ORDER BY locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of) DESC, village_code;
