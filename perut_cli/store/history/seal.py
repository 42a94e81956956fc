"""The sealed history: what a batch wrote, digested row by row,
and the uid that binds it to all that was there before.

A leaf is SHA-256 over the batch's nonce and one row as it was written; a batch's digest is over its
leaves in the order of their bytes; its uid over its parents, its moment, who wrote it, by which
command, its counts and its digest. Whoever changes any of it changes the head.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS
from perut_cli.store.columns import WITH_ID, stored
from perut_cli.store.db import Store
from perut_cli.store.history.seal_text import (
    KEY_COLUMNS,
    RECORD,
    REMOVED,
    UNIT,
    WITH_IDENTITY,
    answer_text,
    identity,
    row_text,
)

LEAF_BYTES = 16
COMMAND = "command"
"""The seal of a batch's command line stands among those of its rows."""
SETTLEMENT = "settlement"
"""What a batch settled is sealed too, by the number of its row."""
SETTLED = f"SELECT id, record || '{UNIT}' || unit || '{UNIT}' || value, batch_id FROM settlement"
HEAD_LETTERS = 12

Leaf = tuple[str, int, bytes]
"""(table, row id, leaf)"""


class Writer(NamedTuple):
    """Who seals, on which laptop, at which moment."""

    written_at: str
    laptop: str
    system_user: str


def leaf(nonce: str, table: str, act: str, key: str, text: str) -> bytes:
    """The leaf of one row as a batch wrote it."""
    whole = RECORD.join((nonce, table, act, key, text))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).digest()[:LEAF_BYTES]


def answers_leaf(nonce: str, lines: Iterable[str]) -> bytes:
    """The leaf of the answers that a batch wrote in one assessment, in any order."""
    return leaf(nonce, "score", "", "", RECORD.join(sorted(lines)))


def digest_of(leaves: Iterable[bytes], more: Iterable[str] = ()) -> str:
    """The digest of a batch; `more` are the digests that an erasure made anew."""
    total = hashlib.sha256()
    for one in sorted(leaves):
        total.update(one)
    for line in sorted(more):
        total.update(line.encode())
    return total.hexdigest()


BATCH = (
    "parents",
    "stamp",
    "written_at",
    "laptop",
    "actor",
    "system_user",
    "act",
    "schema_version",
    "new_count",
    "changed_count",
    "blanked_count",
    "same_count",
    "removed_count",
    "rejected_count",
    "digest",
)
"""The columns of a batch that its uid is made of, the uid of the batch it reverses behind them. The
command, in which a name may stand, is a leaf: an erasure can take it out.
"""


def uid_of(columns: Iterable[object], target: str) -> str:
    """The uid of a batch out of its columns."""
    text = UNIT.join([*map(str, columns), target])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(store: Store, number: int, writer: Writer) -> list[tuple[str, int]]:
    """Seal a batch at the end of its transaction; gives the records whose first names are kept
    since.
    """
    nonce = secrets.token_hex(16)
    named = keep_identities(store, number)
    leaves = list(leaves_of(store, number, nonce))
    store.connection.executemany(
        "INSERT OR REPLACE INTO seal (batch_id, table_name, row_id, leaf) VALUES (?, ?, ?, ?)",
        ((number, *one) for one in leaves),
    )
    bind(store, number, writer, nonce, digest_of(one[2] for one in leaves))
    return named


def bind(store: Store, number: int, writer: Writer, nonce: str, digest: str) -> None:
    """Give a batch its parents, its stamp and its uid, and make it the head."""
    last = store.value("SELECT max(stamp) FROM batch") or 0
    parents = " ".join(sorted(row[0] for row in store.rows("SELECT uid FROM head")))
    store.connection.execute(
        "UPDATE batch SET parents = ?, stamp = ?, laptop = ?, system_user = ?, nonce = ?, "
        "digest = ? WHERE id = ?",
        (
            parents,
            max(milliseconds(writer.written_at), last + 1),
            writer.laptop,
            writer.system_user,
            nonce,
            digest,
            number,
        ),
    )
    uid = uid_of(*columns_of(store, number))
    store.connection.execute("UPDATE batch SET uid = ? WHERE id = ?", (uid, number))
    store.connection.execute("DELETE FROM head")
    store.connection.execute("INSERT INTO head (uid) VALUES (?)", (uid,))


def columns_of(store: Store, number: int) -> tuple[tuple[object, ...], str]:
    """What a batch's uid is made of, as it is recorded."""
    *columns, target = store.rows(
        f"SELECT {', '.join(f'b.{column}' for column in BATCH)}, "
        "ifnull((SELECT o.uid FROM batch AS o WHERE o.id = b.target_batch), '') "
        "FROM batch AS b WHERE b.id = ?",
        (number,),
    )[0]
    return tuple(columns), target


