-- Tables of every sheet, their views, and the history. Blank text is '', blank numbers and references are NULL.
-- The column batch says which command wrote the row last.

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  written_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  new_count INTEGER NOT NULL DEFAULT 0,
  changed_count INTEGER NOT NULL DEFAULT 0,
  blanked_count INTEGER NOT NULL DEFAULT 0,
  same_count INTEGER NOT NULL DEFAULT 0,
  removed_count INTEGER NOT NULL DEFAULT 0,
  rejected_count INTEGER NOT NULL DEFAULT 0,
  schema_version INTEGER NOT NULL,
  act TEXT NOT NULL DEFAULT 'write' CHECK (act IN ('write', 'undo', 'redo', 'erase')),
  target_batch INTEGER REFERENCES batch (id)
) STRICT;

-- One row per changed or removed record, with its old values; row_part is the indicator of an answer, else 0.
-- A new row costs nothing here but for answers added to an assessment that was there before.
CREATE TABLE change (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  row_part INTEGER NOT NULL DEFAULT 0,
  act TEXT NOT NULL CHECK (act IN ('new', 'changed', 'removed')),
  row_key TEXT NOT NULL,
  old_values TEXT,
  old_batch INTEGER,
  new_batch INTEGER,
  PRIMARY KEY (batch_id, table_name, row_id, row_part)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_row ON change (table_name, row_id, row_part);

CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  setting TEXT NOT NULL UNIQUE CHECK (setting <> ''),
  value TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL
) STRICT;

CREATE TABLE village (
  id INTEGER PRIMARY KEY,
  village_code TEXT NOT NULL UNIQUE CHECK (village_code GLOB '[0-9][0-9].[0-9][0-9].[0-9][0-9].[123][0-9][0-9][0-9]'),
  village_name TEXT NOT NULL CHECK (village_name <> ''),
  also_named TEXT NOT NULL DEFAULT '',
  locus_since TEXT NOT NULL DEFAULT '',
  locus_until TEXT NOT NULL DEFAULT '',
  village_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  CHECK (locus_until = '' OR locus_since <= locus_until)
) STRICT;

CREATE TABLE official (
  id INTEGER PRIMARY KEY,
  official_code TEXT NOT NULL UNIQUE CHECK (official_code <> ''),
  village_id INTEGER NOT NULL REFERENCES village (id),
  official_name TEXT NOT NULL CHECK (official_name <> ''),
  sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'm', 'f')),
  education TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  staff_number TEXT NOT NULL DEFAULT '',
  official_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (village_id, official_name)
) STRICT;

CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  official_id INTEGER NOT NULL REFERENCES official (id),
  position TEXT NOT NULL CHECK (position <> ''),
  since TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (official_id, position, since),
  CHECK (until = '' OR since <= until)
) STRICT;

CREATE TABLE mentor (
  id INTEGER PRIMARY KEY,
  mentor_code TEXT NOT NULL UNIQUE CHECK (mentor_code <> ''),
  mentor_name TEXT NOT NULL CHECK (mentor_name <> ''),
  nip TEXT NOT NULL DEFAULT '',
  mentor_position TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL
) STRICT;

CREATE TABLE topic (
  id INTEGER PRIMARY KEY,
  topic_code TEXT NOT NULL UNIQUE CHECK (topic_code <> ''),
  topic_name TEXT NOT NULL CHECK (topic_name <> ''),
  legal_basis TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL
) STRICT;

CREATE TABLE instrument (
  id INTEGER PRIMARY KEY,
  instrument_code TEXT NOT NULL CHECK (instrument_code <> ''),
  instrument_version TEXT NOT NULL CHECK (instrument_version <> ''),
  instrument_title TEXT NOT NULL CHECK (instrument_title <> ''),
  subject TEXT NOT NULL CHECK (subject IN ('village', 'official')),
  target REAL CHECK (target BETWEEN 0 AND 100),
  bands TEXT NOT NULL CHECK (bands <> ''),
  batch INTEGER NOT NULL,
  UNIQUE (instrument_code, instrument_version)
) STRICT;

CREATE TABLE dimension (
  id INTEGER PRIMARY KEY,
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),
  dimension TEXT NOT NULL CHECK (dimension <> ''),
  UNIQUE (instrument_id, dimension)
) STRICT;

