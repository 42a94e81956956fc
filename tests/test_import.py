"""Any spreadsheet in: dialects, faults with their place, part of a file, a dry run, nothing lost."""

import csv
import io
import os
import stat

import pytest
from conftest import in_process, records

from perut_cli.core.errors import Invalid
from perut_cli.core.sheets import SHEETS
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import BatchInfo, writing
from perut_cli.store.db import Store
from perut_cli.store.importing.cells import CellFormat
from perut_cli.store.importing.import_rows import import_own_rows
from perut_cli.store.lookup import Finder

VILLAGES = "63.11.03.2021;Putat Basiun\n63.11.03.2014;Muara Jaya\n63.11.03.2005;Pematang\n"


def session_file(tmp_path, text, encoding="utf-8", name="sesi.csv"):
    """A file of sessions."""
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("village_code,village_name,locus_since\n63.11.03.2021,Putat Basiun,2026-01-13\n", "utf-8"),
        (
            "Kode desa;Nama desa;Lokus sejak\r\n63.11.03.2021;Putat Basiun;13/01/2026\r\n",
            "utf-8-sig",
        ),
        (
            "sep=;\r\nKODE_DESA;nama desa;lokus-sejak\r\n\r\n63.11.03.2021;Putat Basiun;13-01-2026\r\n;;\r\n",
            "utf-8",
        ),
        ("kode_desa\tnama_desa\tlokus_sejak\n6311032021\tPutat Basiun\t13/1/2026\n", "utf-16"),
        ("Village code;Village;Locus since\n63.11.03.2021;Putat Basiun;2026-01-13\n", "cp1252"),
    ],
)
def test_what_excel_in_indonesia_saves_is_read(fresh, tmp_path, text, encoding):
    # Ten digits without dots of a village that isn't recorded may be a code of BPS.
    sure = ("--yes",) if "6311032021" in text else ()
    done = fresh("village", "import", session_file(tmp_path, text, encoding), *sure)
    assert done.code == 0, done.err
    (village,) = records(fresh("village", "list").out)
    assert {word: cell for word, cell in village.items() if cell} == {
        "village_code": "63.11.03.2021",
        "village_name": "Putat Basiun",
        "locus_since": "2026-01-13",
    }


def test_it_says_how_the_file_was_read(fresh, tmp_path):
    done = fresh(
        "village",
        "import",
        session_file(tmp_path, "kode_desa;nama_desa\n63.11.03.2021;Sei Pémbang\n", "cp1252"),
    )
    assert "1252" in done.err
    assert "separated by ;" in done.err
    assert "Sei Pémbang" in fresh("village", "list").out


def test_the_second_run_changes_nothing_and_leaves_no_batch(perut, tmp_path):
    path = tmp_path / "v.csv"
    path.write_text(perut("village", "export").out, "utf-8")
    batches = perut("history").out
    done = perut("village", "import", str(path))
    assert "0 new, 0 changed" in done.err
    assert perut("history").out == batches


TWELVE = """village_code,session_date,start_time,end_time,kind,mode,mentors,topics,agreed_next
xyzzy,2026-02-01,09:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-30,09:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,46054,09:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-03,25:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-04,09:00,10:00,superfisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-05,09:00,10:00,supervisi,rumah,KP,prodeskel,
63.11.03.2021,2026-02-06,09:00,10:00,supervisi,visit,NOBODY,prodeskel,
63.11.03.2021,2026-02-07,09:00,10:00,supervisi,visit,KP,nothing,
63.11.03.2021,,09:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-09,11:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-10,09:00,10:00,supervisi,visit,KP,prodeskel,2026-01-01
63.11.03.2021,2026-02-11,09:00,10:00,supervisi,visit,KP,prodeskel,
63.11.03.2021,2026-02-11,09:00,11:00,supervisi,visit,KP,prodeskel,
"""


