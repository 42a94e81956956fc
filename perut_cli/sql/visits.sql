-- name: sessions
-- Sessions / Sesi
WITH held AS (
  SELECT id AS session_id, village_id FROM session
  UNION
  SELECT session_id, village_id FROM session_village
),
counted AS (
  SELECT held.village_id, substr(session_date, 1, 7) AS month, kind,
    CASE WHEN start_time <> '' AND end_time <> '' THEN (substr(end_time, 1, 2) * 60 + substr(end_time, 4, 2)
      - substr(start_time, 1, 2) * 60 - substr(start_time, 4, 2)) / 60.0 END AS hours,
    (SELECT count(*) FROM attendance JOIN official ON official.id = official_id
      WHERE attendance.session_id = session.id AND present = 'yes' AND official.village_id = held.village_id) AS present
  FROM held JOIN session ON session.id = held.session_id
  WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
)
SELECT ifnull(month, '') AS month, village_code, village_name, ifnull(kind, '') AS kind, count(month) AS sessions,
  sum(hours) AS hours, ifnull(sum(present), 0) AS officials_present
FROM village LEFT JOIN counted ON counted.village_id = village.id
WHERE (:village_id IS NULL OR village.id = :village_id)
  AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
GROUP BY month, village.id, kind
ORDER BY month IS NULL, month, village_code, kind;

-- name: mentors
-- Mentors / Pendamping
WITH held AS (
  SELECT id AS session_id, village_id FROM session
  UNION
  SELECT session_id, village_id FROM session_village
),
counted AS (
  SELECT held.session_id, held.village_id
  FROM held JOIN session ON session.id = held.session_id JOIN village ON village.id = held.village_id
  WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
    AND (:village_id IS NULL OR village.id = :village_id)
    AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
),
led AS (
  SELECT mentor_id, session_date,
    CASE WHEN start_time <> '' AND end_time <> '' THEN (substr(end_time, 1, 2) * 60 + substr(end_time, 4, 2)
      - substr(start_time, 1, 2) * 60 - substr(start_time, 4, 2)) / 60.0 END AS hours
  FROM session_mentor JOIN session ON session.id = session_id
  WHERE session_id IN (SELECT session_id FROM counted)
)
SELECT mentor_code, mentor_name, count(session_date) AS sessions, sum(hours) AS hours,
  (SELECT count(DISTINCT village_id) FROM session_mentor JOIN counted USING (session_id)
    WHERE session_mentor.mentor_id = mentor.id) AS villages,
  ifnull(max(session_date), '') AS last_session
FROM mentor LEFT JOIN led ON led.mentor_id = mentor.id
GROUP BY mentor.id
ORDER BY sessions DESC, mentor_code;

-- name: mentor_days
-- Days of duty / Hari tugas pendamping
SELECT mentor_code, mentor_name, session_date, letter_number, village_name, session.id AS session_id,
  CASE WHEN start_time <> '' AND end_time <> '' THEN (substr(end_time, 1, 2) * 60 + substr(end_time, 4, 2)
    - substr(start_time, 1, 2) * 60 - substr(start_time, 4, 2)) / 60.0 END AS hours
FROM session_mentor
JOIN session ON session.id = session_mentor.session_id
JOIN mentor ON mentor.id = session_mentor.mentor_id
JOIN (
  SELECT id AS session_id, village_id FROM session
  UNION
  SELECT session_id, village_id FROM session_village
) AS held ON held.session_id = session.id
JOIN village ON village.id = held.village_id
WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  AND (:village_id IS NULL OR village.id = :village_id)
  AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY mentor_name, mentor_code, session_date, session.start_time, session.id, village_code;

