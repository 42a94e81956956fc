-- What can't be derived once batches of other laptops came in; normal writing costs nothing here.

-- A write that came in by a merge, as its batch sealed it; for 'score' the lines of the answers of one assessment,
-- `units` line by line.
CREATE TABLE foreign_write (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  act TEXT NOT NULL,
  row_key TEXT NOT NULL,
  text TEXT,
  units TEXT NOT NULL,
  PRIMARY KEY (batch_id, table_name, row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX foreign_write_row ON foreign_write (table_name, row_id);

-- Entries of the history that a merge made, whose state no batch sealed: what the batches held come to.
CREATE TABLE merged_state (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  row_part INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (batch_id, table_name, row_id, row_part)
) STRICT, WITHOUT ROWID;

-- A unit that a batch settled, and the value that it kept; '*' for the whole record with its text. `record` names the
-- record as every laptop does.
CREATE TABLE settlement (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  row_part INTEGER NOT NULL DEFAULT 0,
  record TEXT NOT NULL,
  unit TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE INDEX settlement_batch ON settlement (batch_id);
CREATE INDEX settlement_row ON settlement (table_name, row_id, row_part);

-- Where a merge left two values, or a removal not done: whether it is still open is derived.
CREATE TABLE contested (
  id INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  row_part INTEGER NOT NULL DEFAULT 0,
  unit TEXT NOT NULL,
  UNIQUE (table_name, row_id, row_part, unit)
) STRICT;

-- The merges of this file: they make no batch.
CREATE TABLE merge_log (
  id INTEGER PRIMARY KEY,
  merged_at TEXT NOT NULL,
  laptops TEXT NOT NULL,
  batches INTEGER NOT NULL,
  newest TEXT NOT NULL,
  first_batch INTEGER NOT NULL,
  last_batch INTEGER NOT NULL,
  head TEXT NOT NULL
) STRICT;

-- What an erasure sealed anew, by the seal it had: a laptop that still holds the record knows it by that.
CREATE TABLE erased_seal (
  by_batch INTEGER NOT NULL REFERENCES batch (id),
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  leaf BLOB NOT NULL,
  PRIMARY KEY (by_batch, batch_id, table_name, row_id)
) STRICT, WITHOUT ROWID;

-- What a batch comes to after an erasure that couldn't know it, for it came in later or was written beside it.
CREATE TABLE reseal_later (
  batch_id INTEGER PRIMARY KEY REFERENCES batch (id),
  by_batch INTEGER NOT NULL REFERENCES batch (id),
  digest TEXT NOT NULL
) STRICT;
