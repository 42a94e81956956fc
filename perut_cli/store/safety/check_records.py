"""Check the records: values that no import would take, laws that don't hold, a history that
doesn't fit.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from perut_cli.core.errors import Damaged, PerutError
from perut_cli.core.fields import Field
from perut_cli.core.instruments import parse_options
from perut_cli.core.settings import parsed
from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T, Text
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.columns import ahead, key_sql, stored
from perut_cli.store.db import MIGRATIONS_TABLE, Store, migration_names
from perut_cli.store.history.prove import unproved
from perut_cli.store.importing.instrument_flaws import instrument_flaws
from perut_cli.store.importing.laws import LAWS
from perut_cli.store.merge.prove import unlike
from perut_cli.store.safety.check_file import RESTORE, Found, quoted

_READ_AGAIN = (
    "date",
    "time",
    "yes",
    "choice",
    "period",
    "sha",
    "code",
    "count",
    "number",
    "weight",
    "village",
)


def texts(store: Store) -> Iterator[Found]:
    """Every text of every sheet: what is no UTF-8, or has a NUL in it,
    fails wherever it is shown.
    """
    before = store.connection.text_factory
    store.connection.text_factory = bytes
    try:
        broken = [
            (sheet, part.column, row_id)
            for sheet in SHEETS.values()
            for part in stored(sheet)
            if not part.sheet and not part.number
            for row_id in _illegibles(store, sheet.name, sheet.id_columns[0], part.column)
        ]
        beside = list(dict.fromkeys(_broken_beside(store)))
    finally:
        store.connection.text_factory = before
    for sheet, column, row_id in dict.fromkeys(broken):
        key = "" if column == sheet.key else _key_or_number(store, sheet, row_id)
        yield _illegible(sheet.name, key or f"#{row_id}", column)
    for table, column, row_id in beside:
        key = str(T("batch {n}", "kelompok {n}").format(n=row_id)) if row_id else ""
        yield _illegible("", key, f"{table}.{column}")


def _illegible(sheet: str, key: str, column: str) -> Found:
    why = T("its text can't be read", "teksnya tidak terbaca")
    fault = T("{word}: {why}", "{word}: {why}").format(word=T(column, column), why=why)
    return Found("damage", sheet, key, fault, RESTORE)


_BESIDE = {
    "batch": "id",
    "change": "batch_id",
    "foreign_write": "batch_id",
    "settlement": "batch_id",
    "identity": "0",
    "merge_log": "0",
    "contested": "0",
}
"""Tables beside those of records that hold texts, and whose batch a row of theirs is."""


def _broken_beside(store: Store) -> Iterator[tuple[str, str, int]]:
    """Texts of the history that can't be read."""
    for table, number in _BESIDE.items():
        for _, name, kind, *_ in store.rows(f"PRAGMA table_info({table})"):
            if kind == b"TEXT":
                for row_id in _illegibles(store, table, number, name.decode()):
                    yield table, name.decode(), row_id


def _illegibles(store: Store, table: str, row: str, column: str) -> Iterator[int]:
    for row_id, text in store.select(f"SELECT {row}, {column} FROM {table} WHERE {column} <> ''"):
        if b"\0" in text:
            yield int(row_id)
            continue
        try:
            text.decode()
        except UnicodeDecodeError:
            yield int(row_id)


def _key_or_number(store: Store, sheet: Sheet, row_id: int) -> str:
    try:
        return str(store.value(f"SELECT {key_sql(_keyed(sheet), str(row_id))}") or "")
    except PerutError:
        return ""


def _keyed(sheet: Sheet) -> Sheet:
    """The sheet whose key names a row: its own, or its owner's."""
    return SHEETS[sheet.owner] if sheet.owner else sheet


def values(store: Store) -> Iterator[Found]:
    """Values that their field would not read again, each once with the first record that has it."""
    for sheet in SHEETS.values():
        for part in stored(sheet):
            if part.sheet or part.column not in sheet.words:
                continue
            field = sheet.column(part.column).field
            if field.kind.name in _READ_AGAIN:
                yield from _unread(store, sheet, field)


