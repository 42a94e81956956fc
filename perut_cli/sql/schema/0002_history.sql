-- The sealed history: every batch has a uid over its parents, its moment, who wrote it and the digest of what it wrote.

ALTER TABLE batch ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN parents TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN laptop TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN system_user TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN nonce TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN digest TEXT NOT NULL DEFAULT '';

-- One leaf a row that a batch wrote, one an assessment whose answers it wrote (table_name 'score').
CREATE TABLE seal (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  leaf BLOB NOT NULL,
  PRIMARY KEY (batch_id, table_name, row_id)
) STRICT, WITHOUT ROWID;

-- What a record was called first, where it was renamed or removed since: references in a seal name it so.
CREATE TABLE identity (
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  identity TEXT NOT NULL,
  PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;

-- An erasure makes the digests of the batches it touches anew; the old ones stay in their uids.
CREATE TABLE reseal (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  by_batch INTEGER NOT NULL REFERENCES batch (id),
  digest TEXT NOT NULL,
  PRIMARY KEY (batch_id, by_batch)
) STRICT, WITHOUT ROWID;

-- Batches that no other names as its parent: one, but after a merge.
CREATE TABLE head (uid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
