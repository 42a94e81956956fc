"""What an officer stumbled over who did a quarter's work once more, by hand, in Indonesian."""

import os
import re
import zipfile

import pytest
import xlsxwriter
from conftest import in_process
from scoring_files import rows
from test_guided import Talk
from test_output import on_terminal

from perut_cli.core.sheets import SHEETS

terminal = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")


def csv_of(db, *words):
    done = in_process(*words, "--format", "csv", db=db)
    assert done.code == 0, done.err
    return rows(done.out)


@pytest.fixture
def talk(sample, tmp_path):
    """A talk in Indonesian over the sample."""

    def begin(*words):
        return Talk(tmp_path, sample, *words, lang="id")

    return begin


def test_a_new_choice_beside_a_usual_spelling_leaves_the_usual_one_what_it_is(sample, tmp_path):
    path = tmp_path / "orang.csv"
    path.write_text(
        "kode_desa,nama_aparatur,pendidikan,jabatan,sejak\n"
        "tundi,Orang Satu (contoh),SLTA,Kades,2026-01-05\n"
        "tundi,Orang Dua (contoh),S1,Penjaga Balai,2026-01-05\n",
        "utf-8",
    )
    done = in_process("official", "import", str(path), "--new", db=sample)
    assert done.code == 0, done.err
    assert "read as: Kades = Kepala Desa, SLTA = SMA" in done.err
    people = csv_of(sample, "official", "list", "--village-code", "tundi")
    assert {"SMA", "S1"} <= {row["education"] for row in people}
    posts = csv_of(sample, "post", "list", "--village-code", "tundi")
    assert {"Kepala Desa", "Penjaga Balai"} <= {row["position"] for row in posts}


def test_people_and_their_posts_are_counted_apart(sample, tmp_path):
    path = tmp_path / "orang.csv"
    path.write_text(
        "kode_desa,nama_aparatur,jabatan,sejak\ntundi,Orang Satu (contoh),Kades,2026-01-05\n",
        "utf-8",
    )
    first = in_process("official", "import", str(path), db=sample)
    assert "Village officials: 1 new, 0 changed, 0 blanked, 0 same, 0 rejected\n" in first.err
    assert "Posts: 1 new, 0 changed, 0 blanked, 0 same, 0 rejected\n" in first.err
    again = in_process("official", "import", str(path), "--format", "csv", db=sample)
    assert rows(again.out) == [
        {
            "sheet": name,
            "new_count": "0",
            "changed_count": "0",
            "blanked_count": "0",
            "same_count": "1",
            "rejected_count": "0",
        }
        for name in ("official", "post")
    ]


def test_a_visit_tried_counts_its_parts_by_what_they_are(sample):
    done = in_process(
        "session", "add", "tundi", "2026-11-20", "supervisi", "--finding", "Buku kas terbuka",
        "--action", "Tutup buku kas", "--dry-run", db=sample,
    )  # fmt: skip
    assert done.code == 0, done.err
    for title in ("Sessions", "Findings", "Follow-ups"):
        assert f"{title}: 1 new, 0 changed" in done.err


@terminal
def test_t_is_no_where_a_person_is_asked_whether_to_write(talk):
    one = talk("topik", "tambah")
    one.answer(
        ("Kode topik (wajib): ", "baru"),
        ("Nama topik (wajib): ", "Topik baru"),
        ("Dasar hukum", ""),
        ("Simpan? [ya]: ", "?"),
        ("Simpan? [ya]: ", "t"),
    )
    assert one.end() == 1
    assert "ya menyimpan isian di atas" in one.seen
    assert " yes" not in one.seen
    assert "tidak ada yang ditulis" in one.seen


