-- name: village
-- A village of a paper / Desa pada naskah
SELECT village_code, village_name FROM village WHERE id = :village_id;

-- name: head_of_village
-- Who leads a village on a day, an acting head too / Pemimpin desa pada suatu hari, termasuk penjabat
SELECT position, official_name
FROM post JOIN official ON official.id = official_id
WHERE village_id = :village_id AND since <= :day AND (until = '' OR until >= :day)
  AND position IN ('Kepala Desa', 'Penjabat Kepala Desa', 'Sekretaris Desa')
ORDER BY position = 'Sekretaris Desa', position, since DESC, official_name;

-- name: session
-- A session of a paper / Sesi pada naskah
SELECT session_code, session_date, start_time, end_time, session_sheet.kind, mode, place, letter_number, summary, guests,
  agreed_next
FROM session_sheet WHERE id = :session_id;

-- name: order_of_session
-- Number of the surat tugas made of a session / Nomor surat tugas yang dibuat untuk sesi
SELECT document_number FROM document
WHERE session_id = :session_id AND kind = 'surat-tugas' AND document_state = 'issued'
ORDER BY document_date DESC, sequence DESC LIMIT 1;

-- name: session_team
-- Officers of a session / Petugas sesi
SELECT mentor_code, mentor_name, nip, mentor_position
FROM session_mentor JOIN mentor ON mentor.id = mentor_id
WHERE session_id = :session_id
ORDER BY place_in_list;

-- name: mentor
-- One officer / Satu petugas
SELECT mentor_code, mentor_name, nip, mentor_position FROM mentor WHERE mentor_code = :mentor_code;

-- name: session_people
-- Officials who were at a session, with the posts of that day / Aparatur yang hadir, dengan jabatan pada hari itu
SELECT village_name, village_code, official_name,
  ifnull((SELECT group_concat(position, ', ') FROM (SELECT position FROM post WHERE post.official_id = official.id
    AND since <= session_date AND (until = '' OR until >= session_date) ORDER BY since, position)), '') AS position,
  attendance_note
FROM attendance JOIN session ON session.id = session_id JOIN official ON official.id = attendance.official_id
JOIN village ON village.id = official.village_id
WHERE session_id = :session_id AND present = 'yes'
ORDER BY village.id <> session.village_id, village_code, official_name;

-- name: session_topics
-- Topics of a session / Topik sesi
SELECT topic_code, topic_name, legal_basis
FROM session_topic JOIN topic ON topic.id = topic_id
WHERE session_id = :session_id
ORDER BY place_in_list;

-- name: plan_topics
-- Topics of a plan / Topik jadwal
SELECT topic_code, topic_name, legal_basis
FROM plan_topic JOIN topic ON topic.id = topic_id
WHERE plan_id = :plan_id
ORDER BY place_in_list;

-- name: findings
-- Findings of a session with their indicators / Temuan sesi dengan indikatornya
SELECT village_name, village_code, finding_text, severity, ifnull(indicator_code, '') AS indicator_code,
  ifnull(indicator_text, '') AS indicator_text, finding_code,
  finding_date, finding.id
FROM finding JOIN village ON village.id = finding.village_id LEFT JOIN indicator ON indicator.id = indicator_id
WHERE session_id = :session_id
ORDER BY village_code, finding.id;

-- name: actions
-- Follow-ups of a session's findings / Tindak lanjut temuan sesi
SELECT village_name, village_code, finding_text, action_code, action_text, responsible, opened_on, due, action_state, evidence
FROM action JOIN finding ON finding.id = finding_id JOIN village ON village.id = village_id
WHERE session_id = :session_id
ORDER BY village_code, finding.id, action.id;

-- name: sessions
-- Sessions of a period / Sesi suatu periode
SELECT session_date, village_name, session_sheet.kind,
  ifnull((SELECT group_concat(mentor_name, ', ') FROM (SELECT mentor_name FROM session_mentor
    JOIN mentor ON mentor.id = mentor_id WHERE session_id = session_sheet.id ORDER BY place_in_list)), '') AS mentors,
  summary, village.id AS village_id, session_sheet.id AS session_id
FROM session_sheet JOIN village USING (village_code)
WHERE session_date >= :since AND session_date <= :until
ORDER BY session_date, start_time, session_code;

