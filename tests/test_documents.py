"""Papers by their commands: made of what is recorded, numbered once, kept in the register."""

import hashlib
import shutil
import threading
from functools import partial
from pathlib import Path

import pytest
from conftest import in_process
from paper_files import document, paragraphs, rows, said, text_of, zipped

from perut_cli.core.paper_kinds import KINDS
from perut_cli.render.papers import package
from perut_cli.reports.papers.period import ranked

every_kind = pytest.mark.parametrize("kind", KINDS)


def test_a_surat_tugas_is_made_with_its_number(perut, tmp_path):
    path = tmp_path / "st.docx"
    made = perut("document", "make", "surat-tugas", "muara", "-o", str(path))
    assert made.code == 0, made.err
    (row,) = rows(
        perut("document", "list", "--format", "csv", "--sort", "-document_date", "--limit", "1").out
    )
    assert made.out.strip() == row["document_code"]
    assert row["document_number"] in text_of(path)
    assert row["file_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "SURAT TUGAS" in text_of(path)
    assert "Muara Jaya" in text_of(path)


def test_a_dry_run_takes_no_number(perut, tmp_path):
    before = perut("document", "list").out
    path = tmp_path / "st.docx"
    tried = perut("document", "make", "surat-tugas", "muara", "-o", str(path), "--dry-run")
    assert (tried.code, path.exists(), perut("document", "list").out) == (0, False, before)


def test_an_undo_puts_the_register_back(perut, tmp_path):
    def make() -> str:
        return perut(
            "document", "make", "undangan", "muara", "-o", str(tmp_path / "a.docx"), "-y"
        ).out

    before, first = perut("document", "list").out, make()
    assert perut("undo", "--yes").code == 0
    assert perut("document", "list").out == before
    assert make() == first


def test_a_void_number_is_never_used_again(perut, tmp_path):
    code = perut(
        "document", "make", "undangan", "muara", "-o", str(tmp_path / "a.docx")
    ).out.strip()
    number = int(code.split("-")[1])
    assert perut("document", "void", code).code == 0
    again = perut("document", "make", "undangan", "muara", "-o", str(tmp_path / "b.docx"))
    assert int(again.out.split("-")[1]) == number + 1
    refused = perut(
        "document",
        "make",
        "undangan",
        "muara",
        "-o",
        str(tmp_path / "c.docx"),
        "--number",
        str(number),
    )
    assert (refused.code, "error P330" in refused.err) == (5, True)
    assert perut("document", "remove", code, "--yes").code == 5


def test_an_edit_leaves_a_given_number_and_a_void_paper_alone(perut, tmp_path):
    code = perut(
        "document", "make", "undangan", "muara", "-o", str(tmp_path / "a.docx")
    ).out.strip()
    before = perut("document", "list").out
    for change in (("--sequence", "77"), ("--document-number", "X/1")):
        refused = perut("document", "edit", code, *change, "--yes")
        assert (refused.code, "error P331" in refused.err) == (5, True), refused.err
    assert perut("document", "list").out == before
    assert perut("document", "edit", code, "--recipient", "Kepala Desa").code == 0
    assert perut("document", "void", code).code == 0
    again = perut("document", "edit", code, "--document-state", "issued", "--yes")
    assert (again.code, "error P331" in again.err) == (5, True), again.err


def test_a_block_is_for_the_other_laptop_and_outside_is_refused(perut, tmp_path):
    assert perut("document", "reserve", "--block", "41-43").out.split() == ["41", "42", "43"]
    assert perut("document", "reserve", "--sequence", "50", "--outside").code == 0
    used = perut(
        "document", "make", "sppd", "muara", "-o", str(tmp_path / "a.docx"), "--number", "42"
    )
    assert (used.code, used.out.split("-")[1]) == (0, "042"), used.err
    outside = perut(
        "document", "make", "sppd", "muara", "-o", str(tmp_path / "b.docx"), "--number", "50"
    )
    assert (outside.code, "error P330" in outside.err) == (5, True)
    assert perut("document", "reserve", "--sequence", "42").code == 5


def test_a_block_used_up_elsewhere_leaves_no_gap_and_its_undo_says_that_the_file_stays(
    perut, tmp_path
):
    def make(name: str, *more: str) -> int:
        words = ("undangan", "muara", "-o", str(tmp_path / f"{name}.docx"))
        return int(perut("document", "make", *words, *more).out.split("-")[1])

    first = make("a")
    perut("document", "reserve", "--block", "41-43")
    assert make("b", "--number", "42") == 42
    assert make("c") == first + 1
    perut("document", "make", "undangan", "muara", "-o", str(tmp_path / "d.docx"), "--number", "41")
    assert "stays where it was written" in perut("undo", "--yes").err
    assert perut("document", "list", "--sequence", "41").out.count("reserved") == 1


def test_each_village_named_twice_and_each_session_has_its_own_file(perut, tmp_path):
    twice = perut(
        "document", "make", "undangan", "muara", "2014", "--each", "-o", str(tmp_path / "a.docx")
    )
    assert len(twice.out.split()) == 1, twice.err
    sessions = rows(perut("session", "list", "--village-code", "2014", "--format", "csv").out)
    codes = [row["session_code"] for row in sessions[:3]]
    made = perut("document", "make", "rtl", *codes, "--each", "-o", str(tmp_path / "r.docx"))
    assert len(made.out.split()) == 3, made.err
    assert len(list(tmp_path.glob("r-*.docx"))) == 3


def test_several_villages_without_each_are_told_of_it(perut, tmp_path):
    told = perut("document", "make", "undangan", "muara", "putat", "-o", str(tmp_path / "a.docx"))
    assert (told.code, "--each" in told.err) == (2, True)


def test_a_reserved_number_is_reserved_once_and_said_to_be(perut):
    perut("document", "reserve", "--block", "41-43")
    again = perut("document", "reserve", "--block", "43-45")
    assert (again.code, "number 43 is taken: reserved" in again.err) == (5, True), again.err


@pytest.mark.parametrize("pattern", ["{unit}/{bogus}", "{sequence}/{", "{}"])
def test_a_pattern_that_gives_no_numbers_is_refused_when_it_is_said(perut, pattern):
    before = perut("setting", "list").out
    refused = perut("setting", "edit", "number_pattern", "--value", pattern)
    assert "P333" in refused.err
    assert refused.code != 0
    assert perut("setting", "list").out == before


def test_a_number_as_it_is_written_is_given_once_but_to_what_replaces_it(perut, tmp_path):
    words = ("undangan", "muara", "--document-number", "094/7", "-o", str(tmp_path / "a.docx"))
    first = perut("document", "make", *words).out.strip()
    again = perut("document", "make", *words, "--yes")
    assert (again.code, "error P330" in again.err, first in again.err) == (5, True, True)
    assert perut("document", "make", *words, "--yes", "--replaces", first).code == 0


def test_a_paper_that_replaces_another_makes_it_void(perut, tmp_path):
    old = perut("document", "make", "undangan", "muara", "-o", str(tmp_path / "a.docx")).out.strip()
    new = perut(
        "document", "make", "undangan", "muara", "-o", str(tmp_path / "b.docx"), "--replaces", old
    )
    assert new.code == 0, new.err
    listed = {row["document_code"]: row for row in rows(perut("document", "list").out)}
    assert listed[old]["document_state"] == "void"
    assert listed[new.out.strip()]["replaces"] == old


def test_two_commands_at_once_never_take_one_number(sample, tmp_path):
    codes = []

    def make(place: int) -> None:
        path = tmp_path / f"{place}.docx"
        codes.append(
            in_process(
                "document", "make", "undangan", "muara", "-o", str(path), db=sample
            ).out.strip()
        )

    threads = [threading.Thread(target=make, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({code for code in codes if code}) == 4


def test_an_award_without_a_sure_band_is_refused(perut, tmp_path):
    refused = perut("document", "make", "piagam", "pematang", "-o", str(tmp_path / "a.docx"))
    assert (refused.code, "error P334" in refused.err) == (5, True)
    assert not (tmp_path / "a.docx").exists()


def test_a_warning_needs_a_repeat(perut, tmp_path):
    refused = perut("document", "make", "teguran", "pudak", "-o", str(tmp_path / "a.docx"))
    assert (refused.code, "error P334" in refused.err) == (5, True)
    made = perut("document", "make", "teguran", "muara", "-o", str(tmp_path / "b.docx"))
    assert made.code == 0, made.err
    text = text_of(tmp_path / "b.docx")
    assert "teguran tingkat 2 (dua)" in text
    assert "paling lambat 8 Desember 2026" in text


@pytest.mark.parametrize(
    ("closing", "code"),
    [
        (("--action-state", "open"), 0),
        (("--action-state", "done", "--done-on", "2026-11-03"), 0),
        (
            (
                *("--action-state", "verified", "--done-on", "2026-11-03"),
                *("--verified-on", "2026-11-04", "--verified-by", "KP"),
            ),
            5,
        ),
    ],
)
def test_a_repeat_that_is_closed_is_no_reason_for_a_warning(perut, tmp_path, closing, code):
    for finding, day, more in (
        ("F-1", "2026-10-01", ()),
        ("F-2", "2026-11-02", ("--repeat-of", "F-1")),
    ):
        words = ("finding", "add", "pudak", day, "--finding-text", f"Kas {day}")
        added = perut(*words, "--finding-code", finding, *more)
        assert added.code == 0, added.err
    step = ("--action-text", "Tutup", "--opened-on", "2026-11-02")
    for finding in ("F-1", "F-2"):
        added = perut("action", "add", finding, *step, *closing)
        assert added.code == 0, added.err
    made = perut("document", "make", "teguran", "pudak", "-o", str(tmp_path / "a.docx"))
    assert made.code == code, made.err


def test_an_own_template_with_unknown_words_writes_nothing(perut, tmp_path):
    own = tmp_path / "own.docx"
    own.write_bytes(zipped(document(paragraphs(["{nama_desaa} {nama_desa}"]))))
    before = perut("document", "list").out
    made = perut(
        "document",
        "make",
        "undangan",
        "muara",
        "--template",
        str(own),
        "-o",
        str(tmp_path / "a.docx"),
    )
    assert (made.code, "{nama_desa}" in made.err) == (1, True)
    assert perut("document", "check", str(own), "undangan").code == 1
    assert perut("document", "list").out == before
    own.write_bytes(zipped(document(paragraphs(["{nama_desa}"]))))
    assert perut("document", "check", str(own), "undangan").code == 0
    made = perut(
        "document",
        "make",
        "undangan",
        "muara",
        "--template",
        str(own),
        "-o",
        str(tmp_path / "a.docx"),
    )
    assert said(package.read((tmp_path / "a.docx").read_bytes())) == ["Muara Jaya"], made.err


@every_kind
def test_every_kind_is_made_and_leaves_no_brace(perut, tmp_path, kind):
    about = ["--period", "2026"] if KINDS[kind].about == "period" else ["muara"]
    path = tmp_path / "a.docx"
    made = perut("document", "make", kind, *about, "-o", str(path))
    assert made.code == 0, made.err
    assert "{" not in text_of(path)


def test_papers_are_indonesian_in_both_languages(perut, tmp_path):
    for language in ("en", "id"):
        perut(
            "document", "make", "berita-acara", "muara", "--number", "77" if language == "en" else "78",
            "-o", str(tmp_path / f"{language}.docx"), "--lang", language,
        )  # fmt: skip
    english, indonesian = (text_of(tmp_path / f"{one}.docx") for one in ("en", "id"))
    assert english.replace("/077/", "/078/") == indonesian
    assert "Kamis tanggal dua belas bulan November" in indonesian


def test_examples_of_words_are_as_papers_say_them(perut):
    listed = {
        row["column"]: row
        for row in rows(perut("document", "words", "surat-tugas", "--format", "csv").out)
    }
    assert listed["kind"]["example"] == "supervisi"
    assert listed["reached"]["example"] == "tidak"
    assert listed["latest"]["example"] == "71,0"
    assert listed["place"]["column_id"] == "tempat"
    assert all(row["example"] for row in listed.values())


def test_a_session_that_is_not_there_is_said_to_be_none(perut, tmp_path):
    refused = perut("document", "make", "rtl", "2014-999999", "-o", str(tmp_path / "a.docx"))
    assert (refused.code, "session" in refused.err) == (4, True), refused.err


def test_without_a_kind_the_kinds_are_named(perut):
    refused = perut("document", "make")
    assert (refused.code, all(kind in refused.err for kind in KINDS)) == (2, True)
    listed = rows(perut("document", "words", "--format", "csv").out)
    assert [row["kind"] for row in listed] == list(KINDS)
    assert all(row["meaning"] for row in listed)


def test_papers_name_what_codes_stand_for(perut, tmp_path):
    act = made(perut, tmp_path, "berita-acara", "muara")
    assert "Buku Inventaris dan Kekayaan Desa" in act
    assert "A.3" not in act.split()
    assert "lewat 73 hari" in act
    assert "menunggu verifikasi" in act
    report = made(perut, tmp_path, "laporan-berkala", "--period", "2026")
    assert "Semester I 2025" in report
    assert "-S1" not in report


def test_words_are_listed_with_both_names(perut):
    listed = rows(perut("document", "words", "undangan", "--format", "csv").out)
    assert {"village_name", "findings.finding_text"} <= {row["column"] for row in listed}
    assert all(row["column_id"] and row["meaning"] for row in listed)


def test_the_set_for_a_visit_and_the_set_after_it(perut, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    assert perut("session", "prepare", "muara", "--papers", str(before)).code == 0
    assert sorted(path.name for path in before.iterdir()) == [
        "checklist-2014.html",
        "daftar-hadir-2014-2026-12-08.docx",
        "surat-tugas-2014-2026-12-08.docx",
        "undangan-2014-2026-12-08.docx",
    ]
    made = perut("session", "papers", "2014-261112", "--to", str(after))
    assert (made.code, len(made.out.split()), len(list(after.iterdir()))) == (0, 5, 5), made.err
    again = perut("session", "papers", "2014-261112", "--to", str(after))
    assert (again.code, again.out) == (0, "")


def test_a_third_finding_proposes_a_warning_and_makes_none(perut):
    before = perut("document", "list").out
    told = perut(
        "session", "add", "2014", "2026-11-24", "supervisi", "--mode", "visit",
        "--finding", "Pengadaan Oktober belum dicatat", "--indicator-code", "A.3",
    )  # fmt: skip
    assert told.code == 0, told.err
    assert "perut document make teguran 2014 -o teguran.docx" in told.err
    assert perut("document", "list").out == before


def test_an_office_that_signs_electronically_gets_an_empty_box(perut, tmp_path):
    perut("setting", "add", "--setting", "signature_mode", "--value", "tte")
    perut("setting", "edit", "head_title", "--value", "a.n. Camat Awayan|Sekretaris Kecamatan")
    perut("document", "make", "surat-tugas", "muara", "-o", str(tmp_path / "a.docx"))
    body = package.read((tmp_path / "a.docx").read_bytes())[package.BODY].decode()
    assert body.count("<w:pBdr>") == 4, "three lines of a box and the letterhead's"
    assert "a.n. Camat Awayan\nSekretaris Kecamatan" in text_of(tmp_path / "a.docx")


# To whom, by whom


def made(perut, tmp_path, *words: str) -> str:
    """The text of a paper made by these words."""
    path = tmp_path / f"{abs(hash(words))}.docx"
    done = perut("document", "make", *words, "-o", str(path), "--yes")
    assert done.code == 0, done.err
    return text_of(path)


def newest(perut) -> dict[str, str]:
    return rows(perut("document", "list", "--sort", "-sequence", "--document-state", "issued").out)[
        0
    ]


def test_a_report_to_the_camat_is_the_officers_with_all_annexes(perut, tmp_path):
    text = made(perut, tmp_path, "laporan-berkala", "--period", "2026")
    row = newest(perut)
    assert (row["recipient"], row["signer"]) == ("Camat Awayan", "Kasi Pemerintahan (contoh)")
    assert "Yth. Camat Awayan" in text
    assert "mohon arahan" in text
    for title in ("1. Sesi dalam periode", "2. Tindak lanjut yang", "3. Dokumen desa", "4. Temuan"):
        assert f"Lampiran {title}" in text
    assert "Tembusan" not in text


def test_a_report_on_to_the_bupati_is_the_camats_letter_with_copies(perut, tmp_path):
    text = made(perut, tmp_path, "laporan-berkala", "--period", "2026-Q3", "--to", "bupati")
    row = newest(perut)
    assert (row["recipient"], row["signer"]) == ("Bupati Balangan", "(nama camat)")
    assert row["subject"] == "Laporan Berkala Pendampingan Rutin Triwulan III Tahun 2026"
    assert "Yth. Bupati Balangan" in text
    assert "Tembusan:\n1.Inspektur Daerah Kabupaten Balangan" in text.replace("\t", "")
    assert "Petugas" not in text, "who did how much stays in the office"
    perut("setting", "edit", "copies_to", "--value", "Kepala DPMD|Inspektur")
    again = made(perut, tmp_path, "laporan-berkala", "--period", "2026-Q3", "--to", "bupati")
    assert "1.Kepala DPMD\n2.Inspektur" in again.replace("\t", "")


def test_only_a_report_goes_to_the_camat_or_the_bupati(perut, tmp_path):
    for words in (("undangan", "muara", "--to", "bupati"), ("laporan-berkala", "--to", "menteri")):
        refused = perut("document", "make", *words, "-o", str(tmp_path / "a.docx"))
        assert refused.code == 2, refused.err


@pytest.mark.parametrize(
    "words",
    [
        ("make", "undangan", "muara", "--period", "2026"),
        ("make", "teguran", "muara", "--blank", "3"),
        ("make", "undangan", "muara", "--blank", "3"),
        ("make", "undangan", "muara", "--start-time", "10.00", "--end-time", "09.00"),
        ("make", "laporan-berkala", "--start-time", "09.00"),
        ("template", "undangan", "--to", "bupati"),
        ("template", "--to", "bupati"),
        ("template", "undangan", "--excel"),
    ],
    ids=" ".join,
)
def test_an_option_without_a_use_is_refused(perut, tmp_path, words):
    before = perut("document", "list").out
    refused = perut("document", *words, "-o", str(tmp_path / "a.docx"))
    assert (refused.code, perut("document", "list").out) == (2, before), refused.err
    assert not (tmp_path / "a.docx").exists()


def test_who_signs_is_asked_for_by_code_or_name(perut, tmp_path):
    made(perut, tmp_path, "laporan-berkala", "--period", "2026", "--signer", "STAF1")
    assert newest(perut)["signer"] == "Staf Pemerintahan 1 (contoh)"
    text = made(perut, tmp_path, "surat-tugas", "muara", "--signer", "Sekretaris Camat (contoh)")
    assert newest(perut)["signer"] == "Sekretaris Camat (contoh)"
    assert text.rstrip().endswith("Sekretaris Camat (contoh)")


def test_a_person_without_nip_has_no_nip_line(perut, tmp_path):
    assert "NIP " not in made(perut, tmp_path, "berita-acara", "muara")
    perut("mentor", "edit", "KP", "--nip", "19800101 200501 1 001")
    perut("setting", "edit", "head_nip", "--value", "19700101 199003 1 002")
    text = made(perut, tmp_path, "berita-acara", "muara")
    assert "NIP 19800101 200501 1 001" in text
    assert "NIP 19700101 199003 1 002" in text


def test_nobody_recorded_leaves_dots_to_write_on(fresh, tmp_path):
    fresh("village", "add", "--village-code", "63.11.03.2005", "--village-name", "Pematang")
    text = made(fresh, tmp_path, "sppd", "pematang")
    assert text.count("(........................................)") == 4
    assert "Kepala Desa," in text


def test_an_office_that_said_nothing_yet_leaves_dots(fresh, tmp_path):
    fresh("village", "add", "--village-code", "63.11.03.1001", "--village-name", "Kota Lama")
    fresh("session", "add", "1001", "2026-11-20", "supervisi")
    for kind in KINDS:
        if kind in ("teguran", "piagam"):
            continue
        about = ["--period", "2026"] if KINDS[kind].about == "period" else ["1001"]
        text = made(fresh, tmp_path, kind, *about)
        for hole in ("Kecamatan ,", "Kecamatan  ", "\n, 24", "0 (nol) orang", ", ,", "None"):
            assert hole not in text, (kind, hole)
    assert "Yth. Lurah Kota Lama" in made(fresh, tmp_path, "undangan", "1001")
    attendance = made(fresh, tmp_path, "daftar-hadir", "1001")
    assert "15." in attendance, "rows to write on"


def test_another_office_has_its_own_code_in_numbers_and_is_asked_to_look_at_the_first(
    fresh, tmp_path
):
    fresh("village", "add", "--village-code", "63.11.01.2001", "--village-name", "Juai")
    fresh("setting", "edit", "district_name", "--value", "Juai")
    words = ("document", "make", "undangan", "juai", "--document-date", "2026-11-24")
    first = fresh(*words, "-o", str(tmp_path / "a.docx"))
    assert "400.10.2/001/KEC-JUA/XI/2026" in first.err
    assert "number_pattern, unit, classification_undangan" in first.err
    second = fresh(*words, "-o", str(tmp_path / "b.docx"))
    assert "400.10.2/002/KEC-JUA/XI/2026" in second.err
    assert "number_pattern" not in second.err


def test_the_number_of_a_sessions_own_surat_tugas_stands_in_its_papers(perut, tmp_path):
    code = perut("session", "add", "2014", "2026-11-20", "supervisi", "--mentors", "KP").out.strip()
    assert "Surat Tugas Nomor" not in made(perut, tmp_path, "berita-acara", code)
    made(perut, tmp_path, "surat-tugas", code)
    number = newest(perut)["document_number"]
    assert f"Surat Tugas Nomor {number}" in made(perut, tmp_path, "berita-acara", code)
    second = perut("document", "make", "surat-tugas", code, "-o", str(tmp_path / "ST.docx"))
    other = newest(perut)["document_number"]
    assert f"Surat Tugas Nomor {other}" in made(perut, tmp_path, "berita-acara", code)
    assert perut("document", "void", second.out.strip(), "--yes").code == 0
    assert f"Surat Tugas Nomor {number}" in made(perut, tmp_path, "berita-acara", code)


def test_what_is_signed_at_the_village_bears_its_day_and_place(perut, tmp_path):
    for kind in ("berita-acara", "daftar-hadir", "notula", "rtl"):
        text = made(perut, tmp_path, kind, "2014-261112")
        assert "Muara Jaya, 12 November 2026" in text, kind
    assert "Awayan, 24 November 2026" in made(perut, tmp_path, "laporan-perjalanan", "2014-261112")


def test_a_planned_meeting_is_told_its_hours_and_place(perut, tmp_path):
    open_hours = made(perut, tmp_path, "undangan", "muara")
    assert "pukul .................... WITA" in open_hours
    text = made(
        perut, tmp_path, "undangan", "muara", "--start-time", "09.00", "--place", "Aula Kecamatan"
    )
    assert "09.00 s.d. selesai WITA" in text
    assert "Aula Kecamatan" in text
    held = perut(
        "document", "make", "berita-acara", "2014-261112", "--start-time", "09.00",
        "-o", str(tmp_path / "a.docx"),
    )  # fmt: skip
    assert (held.code, "session edit" in held.err) == (2, True)


# One for each village


@pytest.fixture
def joint(perut) -> str:
    """A meeting of two villages with a finding in each."""
    met = perut(
        "session", "add", "2021", "2026-11-20", "pembinaan", "--mode", "office", "--mentors", "KP",
        "--other-villages", "2014", "--attendee", "sekretaris", "--attendee", "2014:sekretaris",
        "--finding", "Buku tanah belum ada", "--finding", "2014: SOP belum ada",
    )  # fmt: skip
    assert met.code == 0, met.err
    return met.out.strip()


def test_each_village_of_a_meeting_gets_its_own_part(perut, tmp_path, joint):
    path = tmp_path / "ba.docx"
    both = perut("document", "make", "berita-acara", joint, "--each", "-o", str(path))
    assert (both.code, len(both.out.split())) == (0, 2), both.err
    host, guest = text_of(tmp_path / "ba-2021.docx"), text_of(tmp_path / "ba-2014.docx")
    assert ("Buku tanah" in host, "SOP belum" in host) == (True, False)
    assert ("Buku tanah" in guest, "SOP belum" in guest) == (False, True)
    assert "seluruhnya 1 (satu) orang" in guest
    assert perut("undo", "--yes").code == 0
    assert joint not in perut("document", "list").out, "both were one batch"


def test_each_village_named_gets_an_invitation(perut, tmp_path):
    path = tmp_path / "u.docx"
    sent = perut("document", "make", "undangan", "muara", "putat", "--each", "-o", str(path))
    assert (sent.code, len(sent.out.split())) == (0, 2), sent.err
    assert "Kepala Desa Muara Jaya" in text_of(tmp_path / "u-2014.docx")
    assert "Kepala Desa Putat Basiun" in text_of(tmp_path / "u-2021.docx")


@pytest.mark.parametrize(
    "words", [("undangan", "muara"), ("peringkat", "--period", "2026")], ids=["village", "period"]
)
def test_each_needs_several_villages(perut, tmp_path, words):
    refused = perut("document", "make", *words, "--each", "-o", str(tmp_path / "a.docx"))
    assert refused.code == 2, refused.err


# The register


def test_a_register_for_each_kind_counts_apart(perut, tmp_path):
    perut("setting", "edit", "number_register", "--value", "kind")
    path = str(tmp_path / "a.docx")
    codes = [
        perut("document", "make", kind, "muara", "-o", path, "--yes").out.strip()
        for kind in ("undangan", "sppd", "undangan")
    ]
    listed = {row["document_code"]: row for row in rows(perut("document", "list").out)}
    assert perut("document", "reserve", "--kind", "undangan", "--block", "3-4").code == 0
    last = perut("document", "make", "undangan", "muara", "-o", path, "--yes").out.strip()
    assert last.startswith("2026-005-"), "over the block that was kept in that register"
    assert [(listed[code]["register"], listed[code]["sequence"]) for code in codes] == [
        ("undangan", "1"), ("sppd", "1"), ("undangan", "2"),
    ]  # fmt: skip


def test_numbers_begin_anew_each_year(perut, tmp_path):
    path = str(tmp_path / "a.docx")
    first = perut(
        "document", "make", "undangan", "muara", "-o", path, "--document-date", "2027-01-05"
    )
    assert first.out.startswith("2027-001-"), first.err


def test_undo_and_redo_of_a_paper_give_it_its_number_again(perut, tmp_path):
    path = str(tmp_path / "a.docx")
    code = perut("document", "make", "undangan", "muara", "-o", path).out.strip()
    after = perut("document", "list").out
    undone = perut("undo", "--yes")
    assert (undone.code, "stays where it was written" in undone.err) == (0, True), undone.err
    assert (tmp_path / "a.docx").exists()
    assert code not in perut("document", "list").out
    assert perut("redo", "--yes").code == 0
    assert perut("document", "list").out == after
    assert perut("document", "void", code).code == 0
    unvoided = perut("undo", "--yes")
    assert (unvoided.code, "stays where it was written" in unvoided.err) == (0, False), unvoided.err
    assert perut("document", "list").out == after


def test_papers_go_out_with_the_folder_and_come_back(perut, empty_database, tmp_path):
    other = Path(shutil.copy(empty_database, tmp_path / "other.db"))
    fresh = partial(in_process, db=other)
    for kind in ("undangan", "berita-acara"):
        perut("document", "make", kind, "muara", "-o", str(tmp_path / f"{kind}.docx"))
    perut("document", "reserve", "--block", "41-43")
    perut("document", "reserve", "--sequence", "50", "--outside")
    folder = tmp_path / "out"
    assert perut("export", str(folder)).code == 0
    assert perut("import", str(folder), "--yes").err.count("0 new, 0 changed") > 5
    taken = fresh("import", str(folder), "--yes")
    assert taken.code == 0, taken.err
    assert fresh("document", "list").out == perut("document", "list").out
    again = fresh("document", "make", "undangan", "muara", "-o", str(tmp_path / "b.docx"))
    assert again.out.startswith("2026-006-"), again.err
    outside = fresh(
        "document", "make", "sppd", "muara", "-o", str(tmp_path / "c.docx"), "--number", "50"
    )
    assert (outside.code, "error P330" in outside.err) == (5, True)


# Ranking


def test_ties_have_one_rank_and_who_has_none_is_told_why():
    def village(name: str, latest: float | None, band: str) -> dict[str, object]:
        return {"village_code": name, "village_name": name, "latest": latest, "band": band}

    found = ranked(
        [
            village("A", 70.0, "berkembang"), village("B", 88.0, "mandiri"),
            village("C", 88.0, "mandiri"), village("D", 79.9, "undetermined"),
            village("E", None, ""),
        ]
    )  # fmt: skip
    assert [(row["rank"], row["village_name"], row["text"]) for row in found["ranking"]] == [
        (1, "B", "nilai sama"), (1, "C", "nilai sama"), (3, "A", ""),
    ]  # fmt: skip
    assert [(row["village_name"], row["text"]) for row in found["unranked"]] == [
        ("D", "predikat belum dapat dipastikan"), ("E", "belum dinilai"),
    ]  # fmt: skip


# What a report says


def test_a_report_tells_what_changed_and_what_to_do_next(perut, tmp_path):
    quarter = made(perut, tmp_path, "laporan-berkala", "--period", "2026-Q4")
    assert "Nilai Desa Muara Jaya dari" in quarter
    assert "Mendahulukan Desa Muara Jaya: 3 temuan berulang masih terbuka" in quarter
    assert "Mempertimbangkan teguran tingkat 2 kepada Desa Muara Jaya" in quarter


def test_a_report_of_a_time_without_anything_says_so(perut, tmp_path):
    empty = made(perut, tmp_path, "laporan-berkala", "--period", "2025-01")
    for said_ in (
        "Tidak ada sesi pendampingan dalam periode ini",
        "Tidak ada temuan",
        "peningkatan kapasitas tidak disimpulkan",
    ):
        assert said_ in empty


# Words


@every_kind
def test_every_word_of_a_kind_is_listed_with_an_example(perut, kind):
    for language in ("en", "id"):
        listed = rows(perut("document", "words", kind, "--format", "csv", "--lang", language).out)
        assert [row["column"] for row in listed if not row["example"]] == []
        assert all(row["column_id"] and row["meaning"] for row in listed)


# After a visit


def test_a_visit_recorded_in_a_pipe_names_the_command_of_its_berita_acara(perut, tmp_path):
    told = perut("session", "add", "2014", "2026-11-24", "supervisi")
    code = told.out.strip()
    assert f"`perut document make berita-acara {code} -o berita-acara.docx`" in told.err
    assert perut("document", "make", "berita-acara", code, "-o", str(tmp_path / "b.docx")).code == 0


# The office's own letterhead


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(64))
LOGO = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="720000" cy="720000"/><wp:docPr id="1" name="Logo"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
    '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
OWN_RELATION = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'image" Target="media/logo.png"/></Relationships>'
)


def test_an_own_template_with_a_logo_in_three_steps(perut, tmp_path):
    own, made_of_it = tmp_path / "own.docx", tmp_path / "made.docx"
    assert perut("document", "template", "surat-tugas", "-o", str(own)).code == 0
    parts = package.read(own.read_bytes())
    relations = "word/_rels/document.xml.rels"
    parts["word/media/logo.png"] = PICTURE
    parts[relations] = parts[relations].replace(b"</Relationships>", OWN_RELATION.encode())
    body = parts[package.BODY].decode().replace("<w:body>", f"<w:body>{LOGO}", 1)
    parts[package.BODY] = body.replace("Demikian surat tugas ini", "Demikian").encode()
    own.write_bytes(zipped(parts))
    assert perut("document", "check", str(own), "surat-tugas").code == 0
    done = perut(
        "document", "make", "surat-tugas", "muara", "--template", str(own), "-o", str(made_of_it)
    )
    assert done.code == 0, done.err
    filled = package.read(made_of_it.read_bytes())
    assert filled["word/media/logo.png"] == PICTURE
    assert b'r:embed="rId9"' in filled[package.BODY]
    assert "Demikian dibuat untuk dilaksanakan" in text_of(made_of_it)
    assert newest(perut)["template_sha256"] == hashlib.sha256(own.read_bytes()).hexdigest()


def test_a_period_in_words_is_one_and_what_is_none_is_refused(perut, tmp_path):
    paper = str(tmp_path / "p.docx")
    made = perut("document", "make", "laporan-berkala", "Triwulan", "III", "2026", "-o", paper)
    assert (made.code, (tmp_path / "p.docx").exists()) == (0, True)
    named = perut("document", "make", "peringkat", "2014", "2026-12-08", "asistensi", "-o", paper)
    assert (named.code, named.err.splitlines()[0]) == (
        2,
        'error P007: --period: "2014 2026-12-08 asistensi" is not a period',
    )
    both = perut("document", "make", "peringkat", "muara", "--period", "2026", "-o", paper)
    assert (both.code, "P004: too many arguments: muara" in both.err) == (2, True)
    plan = perut("document", "make", "undangan", "2014", "2026-12-08", "supervisi", "-o", paper)
    assert (plan.code, "no plan of supervisi on 2026-12-08" in plan.err) == (4, True)
