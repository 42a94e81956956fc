-- name: sessions_held
-- Sessions behind a number / Sesi di balik angka
SELECT session_code, village_code, session_date, start_time, end_time, kind, mentors,
  CASE WHEN start_time <> '' AND end_time <> '' THEN (substr(end_time, 1, 2) * 60 + substr(end_time, 4, 2)
    - substr(start_time, 1, 2) * 60 - substr(start_time, 4, 2)) / 60.0 END AS hours,
  (SELECT count(*) FROM attendance JOIN official ON official.id = official_id
    WHERE session_id = session_sheet.id AND present = 'yes' AND (:village_id IS NULL OR official.village_id = :village_id)) AS officials_present
FROM session_sheet
WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  AND (:month = '' OR substr(session_date, 1, 7) = :month) AND (:kind = '' OR kind = :kind)
  AND (:mentor = '' OR id IN (SELECT session_id FROM session_mentor JOIN mentor ON mentor.id = mentor_id WHERE mentor_code = :mentor))
  AND (:locus = 0 OR EXISTS (SELECT 1 FROM village WHERE locus_since <> '' AND locus_since <= :as_of
    AND (locus_until = '' OR locus_until >= :as_of) AND (village.id = (SELECT village_id FROM session WHERE session.id = session_sheet.id)
      OR village.id IN (SELECT village_id FROM session_village WHERE session_id = session_sheet.id))))
  AND (:village_id IS NULL OR id IN (SELECT id FROM session WHERE village_id = :village_id
    UNION SELECT session_id FROM session_village WHERE village_id = :village_id))
ORDER BY session_date, start_time, session_code;

-- name: looks_at
-- Looks at a part / Pemeriksaan isian satu bagian
SELECT filling_date, filled, total, CASE WHEN total > 0 THEN 100.0 * filled / total END AS share, checked, wrong
FROM filling
WHERE village_id = :village_id AND application = :application AND part = :part
  AND filling_date <= :as_of AND filling_date >= :since AND (:until = '' OR filling_date <= :until)
ORDER BY filling_date;

-- name: attended
-- Meetings for which an official is listed / Pertemuan yang mencatat seorang aparatur
SELECT session_code, session_date, kind, present
FROM attendance JOIN session ON session.id = session_id JOIN official ON official.id = official_id
JOIN village ON village.id = official.village_id
WHERE village_code = :village_code AND official_name = :official_name
  AND session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
ORDER BY session_date, start_time, session_code;