-- name: attendance
-- Who came how often / Siapa hadir berapa kali
WITH held AS (
  SELECT id AS session_id, village_id, session_date FROM session
  UNION
  SELECT session_id, session_village.village_id, session_date FROM session_village JOIN session ON session.id = session_id
),
recorded AS (
  SELECT session_id, village_id, session_date FROM held
  WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
    AND EXISTS (SELECT 1 FROM attendance JOIN official ON official.id = official_id
      WHERE attendance.session_id = held.session_id AND official.village_id = held.village_id)
),
posted AS (
  SELECT official.id AS official_id, post.id AS post_id, position, since, until
  FROM official LEFT JOIN post ON post.official_id = official.id
),
expected AS (
  SELECT official.id AS official_id, recorded.session_id, session_date,
    CASE WHEN present = 'yes' THEN 1 ELSE 0 END AS came
  FROM official JOIN recorded ON recorded.village_id = official.village_id
  LEFT JOIN attendance ON attendance.session_id = recorded.session_id AND attendance.official_id = official.id
  WHERE attendance.id IS NOT NULL OR EXISTS (SELECT 1 FROM posted WHERE posted.official_id = official.id
    AND (post_id IS NULL OR (since <= session_date AND (until = '' OR until >= session_date))))
),
counted AS (
  SELECT official_id, count(*) AS sessions, sum(came) AS attended,
    max(CASE WHEN came = 1 THEN session_date ELSE '' END) AS last_attended
  FROM expected GROUP BY official_id
),
named AS (
  SELECT official_id, group_concat(position, ', ') AS position
  FROM (SELECT official_id, position FROM posted
    WHERE post_id IS NOT NULL AND since <= :as_of AND (until = '' OR until >= :as_of)
    ORDER BY since, position)
  GROUP BY official_id
),
listed AS (
  SELECT official.id AS official_id, official.village_id, official_name, ifnull(position, '') AS position,
    ifnull(sessions, 0) AS sessions, ifnull(attended, 0) AS attended, ifnull(last_attended, '') AS last_attended
  FROM official LEFT JOIN counted ON counted.official_id = official.id LEFT JOIN named ON named.official_id = official.id
  WHERE counted.official_id IS NOT NULL OR named.official_id IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM post WHERE post.official_id = official.id)
)
SELECT village_code, village_name, ifnull(official_name, '') AS official_name, ifnull(position, '') AS position,
  sessions, attended, CASE WHEN sessions > 0 THEN 100.0 * attended / sessions END AS attended_share,
  ifnull(last_attended, '') AS last_attended
FROM village LEFT JOIN listed ON listed.village_id = village.id
WHERE (:village_id IS NULL OR village.id = :village_id)
  AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code, attended DESC, attended_share IS NULL, attended_share DESC, official_name;

-- name: villages
-- Villages of the choice, and whether each is a locus on the day / Desa pilihan, dan apakah lokus pada hari itu
SELECT id, village_code, village_name,
  locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of) AS locus
FROM village
WHERE (:village_id IS NULL OR village.id = :village_id)
  AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY village_code;

-- name: visits
-- Meetings face to face, a joint one for each village / Pertemuan tatap muka, yang bersama untuk setiap desa
SELECT id AS session_id, village_id, session_date, start_time FROM session
WHERE mode IN ('visit', 'office') AND session_date <= :as_of
UNION
SELECT session.id, session_village.village_id, session_date, start_time
FROM session_village JOIN session ON session.id = session_id
WHERE mode IN ('visit', 'office') AND session_date <= :as_of
ORDER BY session_date, start_time, session_id, village_id;

-- name: last_visits
-- Last meeting face to face of each village / Pertemuan tatap muka terakhir setiap desa
-- portable
SELECT village_id, max(session_date) AS last_session
FROM (
  SELECT village_id, session_date FROM session WHERE mode IN ('visit', 'office') AND session_date <= :as_of
  UNION ALL
  SELECT session_village.village_id, session_date FROM session_village JOIN session ON session.id = session_id
  WHERE mode IN ('visit', 'office') AND session_date <= :as_of) AS held
GROUP BY village_id;

-- name: planned_days
-- Days for which each village was still planned on the day / Hari yang masih dijadwalkan bagi tiap desa pada hari itu
-- portable
SELECT plan.village_id, plan_date, count(*) AS visits
FROM plan LEFT JOIN session ON session.id = plan.session_id
WHERE (plan_state = 'planned' OR (plan_state = 'done' AND session_date > :as_of))
  AND (:until = '' OR plan_date <= :until)
GROUP BY plan.village_id, plan_date
ORDER BY plan.village_id, plan_date;

-- name: open_plans
-- Plans still open on the day, those a later session closed among them / Jadwal yang masih terbuka pada hari itu
SELECT plan.village_id, plan_date, plan.kind,
  ifnull((SELECT group_concat(code, '|') FROM (SELECT topic_code AS code FROM plan_topic
    JOIN topic ON topic.id = topic_id WHERE plan_id = plan.id ORDER BY place_in_list)), '') AS topics
FROM plan JOIN village ON village.id = plan.village_id LEFT JOIN session ON session.id = plan.session_id
WHERE (plan_state = 'planned' OR (plan_state = 'done' AND session_date > :as_of))
  AND (:village_id IS NULL OR village.id = :village_id)