@terminal
def test_the_review_reads_days_villages_and_lists_as_people_do(talk):
    one = talk("jadwal", "tambah")
    one.answer(
        ("Kode desa (wajib)", "muara"),
        ("Tanggal jadwal (wajib)", "2027-01-05"),
        ("Jenis (wajib)", "supervisi"),
        ("Topik", "bpd, prodeskel"),
        ("Kode pendamping", ">"),
        ("Simpan? [ya]: ", "t"),
    )
    one.end()
    review = one.seen[one.seen.index("prodeskel\r\n") :]
    assert "Kode desa: 63.11.03.2014 Muara Jaya" in review
    assert "Tanggal jadwal: 05/01/2027" in review
    assert "Topik: bpd, prodeskel" in review


@terminal
def test_which_village_is_explained_and_a_wrong_answer_names_the_options(talk):
    one = talk("nilai-desa")
    one.answer(("Desa mana?", "?"), ("2014  Muara Jaya", None), ("Desa mana?", "muara"))
    one.answer(("A.1 Buku Peraturan di Desa", "banyak"))
    one.hear("banyak bukan salah satu nilainya; 0 = tidak ada; 1 = ada, usang; 2 = mutakhir")


@terminal
def test_whoever_is_responsible_belongs_to_the_village_of_the_visit(talk):
    one = talk("sesi", "tambah", "--desa-lain", "putat")
    one.answer(
        ("Kode desa (wajib)", "muara"),
        ("Tanggal sesi (wajib)", "2026-11-20"),
        ("Jenis (wajib)", "sosialisasi"),
        ("Cara", ">"),
        ("Siapa yang hadir: ", ">"),
        ("Temuan: ", "Buku kas terbuka"),
        ("Tingkat keparahan: ", ""),
        ("Kode indikator: ", ""),
        ("Tindak lanjut: ", "Tutup buku kas"),
        ("Penanggung jawab: ", None),
    )
    asked = one.seen[one.seen.rindex("Tindak lanjut: ") :]
    assert "Operator Prodeskel  Operator Prodeskel baru (contoh)" in asked
    assert "Operator Prodeskel  Operator Prodeskel (contoh)" not in asked


def test_the_wide_template_prints_a_part_of_the_instrument_to_a_page(sample, tmp_path):
    path = tmp_path / "nilai.xlsx"
    words = ("score", "template", "--wide", "--instrument-code", "DESA", "-o", str(path))
    assert in_process(*words, db=sample).code == 0
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
        names = book.read("xl/workbook.xml").decode("utf-8")
    assert 'scale="65" orientation="landscape"' in sheet
    assert "fitToPage" not in sheet
    # Columns A to G say which assessment it is, then A.1 to A.9 from H; B.1, E.1 and H.1 begin a page.
    assert re.findall(r"<colBreaks.*?</colBreaks>", sheet)
    begins = [int(number) - 7 for number in re.findall(r'<brk id="(\d+)"', sheet)]
    codes = [row["indicator_code"] for row in csv_of(sample, "indicator", "list")]
    items = [code for code in codes if code[0] not in "PKS"]
    assert [items[place] for place in begins] == ["B.1", "E.1", "H.1"]
    assert "$A:$B,DESA!$1:$1" in names


def test_headings_of_the_grid_of_submissions_are_turned(sample, tmp_path):
    path = tmp_path / "dokumen.xlsx"
    words = ("submission", "template", "--wide", "--year", "2026", "-o", str(path))
    assert in_process(*words, db=sample).code == 0
    with zipfile.ZipFile(path) as book:
        styles = book.read("xl/styles.xml").decode("utf-8")
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert 'textRotation="90"' in styles
    assert float(re.search(r'<row r="1"[^>]* ht="([\d.]+)"', sheet)[1]) > 150


def test_settings_are_listed_by_topic_with_choices_by_name(sample):
    done = in_process("pengaturan", "daftar", "--format", "table", "--bahasa", "id", db=sample)
    lines = [line.split() for line in done.out.splitlines()]
    names = [line[0] for line in lines if line and "_" in line[0]]
    assert names[:4] == ["kode_kecamatan", "nama_kecamatan", "jabatan_pimpinan", "nama_pimpinan"]
    assert ["cara_baca", "rata-rata"] in lines