def unreadable(store: Store) -> Damaged | None:
    """The first value that another program wrote and no command can read, as an error."""
    damage = next(values(store), None)
    if damage is None:
        return None
    return Damaged(
        "P353",
        T(
            "{sheet} {key} was changed outside perut: {fault}",
            "{sheet} {key} diubah di luar perut: {fault}",
        ).format(
            sheet=T(damage.sheet, SHEETS[damage.sheet].alias),
            key=damage.key,
            fault=damage.fault,
        ),
        T(
            "see what with `perut check`, bring back a copy with `perut restore newest`",
            "lihat dengan `perut periksa`, pulihkan salinan dengan `perut pulihkan terbaru`",
        ),
    )


def _unread(store: Store, sheet: Sheet, field: Field) -> Iterator[Found]:
    column = field.key
    for value, first in store.rows(
        f"SELECT {column}, min({sheet.id_columns[0]}) FROM {sheet.name} "
        f"WHERE {column} IS NOT NULL AND {column} <> '' GROUP BY {column}"
    ):
        try:
            text = str(field.kind.write(value)) if not isinstance(value, float) else f"{value:.15g}"
            same = field.parse(text)
        except Fault as fault:
            yield _decide(store, sheet, first, column, fault.reason)
        except (TypeError, ValueError, OverflowError):
            yield _decide(
                store,
                sheet,
                first,
                column,
                T("{value} can't be read", "{value} tidak terbaca").format(value=repr(value)),
            )
        else:
            if same != value and not isinstance(value, float):
                yield _decide(
                    store,
                    sheet,
                    first,
                    column,
                    T(
                        "{value} is not how it would be recorded",
                        "{value} bukan bentuk yang dicatat",
                    ).format(value=repr(value)),
                )


def _decide(store: Store, sheet: Sheet, row_id: int, word: str, why: Text) -> Found:
    key = store.value(f"SELECT {key_sql(_keyed(sheet), str(row_id))}") or ""
    field = sheet.column(word).field if word in sheet.words else None
    fault = T("{word}: {why}", "{word}: {why}").format(
        word=T(field.key, field.key_id) if field else word, why=why
    )
    if sheet.owner:
        return Found(
            "decide",
            sheet.name,
            key,
            fault,
            T(f"score list --assessment-code {key}", f"nilai daftar --kode-penilaian {key}"),
        )
    return Found(
        "decide",
        sheet.name,
        key,
        fault,
        T(f"{sheet.name} edit {quoted(key)} …", f"{sheet.alias} ubah {quoted(key)} …"),
    )


def laws(store: Store) -> Iterator[Found]:
    """The laws of the sheets on all rows."""
    for name, many in LAWS.items():
        for law in many:
            for (row_id,) in store.rows(
                f"SELECT a.id FROM {name} AS a WHERE {law.broken} ORDER BY a.id LIMIT 1000"
            ):
                yield _decide(store, SHEETS[name], row_id, law.word, law.reason)
    for row_id, key, value in store.rows("SELECT id, setting, value FROM setting"):
        try:
            kept = parsed(key, value)
        except Fault as fault:
            yield _decide(store, SHEETS["setting"], row_id, "value", fault.reason)
            continue
        if kept != value:
            why = T("{value} is kept as {kept}", "{value} disimpan sebagai {kept}")
            yield _decide(
                store, SHEETS["setting"], row_id, "value", why.format(value=value, kept=kept)
            )


def instruments(store: Store) -> Iterator[Found]:
    """Instruments that can't be scored, and dimensions of another one."""
    sheet = SHEETS["instrument"]
    for (id_,) in store.rows("SELECT id FROM instrument ORDER BY id"):
        try:
            faults = [flaw.reason for _, flaw in instrument_flaws(store, [id_])]
        except PerutError as error:
            faults = [error.message if isinstance(error.message, T) else T(str(error), str(error))]
        for reason in faults:
            yield _decide(store, sheet, id_, "bands", reason)
    for (id_,) in store.rows(
        "SELECT i.id FROM indicator AS i JOIN dimension AS d ON d.id = i.dimension_id WHERE "
        "d.instrument_id <> i.instrument_id"
    ):
        yield _decide(
            store,
            SHEETS["indicator"],
            id_,
            "dimension",
            T("it is of another instrument", "milik instrumen lain"),
        )