CREATE TABLE indicator (
  id INTEGER PRIMARY KEY,
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),
  indicator_code TEXT NOT NULL CHECK (indicator_code <> ''),
  item_order INTEGER,
  dimension_id INTEGER NOT NULL REFERENCES dimension (id),
  indicator_text TEXT NOT NULL CHECK (indicator_text <> ''),
  weight REAL NOT NULL CHECK (weight > 0),
  max_score REAL NOT NULL CHECK (max_score > 0),
  critical TEXT NOT NULL CHECK (critical IN ('yes', 'no')),
  options TEXT NOT NULL DEFAULT '',
  legal_basis TEXT NOT NULL DEFAULT '',
  feedback TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (instrument_id, indicator_code)
) STRICT;
CREATE INDEX indicator_dimension ON indicator (dimension_id);

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  session_code TEXT NOT NULL UNIQUE CHECK (session_code <> ''),
  village_id INTEGER NOT NULL REFERENCES village (id),
  session_date TEXT NOT NULL CHECK (session_date <> ''),
  start_time TEXT NOT NULL DEFAULT '',
  end_time TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind <> ''),
  mode TEXT NOT NULL DEFAULT '' CHECK (mode IN ('', 'visit', 'office', 'online')),
  place TEXT NOT NULL DEFAULT '',
  letter_number TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',
  guests TEXT NOT NULL DEFAULT '',
  agreed_next TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (village_id, session_date, start_time, kind),
  CHECK (end_time = '' OR start_time <= end_time)
) STRICT;
CREATE INDEX session_day ON session (session_date);

