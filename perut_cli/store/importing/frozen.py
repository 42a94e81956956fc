"""Laws that compare a row with what stood there before: what may not change any more."""

from collections.abc import Iterator

from perut_cli.core.errors import Problem
from perut_cli.core.sheet import Sheet
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.columns import instrument_column, stored
from perut_cli.store.importing.staging import Staging


def _frozen_columns(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Columns of the table that stay once an assessment rests on them, with their words."""
    for part in stored(sheet):
        word = next((word for word in part.words if word in sheet.frozen), None)
        if word:
            yield part.column, word


def instrument_in_use(staging: Staging) -> list[Problem]:
    """Changes to what an assessment already rests on."""
    name, owner = staging.sheet.name, instrument_column(staging.sheet)
    scored = "EXISTS (SELECT 1 FROM assessment AS x WHERE x.instrument_id = {row}.{owner})"
    before, after = (scored.format(row=row, owner=owner) for row in "ta")
    problems = [
        Problem(line, word, "P054", _IS_FROZEN.format(word=WORDS[word].label), "", 0, _REVISE)
        for column, word in _frozen_columns(staging.sheet)
        for (line,) in staging.store.rows(
            f"SELECT a.line FROM {staging.after()} AS a JOIN {name} AS t ON t.id = a.id "
            f"WHERE a.act = 'changed' AND a.{column} IS NOT t.{column} AND ({before} OR {after})"
        )
    ]
    if owner != "id":
        problems += [
            Problem(line, "indicator_code", "P054", _SET_IS_FROZEN, "", 0, _REVISE)
            for (line,) in staging.store.rows(
                f"SELECT a.line FROM {staging.after()} AS a WHERE a.act = 'new' AND {after}"
            )
        ]
    return problems


_IS_FROZEN = T(
    "{word} is frozen: assessments rest on it", "{word} sudah beku: penilaian bertumpu padanya"
)
_SET_IS_FROZEN = T(
    "the set of indicators is frozen: assessments rest on it",
    "kumpulan indikator sudah beku: penilaian bertumpu padanya",
)
_REVISE = T(
    "make the next version with `perut instrument revise CODE`",
    "buat versi berikutnya dengan `perut instrumen revisi KODE`",
)


def moved_version(staging: Staging) -> list[Problem]:
    """Answers stay with the version they were given for."""
    rows = staging.store.rows(
        f"SELECT a.line FROM {staging.after()} AS a JOIN assessment AS t ON t.id = a.id WHERE "
        f"a.act = 'changed' "
        "AND a.instrument_id <> t.instrument_id AND EXISTS (SELECT 1 FROM score AS x WHERE "
        "x.assessment_id = t.id)"
    )
    return [
        Problem(
            line,
            "instrument_version",
            "P054",
            T(
                "the assessment has answers of another version",
                "penilaian ini punya jawaban versi lain",
            ),
        )
        for (line,) in rows
    ]


def given_numbers(staging: Staging) -> list[Problem]:
    """An issued or void paper keeps its number, and a void one stays void."""
    given = "t.document_state IN ('issued', 'void')"
    kept = {
        **dict.fromkeys(("register", "year", "sequence"), given),
        "document_number": f"{given} AND t.document_number <> ''",
        "document_state": "t.document_state = 'void'",
    }
    return [
        Problem(
            line,
            word,
            "P331",
            T("the number is given: {word} stays", "nomornya sudah diberikan: {word} tetap").format(
                word=WORDS[word].label
            ),
            "",
            0,
            T(
                "make a new paper; `perut document void CODE` makes an issued one void",
                "buat naskah baru; `perut naskah batal KODE` membatalkan yang terbit",
            ),
        )
        for word, when in kept.items()
        for (line,) in staging.store.rows(
            f"SELECT a.line FROM {staging.after()} AS a JOIN document AS t ON t.id = a.id "
            f"WHERE a.act = 'changed' AND a.{word} IS NOT t.{word} AND {when}"
        )
    ]