def test_twelve_faults_planted_give_twelve_findings_and_nothing_written(perut, tmp_path):
    before = perut("session", "list").out
    done = perut("session", "import", session_file(tmp_path, TWELVE))
    assert done.code == 1
    found = [line for line in done.err.splitlines() if line.startswith("error P")]
    assert len(found) == 12, done.err
    assert [line.split(":")[2].strip() for line in found] == [
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
        "11",
        "12",
        "14",
    ]
    assert "12 problems in 12 rows, nothing was written" in done.err
    assert perut("session", "list").out == before


def test_part_of_a_file_is_taken_and_the_rest_comes_back_mended(perut, tmp_path):
    path = session_file(tmp_path, TWELVE.replace(",", ";"))
    done = perut("session", "import", path, "--partial")
    assert done.code == 3
    assert "Sessions: 1 new" in done.err
    rejects = tmp_path / "sesi.rejected.csv"
    rows = list(csv.reader(io.StringIO(rejects.read_text("utf-8")), delimiter=";"))
    assert rows[0][-2:] == ["_line", "_error"]
    assert [row[-2] for row in rows[1:]] == [
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
        "11",
        "12",
        "14",
    ]
    if os.name == "posix":
        assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    mended = rejects.read_text("utf-8").replace("xyzzy", "putat")
    rejects.write_text("\n".join(mended.splitlines()[:2]) + "\n", "utf-8")
    again = perut("session", "import", str(rejects))
    assert again.code == 0, again.err
    assert "Sessions: 1 new" in again.err


def test_rejects_of_rejects_go_beside_them_under_the_next_number(perut, tmp_path):
    path = tmp_path / "desa.csv"
    path.write_text("village_code,village_note,locus_since\n2004,a,x\n2005,b,y\n2006,c,\n")
    for wrong in (path, tmp_path / "desa.rejected.csv", tmp_path / "desa.rejected-2.csv"):
        assert perut("village", "import", str(wrong), "--partial", "--yes").code == 3
    assert sorted(file.name for file in tmp_path.glob("desa*")) == [
        "desa.csv",
        "desa.rejected-2.csv",
        "desa.rejected-3.csv",
        "desa.rejected.csv",
    ]


def test_a_dry_run_counts_with_the_exit_code_of_the_real_run_and_writes_nothing(perut, tmp_path):
    path = session_file(tmp_path, TWELVE)
    before, batches = perut("session", "list").out, perut("history").out
    assert perut("session", "import", path, "--dry-run").code == 1
    tried = perut("session", "import", path, "--dry-run", "--partial")
    assert (tried.code, "1 new" in tried.err, "12 rejected" in tried.err) == (3, True, True)
    assert not (tmp_path / "sesi.rejected.csv").exists()
    assert (perut("session", "list").out, perut("history").out) == (before, batches)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1.234", "P022"),
        ("3,30101E+15", "P023"),
        ("NaN", "P021"),
        ("1.234,5", "P022"),
        ("abc", "P021"),
        ("-1", "P030"),
    ],
)
def test_damaged_numbers_say_how_it_happened(fresh, tmp_path, cell, number):
    text = f"instrument_code;instrument_version;indicator_code;dimension;indicator_text;max_score;weight\nDESA;1;Z.1;D;x;2;{cell}\n"
    done = fresh("indicator", "import", session_file(tmp_path, text))
    assert done.code == 1
    assert f"error {number}" in done.err
    assert "hint: " in done.err or number == "P030"


def test_decimal_commas_make_a_dot_with_three_digits_suspicious_in_a_comma_file_too(
    perut, tmp_path
):
    text = 'village_code,application,part,filling_date,filled,total\n63.11.03.2021,prodeskel,ddk,2026-12-01,1.234,"2000"\n'
    assert perut("filling", "import", session_file(tmp_path, text)).code == 1


def test_two_orders_of_dates_in_one_column_are_refused(perut, tmp_path):
    text = "village_code,plan_date,kind\nputat,2026-12-01,supervisi\nmuara,02/12/2026,supervisi\n"
    done = perut("plan", "import", session_file(tmp_path, text))
    assert (done.code, "error P027: " in done.err) == (1, True)


