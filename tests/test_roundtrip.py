"""The law: export then import changes nothing; into a new file it makes one with the same exports."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from conftest import in_process, records
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from perut_cli.core.characters import folded
from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS

pytestmark = pytest.mark.long

NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *list("abc 019.,;:|'\"=+-@[]/\\<>&%_\n\t#()éü—…✓🙂👩\u200d🌾مرحبا"),
                "\u202e",
                "\u200b",
                "\xa0",
                "[red]",
                "[/x]",
                "=1+1",
                "0812",
                "NA: ",
                "_x0041_",
                "ya",
            ]
        ),
        st.characters(blacklist_categories=["Cs", "Cc"], max_codepoint=0x2FFF),
    ),
    max_size=25,
).map("".join)
NAMED = NASTY.map(lambda text: text.strip()).map(lambda text: text if folded(text) else "x")
DIGITS = st.from_regex(r"[0-9]{0,18}", fullmatch=True)
NUMBER = st.one_of(st.integers(0, 2), st.floats(0, 2, allow_nan=False).map(abs))


def files_of(draw_text, phones, notes, numbers):
    """A small programme with nasty text everywhere."""
    village = [
        ["63.11.03.2021", draw_text[0], "", "2026-01-13", "", notes[0]],
        ["63.11.03.2014", draw_text[1], "", "", "", notes[1]],
    ]
    official = [["", "63.11.03.2021", draw_text[2], "f", "", phones[0], phones[1], notes[2]]]
    session = [
        [
            "",
            "63.11.03.2021",
            "2026-02-01",
            "09:00",
            "",
            "supervisi",
            "63.11.03.2014",
            "",
            "visit",
            notes[3],
            phones[2],
            "",
            notes[4],
            "",
            notes[5],
            "",
        ]
    ]
    finding = [["", "63.11.03.2021", "2026-02-01", "", "", "", "", "high", draw_text[3], ""]]
    instrument = [["X", "1", draw_text[4], "village", "", "0:a;50:b"]]
    indicator = [
        [
            "X",
            "1",
            f"Q{n}",
            str(n),
            "D",
            draw_text[5],
            repr(0.1 + n / 3),
            "2",
            "no",
            "",
            "",
            notes[6],
            "",
        ]
        for n in range(3)
    ]
    score = [
        [
            "",
            "63.11.03.2021",
            "",
            "X",
            "1",
            "2026-02-01",
            "baseline",
            "",
            f"Q{n}",
            format(Decimal(repr(number)), "f"),
            "",
            notes[7],
        ]
        for n, number in enumerate(numbers)
    ]
    return {
        "village": village,
        "official": official,
        "session": session,
        "finding": finding,
        "instrument": instrument,
        "indicator": indicator,
        "score": score,
    }


WRITTEN = {
    "village": "village_code village_name also_named locus_since locus_until village_note",
    "official": (
        "official_code village_code official_name sex education phone staff_number official_note"
    ),
    "session": (
        "session_code village_code session_date start_time end_time kind other_villages topics "
        "mode place letter_number mentors summary worked_on guests agreed_next"
    ),
    "finding": (
        "finding_code village_code finding_date session_code assessment_code instrument_code "
        "indicator_code severity finding_text repeat_of"
    ),
    "instrument": ("instrument_code instrument_version instrument_title subject target bands"),
    "indicator": (
        "instrument_code instrument_version indicator_code item_order dimension indicator_text "
        "weight max_score critical options legal_basis feedback source"
    ),
    "score": (
        "assessment_code village_code official_name instrument_code instrument_version "
        "assessment_date stage mentor_code indicator_code score na_reason score_note"
    ),
}
"""The columns that are written: one added later is left out, as in a file of today."""


def written(folder: Path, rows: dict[str, list[list[str]]]) -> None:
    """Write a folder of CSV files by hand."""
    folder.mkdir()
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerows([WRITTEN[name].split(), *lines])


def exported(db: Path, folder: Path) -> dict[str, bytes]:
    """The plain export of a database."""
    done = in_process("export", str(folder), db=db)
    assert done.code == 0, done.err
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(NAMED, min_size=6, max_size=6),
    st.lists(DIGITS, min_size=3, max_size=3),
    st.lists(NASTY, min_size=8, max_size=8),
    st.lists(NUMBER, min_size=1, max_size=3),
)
def test_what_goes_out_comes_back_in(
    tmp_path_factory, empty_database, names, phones, notes, numbers
):
    work = tmp_path_factory.mktemp("law")
    db = work / "first.db"
    db.write_bytes(empty_database.read_bytes())
    written(work / "typed", files_of(names, phones, notes, numbers))
    taken = in_process("import", str(work / "typed"), db=db)
    assert taken.code == 0, taken.err
    plain = exported(db, work / "plain")
    assert in_process("export", str(work / "excel"), "--excel", db=db).code == 0
    assert in_process("export", str(work / "all.xlsx"), db=db).code == 0
    for copy in ("plain", "excel", "all.xlsx"):
        again = in_process("import", str(work / copy), db=db)
        assert again.code == 0, again.err
        counts = [line for line in again.err.splitlines() if " new, " in line]
        assert counts, again.err
        assert all(" 0 new, 0 changed, 0 blanked," in line for line in counts), (copy, again.err)
        new = work / f"{copy}.db"
        new.write_bytes(empty_database.read_bytes())
        begun = in_process("import", str(work / copy), db=new)
        assert begun.code == 0, begun.err
        assert exported(new, work / f"{copy}-again") == plain, copy


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("profile", [("csv",), ("csv", "--excel"), ("xlsx",)])
def test_every_sheet_of_the_sample_comes_back_the_same(sample, tmp_path, name, profile):
    path = tmp_path / f"{name}.{profile[0]}"
    assert in_process(name, "export", "-o", str(path), *profile[1:], db=sample).code == 0
    again = in_process(name, "import", str(path), db=sample)
    assert again.code == 0, again.err
    assert " 0 new, 0 changed, 0 blanked," in again.err
    assert in_process("history", "--limit", "1", db=sample).out.count("demo") == 1


def test_the_sample_is_its_own_export(sample, tmp_path):
    folder = Path(__file__).parent.parent / "sample_data"
    assert exported(sample, tmp_path / "out") == {
        path.name: path.read_bytes() for path in folder.glob("*.csv")
    }


def codes_of(database, word, *options):
    table = in_process(word, "export", *options, "--format=csv", db=database)
    return [row.split(",")[0] for row in table.out.splitlines()[1:]]


def test_codes_of_people_are_drawn_anew_for_every_anonymous_export(sample, tmp_path):
    """A list of names can't be matched: neither by the codes, nor by their order, nor between two
    exports; within one export a code stays the same."""
    known = codes_of(sample, "assessment")
    first, second = (codes_of(sample, "assessment", "--anonymous") for _ in range(2))
    assert len(set(first)) == len(set(second)) == len(known)
    assert not set(first) & set(known)
    assert not set(first) & set(second)
    assert in_process("export", str(tmp_path / "out"), "--anonymous", db=sample).code == 0
    scores = (tmp_path / "out" / "score.csv").read_text("utf-8").splitlines()[1:]
    assessments = (tmp_path / "out" / "assessment.csv").read_text("utf-8").splitlines()[1:]
    assert {row.split(",")[0] for row in scores} <= {row.split(",")[0] for row in assessments}


def test_an_anonymous_export_has_no_names_phones_and_notes(sample, tmp_path):
    assert in_process("export", str(tmp_path / "out"), "--anonymous", db=sample).code == 0
    official = next(csv.reader(io.StringIO((tmp_path / "out" / "official.csv").read_text("utf-8"))))
    assert official == ["official_code", "village_code", "sex", "education"]
    columns = {
        word
        for path in (tmp_path / "out").glob("*.csv")
        for word in path.read_text("utf-8").split("\n")[0].split(",")
    }
    assert [word for word in sorted(columns) if WORDS[word].personal] == []
    assert not columns & {"place", "letter_number", "document_number", "evidence", "recipient"}
    people = {
        row.split(",")[2] for row in in_process("official", "list", db=sample).out.splitlines()[1:]
    } | {"0812000000"}
    assert not [
        (path.name, name)
        for path in (tmp_path / "out").glob("*.csv")
        for name in people
        if name in path.read_text("utf-8")
    ]


def test_an_anonymous_workbook_has_no_people_either(sample, tmp_path):
    path = tmp_path / "all.xlsx"
    made = in_process("export", str(path), "--anonymous", db=sample)
    assert made.code == 0, made.err
    cells = {
        str(cell)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert "63.11.03.2005" in cells
    for sheet, word in (("official", "official_name"), ("mentor", "mentor_name")):
        listed = records(in_process(sheet, "list", db=sample).out)
        assert cells.isdisjoint({row[word] for row in listed})