def milliseconds(written_at: str) -> int:
    """A moment in milliseconds since 1970; 0 where it can't be read."""
    try:
        moment = datetime.fromisoformat(written_at)
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def leaves_of(store: Store, number: int, nonce: str) -> Iterator[Leaf]:
    """The leaves of what a batch wrote, while its writes are the newest."""
    for name in WITH_ID:
        for row_id, act, key, text in store.select(
            _WRITTEN.format(name=name, text=row_text(name)), {"n": number}
        ):
            yield name, row_id, leaf(nonce, name, act, key, REMOVED if text is None else text)
    command = store.value("SELECT command FROM batch WHERE id = ?", (number,))
    yield COMMAND, number, leaf(nonce, COMMAND, "", "", command)
    for row_id, text, _ in store.rows(f"{SETTLED} WHERE batch_id = ?", (number,)):
        yield SETTLEMENT, row_id, leaf(nonce, SETTLEMENT, "", "", text)
    yield from _answers_of(store, number, nonce)


def _answers_of(store: Store, number: int, nonce: str) -> Iterator[Leaf]:
    act, logged = store.rows(
        "SELECT act, EXISTS (SELECT 1 FROM change WHERE batch_id = :n AND table_name = 'score') "
        "FROM batch WHERE id = :n",
        {"n": number},
    )[0]
    values = {"n": number, "erasure": number if act == "erase" else 0}
    for row_id, text in store.select(_ANSWERED if logged or act == "erase" else _FRESH, values):
        yield "score", row_id, answers_leaf(nonce, text.split(RECORD))


_WRITTEN = """
SELECT t.id, ifnull(c.act, 'new'), ifnull(c.row_key, ''), {text}
FROM {name} AS t LEFT JOIN change AS c
  ON c.batch_id = :n AND c.table_name = '{name}' AND c.row_id = t.id AND c.row_part = 0
WHERE t.batch = :n
UNION ALL
SELECT c.row_id, c.act, c.row_key, iif(t.id IS NULL, NULL, {text})
FROM change AS c LEFT JOIN {name} AS t ON t.id = c.row_id
WHERE c.batch_id = :n AND c.table_name = '{name}' AND t.batch IS NOT :n
"""
"""Rows that carry the batch's number,
and those that it put back under an earlier one or removed.
"""

_LINE = answer_text("s", "k.indicator_code")
_FRESH = f"""
SELECT a.id, group_concat({_LINE}, char(30))
FROM assessment AS a CROSS JOIN score AS s ON s.assessment_id = a.id
CROSS JOIN indicator AS k ON k.id = s.indicator_id
WHERE a.batch = :n AND s.batch = :n
GROUP BY a.id
"""
"""Answers of assessments that the batch made; nothing of them stands in the history."""

_ANSWERED = f"""
SELECT assessment_id, group_concat(line, char(30)) FROM (
  SELECT s.assessment_id, {_LINE} AS line
  FROM score AS s CROSS JOIN indicator AS k ON k.id = s.indicator_id
  WHERE s.batch = :n AND s.assessment_id IN (SELECT id FROM assessment WHERE batch = :n
      UNION SELECT row_id FROM change WHERE batch_id = :n AND table_name = 'score'
      UNION SELECT x.assessment_id FROM score AS x WHERE x.batch = :erasure)
    AND NOT EXISTS (SELECT 1 FROM change AS c
      WHERE c.batch_id = :n AND c.table_name = 'score'
        AND c.row_id = s.assessment_id AND c.row_part = s.indicator_id)
  UNION ALL
  SELECT c.row_id,
    iif(s.assessment_id IS NULL, ifnull(k.indicator_code, '?') || '={REMOVED}', {_LINE})
  FROM change AS c
  LEFT JOIN score AS s ON s.assessment_id = c.row_id AND s.indicator_id = c.row_part
  LEFT JOIN indicator AS k ON k.id = c.row_part
  WHERE c.batch_id = :n AND c.table_name = 'score')
GROUP BY assessment_id
"""


def keep_identities(store: Store, number: int) -> list[tuple[str, int]]:
    """Remember what records were called that this batch renamed or removed, or made under a key
    that another had when it was made; gives which.
    """
    kept: list[tuple[str, int]] = []
    for table, columns in KEY_COLUMNS.items():
        old = " || ' ' || ".join(f"json_extract(c.old_values, '$.{column}')" for column in columns)
        now = " || ' ' || ".join(f"t.{column}" for column in columns)
        kept += store.connection.execute(
            f"INSERT OR IGNORE INTO identity (table_name, row_id, identity) "
            f"SELECT '{table}', c.row_id, {old} FROM change AS c LEFT JOIN {table} AS t "
            f"ON t.id = c.row_id WHERE c.batch_id = ? AND c.table_name = '{table}' "
            f"AND c.old_values IS NOT NULL AND (t.id IS NULL OR {now} <> {old}) "
            "RETURNING table_name, row_id",
            (number,),
        ).fetchall()
    kept += [one for table in KEY_COLUMNS for one in _tell_apart(store, number, table)]
    kept += [one for table in _WITHOUT_CODE for one in _tell_matches_apart(store, number, table)]
    return kept + _keep_indicators(store, number)


_WITHOUT_CODE = tuple(name for name in WITH_ID if name not in WITH_IDENTITY)


