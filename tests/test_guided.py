"""Guided entry, tried by a hand in a real terminal: what it asks, that it steps back, that nothing typed is lost."""

import json
import os
import re
import stat
import sys
from pathlib import Path

import pytest
from conftest import in_process

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")


class Talk:
    """Perut on a terminal of 80 columns, its prompts answered one by one."""

    def __init__(
        self, folder: Path, db: Path, *words: str, lang: str = "en", cwd: Path | None = None
    ):
        environ = {
            **os.environ,
            "PERUT_DB": str(db),
            "PERUT_LANG": lang,
            "PERUT_ACTOR": "tester",
            "XDG_DATA_HOME": str(folder / "data"),
            "PERUT_CONFIG": str(folder / "config.toml"),
            "TERM": "xterm",
            "COLUMNS": "200",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "perut_cli", *words],
            env=environ,
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 200),
            cwd=cwd,
        )
        self.seen, self.folder = "", folder

    def hear(self, prompt: str) -> None:
        """Wait for a prompt."""
        self.child.expect_exact(prompt)
        self.seen += self.child.before + prompt

    def answer(self, *pairs: tuple[str, str | None]) -> None:
        """Answer prompts in their order; None only hears."""
        for prompt, reply in pairs:
            self.hear(prompt)
            if reply is not None:
                self.child.sendline(reply)

    def end(self) -> int:
        """The exit code, after everything has been said."""
        self.child.expect(pexpect.EOF)
        self.seen += self.child.before
        self.child.close()
        return self.child.exitstatus


@pytest.fixture
def talk(sample, tmp_path):
    """A talk over the sample, with a data folder of its own."""

    def begin(*words, **more):
        return Talk(tmp_path, more.pop("db", sample), *words, **more)

    return begin