def test_month_first_is_refused(perut, tmp_path):
    done = perut(
        "plan",
        "import",
        session_file(tmp_path, "village_code,plan_date,kind\nputat,12/31/2026,supervisi\n"),
    )
    assert (done.code, "error P025: " in done.err) == (1, True)


def test_a_column_left_out_leaves_and_an_empty_cell_blanks(perut, tmp_path):
    perut("village", "edit", "putat", "--village-note", "lama", "--also-named", "Basiun")
    done = perut(
        "village", "import", session_file(tmp_path, "village_code,also_named\n63.11.03.2021,\n")
    )
    assert "0 new, 1 changed, 1 blanked" in done.err
    (village,) = records(perut("village", "show", "putat").out)
    assert {word: cell for word, cell in village.items() if cell} == {
        "village_code": "63.11.03.2021",
        "village_name": "Putat Basiun",
        "locus_since": "2026-01-13",
        "village_note": "lama",
    }


def test_an_empty_cell_of_a_column_with_a_default_leaves_what_is_recorded(perut, tmp_path):
    row = (
        perut("action", "list", "--action-state", "verified", "--limit", "1")
        .out.splitlines()[1]
        .split(",")[0]
    )
    done = perut(
        "action",
        "import",
        session_file(
            tmp_path,
            f"action_code,finding_code,action_text,action_state,opened_on\n{row},{row[:16]},"
            f"{perut('action', 'show', row, '--format', 'json').out.split('action_text')[1].split(chr(34))[2]},,\n",
        ),
    )
    assert done.code == 0, done.err
    assert "1 same" in done.err


def test_three_rows_overwritten_need_a_yes(perut, tmp_path):
    text = "village_code,village_note\n63.11.03.2021,a\n63.11.03.2014,b\n63.11.03.2005,c\n"
    path = session_file(tmp_path, text)
    refused = perut("village", "import", path)
    assert (refused.code, "--yes" in refused.err) == (1, True)
    assert perut("village", "import", path, "--yes").code == 0


def test_unknown_references_of_a_file_are_invalid_input(perut, tmp_path):
    done = perut(
        "plan",
        "import",
        session_file(tmp_path, "village_code,plan_date,kind\nputt,2026-12-01,supervisi\n"),
    )
    assert (done.code, "Putat Basiun" in done.err) == (1, True)


def test_an_unknown_column_names_the_nearest(perut, tmp_path):
    done = perut("plan", "import", session_file(tmp_path, "village_code,plan_dat,kind\n"))
    assert (done.code, "plan_date" in done.err, ":1:2: " in done.err) == (1, True, True)


def test_a_missing_file_is_not_found(perut, tmp_path):
    assert perut("plan", "import", str(tmp_path / "nothing.csv")).code == 4


def test_a_folder_or_device_is_no_file(perut, tmp_path):
    assert perut("plan", "import", str(tmp_path)).code == 1
    if os.name == "posix":
        assert perut("plan", "import", "/dev/zero").code == 1


def test_standard_input_is_a_file_too(fresh):
    done = fresh("village", "import", "-", stdin="kode_desa;nama_desa\n" + VILLAGES)
    assert done.code == 0, done.err
    assert "3 new" in done.err


def test_new_values_of_open_choices_need_a_word(perut, tmp_path):
    path = session_file(tmp_path, "village_code,plan_date,kind\nputat,2026-12-01,studi banding\n")
    assert perut("plan", "import", path).code == 1
    assert perut("plan", "import", path, "--new").code == 0
    assert (
        perut(
            "plan",
            "add",
            "--village-code",
            "muara",
            "--plan-date",
            "2026-12-02",
            "--kind",
            "studi banding",
        ).code
        == 0
    )


def test_an_unterminated_quote_is_an_error_with_its_line(perut, tmp_path):
    done = perut(
        "plan",
        "import",
        session_file(
            tmp_path,
            'village_code,plan_date,kind\nputat,2026-12-01,supervisi\nmuara,"2026-12-02,supervisi\n',
        ),
    )
    assert (done.code, "error P015" in done.err, ":3" in done.err) == (1, True, True)


