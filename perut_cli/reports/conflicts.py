"""The conflicts that wait between laptops: what each side says, by whom, when and where."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Page, Table
from perut_cli.core.text import Hint, T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import word_here, words
from perut_cli.store.merge.results import KEY, NAMED, REMOVED, VALUE, OpenConflict, Rival

HERE, THERE = T("here", "sini"), T("there", "sana")


def conflict_table(conflicts: Sequence[OpenConflict]) -> Table:
    """For programs: a row for each side of each conflict and each word on
    which the sides differ.
    """
    rows = [
        (
            conflict.number,
            conflict.kind,
            conflict.sheet,
            conflict.key,
            word,
            keep.en,
            dict(rival.values).get(word, ""),
            rival.actor,
            rival.written_at,
            rival.laptop,
        )
        for conflict in conflicts
        for keep, rival in sides(conflict)
        for word in differing(conflict)
    ]
    return Table(
        T("Conflicts", "Pertentangan"),
        words("conflict conflict_kind sheet key column keep value actor written_at laptop"),
        rows,
        name="conflicts",
    )


def conflict_page(conflicts: Sequence[OpenConflict]) -> Page:
    """For people: a small table for each conflict, and the command that settles the first."""
    note = Hint(
        "settle: perut conflicts settle {n} --keep here, or there, or a new value; one by one: "
        "perut conflicts settle",
        "selesaikan: perut pertentangan selesaikan {n} --pakai sini, atau sana, atau isi baru; "
        "satu per satu: perut pertentangan selesaikan",
    )
    none = T("No conflict is open.", "Tidak ada pertentangan.")
    return Page(
        T("Conflicts", "Pertentangan"),
        (
            *map(_sides_table, conflicts),
            note.format(n=conflicts[0].number) if conflicts else none,
        ),
        name="conflicts",
    )


def _sides_table(conflict: OpenConflict) -> Table:
    several = len(differing(conflict)) > 1
    rows = []
    for keep, rival in sides(conflict):
        for place, (word, shown) in enumerate(told_values(conflict, rival)):
            first = place == 0
            rows.append(
                (
                    str(keep) if first else "",
                    *((word,) if several else ()),
                    shown,
                    *((rival.actor, rival.written_at, rival.laptop) if first else ("", "", "")),
                )
            )
    return Table(
        T("{n}. {what}", "{n}. {what}").format(n=conflict.number, what=about(conflict)),
        words(f"keep {'column ' if several else ''}value actor written_at laptop"),
        rows,
        name=f"conflict_{conflict.number}",
    )


def about(conflict: OpenConflict) -> T:
    """What a conflict is about: the kind of record, its key and the words that differ."""
    sheet = SHEETS[conflict.sheet]
    named = ", ".join(word_here(word) for word in differing(conflict) if word)
    return T("{name} {key}{words}", "{alias} {key}{words}").format(
        name=sheet.name,
        alias=sheet.alias,
        key=conflict.key,
        words=f", {named}" if named else "",
    )


def sides(conflict: OpenConflict) -> Iterator[tuple[T, Rival]]:
    """Each side with what --keep says to take it: the rivals are numbered where there are more."""
    yield HERE, conflict.here
    for place, rival in enumerate(conflict.there, 1):
        many = len(conflict.there) > 1
        yield (THERE if not many else T(f"there:{place}", f"sana:{place}")), rival


def differing(conflict: OpenConflict) -> tuple[str, ...]:
    """The words on which the sides differ; one blank where it is no matter of values."""
    if conflict.kind != VALUE:
        return ("",)
    values = [dict(rival.values) for _, rival in sides(conflict)]
    found = tuple(
        word for word in conflict.words if len({side.get(word, "") for side in values}) > 1
    )
    return found or conflict.words


def told_values(conflict: OpenConflict, rival: Rival) -> list[tuple[str, str]]:
    """What a side says for each word that differs, as people read it."""
    is_shown = rival is conflict.here
    if conflict.kind in (REMOVED, NAMED):
        done = T("recorded", "tercatat") if is_shown else T("removed", "dihapus")
        return [("", str(done))]
    if conflict.kind == KEY:
        return [("", str(T("has this key", "berkunci ini") if is_shown else _former(rival)))]
    values = dict(rival.values)
    return [
        (word, _shown(conflict.sheet, word, values.get(word, ""))) for word in differing(conflict)
    ]


def _former(rival: Rival) -> T:
    """Under which key the other record of one key is shown."""
    shown = " ".join(value for _, value in rival.values)
    return T("shown as {key}", "tampil sebagai {key}").format(key=shown)


def _shown(sheet: str, word: str, value: str) -> str:
    if not value:
        return str(T("(blank)", "(kosong)"))
    with suppress(Fault, KeyError):
        field = SHEETS[sheet].column(word).field
        return field.show(field.parse(value))
    return value