def test_a_list_of_follow_ups_names_the_village(sample):
    done = in_process("action", "list", "--format", "table", db=sample)
    assert "Muara Jaya" in done.out
    here = in_process("attendance", "list", "--format", "table", "--limit", "3", db=sample)
    assert "Putat Basiun" in here.out or "Pematang" in here.out or "Muara Jaya" in here.out
    assert (
        csv_of(sample, "action", "list")[0].keys() == dict.fromkeys(SHEETS["action"].words).keys()
    )


def test_papers_of_another_kecamatan_bear_its_own_sign(tmp_path):
    (tmp_path / "desa.csv").write_text("code,name\n62.98.05.2001,Rimba Sari\n", "utf-8")
    db = tmp_path / "p.db"
    words = ("--district-code", "62.98.05", "--villages", str(tmp_path / "desa.csv"))
    done = in_process(
        "init", *words, "--district-name", "Rimba Raya", "--head-name", "Ibu (contoh)", db=db
    )
    assert done.code == 0, done.err
    assert "head_name" not in done.err
    settings = {row["setting"]: row["value"] for row in csv_of(db, "setting", "list")}
    assert settings["unit"] == "KEC-RMB"


def test_a_mentor_called_by_name_is_answered_with_the_code(sample):
    done = in_process(
        "session", "add", "muara", "2026-11-20", "supervisi", "--mentors", "kasi pem", db=sample
    )
    assert done.code == 4
    assert "hint: perhaps KP (Kasi Pemerintahan (contoh))" in done.err


def test_a_record_that_is_there_already_is_named(sample):
    done = in_process("official", "add", "muara", "Kaur Keuangan (contoh)", db=sample)
    assert done.code == 5
    code = csv_of(sample, "official", "list", "--village-code", "muara")
    known = next(
        row["official_code"] for row in code if row["official_name"].startswith("Kaur Keu")
    )
    assert f"`perut official edit {known}`" in done.err


def test_a_list_of_people_is_told_where_it_goes(sample, tmp_path):
    path = tmp_path / "perangkat.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Perangkat").write_row(0, 0, ["Nama Desa", "Nama Lengkap"])
    done = in_process("import", str(path), db=sample)
    assert done.code == 1
    assert f"`perut official import {path}`" in done.err


def test_what_to_take_along_ends_in_the_visit_that_is_planned(sample):
    assert in_process("plan", "add", "tundi", "2026-12-01", "asistensi", db=sample).code == 0
    done = in_process("session", "prepare", "tundi", "--format", "table", db=sample)
    assert "After the visit: perut session add 2013 2026-12-01 asistensi" in done.out


def test_each_line_of_a_script_tells_the_plans_that_it_closed_itself(sample, tmp_path):
    path = tmp_path / "bulan.txt"
    path.write_text(
        "plan add tundi 2026-11-20 supervisi\nsession add tundi 2026-11-20 supervisi\n"
        "session add awayan 2026-11-21 supervisi\n",
        "utf-8",
    )
    done = in_process("run", str(path), "--atomic", db=sample)
    assert done.code == 0, done.err
    assert done.err.count("closes the plan of Tundi") == 1
    again = in_process("session", "add", "tundi", "2026-11-20", "supervisi", db=sample)
    assert again.code == 5
    assert re.search(r"`perut session edit 2013-261120-\w{4}`", again.err)


def test_a_matrix_of_signs_is_read_across(sample):
    done = in_process(
        "report", "obligations", "--as-of", "2026-11-24", "--format", "table", db=sample
    )
    assert "in every row" not in done.out


