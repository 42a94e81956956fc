-- What an office's own headers mean.

CREATE TABLE heading (
  id INTEGER PRIMARY KEY,
  sheet TEXT NOT NULL CHECK (sheet <> ''),
  written_as TEXT NOT NULL CHECK (written_as <> ''),
  word TEXT NOT NULL CHECK (word <> ''),
  batch INTEGER NOT NULL,
  UNIQUE (sheet, written_as)
) STRICT;

CREATE VIEW heading_sheet AS SELECT sheet, written_as, word, id FROM heading;