-- name: held
-- Villages of the sessions of a period, guests too / Desa pada sesi suatu periode, termasuk peserta
SELECT session.id AS session_id, village_id, kind FROM session
WHERE session_date >= :since AND session_date <= :until
UNION
SELECT session.id, session_village.village_id, kind FROM session_village JOIN session ON session.id = session_id
WHERE session_date >= :since AND session_date <= :until;

-- name: led
-- Who led the sessions of a period / Petugas sesi suatu periode
SELECT mentor_name, session.id AS session_id, session.village_id
FROM session_mentor JOIN session ON session.id = session_id JOIN mentor ON mentor.id = mentor_id
WHERE session_date >= :since AND session_date <= :until
ORDER BY mentor_code;

-- name: obstacles
-- Findings of a period by indicator / Temuan suatu periode menurut indikator
SELECT ifnull(indicator_code, '') AS indicator_code, ifnull(indicator_text, '') AS indicator_text,
  count(*) AS finding_total, group_concat(finding.id) AS ids, count(DISTINCT finding.village_id) AS villages
FROM finding LEFT JOIN indicator ON indicator.id = indicator_id
WHERE finding_date >= :since AND finding_date <= :until
GROUP BY indicator_code
ORDER BY finding_total DESC, indicator_code = '', indicator_code;

-- name: numbers
-- Numbers of a register and year / Nomor suatu register dan tahun
SELECT sequence, document_state, document_number <> '' AS outside,
  EXISTS (SELECT 1 FROM change WHERE table_name = 'document' AND row_id = document.id AND act = 'changed'
    AND old_values LIKE '%"document_state":"reserved"%') AS was_reserved
FROM document WHERE register = :register AND year = :year;

-- name: documents_named
-- A paper by its code / Naskah menurut kodenya
SELECT id, document_code, register, year, sequence, document_number, document_state, kind FROM document
WHERE document_code = :code COLLATE NOCASE;


-- name: officer_named
-- An officer by code or name / Petugas menurut kode atau nama
SELECT mentor_code, mentor_name, nip, mentor_position FROM mentor
WHERE mentor_code = :named COLLATE NOCASE OR mentor_name = :named COLLATE NOCASE
ORDER BY mentor_code = :named COLLATE NOCASE DESC, mentor_code LIMIT 1;

-- name: reporter
-- Who led most sessions of a period / Petugas dengan sesi terbanyak dalam suatu periode
SELECT mentor_code, mentor_name, nip, mentor_position
FROM session_mentor JOIN session ON session.id = session_id JOIN mentor ON mentor.id = mentor_id
WHERE session_date >= :since AND session_date <= :until
GROUP BY mentor.id
ORDER BY count(*) DESC, mentor_code LIMIT 1;

-- name: moved
-- Follow-ups opened and settled in a period, posts begun and ended / Tindak lanjut dibuka dan dituntaskan, jabatan dimulai dan berakhir
SELECT (SELECT count(*) FROM action WHERE opened_on >= :since AND opened_on <= :until) AS opened,
  (SELECT count(*) FROM action WHERE (action_state = 'verified' AND verified_on >= :since AND verified_on <= :until)
    OR (action_state = 'dropped' AND done_on >= :since AND done_on <= :until)) AS settled,
  (SELECT count(*) FROM post WHERE since >= :since AND since <= :until) AS begun,
  (SELECT count(*) FROM post WHERE until <> '' AND until >= :since AND until <= :until) AS ended;

-- name: by_village
-- Sessions and findings of a period by village / Sesi dan temuan suatu periode menurut desa
SELECT village_name, count(DISTINCT held.session_id) AS sessions, max(held.session_date) AS last_session,
  (SELECT count(*) FROM finding WHERE finding.village_id = village.id
    AND finding_date >= :since AND finding_date <= :until) AS finding_total
FROM (SELECT session.id AS session_id, village_id, session_date FROM session
    UNION SELECT session.id, session_village.village_id, session_date FROM session_village JOIN session ON session.id = session_id) AS held
  JOIN village ON village.id = held.village_id
WHERE held.session_date >= :since AND held.session_date <= :until
GROUP BY village.id
ORDER BY village_code;