@terminal
def test_a_long_name_of_a_village_does_not_push_its_score_away(tmp_path):
    (tmp_path / "desa.csv").write_text(
        "code,name\n62.98.05.2001,Tanjung Harapan Jaya Makmur Sentosa\n62.98.05.2002,Rimba\n",
        "utf-8",
    )
    db = tmp_path / "p.db"
    words = ("--district-code", "62.98.05", "--villages", str(tmp_path / "desa.csv"))
    assert in_process("init", *words, db=db).code == 0
    assert in_process("assess", "2001", "A.1=2", "A.2=1", db=db).code == 0
    out, code = on_terminal(db, "report", "progress")
    assert code == 0
    assert re.search(r"Rank.*Latest.*Band", out)


def test_an_option_given_blank_is_missing(sample):
    done = in_process(
        "finding", "add", "--village-code", "", "--finding-date", "2026-01-14", "--finding-text", "x",
        db=sample,
    )  # fmt: skip
    assert done.code == 2
    assert done.err.startswith("error P003: --village-code is missing")


def test_a_file_without_a_header_is_told_the_template_of_its_own_sheet(sample, tmp_path):
    (tmp_path / "kosong.csv").write_text("", "utf-8")
    done = in_process("session", "import", str(tmp_path / "kosong.csv"), db=sample)
    assert done.code == 1
    assert "`perut session template`" in done.err


def test_a_line_of_standard_input_is_named_as_such(sample):
    done = in_process("run", "-", db=sample, stdin='village edit putat --village-note "x\n')
    assert done.code == 1
    assert "stdin:1: the quote" in done.err


def test_moments_are_written_as_people_write_them(sample):
    done = in_process("riwayat", "--format", "table", "--bahasa", "id", db=sample)
    assert re.search(r"\d{2}/\d{2}/\d{4} \d{2}\.\d{2} UTC", done.out)
    assert not re.search(r"\d{4}-\d{2}-\d{2} \d{2}:", done.out)


def test_the_register_of_papers_is_read_without_checksums(sample, tmp_path):
    made = in_process(
        "document", "make", "surat-tugas", "muara", "-o", str(tmp_path / "st.docx"), db=sample
    )
    assert made.code == 0, made.err
    done = in_process("document", "list", "--format", "table", db=sample)
    assert "SHA" not in done.out
    assert "Muara Jaya" in done.out
    assert "template_sha256" in csv_of(sample, "document", "list")[0]


def test_what_check_asks_about_is_named_in_the_reader_s_language(sample):
    in_process("session", "add", "tundi", "2026-01-05", "supervisi", db=sample)
    done = in_process("periksa", "--format", "table", "--bahasa", "id", db=sample)
    assert "terlambat dimasukkan" in done.out


@terminal
def test_an_entry_to_go_on_with_is_told_on_the_screen_and_not_on_paper(talk, tmp_path):
    one = talk("topik", "tambah")
    one.answer(("Kode topik (wajib): ", "baru"))
    one.hear("Nama topik (wajib): ")
    one.child.sendcontrol("c")
    one.end()
    screen = talk("beranda", "--format", "table")
    screen.end()
    assert "perut topik tambah" in screen.seen
    paper = talk("beranda", "--format", "html")
    paper.end()
    assert "perut topik tambah" not in paper.seen


def test_a_moved_visit_tells_which_plans_it_leaves_open(sample):
    for words in (
        ("plan", "add", "tundi", "2026-11-20", "asistensi"),
        ("plan", "add", "awayan", "2026-11-20", "pembinaan"),
        ("session", "add", "tundi", "2026-11-20", "asistensi"),
    ):
        done = in_process(*words, db=sample)
        assert done.code == 0, done.err
    moved = ("session", "edit", done.out.strip(), "--village-code", "63.11.03.2007", "--yes")
    done = in_process(*moved, db=sample)
    assert done.code == 0, done.err
    assert "the plan of Tundi on 2026-11-20 (asistensi) is open again" in done.err
    assert "the plan of Awayan on 2026-11-20 (pembinaan) stays open" in done.err
