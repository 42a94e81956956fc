-- Days on which no visit is proposed, and the photos of a visit.

CREATE TABLE holiday (
  id INTEGER PRIMARY KEY,
  date TEXT NOT NULL UNIQUE CHECK (date <> ''),
  name TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL
) STRICT;

CREATE TABLE photo (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES session (id),
  evidence TEXT NOT NULL CHECK (evidence <> ''),
  evidence_sha256 TEXT NOT NULL DEFAULT '',
  photo_date TEXT NOT NULL DEFAULT '',
  caption TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (session_id, evidence)
) STRICT;

CREATE VIEW holiday_sheet AS SELECT date, name, id FROM holiday;

CREATE VIEW photo_sheet AS
SELECT session_code, evidence, evidence_sha256, photo_date, caption, photo.id
FROM photo JOIN session ON session.id = photo.session_id;