def _tell_matches_apart(store: Store, number: int, table: str) -> list[tuple[str, int]]:
    """The same for records that nothing refers to: they began as their first old values say."""
    if not store.value(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE batch = ?)", (number,)):
        return []
    key = SHEETS[table].key
    parts = [part for part in stored(SHEETS[table]) if (part.column == key if key else part.match)]
    name = " || char(31) || ".join(
        identity(part.sheet, f"t.{part.column}") if part.sheet else f"ifnull(t.{part.column}, '')"
        for part in parts
    )
    began = " AND ".join(
        f"t.{part.column} IS json_extract(c.old_values, '$.{part.column}')" for part in parts
    )
    changes = f"SELECT 1 FROM change AS e WHERE e.table_name = '{table}' AND e.row_id ="
    return store.connection.execute(
        "INSERT OR IGNORE INTO identity (table_name, row_id, identity) "
        f"SELECT '{table}', t.id, {name} || '~' || (SELECT count(*) + 2 FROM identity AS n "
        f"WHERE n.table_name = '{table}' AND substr(n.identity, 1, length({name}) + 1) = "
        f"{name} || '~') FROM change AS c CROSS JOIN {table} AS o ON o.id = c.row_id "
        f"JOIN {table} AS t ON {began} WHERE c.table_name = '{table}' AND t.id <> o.id "
        f"AND c.old_values IS NOT NULL AND t.batch = ?1 AND NOT EXISTS ({changes} t.id "
        f"AND e.batch_id = ?1) AND NOT EXISTS ({changes} o.id AND e.old_values IS NOT NULL "
        "AND e.batch_id < c.batch_id) RETURNING table_name, row_id",
        (number,),
    ).fetchall()


def _tell_apart(store: Store, number: int, table: str) -> list[tuple[str, int]]:
    """A record made under the key that another began with is another record: the other has another
    key by now, but is still known by its first.
    """
    if len(KEY_COLUMNS[table]) > 1:
        return []
    (key,) = KEY_COLUMNS[table]
    return store.connection.execute(
        "INSERT OR IGNORE INTO identity (table_name, row_id, identity) "
        f"SELECT '{table}', t.id, t.{key} || '~' || (SELECT count(*) + 1 FROM identity AS o "
        f"WHERE o.table_name = '{table}' AND (o.identity = t.{key} OR "
        f"substr(o.identity, 1, length(t.{key}) + 1) = t.{key} || '~')) "
        f"FROM identity AS n CROSS JOIN {table} AS t ON t.{key} = n.identity "
        f"JOIN {table} AS other ON other.id = n.row_id WHERE n.table_name = '{table}' "
        "AND t.batch = ?1 AND t.id <> n.row_id AND NOT EXISTS (SELECT 1 FROM change AS c "
        f"WHERE c.batch_id = ?1 AND c.table_name = '{table}' AND c.row_id = t.id) "
        "RETURNING table_name, row_id",
        (number,),
    ).fetchall()


def _keep_indicators(store: Store, number: int) -> list[tuple[str, int]]:
    renamed = (
        "SELECT row_id FROM change WHERE batch_id = :n AND table_name = 'instrument' "
        "AND act <> 'new'"
    )
    kept = store.connection.execute(
        f"INSERT OR IGNORE INTO identity (table_name, row_id, identity) "
        f"SELECT 'indicator', c.row_id, {identity('instrument', _INSTRUMENT)} || ' ' || "
        "json_extract(c.old_values, '$.indicator_code') FROM change AS c "
        "WHERE c.batch_id = :n AND c.table_name = 'indicator' AND c.old_values IS NOT NULL "
        "RETURNING table_name, row_id",
        {"n": number},
    ).fetchall()
    return (
        kept
        + store.connection.execute(
            f"INSERT OR IGNORE INTO identity (table_name, row_id, identity) "
            f"SELECT 'indicator', k.id, {identity('instrument', 'k.instrument_id')} || ' ' || "
            f"k.indicator_code FROM indicator AS k WHERE k.instrument_id IN ({renamed}) "
            "RETURNING table_name, row_id",
            {"n": number},
        ).fetchall()
    )


_INSTRUMENT = "json_extract(c.old_values, '$.instrument_id')"


def heads(store: Store) -> list[str]:
    """The uids that no batch names as its parent."""
    return [row[0] for row in store.rows("SELECT uid FROM head ORDER BY uid")]


def is_uid(text: str) -> bool:
    """Whether a text can be a uid."""
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def shown(uids: Iterable[str]) -> str:
    """The head of a set of heads as it is printed: the first 12 letters in base 32."""
    found = sorted(uids)
    if not found:
        return ""
    one = found[0] if len(found) == 1 else hashlib.sha256(" ".join(found).encode()).hexdigest()
    return base64.b32encode(bytes.fromhex(one)).decode()[:HEAD_LETTERS]


def head(store: Store) -> str:
    """The head of the history as pages and papers show it; blank for a history without batches."""
    return shown(heads(store))
