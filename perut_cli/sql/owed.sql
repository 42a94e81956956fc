-- name: obligations
-- Obligations and how their periods are written / Kewajiban dan cara periodenya ditulis
-- portable
SELECT obligation.id, obligation_code, obligation_title, due_rule, valid_from, valid_until,
  coalesce(ending, '') AS ending
FROM obligation LEFT JOIN (
  SELECT obligation_id, min(substr(period, 5)) AS ending FROM submission GROUP BY obligation_id) AS written
  ON written.obligation_id = obligation.id
ORDER BY obligation_code;

-- name: submissions
-- What was recorded of submissions / Penyampaian yang tercatat
-- portable
SELECT submission.village_id, obligation_id, period, due, submission_state, submitted_on
FROM submission JOIN village ON village.id = submission.village_id
WHERE village.id BETWEEN :first AND :last
  AND (:locus = 0 OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY submission.village_id, obligation_id, period;

-- name: parts
-- Parts of applications that were looked at / Bagian aplikasi yang pernah dilihat
SELECT DISTINCT application, part FROM filling WHERE filling_date <= :as_of;

-- name: looks
-- The last look at each part and the share at the look before / Isian terakhir tiap bagian dan porsi sebelumnya
WITH seen AS (
  SELECT filling.*,
    lag(CASE WHEN total > 0 THEN 100.0 * filled / total END) OVER look AS earlier,
    row_number() OVER (PARTITION BY village_id, application, part ORDER BY filling_date DESC) AS back
  FROM filling
  WHERE filling_date <= :as_of AND filling_date >= :since AND (:until = '' OR filling_date <= :until)
    AND (:village_id IS NULL OR village_id = :village_id)
  WINDOW look AS (PARTITION BY village_id, application, part ORDER BY filling_date)
)
SELECT village_id, application, part, filled, total, CASE WHEN total > 0 THEN 100.0 * filled / total END AS share, earlier,
  CASE WHEN checked > 0 THEN 100.0 * wrong / checked END AS wrong_share, filling_date
FROM seen
WHERE back = 1;

-- name: filling_trend
-- Fillings over time / Pengisian dari waktu ke waktu
SELECT village_code, village_name, application, part, filling_date,
  CASE WHEN total > 0 THEN 100.0 * filled / total END AS share
FROM filling JOIN village ON village.id = village_id
WHERE filling_date <= :as_of AND filling_date >= :since AND (:until = '' OR filling_date <= :until)
  AND (:village_id IS NULL OR village.id = :village_id)
  AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code, application, part, filling_date;