def answers(store: Store) -> Iterator[Found]:
    """Answers beyond the maximum, that are no option, or to an indicator of another version."""
    sheet = SHEETS["score"]
    for (id_,) in store.rows(
        "SELECT DISTINCT s.assessment_id FROM score AS s JOIN indicator AS i ON i.id = "
        "s.indicator_id JOIN assessment AS a "
        "ON a.id = s.assessment_id WHERE a.instrument_id <> i.instrument_id"
    ):
        yield _decide(
            store,
            sheet,
            id_,
            "indicator_code",
            T("it is of another instrument", "milik instrumen lain"),
        )
    rows = store.rows(
        "SELECT i.indicator_code, s.score, i.max_score, i.options, a.assessment_code FROM "
        "(SELECT indicator_id, score, min(assessment_id) AS first "
        "FROM score WHERE score IS NOT NULL GROUP BY indicator_id, score) AS s JOIN indicator "
        "AS i ON i.id = s.indicator_id JOIN assessment AS a ON a.id = s.first"
    )
    for code, score, most, options, assessment in rows:
        if score > most or (options and score not in _scores(options)):
            fault = T(
                "{score} is no score of its indicator", "{score} bukan nilai indikatornya"
            ).format(score=f"{score:.15g}")
            yield Found(
                "decide",
                "score",
                f"{assessment} {code}",
                fault,
                T(
                    f"score edit {assessment} {code} --score …",
                    f"nilai ubah {assessment} {code} --nilai …",
                ),
            )


def _scores(options: str) -> set[float]:
    try:
        return {value for value, _ in parse_options(options)}
    except PerutError:
        return set()


def repeats(store: Store) -> Iterator[Found]:
    """Findings that repeat each other in a circle."""
    earlier: dict[int, int] = dict(
        store.rows("SELECT id, repeat_of FROM finding WHERE repeat_of IS NOT NULL")
    )
    for start, first in earlier.items():
        at, steps = first, 0
        while at in earlier and at != start and steps <= len(earlier):
            at, steps = earlier[at], steps + 1
        if at == start:
            yield _decide(
                store,
                SHEETS["finding"],
                start,
                "repeat_of",
                T("it repeats itself in a circle", "mengulang dirinya berputar"),
            )


def history(store: Store) -> Iterator[Found]:
    """What was changed outside perut: rows,
    history entries and batches that the sealed history does not prove.
    """
    for number, name in store.rows(
        "SELECT DISTINCT batch_id, table_name FROM change WHERE old_values IS NOT NULL AND NOT "
        "json_valid(old_values)"
    ):
        fault = T("old values of batch {n} can't be read", "isi lama kelompok {n} tidak terbaca")
        yield Found("damage", name, "", fault.format(n=number), RESTORE)
    for number, name in store.rows(
        "SELECT DISTINCT batch_id, table_name FROM change WHERE row_part <> 0 AND table_name <> "
        "'score'"
    ):
        fault = T(
            "an entry of batch {n} was changed outside perut",
            "satu catatan kelompok {n} diubah di luar perut",
        )
        yield Found("altered", name if name in SHEETS else "", "", fault.format(n=number), RESTORE)
    if {row[0] for row in store.rows(f"SELECT name FROM {MIGRATIONS_TABLE}")} != migration_names():
        fault = T(
            "its record of migrations was changed outside perut",
            "catatan migrasinya diubah di luar perut",
        )
        yield Found("altered", "", "", fault, RESTORE)
    there = {row[0] for row in store.rows("SELECT id FROM batch")}
    told: set[tuple[str, str]] = set()
    for discrepancy in chain(unproved(store), unlike(store)):
        if discrepancy.key and (discrepancy.sheet, discrepancy.key) in told:
            continue
        told.add((discrepancy.sheet, discrepancy.key))
        sort = "altered" if not discrepancy.batch or discrepancy.batch in there else "damage"
        sheet = discrepancy.sheet if discrepancy.sheet in SHEETS else ""
        yield Found(sort, sheet, discrepancy.key, discrepancy.fault, RESTORE)


def days_ahead(store: Store, now: datetime) -> Iterator[Found]:
    """Days to come on which something is recorded as having happened."""
    for later in ahead(store, now.date().isoformat()):
        yield Found(
            "decide",
            later.sheet,
            later.key,
            T("{word} is a day to come: {day}", "{word} hari yang belum tiba: {day}").format(
                word=T(later.word, WORDS[later.word].key_id), day=later.day
            ),
            T(f"{later.sheet} edit {later.key}", f"{SHEETS[later.sheet].alias} ubah {later.key}"),
        )


CHECKS = (texts, values, laws, instruments, answers, repeats, history)
