-- The papers of the office and their numbers: a number is one row of its register and year, for good.

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  document_code TEXT NOT NULL UNIQUE CHECK (document_code <> ''),
  register TEXT NOT NULL COLLATE NOCASE CHECK (register <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  kind TEXT NOT NULL DEFAULT '',
  document_number TEXT NOT NULL DEFAULT '',
  document_date TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  recipient TEXT NOT NULL DEFAULT '',
  village_id INTEGER REFERENCES village (id),
  session_id INTEGER REFERENCES session (id),
  signer TEXT NOT NULL DEFAULT '',
  document_state TEXT NOT NULL DEFAULT 'issued' CHECK (document_state IN ('reserved', 'issued', 'void')),
  template_sha256 TEXT NOT NULL DEFAULT '',
  file_sha256 TEXT NOT NULL DEFAULT '',
  replaces TEXT NOT NULL DEFAULT '',
  batch INTEGER NOT NULL,
  UNIQUE (register, year, sequence)
) STRICT;
CREATE INDEX document_village ON document (village_id) WHERE village_id IS NOT NULL;
CREATE INDEX document_session ON document (session_id) WHERE session_id IS NOT NULL;

CREATE VIEW document_sheet AS
SELECT document_code, register, year, sequence, document.kind, document_number, document_date, subject, recipient,
  ifnull(village_code, '') AS village_code, ifnull(session_code, '') AS session_code, signer, document_state,
  template_sha256, file_sha256, replaces, document.id
FROM document LEFT JOIN village ON village.id = document.village_id LEFT JOIN session ON session.id = document.session_id;