def test_a_folder_is_all_or_nothing(empty, tmp_path):
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "desa.csv").write_text("kode_desa;nama_desa\n" + VILLAGES, "utf-8")
    (folder / "plan.csv").write_text(
        "village_code,plan_date,kind\n2021,2026-12-01,supervisi\nxx,2026-12-01,supervisi\n", "utf-8"
    )
    done = in_process("import", str(folder), db=empty)
    assert (done.code, "plan.csv" in done.err) == (1, True)
    assert in_process("village", "list", db=empty).out.count("\n") == 1
    (folder / "plan.csv").write_text(
        "village_code,plan_date,kind\n2021,2026-12-01,supervisi\n", "utf-8"
    )
    assert in_process("import", str(folder), db=empty).code == 0
    assert in_process("plan", "list", db=empty).out.count("\n") == 2


def test_a_problem_in_rows_of_the_programs_own_is_raised_and_nothing_written(sample):
    store = Store(sample)
    plans = store.value("SELECT count(*) FROM plan")
    header = [WORDS[word] for word in ("village_code", "plan_date", "kind")]
    rows = [["2004", "2026-12-01", "supervisi"], ["nowhere", "2026-12-02", "supervisi"]]
    note = BatchInfo("x", "2026-11-24T09:30:00+08:00", "plan generate")
    with pytest.raises(Invalid, match="nowhere") as told, writing(store, note) as batch:
        import_own_rows(
            batch, SHEETS["plan"], header, [([1, 2], rows)], CellFormat(), Finder(store)
        )
    assert [(problem.line, problem.key) for problem in told.value.problems] == [(2, "village_code")]
    assert store.value("SELECT count(*) FROM plan") == plans
    store.close()


def test_one_person_twice_in_a_file_in_two_spellings_names_the_first_line(sample, tmp_path):
    path = tmp_path / "aparatur.csv"
    path.write_text("village_code,official_name\n2021,Siti Aminah\n2021,SITI  aminah\n")
    told = in_process("official", "import", str(path), db=sample)
    assert (told.code, "aparatur.csv:3" in told.err) == (1, True)
    assert "the same key as line 2" in told.err
    assert "Siti" not in in_process("official", "list", db=sample).out


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12.345.678", "12345678"),
        ("1,234,567", "1234567"),
    ],
)
def test_a_number_that_surely_has_separators_of_thousands_says_what_to_write(perut, number, meant):
    refused = perut(
        "filling", "add", "--village-code", "2021", "--application", "prodeskel", "--part", "potensi",
        "--filling-date", "2026-03-01", "--filled", number, "--total", "99999999",
    )  # fmt: skip
    assert (refused.code, refused.err) == (
        2,
        f"error P022: --filled: {number} is written with separators of thousands\n"
        f"hint: write {meant}\n",
    )


def test_a_count_that_is_no_number_is_told_to_be_whole(perut):
    refused = perut("document", "make", "notula", "muara", "-o", "a.docx", "--number", "abc")
    assert (refused.code, refused.err) == (
        2,
        'error P007: --number: "abc" is not a number\nhint: write a whole number such as 12\n',
    )


def test_part_of_standard_input_is_taken_and_the_rest_comes_back(sample, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "village_code,village_note\n2004,masuk\n9999,x\n"
    told = in_process("village", "import", "-", "--partial", db=sample, stdin=rows)
    assert (told.code, "1 row rejected, the others taken" in told.err) == (3, True)
    assert "masuk" in in_process("village", "show", "2004", db=sample).out
    assert (tmp_path / "stdin.rejected.csv").read_text().splitlines()[1].startswith("9999,x,3,")
    workbook = tmp_path / "v.xlsx"
    in_process("village", "list", "-o", str(workbook), db=sample)
    again = in_process("village", "import", "-", db=sample, stdin=workbook.read_bytes())
    assert "0 new, 0 changed, 0 blanked, 23 same" in again.err
