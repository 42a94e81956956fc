"""What an officer stumbled over who did a quarter's work once more, by hand, in Indonesian."""

import os

import pytest
from conftest import in_process
from scoring_files import rows
from test_guided import Talk

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
