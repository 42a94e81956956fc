"""The officer's tenth day: what hurt in a quarter of real work, line by line."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from conftest import in_process
from scoring_files import rows
from test_guided import Talk

pexpect = pytest.importorskip("pexpect")
posix = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")


@pytest.fixture
def talk(sample, tmp_path):
    """A talk over the sample, with a data folder of its own."""

    def begin(*words, **more):
        return Talk(tmp_path, more.pop("db", sample), *words, **more)

    return begin


def shown(db, *words):
    return json.loads(in_process(*words, "--format", "json", db=db).out)


def settings(db):
    return {row["setting"]: row["value"] for row in shown(db, "setting", "list")}


def batches(db):
    return len(shown(db, "history"))


@posix
def test_a_draft_is_set_aside_and_thrown_away_only_in_so_many_words(talk, tmp_path):
    begun = talk("topic", "add")
    begun.answer(("Topic code", "first"), ("Topic (needed)", "The first"))
    begun.hear("Legal basis")
    begun.child.sendintr()
    assert begun.end() == 130
    other = talk("topic", "add")
    other.answer(
        ("Go on with it? [Y/n] ", "n"),
        ("Throw that draft away? [y/N] ", ""),
        ("It is kept for later.", None),
        ("Topic code", "second"),
        ("Topic (needed)", "The second"),
        ("Legal basis", ""),
        ("Write it? [yes]: ", "maybe"),
        ("neither yes nor no", None),
        ("Write it? [yes]: ", "yes"),
    )
    assert other.end() == 0
    again = talk("topic", "add")
    again.answer(
        ("(first, The first)", None),
        ("Go on with it? [Y/n] ", ""),
        ("Legal basis", ""),
        ("Write it?", ""),
    )
    assert again.end() == 0
    assert list((tmp_path / "data" / "perut" / "drafts").iterdir()) == []


@posix
def test_a_question_before_writing_asks_again_on_any_other_word(talk, sample):
    asked = talk("village", "remove", "muara", "--with-dependants")
    asked.answer(
        ("[y/N] ", ">"),
        ("answer y for yes or n for no", None),
        ("[y/N] ", "go on"),
        ("[y/N] ", "n"),
    )
    assert asked.end() == 1
    assert in_process("village", "show", "muara", db=sample).code == 0


VILLAGES = (
    "kode;nama;nama_kecamatan;nama_kabupaten\n"
    "63.11.03.1001;Kelurahan Satu;Awayan;Balangan\n"
    "63.11.03.2001;Desa Dua;Awayan;Balangan\n"
)


def test_what_is_typed_at_the_beginning_wins_over_the_list_of_villages(tmp_path):
    path, db = tmp_path / "desa.csv", tmp_path / "new.db"
    path.write_text(VILLAGES)
    made = in_process(
        "init", "--district-code", "63.11.03", "--villages", str(path), "--place", "Paringin",
        "--regency", "Kabupaten Balangan", db=db,
    )  # fmt: skip
    kept = settings(db)
    assert (kept["place"], kept["regency"], kept["district_name"]) == (
        "Paringin", "Kabupaten Balangan", "Awayan",
    )  # fmt: skip
    assert "with 1 village, 1 kelurahan, the built-in" in made.err


@posix
def test_guided_beginning_shows_the_list_s_values_and_reviews_every_answer(tmp_path):
    path, db = tmp_path / "desa.csv", tmp_path / "new.db"
    path.write_text(VILLAGES)
    one = Talk(tmp_path, db, "mulai", lang="id")
    one.answer(
        ("Kode kecamatan", "63.11.03"),
        ("Daftar kode dan nama", str(path)),
        ("Nama kecamatan [Awayan]: ", ""),
        ("Kabupaten [Balangan]: ", "Kabupaten Balangan"),
        ("Provinsi: ", ""),
        ("Baris 1 kop surat: ", "PEMERINTAH KABUPATEN BALANGAN"),
        ("Baris 2 kop surat: ", "KECAMATAN AWAYAN"),
        ("Baris 3 kop surat: ", ""),
        ("Baris 4 kop surat: ", ""),
        ("Tempat di samping tanggal tanda tangan [Awayan]: ", "Putat Basiun"),
        ("Jabatan pimpinan kantor [Plt. Camat]: ", ""),
        ("Nama pimpinan: ", ""),
        ("NIP pimpinan: ", ""),
        ("[80]: ", ""),
        ("  Kabupaten: Kabupaten Balangan", None),
        ("  Baris 1 kop surat: PEMERINTAH KABUPATEN BALANGAN", None),
        ("  Tempat di samping tanggal tanda tangan: Putat Basiun", None),
        ("Simpan?", "ya"),
    )
    assert one.end() == 0
    kept = settings(db)
    assert [kept[key] for key in ("regency", "place", "letterhead_2")] == [
        "Kabupaten Balangan", "Putat Basiun", "KECAMATAN AWAYAN",
    ]  # fmt: skip


def test_a_visit_goes_to_another_village_with_all_that_came_of_it(sample):
    for village, kind in (("muara", "supervisi"), ("baramban", "supervisi")):
        in_process("plan", "add", village, "2026-11-20", kind, db=sample)
    made = in_process(
        "session", "add", "muara", "2026-11-20", "supervisi", "--finding", "Buku kas terbuka",
        "--action", "Tutup buku kas", "--due", "2026-12-15", db=sample,
    )  # fmt: skip
    code, before = made.out.strip(), batches(sample)
    refused = in_process("session", "edit", code, "--village-code", "baramban", db=sample)
    assert refused.code == 1
    assert "this moves the visit with 1 finding and their follow-ups from Muara" in refused.err
    moved = in_process("session", "edit", code, "--village-code", "baramban", "--yes", db=sample)
    assert (moved.code, batches(sample) - before) == (0, 1)
    finding = shown(sample, "finding", "list", "--session-code", code)[0]
    baramban = shown(sample, "village", "show", "baramban")[0]["village_code"]
    assert finding["village_code"] == baramban
    assert [
        row["action_text"]
        for row in shown(sample, "action", "list", "--finding-code", finding["finding_code"])
    ] == ["Tutup buku kas"]
    plans = {
        row["village_code"]: row["plan_state"]
        for row in shown(sample, "plan", "list", "--from", "2026-11-20", "--to", "2026-11-20")
    }
    assert sorted(plans.values()) == ["done", "planned"]
    assert plans[baramban] == "done"
    assert in_process("check", db=sample).code == 0


def test_a_visit_that_people_came_to_stays_where_they_are(sample):
    made = in_process(
        "session", "add", "muara", "2026-11-20", "supervisi", "--attendee", "sekretaris", db=sample
    )
    refused = in_process(
        "session", "edit", made.out.strip(), "--village-code", "baramban", "--yes", db=sample
    )
    assert (refused.code, refused.err.splitlines()[0][:11]) == (5, "error P202:")


@pytest.mark.parametrize("word", ["porsi", "Porsi", "share"])
def test_a_choice_in_a_setting_is_kept_by_its_key(sample, tmp_path, word):
    assert in_process("setting", "edit", "cara_baca", "--value", word, db=sample).code == 0
    assert settings(sample)["target_reading"] == "share"
    path = tmp_path / "setting.csv"
    path.write_text('setting,value\ntarget_reading,rata-rata\ntarget,"75,5"\n')
    assert in_process("setting", "import", str(path), db=sample).code == 0
    assert (settings(sample)["target_reading"], settings(sample)["target"]) == ("level", "75.5")
    chosen = {
        row["reading"]: row["chosen"]
        for row in shown(sample, "report", "target", "--as-of", "2026-12-01")
    }
    assert chosen["level"] == "yes"
    assert in_process("setting", "edit", "target_reading", "--value", "tinggi", db=sample).code == 2


def test_a_script_of_one_batch_that_fails_leaves_no_file_and_announces_nothing(sample, tmp_path):
    out, script = tmp_path / "roll.csv", tmp_path / "month.txt"
    script.write_text(
        f"session add muara 2026-11-20 supervisi\nreport sessions -o {out}\nvillage show nowhere\n"
    )
    failed = in_process("run", str(script), "--atomic", db=sample)
    assert (failed.code, failed.out, out.exists()) == (4, "", False)
    assert failed.err.splitlines()[0] == "all lines are taken back, nothing was written"
    assert "added" not in failed.err
    script.write_text(script.read_text().replace("village show nowhere\n", ""))
    tried = in_process("run", str(script), "--dry-run", db=sample)
    assert (tried.code, out.exists()) == (0, False)
    done = in_process("run", str(script), "--atomic", db=sample)
    assert (done.code, "2026-11" in out.read_text()) == (0, True)
    assert f"written to {out}" in done.err


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("export {place}", "session.csv"),
        ("export {place}/all.xlsx", "all.xlsx"),
        ("page -o {place}/page.html", "page.html"),
        ("send {place}", "*.perut"),
    ],
)
def test_what_a_script_of_one_batch_writes_comes_after_it_or_not_at_all(
    sample, tmp_path, line, left
):
    place, script = tmp_path / "out", tmp_path / "month.txt"
    told = line.format(place=place)
    script.write_text(f"session add muara 2026-11-20 supervisi\n{told}\nvillage show nowhere\n")
    assert in_process("run", str(script), "--atomic", db=sample).code == 4
    assert not place.exists()
    script.write_text(script.read_text().replace("village show nowhere\n", ""))
    done = in_process("run", str(script), "--atomic", db=sample)
    assert done.code == 0, done.err
    assert list(place.glob(left))
    if left == "session.csv":
        assert "2026-11-20" in (place / left).read_text("utf-8")


def test_a_plan_of_another_kind_is_named_with_its_two_ways(sample):
    in_process("plan", "add", "muara", "2026-11-18", "asistensi", db=sample)
    made = in_process("session", "add", "muara", "2026-11-20", "supervisi", db=sample)
    code = made.out.strip()
    hint = next(line for line in made.err.splitlines() if "stays open" in line)
    close = hint.split("`")[1].split()[1:]
    assert close[:2] == ["plan", "edit"]
    assert in_process(*close, db=sample).code == 0
    plan = shown(sample, "plan", "show", "muara", "2026-11-18", "asistensi")[0]
    assert (plan["plan_state"], plan["session_code"]) == ("done", code)


@posix
def test_a_person_is_asked_whether_a_plan_of_another_kind_is_closed(talk, sample):
    in_process("plan", "add", "muara", "2026-11-18", "asistensi", db=sample)
    before = batches(sample)
    visit = talk("session", "add", "muara", "2026-11-20", "supervisi")
    visit.answer(("(asistensi) is still open. Close it with this visit? [y/N] ", "y"))
    assert visit.end() == 0
    plan = shown(sample, "plan", "show", "muara", "2026-11-18", "asistensi")[0]
    assert (plan["plan_state"], batches(sample) - before) == ("done", 1)


def test_two_instruments_name_the_lasting_cure(sample):
    in_process(
        "instrument",
        "add",
        "--instrument-code",
        "LAIN",
        "--instrument-version",
        "1",
        "--instrument-title",
        "Lain",
        "--subject",
        "village",
        db=sample,
    )
    in_process("setting", "edit", "village_instrument", "--value", "", db=sample)
    asked = in_process("report", "progress", db=sample)
    assert asked.code == 2
    cure = asked.err.split("`")[1].split()[1:]
    assert in_process(*cure, db=sample).code == 0
    assert in_process("report", "progress", db=sample).code == 0


def test_an_open_follow_up_is_not_verified_before_it_was_done(sample):
    code = shown(sample, "action", "list", "--action-state", "open", "--limit", "1")[0][
        "action_code"
    ]
    refused = in_process("action", "verify", code, "--by", "KP", db=sample)
    assert (refused.code, refused.err.splitlines()[0]) == (1, f"error P201: {code} is not done yet")
    done = in_process("action", "verify", code, "--by", "KP", "--done-on", "2026-11-10", db=sample)
    assert done.code == 0
    action = shown(sample, "action", "show", code)[0]
    assert (action["done_on"], action["verified_on"]) == ("2026-11-10", "2026-11-24")


def test_one_visit_finds_a_follow_up_done_and_verifies_it(sample):
    open_one = shown(sample, "action", "list", "--action-state", "open", "--limit", "1")[0][
        "action_code"
    ]
    village = open_one.split("-")[0]
    visit = (
        "session",
        "add",
        village,
        "2026-11-20",
        "supervisi",
        "--mentors",
        "KP",
        "--verified",
        open_one,
    )
    assert in_process(*visit, db=sample).code == 1
    assert in_process(*visit, "--done", open_one, db=sample).code == 0
    action = shown(sample, "action", "show", open_one)[0]
    assert (action["action_state"], action["done_on"]) == ("verified", "2026-11-20")


@posix
def test_guided_visit_takes_kind_and_topics_from_the_plan_of_its_day(talk, sample):
    in_process(
        "plan", "add", "baramban", "2026-10-05", "pembinaan", "--topics", "prodeskel", db=sample
    )
    visit = talk("sesi", "tambah", lang="id")
    visit.answer(
        ("Kode desa (wajib)", "baramban"),
        ("Tanggal sesi (wajib)", "2026-10-05"),
        ("Jenis (wajib) [pembinaan]: ", ""),
        ("Cara", ""),
        ("Pendamping", ""),
        ("Topik [prodeskel", None),
    )
    visit.child.sendintr()
    assert visit.end() == 130


@posix
def test_lists_are_answered_by_number_and_indicators_by_a_word(talk, sample):
    visit = talk("session", "add", "muara", "2026-10-05")
    visit.answer(("Kind (needed)", "supervisi"))
    begun = False
    while not begun:
        begun = visit.child.expect([r"Finding: ", r"\n(?!Finding)[A-Z][^\r\n]*: "]) == 0
        visit.child.sendline("Buku tanah belum ada" if begun else "-")
    visit.answer(
        ("Severity", "2"),
        ("Indicator code", "tanah"),
        ("fits", None),
        ("Indicator code", "?"),
        ("Indicator code", "A.5"),
        ("Follow-up", "Buat bukunya"),
        ("Responsible", "99"),
        ("the list has no number 99", None),
        ("Responsible", "1"),
        ("Due", "2026-12-01"),
    )
    visit.child.sendintr()
    visit.end()
    draft = next((Path(visit.folder) / "data" / "perut" / "drafts").glob("session-add*.json"))
    answers = json.loads(draft.read_text("utf-8"))["answers"]
    assert not answers["finding.1.action.1.responsible"].isdigit()
    assert answers["finding.1.indicator_code"] == "A.5"


def test_one_line_takes_what_guided_entry_takes(sample):
    made = in_process(
        "session",
        "add",
        "muara",
        "2026-11-20",
        "supervisi",
        "--topics",
        "prodeskel, perdes",
        "--attendee",
        "semua",
        db=sample,
    )
    assert made.code == 0, made.err
    session = shown(sample, "session", "list", "--from", "2026-11-20", "--to", "2026-11-20")[0]
    assert session["topics"] == "prodeskel|perdes"
    people = in_process(
        "attendance",
        "list",
        "--session-code",
        session["session_code"],
        "--format",
        "csv",
        db=sample,
    )
    assert len(rows(people.out)) > 1


@pytest.mark.parametrize(
    "words",
    [
        ("official", "add", "muara", "Ani"),
        ("filling", "add", "muara", "prodeskel", "ddk", "2026-11-01", "--filled", "10", "--total", "20"),
        ("mentor", "add", "XY", "--mentor-name", "Budi"),
    ],
)  # fmt: skip
def test_the_key_of_a_new_record_may_be_given_by_its_place(sample, words):
    done = in_process(*words, db=sample)
    assert (done.code, done.out.strip() != "") == (0, True), done.err


@posix
def test_assessing_without_a_village_asks_which(talk):
    one = talk("nilai-desa", lang="id")
    one.answer(
        ("Desa mana? ", "atlantis"), ("tidak ada", None), ("Desa mana? ", "muara"), ("Muara", None)
    )
    one.child.sendintr()
    assert one.end() == 130


def test_no_visit_is_proposed_on_a_holiday_or_a_weekend(sample):
    days = {
        row["plan_date"] for row in shown(sample, "plan", "generate", "--until", "2027-01", "--all")
    }
    assert (
        in_process("hari-libur", "tambah", min(days), "--nama", "Cuti bersama", db=sample).code == 0
    )
    later = {
        row["plan_date"] for row in shown(sample, "plan", "generate", "--until", "2027-01", "--all")
    }
    assert min(days) not in later
    assert later & {"2026-12-25", "2027-01-01"} == set()
    assert {date.fromisoformat(day).weekday() for day in later} <= set(range(5))


def test_a_setting_is_named_by_its_option_too(sample):
    done = in_process("pengaturan", "ubah", "--pengaturan", "target", "--isi", "77", db=sample)
    assert (done.code, settings(sample)["target"]) == (0, "77")


def test_a_report_of_a_period_in_words_is_that_of_its_key(sample):
    for words, key in (
        ("Triwulan I 2026", "2026-Q1"),
        ("Semester I", "2026-S1"),
        ("november", "2026-11"),
    ):
        told = [
            in_process("report", "sessions", "--period", period, db=sample)
            for period in (words, key)
        ]
        assert told[0].code == 0
        assert told[0].out == told[1].out


def test_an_obligation_s_beginning_will_do_in_a_file(sample, tmp_path):
    path = tmp_path / "submission.csv"
    path.write_text(
        "village_code,obligation_code,period,submitted_on,submission_state\nmuara,lppd,Semester I 2027,2026-11-02,disampaikan\n"
    )
    done = in_process("submission", "import", str(path), db=sample)
    assert done.code == 0, done.err
    rows_ = shown(sample, "submission", "list", "--from", "2026-11-02", "--to", "2026-11-02")
    assert [
        (row["obligation_code"][:4], row["period"]) for row in rows_ if row["period"] == "2027-S1"
    ] == [("lppd", "2027-S1")]


def test_a_weight_may_be_a_share_of_all(sample):
    in_process(
        "instrument",
        "add",
        "UJI",
        "1",
        "--instrument-title",
        "Uji",
        "--subject",
        "village",
        db=sample,
    )
    done = in_process(
        "indicator",
        "add",
        "UJI",
        "1",
        "Q.1",
        "--dimension",
        "Buku",
        "--indicator-text",
        "Ada",
        "--max-score",
        "2",
        "--weight",
        "20 %",
        db=sample,
    )
    assert done.code == 0, done.err
    assert shown(sample, "indicator", "show", "UJI", "1", "Q.1")[0]["weight"] == 20


def test_photos_of_a_visit_stand_on_its_page_as_pictures(sample, tmp_path):
    folder = sample.parent / "foto"
    folder.mkdir()
    for name in ("satu.jpg", "dua.jpg"):
        (folder / name).write_bytes(b"\xff\xd8 " + name.encode())
    session = shown(sample, "session", "list", "--limit", "1")[0]
    code = session["session_code"]
    added = in_process(
        "session", "evidence", "add", code, str(folder / "satu.jpg"), str(folder / "dua.jpg"),
        "--caption", "Buku kas ditutup", db=sample,
    )  # fmt: skip
    assert (added.code, added.out.strip()) == (0, code), added.err
    photos = shown(sample, "session", "evidence", "list", code)
    assert [
        (row["evidence"], row["photo_date"], len(row["evidence_sha256"]))
        for row in photos
        if row["evidence_sha256"]
    ] == [
        ("foto/dua.jpg", session["session_date"], 64),
        ("foto/satu.jpg", session["session_date"], 64),
    ]
    page = tmp_path / "visit.html"
    assert in_process("session", "show", code, "-o", str(page), db=sample).code == 0
    assert f'<img src="{(folder / "satu.jpg").as_uri()}"' in page.read_text("utf-8")
    assert (
        in_process("session", "evidence", "remove", code, "foto/dua.jpg", "--yes", db=sample).code
        == 0
    )
    assert in_process("session", "evidence", "add", code, "nowhere.jpg", db=sample).code == 4


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_submissions_are_filled_in_as_a_grid_and_come_back_in(sample, tmp_path, ending):
    path = tmp_path / f"grid.{ending}"
    made = in_process(
        "submission", "template", "--wide", "--year", "2027", "-o", str(path), db=sample
    )
    assert made.code == 0, made.err
    again = in_process("submission", "import", str(path), db=sample)
    assert (again.code, "0 changed" in again.err) == (0, True), again.err
    if ending == "csv":
        lines = path.read_text().splitlines()
        header = lines[0].split(",")
        column, other = header.index("apbdes 2027"), header.index("apbdes 2027") + 1
        muara = next(place for place, line in enumerate(lines) if "Muara Jaya" in line)
        cells = lines[muara].split(",")
        cells[column], cells[other] = "20/11/2026", "draf"
        path.write_text("\n".join([*lines[:muara], ",".join(cells), *lines[muara + 1 :]]))
        filled = in_process("submission", "import", str(path), db=sample)
        assert filled.code == 0, filled.err
        shown_ = shown(sample, "submission", "show", "muara", "apbdes", "2027")[0]
        assert (shown_["submission_state"], shown_["submitted_on"]) == ("submitted", "2026-11-20")
        code, _, period = header[other].partition(" ")
        assert (
            shown(sample, "submission", "show", "muara", code, period)[0]["submission_state"]
            == "draft"
        )
        cells[column] = "31/13/2026"
        path.write_text("\n".join([lines[0], ",".join(cells)]))
        refused = in_process("submission", "import", str(path), db=sample)
        assert (refused.code, "not a date" in refused.err) == (1, True)


def test_a_dry_run_promises_no_undo(sample):
    told = in_process("plan", "generate", "--until", "2027-01", "--all", "--dry-run", db=sample)
    assert "dry run, nothing was written" in told.err
    assert "undo" not in told.err
    plan = shown(sample, "plan", "list", "--plan-state", "planned", "--limit", "1")[0]
    key = (plan["village_code"], plan["plan_date"], plan["kind"])
    told = in_process("plan", "cancel", *key, "--reason", "banjir", "--dry-run", db=sample)
    assert "undo" not in told.err


def test_what_was_counted_is_whole(sample):
    told = in_process(
        "filling", "list", "--format", "github", db=sample, environ={"PERUT_LANG": "id"}
    )
    assert ",0 |" not in told.out


@posix
def test_help_longer_than_the_screen_begins_at_its_top(talk, tmp_path):
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nhead -1\necho paged\n")
    pager.chmod(0o755)
    os.environ["PERUT_PAGER"] = str(pager)
    try:
        help_ = talk("session", "add", "--help")
        help_.hear("Record a visit or meeting with all that came of it")
        help_.hear("paged")
        help_.end()
    finally:
        del os.environ["PERUT_PAGER"]
