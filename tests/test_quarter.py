"""A quarter of an office's work, in Indonesian, on a terminal of 80 columns: every screen is kept and compared.

PERUT_PAGES=write pytest tests/test_quarter.py writes the screens anew.
"""

import io
import os
import re
import sys
from pathlib import Path

import pytest
from test_indonesian_screens import english_in

from perut_cli.cli.app.command import quoted_word, words_of

pexpect = pytest.importorskip("pexpect")
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX"),
    pytest.mark.long,
]

ROOT = Path(__file__).parents[1]
PAGES = Path(__file__).parent / "pages" / "quarter"
CLOCK = """
import os, sys
from datetime import datetime
from perut_cli.cli.app.main import run
from perut_cli.cli.app.world import World
day = datetime.fromisoformat(sys.argv[1])
sys.exit(run(sys.argv[2:], World(os.environ, sys.stdin, sys.stdout, sys.stderr, lambda: day, sys.platform)))
"""
"""The command line itself, at a moment of the quarter."""


SAVE = ("Simpan? [ya]: ", "")
VISIT = [
    ("Kode desa (wajib) [63.11.03.2014 Muara Jaya]: ", "muara"),
    ("Tanggal sesi (wajib) [02/10/2026]: ", ""),
    ("Jenis (wajib) [sosialisasi]: ", "1"),
    ("Cara [kunjungan]: ", ""),
    ("Pendamping: ", "1"),
    ("Topik [bpd|prodeskel]: ", ""),
    ("Jam mulai: ", "09.00"),
    ("Jam selesai: ", "11.30"),
    ("Tempat: ", "?"),
    ("Tempat: ", "Kantor Desa"),
    ("Desa lain: ", ""),
    ("Nomor surat: ", "094/1/X/2026"),
    ("Ringkasan: ", "Buku kas diperiksa bersama"),
    ("Dikerjakan: ", ""),
    ("Tamu: ", ""),
    ("Siapa yang hadir: ", "1"),
    ("Temuan: ", "Buku kas belum ditutup"),
    ("Tingkat keparahan: ", "3"),
    ("Kode indikator: ", ""),
    ("Tindak lanjut: ", "Tutup buku kas bulan September"),
    ("Penanggung jawab: ", "Kaur Keuangan"),
    ("Tenggat: ", "besok lusa"),
    ("Tenggat: ", "20 Oktober 2026"),
    ("Tindak lanjut 2: ", ""),
    ("Temuan 2: ", ""),
    ("Kesepakatan berikutnya: ", ""),
    SAVE,
    ("[y/T] ", "t"),
]
"""The visit of Muara Jaya, asked for question by question, one answer of them wrong."""

