"""Papers: words into a Word file, numbers that are given once, templates that are not trusted."""

import csv
import hashlib
import io
import re
import threading
import zipfile
from xml.dom import minidom
from xml.sax.saxutils import escape

import pytest
from conftest import in_process
from hypothesis import given, settings
from hypothesis import strategies as st

from perut_cli.core.errors import Conflict, Invalid, Usage
from perut_cli.core.numbering import Number, next_number, usable, written
from perut_cli.core.paper_kinds import KINDS
from perut_cli.core.terbilang import date_in_words, decimal_words, terbilang
from perut_cli.render.papers import package
from perut_cli.render.papers.fill import Words, faults, fill
from perut_cli.render.papers.shipped import template
from perut_cli.reports.papers.paper import known

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
every_kind = pytest.mark.parametrize("kind", KINDS)


def paragraphs(*runs_of: list[str]) -> str:
    """Paragraphs of runs."""
    return "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{escape(run)}</w:t></w:r>" for run in runs) + "</w:p>"
        for runs in runs_of
    )


def document(body: str) -> dict[str, bytes]:
    """A Word file's one part."""
    text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return {package.BODY: text.encode()}


def said(parts: dict[str, bytes]) -> list[str]:
    """The paragraphs of a Word file."""
    tree = minidom.parseString(parts[package.BODY])  # noqa: S318 - made by the test
    return [
        "".join(
            text.firstChild.data if text.firstChild else ""
            for text in one.getElementsByTagName("w:t")
        )
        for one in tree.getElementsByTagName("w:p")
    ]


def words(texts=None, lists=None) -> Words:
    lists = lists or {}
    of_lists = {name: list(rows[0]) if rows else ["due"] for name, rows in lists.items()}
    return Words(texts or {}, lists, of_lists, {})