CREATE TABLE session_village (
  session_id INTEGER NOT NULL REFERENCES session (id),
  place_in_list INTEGER NOT NULL,
  village_id INTEGER NOT NULL REFERENCES village (id),
  PRIMARY KEY (session_id, place_in_list),
  UNIQUE (session_id, village_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_village_back ON session_village (village_id);

CREATE TABLE session_topic (
  session_id INTEGER NOT NULL REFERENCES session (id),
  place_in_list INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  PRIMARY KEY (session_id, place_in_list),
  UNIQUE (session_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_topic_back ON session_topic (topic_id);

CREATE TABLE session_mentor (
  session_id INTEGER NOT NULL REFERENCES session (id),
  place_in_list INTEGER NOT NULL,
  mentor_id INTEGER NOT NULL REFERENCES mentor (id),
  PRIMARY KEY (session_id, place_in_list),
  UNIQUE (session_id, mentor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_mentor_back ON session_mentor (mentor_id);

CREATE TABLE session_indicator (
  session_id INTEGER NOT NULL REFERENCES session (id),
  place_in_list INTEGER NOT NULL,
  indicator_id INTEGER NOT NULL REFERENCES indicator (id),
  PRIMARY KEY (session_id, place_in_list),
  UNIQUE (session_id, indicator_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_indicator_back ON session_indicator (indicator_id);

CREATE TABLE attendance (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES session (id),
  official_id INTEGER NOT NULL REFERENCES official (id),
  present TEXT NOT NULL CHECK (present IN ('yes', 'no')),
  attendance_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (session_id, official_id)
) STRICT;
CREATE INDEX attendance_official ON attendance (official_id);

CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  village_id INTEGER NOT NULL REFERENCES village (id),
  plan_date TEXT NOT NULL CHECK (plan_date <> ''),
  kind TEXT NOT NULL CHECK (kind <> ''),
  mentor_id INTEGER REFERENCES mentor (id),
  plan_state TEXT NOT NULL CHECK (plan_state IN ('planned', 'done', 'moved', 'cancelled')),
  reason TEXT NOT NULL DEFAULT '',
  moved_to TEXT NOT NULL DEFAULT '',
  session_id INTEGER REFERENCES session (id),
  batch INTEGER NOT NULL,
  UNIQUE (village_id, plan_date, kind)
) STRICT;
CREATE INDEX plan_mentor ON plan (mentor_id) WHERE mentor_id IS NOT NULL;
CREATE INDEX plan_session ON plan (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE plan_topic (
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  place_in_list INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  PRIMARY KEY (plan_id, place_in_list),
  UNIQUE (plan_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_topic_back ON plan_topic (topic_id);

-- The sums of the answers stand beside the assessment: earned = sum of weight x score / max_score, answered and
-- applicable = sums of weight, excluded = weight that does not apply.
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  assessment_code TEXT NOT NULL UNIQUE CHECK (assessment_code <> ''),
  village_id INTEGER NOT NULL REFERENCES village (id),
  official_id INTEGER REFERENCES official (id),
  instrument_id INTEGER NOT NULL REFERENCES instrument (id),
  assessment_date TEXT NOT NULL CHECK (assessment_date <> ''),
  stage TEXT NOT NULL CHECK (stage IN ('baseline', 'monitoring', 'endline')),
  mentor_id INTEGER REFERENCES mentor (id),
  assessment_state TEXT NOT NULL CHECK (assessment_state IN ('final', 'draft')),
  session_id INTEGER REFERENCES session (id),
  assessment_note TEXT NOT NULL DEFAULT '',
  earned REAL NOT NULL DEFAULT 0,
  answered REAL NOT NULL DEFAULT 0,
  applicable REAL NOT NULL DEFAULT 0,
  excluded REAL NOT NULL DEFAULT 0,
  critical_failed INTEGER NOT NULL DEFAULT 0,
  critical_blank INTEGER NOT NULL DEFAULT 0,
  batch INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX assessment_match ON assessment
  (village_id, instrument_id, ifnull(official_id, 0), assessment_date, stage, ifnull(mentor_id, 0));
CREATE INDEX assessment_instrument ON assessment (instrument_id);
CREATE INDEX assessment_official ON assessment (official_id) WHERE official_id IS NOT NULL;
CREATE INDEX assessment_mentor ON assessment (mentor_id) WHERE mentor_id IS NOT NULL;
CREATE INDEX assessment_session ON assessment (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX assessment_batch ON assessment (batch);
-- All that a progress report reads of an assessment, in the order in which it is read.
CREATE INDEX assessment_taken ON assessment
  (village_id, official_id, assessment_date, instrument_id, stage, mentor_id, assessment_state, earned, answered, applicable,
   critical_failed, critical_blank);

CREATE TABLE dimension_sum (
  assessment_id INTEGER NOT NULL REFERENCES assessment (id),
  dimension_id INTEGER NOT NULL REFERENCES dimension (id),
  earned REAL NOT NULL,
  answered REAL NOT NULL,
  applicable REAL NOT NULL,
  excluded REAL NOT NULL,
  critical_failed INTEGER NOT NULL,
  critical_blank INTEGER NOT NULL,
  PRIMARY KEY (assessment_id, dimension_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE score (
  assessment_id INTEGER NOT NULL REFERENCES assessment (id),
  indicator_id INTEGER NOT NULL REFERENCES indicator (id),
  score REAL CHECK (score >= 0),
  na_reason TEXT NOT NULL DEFAULT '',
  score_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  PRIMARY KEY (assessment_id, indicator_id),
  CHECK ((score IS NULL) = (na_reason <> ''))
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  finding_code TEXT NOT NULL UNIQUE CHECK (finding_code <> ''),
  village_id INTEGER NOT NULL REFERENCES village (id),
  finding_date TEXT NOT NULL CHECK (finding_date <> ''),
  session_id INTEGER REFERENCES session (id),
  assessment_id INTEGER REFERENCES assessment (id),
  instrument_id INTEGER REFERENCES instrument (id),
  indicator_id INTEGER REFERENCES indicator (id),
  severity TEXT NOT NULL DEFAULT '' CHECK (severity IN ('', 'low', 'medium', 'high')),
  finding_text TEXT NOT NULL CHECK (finding_text <> ''),
  repeat_of INTEGER REFERENCES finding (id),
  batch INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX finding_match ON finding (village_id, finding_date, ifnull(session_id, 0), finding_text);
CREATE INDEX finding_session ON finding (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX finding_assessment ON finding (assessment_id) WHERE assessment_id IS NOT NULL;
CREATE INDEX finding_indicator ON finding (indicator_id) WHERE indicator_id IS NOT NULL;
CREATE INDEX finding_instrument ON finding (instrument_id) WHERE instrument_id IS NOT NULL;
CREATE INDEX finding_repeat ON finding (repeat_of) WHERE repeat_of IS NOT NULL;

CREATE TABLE action (
  id INTEGER PRIMARY KEY,
  action_code TEXT NOT NULL UNIQUE CHECK (action_code <> ''),
  finding_id INTEGER NOT NULL REFERENCES finding (id),
  action_text TEXT NOT NULL CHECK (action_text <> ''),
  responsible TEXT NOT NULL DEFAULT '',
  due TEXT NOT NULL DEFAULT '',
  action_state TEXT NOT NULL CHECK (action_state IN ('open', 'done', 'verified', 'dropped')),
  opened_on TEXT NOT NULL CHECK (opened_on <> ''),
  done_on TEXT NOT NULL DEFAULT '',
  verified_on TEXT NOT NULL DEFAULT '',
  verified_by TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  evidence_sha256 TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (finding_id, action_text)
) STRICT;

CREATE TABLE obligation (
  id INTEGER PRIMARY KEY,
  obligation_code TEXT NOT NULL UNIQUE CHECK (obligation_code <> ''),
  obligation_title TEXT NOT NULL CHECK (obligation_title <> ''),
  basis TEXT NOT NULL DEFAULT '',
  due_rule TEXT NOT NULL CHECK (due_rule <> ''),
  recipient TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL DEFAULT '',
  valid_until TEXT NOT NULL DEFAULT '',
  obligation_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  CHECK (valid_until = '' OR valid_from <= valid_until)
) STRICT;

CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  village_id INTEGER NOT NULL REFERENCES village (id),
  obligation_id INTEGER NOT NULL REFERENCES obligation (id),
  period TEXT NOT NULL CHECK (period <> ''),
  due TEXT NOT NULL DEFAULT '',
  submission_state TEXT NOT NULL DEFAULT '' CHECK (submission_state IN ('', 'none', 'draft', 'adopted', 'submitted')),
  submitted_on TEXT NOT NULL DEFAULT '',
  document_number TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  evidence_sha256 TEXT NOT NULL DEFAULT '',
  submission_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (village_id, obligation_id, period)
) STRICT;
CREATE INDEX submission_obligation ON submission (obligation_id);

CREATE TABLE filling (
  id INTEGER PRIMARY KEY,
  village_id INTEGER NOT NULL REFERENCES village (id),
  application TEXT NOT NULL CHECK (application <> ''),
  part TEXT NOT NULL CHECK (part <> ''),
  filling_date TEXT NOT NULL CHECK (filling_date <> ''),
  filled INTEGER NOT NULL CHECK (filled >= 0),
  total INTEGER NOT NULL,
  checked INTEGER CHECK (checked >= 0),
  wrong INTEGER CHECK (wrong >= 0),
  operator TEXT NOT NULL DEFAULT '',
  filling_note TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (village_id, application, part, filling_date),
  CHECK (filled <= total),
  CHECK (wrong IS NULL OR wrong <= checked)
) STRICT;

CREATE VIEW setting_sheet AS SELECT setting, value, id FROM setting;

CREATE VIEW village_sheet AS
SELECT village_code, village_name, also_named, locus_since, locus_until, village_note, id FROM village;

CREATE VIEW official_sheet AS
SELECT official_code, village_code, official_name, sex, education, phone, staff_number, official_note, official.id
FROM official JOIN village ON village.id = official.village_id;

CREATE VIEW post_sheet AS
SELECT village_code, official_name, position, since, until, post.id
FROM post JOIN official ON official.id = post.official_id JOIN village ON village.id = official.village_id;

CREATE VIEW mentor_sheet AS SELECT mentor_code, mentor_name, nip, mentor_position, id FROM mentor;

CREATE VIEW topic_sheet AS SELECT topic_code, topic_name, legal_basis, id FROM topic;

CREATE VIEW instrument_sheet AS
SELECT instrument_code, instrument_version, instrument_title, subject, target, bands, id FROM instrument;

CREATE VIEW indicator_sheet AS
SELECT instrument_code, instrument_version, indicator_code, item_order, dimension, indicator_text, weight, max_score,
  critical, options, legal_basis, feedback, source, indicator.id
FROM indicator JOIN instrument ON instrument.id = indicator.instrument_id
JOIN dimension ON dimension.id = indicator.dimension_id;

CREATE VIEW session_sheet AS
SELECT session_code, village_code, session_date, start_time, end_time, kind,
  ifnull((SELECT group_concat(code, '|') FROM (SELECT other.village_code AS code FROM session_village
    JOIN village AS other ON other.id = session_village.village_id
    WHERE session_id = session.id ORDER BY place_in_list)), '') AS other_villages,
  ifnull((SELECT group_concat(code, '|') FROM (SELECT topic_code AS code FROM session_topic
    JOIN topic ON topic.id = topic_id WHERE session_id = session.id ORDER BY place_in_list)), '') AS topics,
  mode, place, letter_number,
  ifnull((SELECT group_concat(code, '|') FROM (SELECT mentor_code AS code FROM session_mentor
    JOIN mentor ON mentor.id = mentor_id WHERE session_id = session.id ORDER BY place_in_list)), '') AS mentors,
  summary,
  ifnull((SELECT group_concat(code, '|') FROM (SELECT instrument_code || ':' || indicator_code AS code FROM session_indicator
    JOIN indicator ON indicator.id = indicator_id JOIN instrument ON instrument.id = indicator.instrument_id
    WHERE session_id = session.id ORDER BY place_in_list)), '') AS worked_on,
  guests, agreed_next, session.id
FROM session JOIN village ON village.id = session.village_id;

CREATE VIEW attendance_sheet AS
SELECT session_code, iif(official.village_id = session.village_id, '', village_code) AS village_code, official_name,
  present, attendance_note, attendance.id
FROM attendance JOIN session ON session.id = attendance.session_id
JOIN official ON official.id = attendance.official_id JOIN village ON village.id = official.village_id;

CREATE VIEW plan_sheet AS
SELECT village_code, plan_date, plan.kind,
  ifnull((SELECT group_concat(code, '|') FROM (SELECT topic_code AS code FROM plan_topic
    JOIN topic ON topic.id = topic_id WHERE plan_id = plan.id ORDER BY place_in_list)), '') AS topics,
  ifnull(mentor_code, '') AS mentor_code, plan_state, reason, moved_to, ifnull(session_code, '') AS session_code, plan.id
FROM plan JOIN village ON village.id = plan.village_id
LEFT JOIN mentor ON mentor.id = plan.mentor_id LEFT JOIN session ON session.id = plan.session_id;

CREATE VIEW assessment_sheet AS
SELECT assessment_code, village_code, ifnull(official_name, '') AS official_name, instrument_code, instrument_version,
  assessment_date, stage, ifnull(mentor_code, '') AS mentor_code, assessment_state,
  ifnull(session_code, '') AS session_code, assessment_note, assessment.id
FROM assessment JOIN village ON village.id = assessment.village_id
JOIN instrument ON instrument.id = assessment.instrument_id
LEFT JOIN official ON official.id = assessment.official_id
LEFT JOIN mentor ON mentor.id = assessment.mentor_id LEFT JOIN session ON session.id = assessment.session_id;

CREATE VIEW score_sheet AS
SELECT assessment_code, village_code, ifnull(official_name, '') AS official_name, instrument_code, instrument_version,
  assessment_date, stage, ifnull(mentor_code, '') AS mentor_code, indicator_code, score, na_reason, score_note,
  score.assessment_id AS id, score.indicator_id AS part
FROM score JOIN assessment ON assessment.id = score.assessment_id
JOIN indicator ON indicator.id = score.indicator_id
JOIN village ON village.id = assessment.village_id JOIN instrument ON instrument.id = assessment.instrument_id
LEFT JOIN official ON official.id = assessment.official_id LEFT JOIN mentor ON mentor.id = assessment.mentor_id;

CREATE VIEW finding_sheet AS
SELECT finding.finding_code, village_code, finding.finding_date, ifnull(session_code, '') AS session_code,
  ifnull(assessment_code, '') AS assessment_code, ifnull(instrument_code, '') AS instrument_code,
  ifnull(indicator_code, '') AS indicator_code, finding.severity, finding.finding_text,
  ifnull(earlier.finding_code, '') AS repeat_of, finding.id
FROM finding JOIN village ON village.id = finding.village_id
LEFT JOIN session ON session.id = finding.session_id LEFT JOIN assessment ON assessment.id = finding.assessment_id
LEFT JOIN instrument ON instrument.id = finding.instrument_id LEFT JOIN indicator ON indicator.id = finding.indicator_id
LEFT JOIN finding AS earlier ON earlier.id = finding.repeat_of;

CREATE VIEW action_sheet AS
SELECT action_code, finding_code, action_text, responsible, due, action_state, opened_on, done_on, verified_on, verified_by,
  evidence, evidence_sha256, action.id
FROM action JOIN finding ON finding.id = action.finding_id;

CREATE VIEW obligation_sheet AS
SELECT obligation_code, obligation_title, basis, due_rule, recipient, valid_from, valid_until, obligation_note, id
FROM obligation;

CREATE VIEW submission_sheet AS
SELECT village_code, obligation_code, period, due, submission_state, submitted_on, document_number, evidence,
  evidence_sha256, submission_note, submission.id
FROM submission JOIN village ON village.id = submission.village_id
JOIN obligation ON obligation.id = submission.obligation_id;

CREATE VIEW filling_sheet AS
SELECT village_code, application, part, filling_date, filled, total, checked, wrong, operator, filling_note, filling.id
FROM filling JOIN village ON village.id = filling.village_id;
