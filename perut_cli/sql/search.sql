-- name: session
-- Sessions / Sesi
SELECT session_code AS key, village_code, village_name, session_date AS said_on,
  snippet(session_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(session_fts) AS standing
FROM session_fts JOIN session ON session.id = session_fts.rowid JOIN village ON village.id = session.village_id
WHERE session_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id
  OR session.id IN (SELECT session_id FROM session_village WHERE village_id = :village_id));

-- name: finding
-- Findings / Temuan
SELECT finding_code AS key, village_code, village_name, finding_date AS said_on,
  snippet(finding_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(finding_fts) AS standing
FROM finding_fts JOIN finding ON finding.id = finding_fts.rowid JOIN village ON village.id = finding.village_id
WHERE finding_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);

-- name: action
-- Follow-ups / Tindak lanjut
SELECT action_code AS key, village_code, village_name, opened_on AS said_on,
  snippet(action_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(action_fts) AS standing
FROM action_fts JOIN action ON action.id = action_fts.rowid JOIN finding ON finding.id = finding_id
JOIN village ON village.id = finding.village_id
WHERE action_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);

-- name: village
-- Villages / Desa
SELECT village_code AS key, village_code, village_name, '' AS said_on,
  snippet(village_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(village_fts) AS standing
FROM village_fts JOIN village ON village.id = village_fts.rowid
WHERE village_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);

-- name: assessment
-- Assessments / Penilaian
SELECT assessment_code AS key, village_code, village_name, assessment_date AS said_on,
  snippet(assessment_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(assessment_fts) AS standing
FROM assessment_fts JOIN assessment ON assessment.id = assessment_fts.rowid JOIN village ON village.id = assessment.village_id
WHERE assessment_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);

-- name: attendance
-- Attendance / Kehadiran
SELECT session_code AS key, village_code, village_name, session_date AS said_on,
  snippet(attendance_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(attendance_fts) AS standing
FROM attendance_fts JOIN attendance ON attendance.id = attendance_fts.rowid JOIN session ON session.id = session_id
JOIN official ON official.id = official_id JOIN village ON village.id = official.village_id
WHERE attendance_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);

-- name: submission
-- Submissions / Penyampaian
SELECT village_code || ' ' || obligation_code || ' ' || period AS key, village_code, village_name, submitted_on AS said_on,
  snippet(submission_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(submission_fts) AS standing
FROM submission_fts JOIN submission ON submission.id = submission_fts.rowid JOIN village ON village.id = submission.village_id
JOIN obligation ON obligation.id = obligation_id
WHERE submission_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);

-- name: filling
-- Fillings / Pengisian
SELECT village_code || ' ' || application || ' ' || part || ' ' || filling_date AS key, village_code, village_name,
  filling_date AS said_on, snippet(filling_fts, -1, '«', '»', '…', 24) AS excerpt, bm25(filling_fts) AS standing
FROM filling_fts JOIN filling ON filling.id = filling_fts.rowid JOIN village ON village.id = filling.village_id
WHERE filling_fts MATCH :words AND (:village_id IS NULL OR village.id = :village_id);