def text_of(path) -> str:
    """All text of a .docx."""
    return "\n".join(said(package.read(path.read_bytes())))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# Filling


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), max_size=6), st.text(max_size=20))
def test_a_placeholder_split_over_runs_is_one(cuts, before):
    before = re.sub(r"[\x00-\x1f{}\ud800-\udfff\ufffe\uffff]", "", before)
    whole = before + "Desa {village_name}, hari ini"
    places = sorted({min(cut, len(whole)) for cut in cuts})
    runs = [whole[low:high] for low, high in zip([0, *places], [*places, len(whole)], strict=True)]
    filled = fill(document(paragraphs(runs)), words({"village_name": "Pematang"}))
    assert said(filled) == [before + "Desa Pematang, hari ini"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_data_is_text_whatever_it_holds(value):
    filled = fill(document(paragraphs(["[{summary}]"])), words({"summary": value}))
    shown = "\n".join(said(filled)).removeprefix("[").removesuffix("]")
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    assert shown == re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", plain)


def test_data_with_placeholders_is_not_filled_again():
    lists = {"actions": [{"due": "{village_name}"}, {"due": "{actions.due}"}]}
    filled = fill(
        document(paragraphs(["{actions.due}"], ["{summary}"])),
        words({"village_name": "X", "summary": "{village_name} {{7*7}} ${x}"}, lists),
    )
    assert said(filled) == ["{village_name}", "{actions.due}", "{village_name} {{7*7}} ${x}"]


def test_a_new_line_in_a_value_is_a_new_paragraph():
    filled = fill(document(paragraphs(["Hasil: {summary}."])), words({"summary": "a\nb\nc"}))
    assert said(filled) == ["Hasil: a", "b", "c."]


def test_a_blank_word_with_a_question_mark_takes_its_paragraph_away():
    filled = fill(
        document(paragraphs(["NIP {?head_nip}"], ["{?summary}"], ["{?guests}"])),
        words({"head_nip": "", "summary": "ada", "guests": " "}),
    )
    assert said(filled) == ["ada"]


def test_a_row_repeats_and_an_empty_list_leaves_one_of_dashes():
    row = f"<w:tbl><w:tr><w:tc>{paragraphs(['{actions.due}'])}</w:tc></w:tr></w:tbl>"
    full = words(lists={"actions": [{"due": "1"}, {"due": "2"}]})
    assert said(fill(document(row), full)) == ["1", "2"]
    assert said(fill(document(row), words(lists={"actions": []}))) == ["-"]


def test_every_unknown_word_is_told_with_the_nearest():
    body = paragraphs(["{vilage_name} {village_name}"], ["{Village_name} {a b}"], ["{actions.dua}"])
    lists = {"actions": [{"due": "1"}]}
    found = faults(document(body), words({"village_name": "X"}, lists))
    assert [tuple(fault) for fault in found] == [
        ("{vilage_name}", "{village_name}"),
        ("{Village_name}", "{village_name}"),
        ("{a b}", ""),
        ("{actions.dua}", "{actions.due}"),
    ]


def test_the_same_data_gives_the_same_bytes():
    parts = document(paragraphs(["{village_name}"]))
    once = package.write(fill(parts, words({"village_name": "X"})))
    assert once == package.write(fill(parts, words({"village_name": "X"})))


# Templates


@every_kind
def test_a_shipped_template_has_only_known_words(kind):
    parts = package.read(template(kind))
    assert faults(parts, known(kind)) == []
    assert template(kind) == template(kind)
    assert template(kind, "a4") != template(kind)


@every_kind
def test_its_words_are_known_in_indonesian_too(kind):
    own = known(kind)
    for name, meant in own.names.items():
        assert (
            meant in own.texts
            or meant in own.of_lists
            or any(meant in listed for listed in own.of_lists.values())
        ), name
    body = paragraphs(*([f"{{{name}}}"] for name, meant in own.names.items() if meant in own.texts))
    assert faults(document(body), own) == []


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


REL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/{kind}" Target="http://evil.example/x" TargetMode="External"/>'
    "</Relationships>"
)
GOOD = document(paragraphs(["Desa"]))
FIELD = document("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>")
HOSTILE = {
    "no file of Word": b"%PDF-1.7",
    "an empty file": b"",
    "a cut file": zipped(GOOD)[:-30],
    "a macro": zipped({**GOOD, "word/vbaProject.bin": b"x"}),
    "an embedded object": zipped({**GOOD, "word/embeddings/oleObject1.bin": b"x"}),
    "a document type": zipped({package.BODY: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "a document type in UTF-16": zipped(
        {package.BODY: '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")}
    ),
    "a template from outside": zipped(
        {**GOOD, "word/_rels/settings.xml.rels": REL.format(kind="attachedTemplate").encode()}
    ),
    "a picture from outside": zipped(
        {**GOOD, "word/_rels/document.xml.rels": REL.format(kind="image").encode()}
    ),
    "a field that runs": zipped(FIELD),
    "a bomb": zipped({**GOOD, "word/media/a.xml": b"0" * (21 << 20)}),
    "no document in it": zipped({"a.xml": b"<a/>"}),
    "broken XML": zipped({package.BODY: b"<w:document"}),
    "a part outside": zipped({**GOOD, "../../evil.xml": b"<a/>"}),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_template_is_refused(what):
    with pytest.raises(Invalid) as error:
        package.read(HOSTILE[what], "t.docx")
    assert error.value.number == "P332"


def test_a_hyperlink_is_allowed():
    parts = {**GOOD, "word/_rels/document.xml.rels": REL.format(kind="hyperlink").encode()}
    assert package.read(zipped(parts))[package.BODY] == GOOD[package.BODY]


# Words and numbers


def test_numbers_and_days_in_words():
    assert terbilang(2026) == "dua ribu dua puluh enam"
    assert [terbilang(n) for n in (0, 11, 19, 100, 1_000, 1_011)] == [
        "nol", "sebelas", "sembilan belas", "seratus", "seribu", "seribu sebelas",
    ]  # fmt: skip
    assert decimal_words("79,9") == "tujuh puluh sembilan koma sembilan"
    assert date_in_words("2026-01-13") == (
        "Selasa tanggal tiga belas bulan Januari tahun dua ribu dua puluh enam"
    )


def test_the_next_number_is_after_the_last_issued_and_over_the_reserved():
    assert next_number([], 5) == 5
    taken = [Number(5, "issued"), Number(6, "void"), Number(7, "reserved"), Number(40, "reserved")]
    assert next_number(taken, 1) == 8
    for number in (5, 6):
        with pytest.raises(Conflict):
            usable(number, taken)
    usable(7, taken)
    with pytest.raises(Conflict):
        usable(12, [Number(12, "reserved", outside=True)])


def test_a_pattern_writes_a_number():
    pattern = "{classification}/{sequence:03}/{unit}/{roman_month}/{year}"
    pieces = {"classification": "400.10", "unit": "KEC-AWY", "kind": "undangan"}
    assert written(pattern, pieces, 7, "2026-11-24") == "400.10/007/KEC-AWY/XI/2026"
    assert written(pattern, {**pieces, "classification": ""}, 7, "2026-11-24") == (
        "007/KEC-AWY/XI/2026"
    )
    with pytest.raises(Usage):
        written("{sequence}/{nomor}", pieces, 7, "2026-11-24")


# The commands


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
    assert "teguran tingkat 2 (dua)" in text_of(tmp_path / "b.docx")


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


def test_five_hundred_rows_are_filled():
    row = f"<w:tbl><w:tr><w:tc>{paragraphs(['{actions.no} {actions.due}'])}</w:tc></w:tr></w:tbl>"
    many = [{"no": str(n), "due": "x"} for n in range(500)]
    assert len(said(fill(document(row), words(lists={"actions": many})))) == 500