def drafts(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "data" / "perut" / "drafts"
    return sorted(folder.iterdir()) if folder.exists() else []


def shown(db: Path, *words: str) -> dict[str, str]:
    return json.loads(in_process(*words, "--format", "json", db=db).out)[0]


def test_a_record_is_asked_for_and_its_line_told(talk, sample, tmp_path):
    one = talk("topic", "add")
    one.answer(
        ("Topic code (needed): ", "new-topic"),
        ("Topic (needed): ", "A new topic"),
        ("Legal basis", ""),
        ("Write it? [yes]: ", ""),
    )
    assert one.end() == 0
    assert 'perut topic add --topic-code new-topic --topic-name "A new topic"' in one.seen
    assert shown(sample, "topic", "show", "new-topic")["topic_name"] == "A new topic"
    assert drafts(tmp_path) == []


def test_the_line_told_does_the_same(talk, sample, empty_database, tmp_path):
    one = talk("topic", "add")
    one.answer(
        ("Topic code", "new-topic"),
        ("Topic (needed)", "A new topic"),
        ("Legal basis", "-"),
        ("Write it?", "y"),
    )
    one.end()
    line = re.search(r"perut (topic add .*?)\r\n", one.seen)[1]
    words = re.findall(r'"[^"]*"|\S+', line)
    again = in_process(*[word.strip('"') for word in words], db=sample)
    assert again.err.startswith("error P051: it is recorded already")


def test_a_wrong_answer_is_told_and_asked_again(talk, sample):
    one = talk("official", "add")
    one.answer(("Village code (needed)", "nowhere"), ("Village code (needed)", "mua"))
    one.hear("→ 63.11.03.2014 Muara Jaya")
    one.answer(
        ("Official (needed)", ""),
        ("this is needed", None),
        ("Official (needed)", "Staf baru (contoh)"),
    )
    one.answer(
        ("Sex", "3"), ("choose m, f", None), ("Sex", "2"), ("Education", ">"), ("Write it?", "yes")
    )
    assert one.end() == 0
    assert 'no village "nowhere"' in one.seen
    assert shown(sample, "official", "list", "--official-name", "Staf baru (contoh)")["sex"] == "f"


def test_stepping_back_keeps_what_was_typed(talk):
    one = talk("topic", "add")
    one.answer(
        ("Topic code (needed): ", "wrong"),
        ("Topic (needed): ", "<"),
        ("Topic code (needed) [wrong]: ", "right"),
        ("Topic (needed): ", "Name"),
        ("Legal basis: ", "<"),
        ("Topic (needed) [Name]: ", ""),
        ("Legal basis: ", ""),
        ("Write it? [yes]: ", ""),
    )
    assert one.end() == 0
    assert "added: right" in one.seen


def test_a_question_is_explained(talk):
    one = talk("topic", "add")
    one.answer(("Topic code (needed): ", "?"))
    one.hear("code of the topic (for instance prodeskel)")
    one.child.sendintr()
    assert one.end() == 130


def test_ctrl_c_keeps_a_draft_that_is_offered_again(talk, sample, tmp_path):
    one = talk("topic", "add")
    one.answer(("Topic code", "drafted"), ("Topic (needed)", "Half done"))
    one.hear("Legal basis")
    one.child.sendintr()
    assert one.end() == 130
    assert "interrupted, no record changed" in one.seen
    assert "the draft is kept" in one.seen
    kept = drafts(tmp_path)
    assert [path.name for path in kept] == ["topic-add.json"]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    today = talk("status")
    today.hear("Entry left off on ")
    today.hear("perut topic add")
    assert today.end() == 0
    again = talk("topic", "add")
    again.answer(
        ("with 2 answers. Go on with it? [Y/n] ", ""), ("Legal basis", ""), ("Write it?", "")
    )
    assert again.end() == 0
    assert shown(sample, "topic", "show", "drafted")["topic_name"] == "Half done"
    assert drafts(tmp_path) == []


def test_a_crash_keeps_the_draft(talk, tmp_path):
    one = talk("topic", "add")
    one.answer(("Topic code", "drafted"), ("Topic (needed)", "Half done"))
    one.hear("Legal basis")
    one.child.kill(9)
    one.child.close()
    assert json.loads(drafts(tmp_path)[0].read_text("utf-8"))["answers"] == {
        "topic_code": "drafted",
        "topic_name": "Half done",
    }


def test_a_draft_may_be_thrown_away(talk, tmp_path):
    one = talk("topic", "add")
    one.answer(("Topic code", "drafted"))
    one.hear("Topic (needed)")
    one.child.sendeof()
    assert one.end() == 130
    again = talk("topic", "add")
    again.answer(
        ("Go on with it?", ">"),
        ("answer y for yes or n for no", None),
        ("Go on with it?", "lanjut"),
        ("Go on with it?", "n"),
        ("Throw that draft away? [y/N] ", "y"),
    )
    again.hear("Topic code (needed): ")
    assert drafts(tmp_path) == []
    again.child.sendintr()
    again.end()


def test_a_draft_of_another_database_is_not_offered(talk, tmp_path, empty):
    one = talk("topic", "add")
    one.answer(("Topic code", "drafted"))
    one.hear("Topic (needed)")
    one.child.sendintr()
    one.end()
    other = Talk(tmp_path, empty.rename(tmp_path / "other.db"), "topic", "add")
    other.hear("Topic code (needed): ")
    other.child.sendintr()
    other.end()


def test_no_at_the_end_writes_nothing_and_keeps_the_draft(talk, sample, tmp_path):
    one = talk("topic", "add")
    one.answer(
        ("Topic code", "drafted"),
        ("Topic (needed)", "Name"),
        ("Legal basis", ""),
        ("Write it?", "n"),
    )
    assert one.end() == 1
    assert "nothing was written" in one.seen
    assert in_process("topic", "show", "drafted", db=sample).code == 4
    assert [path.name for path in drafts(tmp_path)] == ["topic-add.json"]


def test_what_was_given_is_not_asked(talk):
    one = talk("topic", "add", "--topic-code", "given")
    one.hear("Topic (needed): ")
    assert "Topic code" not in one.seen
    one.child.sendintr()
    one.end()


def test_a_new_value_of_a_growing_list_must_be_meant(talk, sample):
    one = talk(
        "post", "add", "--village-code", "2014", "--official-name", "Sekretaris Desa (contoh)"
    )
    one.answer(
        ("Position (needed)", "Penjaga Arsip"),
        ('"Penjaga Arsip" is a new position. Take it? [y/N] ', "y"),
        ("Since", "2026-01-01"),
        ("Until", ""),
        ("Write it?", ""),
    )
    assert one.end() == 0
    assert "--new" in one.seen


def test_the_last_values_are_the_defaults(talk):
    in_last = talk("mentor", "list", "--format", "csv")
    in_last.end()
    one = talk("official", "add")
    one.hear("Village code (needed) [63.11.03.")
    one.child.sendintr()
    one.end()


def test_a_visit_is_told_as_it_went(talk, sample, tmp_path):
    one = talk("sesi", "tambah", lang="id")
    one.answer(
        ("Kode desa (wajib)", "muara"),
        ("Tanggal sesi (wajib)", "24/11/2026"),
        ("Jenis (wajib)", "2"),
        ("Cara", "1"),
        ("Pendamping", "1 2"),
        ("Topik", ">"),
        ("Siapa yang hadir", "1, 3"),
        ("Temuan: ", "Buku kas belum ditutup"),
        ("Tingkat keparahan", "3"),
        ("Kode indikator", "C.4"),
        ("Tindak lanjut: ", "Tutup buku kas"),
        ("Penanggung jawab", "Kaur Keuangan"),
        ("Tenggat", "entah kapan"),
        ("Tenggat", "15/12/2026"),
        ("Tindak lanjut 2", ""),
        ("Temuan 2", ""),
        ("ternyata selesai", "1"),
        ("berikutnya", "22/12/2026"),
        ("Simpan?", ""),
        ("Buat berita acaranya sekarang", "t"),
    )
    assert one.end() == 0
    assert re.search(
        r"`perut naskah buat berita-acara 2014-261124-\w+ -o berita-acara.docx`", one.seen
    )
    line = re.search(r"perut (sesi tambah .*?)\r\n", one.seen)[1]
    assert line.startswith(
        'sesi tambah --kode-desa muara --tanggal-sesi 24/11/2026 --jenis supervisi --cara kunjungan --pendamping "KP|KPB" '
        "--kesepakatan-berikutnya 22/12/2026 --hadir "
    )
    assert (
        '--temuan "Buku kas belum ditutup" --tingkat-keparahan berat --kode-indikator C.4 --tindak-lanjut "Tutup buku kas"'
        in line
    )
    code = re.search(r"\r\n(2014-261124-\w+)\r\n", one.seen)[1]
    session = shown(sample, "session", "show", code)
    assert (session["kind"], session["mode"], session["agreed_next"]) == (
        "supervisi",
        "visit",
        "2026-12-22",
    )
    assert (
        len(
            json.loads(
                in_process(
                    "attendance", "list", "--session-code", code, "--format", "json", db=sample
                ).out
            )
        )
        == 2
    )
    assert drafts(tmp_path) == []


def test_a_visit_is_one_batch(talk, sample):
    before = len(in_process("history", "--format", "csv", db=sample).out.splitlines())
    one = talk("session", "add", "muara", "2026-11-24")
    one.answer(
        ("Kind (needed)", "supervisi"),
        ("Mode", ">"),
        ("Who was there", "all"),
        ("Finding: ", "Something"),
        ("Severity", "low"),
        ("Indicator code", ""),
        ("Follow-up: ", ""),
        ("Finding 2", ""),
        ("found done", ""),
        ("Agreed next", ""),
        ("Write it?", ""),
        ("Make its berita acara now", ""),
    )
    assert one.end() == 0
    assert len(in_process("history", "--format", "csv", db=sample).out.splitlines()) == before + 1


def test_the_berita_acara_of_a_visit_is_made_at_once(talk, sample, tmp_path):
    one = talk("session", "add", "muara", "2026-11-24", cwd=tmp_path)
    one.answer(
        ("Kind (needed)", "supervisi"),
        ("Mode", ">"),
        ("Who was there", "all"),
        ("Finding: ", ""),
        ("found done", ""),
        ("Agreed next", ""),
        ("Write it?", ""),
        ("Make its berita acara now, to be signed? [y/N]", "y"),
    )
    assert one.end() == 0
    code = re.search(r"\r\n(2014-261124-\w+)\r\n", one.seen)[1]
    assert f"written to {tmp_path / f'berita-acara-{code}.docx'}" in one.seen.replace("\r\n", "")
    assert (tmp_path / f"berita-acara-{code}.docx").exists()
    (paper,) = json.loads(
        in_process("document", "list", "--session-code", code, "--format", "json", db=sample).out
    )
    assert (paper["kind"], paper["document_date"]) == ("berita-acara", "2026-11-24")


def test_an_assessment_is_asked_indicator_by_indicator(talk, sample):
    one = talk("assess", "muara")
    one.answer(
        ("A.1 Buku Peraturan di Desa: ", "9"),
        ("is none of the scores", None),
        ("A.1 ", "2"),
        ("A.2 ", "na: none there"),
        ("A.3 ", "<"),
        ("A.2 Buku Keputusan Kepala Desa [na: none there]: ", ""),
        ("A.3 ", ">"),
    )
    while one.child.expect([r"Write it\? \[yes\]: ", r"\n[A-Z]\.\d+ [^\r\n]*: "]) != 0:
        one.child.sendline(">")
    one.child.sendline("y")
    assert one.end() == 0
    assert 'perut assess muara A.1=2 "A.2=na: none there"' in one.seen


def test_a_new_database_is_asked_for(tmp_path):
    db = tmp_path / "new.db"
    one = Talk(tmp_path, db, "mulai", lang="id")
    one.answer(
        ("Kode kecamatan", "x"),
        ("bukan kode kecamatan", None),
        ("Kode kecamatan", "63.11.03"),
        ("Daftar kode dan nama", "nofile.csv"),
        ("Daftar kode dan nama", "-"),
        ("Nama kecamatan", "Awayan"),
        ("Kabupaten", ">"),
        ("Simpan?", "ya"),
    )
    assert one.end() == 0
    assert "perut mulai --kode-kecamatan 63.11.03 --nama-kecamatan Awayan" in one.seen
    assert shown(db, "setting", "show", "district_name")["value"] == "Awayan"


@pytest.mark.parametrize(
    "words",
    [
        ("topic", "add", "--no-input"),
        ("--no-input", "session", "add"),
        ("assess", "muara", "--no-input"),
    ],
)
def test_nothing_is_asked_where_that_is_not_wanted(talk, words):
    one = talk(*words)
    assert one.end() == 2
    assert "error P003" in one.seen


def test_nothing_is_asked_in_a_pipe(perut):
    assert perut("topic", "add").err.startswith(
        "error P003: --topic-code is missing\nhint: add --topic-code"
    )


def test_the_rules_day_is_the_default_of_a_document_and_stays_the_rules(talk, sample):
    one = talk("submission", "add")
    one.answer(
        ("Village code (needed)", "muara"),
        ("Obligation code (needed)", "apbdes"),
        ("Period (needed)", "2029"),
        ("Due [2028-12-31]", ""),
        ("Submission state", "4"),
        ("Submitted on", "yesterday"),
        ("Document number", ">"),
        ("Write it?", ""),
    )
    assert one.end() == 0
    recorded = shown(sample, "submission", "show", "muara", "apbdes", "2029")
    assert (recorded["due"], recorded["submission_state"]) == (None, "submitted")