ORDER BY plan_date, plan.kind;

-- name: findings
-- Findings made by the day, each with the one it repeats / Temuan sampai hari itu, dengan temuan yang diulangnya
WITH made AS (
  SELECT finding.id, finding_code, finding.village_id, finding_date, finding.session_id, severity, finding_text,
    ifnull(indicator_code, '') AS indicator_code, repeat_of,
    CASE WHEN finding.indicator_id IS NOT NULL THEN last_value(finding.id) OVER (
      PARTITION BY finding.village_id, instrument_code, indicator_code
      ORDER BY finding_date GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) END AS before
  FROM finding LEFT JOIN indicator ON indicator.id = finding.indicator_id
  LEFT JOIN instrument ON instrument.id = indicator.instrument_id JOIN village ON village.id = finding.village_id
  WHERE finding_date <= :as_of AND (:village_id IS NULL OR village.id = :village_id)
    AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
)
SELECT made.id, made.finding_code, made.village_id, made.finding_date, made.session_id, made.severity,
  made.finding_text, made.indicator_code, ifnull(earlier.finding_code, '') AS earlier_code
FROM made LEFT JOIN finding AS earlier ON earlier.id = ifnull(made.repeat_of, made.before)
ORDER BY made.finding_date, made.finding_code;

-- name: actions
-- Follow-ups / Tindak lanjut
SELECT finding_id, action_code, village_code, village_name, finding_text, action_text, responsible, due,
  action_state, opened_on, done_on, verified_on
FROM action JOIN finding ON finding.id = finding_id JOIN village ON village.id = village_id
WHERE opened_on <= :as_of AND (:village_id IS NULL OR village.id = :village_id)
  AND (NOT :locus OR (locus_since <> '' AND locus_since <= :as_of AND (locus_until = '' OR locus_until >= :as_of)))
ORDER BY action_code;

-- name: finals
-- Final assessments of villages by one instrument / Penilaian final desa dengan satu instrumen
SELECT assessment.village_id, assessment_date, stage, ifnull(mentor_code, ''), instrument_version, assessment_code,
  target, earned, answered, applicable, critical_failed, critical_blank
FROM assessment JOIN instrument ON instrument.id = assessment.instrument_id
LEFT JOIN mentor ON mentor.id = assessment.mentor_id
WHERE instrument_code = :measure AND official_id IS NULL AND assessment_state = 'final' AND assessment_date <= :as_of
  AND (:village_id IS NULL OR assessment.village_id = :village_id)
ORDER BY assessment.village_id, assessment_date;

-- name: calendar
-- Plans with place and topics / Jadwal dengan tempat dan topik
WITH seen AS (
  SELECT village_id, place, row_number() OVER (PARTITION BY village_id ORDER BY session_date DESC, start_time DESC, id DESC) AS number
  FROM session WHERE mode = 'visit' AND place <> ''
)
SELECT village_code, plan_date, plan.kind, plan_state, reason, moved_to, village_name, ifnull(seen.place, '') AS place,
  ifnull((SELECT group_concat(topic_name, '|') FROM (SELECT topic_name FROM plan_topic
    JOIN topic ON topic.id = topic_id WHERE plan_id = plan.id ORDER BY place_in_list)), '') AS topics,
  plan.batch, ifnull(written_at, '') AS written_at
FROM plan JOIN village ON village.id = plan.village_id
LEFT JOIN seen ON seen.village_id = plan.village_id AND number = 1
LEFT JOIN batch ON batch.id = plan.batch
ORDER BY plan_date, village_code, plan.kind;

-- name: plan_keys
-- Days and kinds already taken by a plan of any state / Hari dan jenis yang sudah terpakai jadwal
SELECT village_id, plan_date, kind FROM plan WHERE plan_date >= :as_of;

-- name: last_mentors
-- First mentor of each village's last session / Pendamping pertama pada sesi terakhir setiap desa
SELECT session.village_id, mentor_code
FROM session JOIN session_mentor ON session_id = session.id JOIN mentor ON mentor.id = mentor_id
WHERE session_date <= :as_of AND (:village_id IS NULL OR session.village_id = :village_id)
ORDER BY session_date, start_time, session.id, place_in_list DESC;

-- name: topics
-- Topics / Topik
SELECT topic_code FROM topic ORDER BY topic_code;

