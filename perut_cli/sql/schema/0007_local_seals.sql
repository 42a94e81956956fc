-- What no batch can seal, for it differs from laptop to laptop: what a merge left of a record (its entries of the
-- history, what came in and its units), first names, settlements by their rows, open conflicts, the log of merges, what
-- erasures took away. A digest each.
CREATE TABLE local_seal (
  kind TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (kind, table_name, row_id)
) STRICT, WITHOUT ROWID;

-- The places of a list are 0, 1, 2 …; what was removed left gaps.
UPDATE session_village SET place_in_list = -1 - n.place FROM (SELECT session_id AS owner, place_in_list AS old,
  row_number() OVER (PARTITION BY session_id ORDER BY place_in_list) - 1 AS place FROM session_village) AS n
  WHERE session_id = n.owner AND place_in_list = n.old;
UPDATE session_village SET place_in_list = -1 - place_in_list;
UPDATE session_mentor SET place_in_list = -1 - n.place FROM (SELECT session_id AS owner, place_in_list AS old,
  row_number() OVER (PARTITION BY session_id ORDER BY place_in_list) - 1 AS place FROM session_mentor) AS n
  WHERE session_id = n.owner AND place_in_list = n.old;
UPDATE session_mentor SET place_in_list = -1 - place_in_list;
UPDATE session_topic SET place_in_list = -1 - n.place FROM (SELECT session_id AS owner, place_in_list AS old,
  row_number() OVER (PARTITION BY session_id ORDER BY place_in_list) - 1 AS place FROM session_topic) AS n
  WHERE session_id = n.owner AND place_in_list = n.old;
UPDATE session_topic SET place_in_list = -1 - place_in_list;
UPDATE session_indicator SET place_in_list = -1 - n.place FROM (SELECT session_id AS owner, place_in_list AS old,
  row_number() OVER (PARTITION BY session_id ORDER BY place_in_list) - 1 AS place FROM session_indicator) AS n
  WHERE session_id = n.owner AND place_in_list = n.old;
UPDATE session_indicator SET place_in_list = -1 - place_in_list;
UPDATE plan_topic SET place_in_list = -1 - n.place FROM (SELECT plan_id AS owner, place_in_list AS old,
  row_number() OVER (PARTITION BY plan_id ORDER BY place_in_list) - 1 AS place FROM plan_topic) AS n
  WHERE plan_id = n.owner AND place_in_list = n.old;
UPDATE plan_topic SET place_in_list = -1 - place_in_list;