QUARTER = (
    (
        "2026-10-01",
        "mulai --kode-kecamatan 63.11.03 --berkas-desa desa.csv --nama-kecamatan Awayan "
        '--kabupaten Balangan --kop-1 "PEMERINTAH KABUPATEN BALANGAN" --kop-2 "KECAMATAN AWAYAN"',
        [],
    ),
    ("2026-10-01", "beranda", []),
    (
        "2026-10-01",
        "pendamping tambah",
        [
            ("Kode pendamping (wajib): ", "KP"),
            ("Nama pendamping (wajib): ", "Kasi Pemerintahan"),
            ("NIP: ", ""),
            ("Jabatan pendamping: ", ""),
            SAVE,
        ],
    ),
    ("2026-10-01", "desa ubah muara --lokus-sejak 2026-10-01", []),
    ("2026-10-01", "jadwal susun --sampai 2026-10-31", [("[y/T] ", "y")]),
    ("2026-10-02", 'aparatur tambah muara "Sekretaris (contoh)"', []),
    ("2026-10-02", 'jabatan tambah muara "Sekretaris (contoh)" "Sekretaris Desa" --sejak 2022-01-03', []),
    ("2026-10-02", "sesi tambah", VISIT),
    ("2026-10-02", "sesi daftar", []),
    ("2026-10-05", "sesi siapkan muara", []),
    ("2026-10-05", "nilai-desa muara --tahap awal A.1=2 A.2=1 A.3=0 C.1=2", []),
    (
        "2026-10-20",
        "penyampaian tambah",
        [
            ("Kode desa (wajib): ", "muara"),
            ("Kode kewajiban (wajib): ", "tingkat-perkembangan"),
            ("Periode (wajib): ", "2026"),
            ("Tenggat [31/10/2026]: ", ""),
            ("Status penyampaian: ", "4"),
            ("Tanggal penyampaian: ", "kemarin"),
            ("Nomor dokumen: ", ""),
            ("Bukti dukung: ", ""),
            ("Catatan penyampaian: ", ""),
            SAVE,
        ],
    ),
    ("2026-10-26", "beranda", []),
    ("2026-10-26", "laporan tindak-lanjut", []),
    ("2026-10-26", "tindak-lanjut selesai 2014-261002- --tanggal 24/10", []),
    ("2026-11-02", "sesi tambah bihara 2/11 supervisi --cara kunjungan --pendamping KP "
     '--nomor-surat 094/2/XI/2026 --ringkasan "Administrasi diperiksa"', []),
    ("2026-11-02", "sesi tambah bihara 5/12 supervisi", [("[y/T] ", "t")]),
    ("2026-11-02", "desa lihat atlantis", []),
    ("2026-11-09", "jadwal tambah pematang 12/11/2026 asistensi", []),
    ("2026-11-12", 'jadwal pindah pematang 12/11/2026 asistensi --ke 19/11/2026 --alasan "Jalan putus"', []),
    ("2026-11-12", "jadwal daftar", []),
    ("2026-12-01", "laporan kewajiban --tenggat 31 --desa muara", []),
    ("2026-12-31", "laporan kemajuan --urut -sessions --batas 4", []),
    ("2026-12-31", "laporan prioritas --semua --batas 3", []),
    ("2026-12-31", "laporan target", []),
    ("2026-12-31", 'laporan sesi --periode "Triwulan IV" --batas 3', []),
    ("2026-12-31", 'laporan pendamping --rekap --periode "Triwulan IV"', []),
    ("2026-12-31", 'laporan kehadiran --desa muara --periode "Triwulan IV"', []),
    ("2026-12-31", "laporan desa muara", []),
    ("2026-12-31", "laporan ringkasan", []),
    ("2026-12-31", "jalankan akhir-bulan.txt --atomik", []),
    ("2026-12-31", "periksa", []),
    ("2026-12-31", "riwayat", []),
)  # fmt: skip
MONTH_END = """# akhir bulan
sesi tambah baru 2026-12-30 pembinaan --cara kantor --pendamping KP
laporan kemajuan -o kemajuan.html
halaman -o halaman.html --sejak 2026-10-01
ekspor salinan
"""


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every screen of the quarter of 14 villages."""
    folder = tmp_path_factory.mktemp("quarter")
    villages = (ROOT / "sample_data" / "village.csv").read_text("utf-8").splitlines()[:15]
    names = "".join(",".join(line.split(",")[:2]) + "\n" for line in villages)
    (folder / "desa.csv").write_text(names, "utf-8")
    (folder / "akhir-bulan.txt").write_text(MONTH_END, "utf-8")
    shown = [screen(folder, day, words_of(line), answers) for day, line, answers in QUARTER]
    assert {path.name for path in folder.iterdir()} >= {"kemajuan.html", "halaman.html", "salinan"}
    return shown


def name_of(number: int) -> str:
    """The file of a screen."""
    day, line, _ = QUARTER[number]
    words = [word for word in words_of(line)[:2] if re.fullmatch(r"[a-z-]+", word)]
    return f"{number + 1:02}-{day}-{'-'.join(words)}.txt"


@pytest.mark.parametrize("number", range(len(QUARTER)), ids=name_of)
def test_a_screen_of_the_quarter_is_as_kept(screens, number):
    path = PAGES / name_of(number)
    if os.environ.get("PERUT_PAGES") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(screens[number], "utf-8")
    assert screens[number] == path.read_text("utf-8")


@pytest.mark.parametrize("number", range(len(QUARTER)), ids=name_of)
def test_a_screen_of_the_quarter_speaks_indonesian_and_fits(screens, number):
    told = screens[number].partition("\n")[2]
    assert english_in(told) == []
    if "ringkasan" not in name_of(number):
        # A summary goes into a chat as it is, the line that does the same back into the terminal.
        wide = (line for line in told.splitlines() if not line.startswith("  perut "))
        assert [line for line in wide if len(line) > 80] == []


def screen(folder: Path, day: str, words: list[str], answers: list[tuple[str, str]]) -> str:
    """What one command showed on a terminal of 80 columns, its questions answered in their order."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PERUT_DB": "awayan.db",
        "PERUT_LANG": "id",
        "PERUT_ACTOR": "kasi",
        "PERUT_CONFIG": str(folder / "config.toml"),
        "XDG_DATA_HOME": str(folder / "data"),
        "TERM": "xterm",
        "TZ": "UTC",
        "HOSTNAME": "LAPTOP-KASI",
        "USER": "kasi",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    shown = io.StringIO()
    child = pexpect.spawn(
        sys.executable,
        ["-c", CLOCK, f"{day}T09:30", *words],
        env=environ,
        encoding="utf-8",
        timeout=60,
        dimensions=(200, 80),
        cwd=folder,
    )
    child.logfile_read = shown
    for prompt, answer in answers:
        child.expect_exact(prompt)
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    return f"$ perut {' '.join(map(quoted_word, words))}\n{plain(shown.getvalue())}[{child.exitstatus}]\n"


def plain(text: str) -> str:
    """A screen without the signs that steer it, and without what is new in every file."""
    text = (
        re.sub(r"\x1b(?:\[[0-9;?]*[A-Za-z]|[=>])", "", text).replace("\r\n", "\n").replace("\r", "")
    )
    return re.sub(r"\b[A-Z2-7]{12}\b", "KEADAAN12345", text)