-- name: missed_plans
-- Plans of the past that nothing came of / Jadwal lampau yang tidak terlaksana
SELECT plan.village_id, village_code, village_name, plan_date, plan.kind
FROM plan JOIN village ON village.id = plan.village_id LEFT JOIN session ON session.id = plan.session_id
WHERE (plan_state = 'planned' OR (plan_state = 'done' AND session_date > :as_of)) AND plan_date < :as_of
  AND (:village_id IS NULL OR village.id = :village_id)
ORDER BY plan_date, village_code, plan.kind;

-- name: drafts
-- Assessments not finished / Penilaian yang belum selesai
SELECT assessment.village_id, assessment_code, village_code, village_name, assessment_date,
  CASE WHEN applicable > 0 THEN 100.0 * answered / applicable END AS coverage
FROM assessment JOIN village ON village.id = assessment.village_id
WHERE assessment_state = 'draft' AND assessment_date <= :as_of AND (:village_id IS NULL OR village.id = :village_id)
ORDER BY assessment_date, assessment_code;

-- name: in_post
-- Officials in post on the day / Aparatur yang menjabat pada hari itu
SELECT official_name, group_concat(position, ', ') AS position, min(since) AS since, phone
FROM (
  SELECT official.id AS official_id, official_name, ifnull(position, '') AS position, ifnull(since, '') AS since, phone
  FROM official LEFT JOIN post ON post.official_id = official.id
  WHERE village_id = :village_id
    AND (post.id IS NULL OR (since <= :as_of AND (until = '' OR until >= :as_of)))
  ORDER BY since, position
)
GROUP BY official_id
ORDER BY position = '', official_name;

-- name: village_visits
-- Sessions of the village / Sesi desa
SELECT session_code, session_date, session_sheet.kind, topics, mentors, summary, agreed_next,
  (SELECT count(*) FROM attendance JOIN official ON official.id = official_id
    WHERE session_id = session_sheet.id AND present = 'yes' AND official.village_id = :village_id) AS officials_present
FROM session_sheet
WHERE session_date <= :as_of AND session_date >= :since AND (:until = '' OR session_date <= :until)
  AND id IN (SELECT id FROM session WHERE village_id = :village_id
    UNION SELECT session_id FROM session_village WHERE village_id = :village_id)
ORDER BY session_date DESC, start_time DESC, session_code;

-- name: session
-- A session / Satu sesi
SELECT session_code, session_date, start_time, end_time, session_sheet.kind, mode, place, letter_number,
  (SELECT group_concat(mentor_name, ', ') FROM (SELECT mentor_name FROM session_mentor JOIN mentor ON mentor.id = mentor_id
    WHERE session_id = session_sheet.id ORDER BY place_in_list)) AS mentors,
  topics, worked_on, guests, agreed_next, summary
FROM session_sheet
WHERE id = :session_id;

-- name: session_villages
-- Villages of a session, the host first / Desa peserta sesi, tuan rumah dahulu
SELECT village.id, village_code, village_name
FROM (
  SELECT village_id, -1 AS place FROM session WHERE id = :session_id
  UNION ALL
  SELECT village_id, place_in_list FROM session_village WHERE session_id = :session_id
) JOIN village ON village.id = village_id
GROUP BY village.id
ORDER BY min(place);

-- name: present
-- Who was there, with the posts of that day / Siapa yang hadir, dengan jabatan pada hari itu
SELECT village_name, official_name,
  ifnull((SELECT group_concat(position, ', ') FROM (SELECT position FROM post WHERE post.official_id = official.id
    AND since <= session_date AND (until = '' OR until >= session_date) ORDER BY since, position)), '') AS position,
  present, attendance_note
FROM attendance JOIN session ON session.id = session_id JOIN official ON official.id = attendance.official_id
JOIN village ON village.id = official.village_id
WHERE session_id = :session_id
ORDER BY village.id <> session.village_id, village_code, present = 'no', official_name;

-- name: session_findings
-- What a session found / Temuan satu sesi
SELECT village_name, finding_text, severity, finding_code, finding.id
FROM finding JOIN village ON village.id = finding.village_id
WHERE session_id = :session_id
ORDER BY village_code, finding_code;

-- name: session_actions
-- What a session agreed / Kesepakatan satu sesi
SELECT village_name, action_text, responsible, due
FROM action JOIN finding ON finding.id = finding_id JOIN village ON village.id = village_id
WHERE session_id = :session_id
ORDER BY village_code, due, action_code;
