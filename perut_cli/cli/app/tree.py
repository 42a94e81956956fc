"""The scheme of commands: the nouns, what is of the whole file, and the module that has each."""

from perut_cli.core.text import T

NOUN_MODULES = {
    "session": "commands.session",
    "official": "commands.official",
    "mentor": "commands.mentor",
    "plan": "commands.plan",
    "finding": "commands.finding",
    "action": "commands.action",
    "submission": "commands.submission",
    "instrument": "commands.instrument",
    "document": "commands.document",
    "setting": "commands.setting",
}
"""Nouns with verbs of their own, and the module that has them."""

OWN_VERBS = ("report", "pool")
"""Nouns that are no sheets: all their verbs are their own."""

NOUNS: dict[str, tuple[str, T]] = {
    "setting": ("pengaturan", T("target, letterhead, weights", "target, kop surat, bobot")),
    "village": ("desa", T("the villages and which are loci", "desa-desa dan mana yang lokus")),
    "official": (
        "aparatur",
        T("the people of the village governments", "orang-orang pemerintah desa"),
    ),
    "post": ("jabatan", T("who held which post, and when", "siapa menjabat apa, sejak kapan")),
    "mentor": ("pendamping", T("officers of the kecamatan", "petugas kecamatan")),
    "topic": ("topik", T("topics of mentoring", "topik pendampingan")),
    "heading": ("judul-kolom", T("what headers mean", "arti judul kolom")),
    "holiday": ("hari-libur", T("days without visits", "hari tanpa kunjungan")),
    "session": ("sesi", T("visits and meetings", "kunjungan dan pertemuan")),
    "attendance": ("kehadiran", T("who was there", "siapa yang hadir")),
    "photo": ("foto", T("photos of visits", "foto kunjungan")),
    "plan": ("jadwal", T("planned visits", "rencana kunjungan")),
    "finding": ("temuan", T("what was found amiss", "apa yang kurang")),
    "action": (
        "tindak-lanjut",
        T("what was agreed, by whom, by when", "apa yang disepakati, oleh siapa, kapan"),
    ),
    "instrument": ("instrumen", T("what is assessed by", "alat penilaian")),
    "indicator": ("indikator", T("what an instrument asks", "apa yang ditanyakan instrumen")),
    "assessment": ("penilaian", T("who was assessed when", "siapa dinilai, kapan")),
    "score": ("nilai", T("answers of assessments", "jawaban penilaian")),
    "obligation": ("kewajiban", T("what villages owe", "kewajiban desa")),
    "submission": ("penyampaian", T("what villages submitted", "penyampaian desa")),
    "filling": ("pengisian", T("how far applications are filled", "sejauh mana aplikasi terisi")),
    "document": ("naskah", T("papers and their numbers", "naskah dinas dan nomornya")),
    "report": (
        "laporan",
        T("progress, target, priority and more", "kemajuan, target, prioritas dan lainnya"),
    ),
    "pool": (
        "himpunan",
        T(
            "many offices: a regency, a province, the nation",
            "banyak kantor: kabupaten sampai negara",
        ),
    ),
}

VERBS: dict[str, tuple[str, str]] = {
    "add": ("tambah", "records.record_verbs"),
    "list": ("daftar", "records.list_verbs"),
    "show": ("lihat", "records.record_verbs"),
    "edit": ("ubah", "records.record_verbs"),
    "remove": ("hapus", "records.record_verbs"),
    "import": ("impor", "records.file_verbs"),
    "export": ("ekspor", "records.list_verbs"),
    "template": ("templat", "records.file_verbs"),
    "columns": ("kolom", "records.file_verbs"),
}
"""The verbs that every sheet has, and the module that makes each: what writes is opened only for a
command that writes.
"""

TOP_COMMANDS: dict[str, tuple[str, str, T]] = {
    "init": ("mulai", "commands.init", T("make the database", "buat basis data")),
    "status": ("beranda", "commands.status", T("the page for today", "halaman hari ini")),
    "assess": (
        "nilai-desa",
        "commands.assess",
        T("assess a village or an official", "nilai satu desa atau aparatur"),
    ),
    "search": ("cari", "commands.search", T("find what was said", "cari yang pernah dicatat")),
    "explain": (
        "jelaskan",
        "commands.explain",
        T("explain a number or an error", "jelaskan angka atau galat"),
    ),
    "import": (
        "impor",
        "records.folder",
        T("take a folder or workbook of all sheets", "ambil folder atau buku kerja semua lembar"),
    ),
    "export": (
        "ekspor",
        "records.folder",
        T("write all sheets to a folder", "tulis semua lembar ke folder"),
    ),
    "run": ("jalankan", "commands.run", T("run a file of commands", "jalankan berkas perintah")),
    "page": (
        "halaman",
        "commands.page",
        T("the whole kecamatan as one page to look at", "seluruh kecamatan dalam satu halaman"),
    ),
    "send": (
        "kirim",
        "commands.send",
        T("a delivery to the regency, without names", "kiriman ke kabupaten, tanpa nama"),
    ),
    "history": (
        "riwayat",
        "commands.history",
        T("what was written, when, by whom", "apa yang ditulis, kapan, oleh siapa"),
    ),
    "undo": ("urungkan", "commands.history", T("take back a command", "batalkan satu perintah")),
    "redo": ("ulangi", "commands.history", T("do it again", "lakukan lagi")),
    "check": ("periksa", "commands.check", T("look the database over", "periksa basis data")),
    "backup": (
        "cadangkan",
        "commands.backup",
        T("copy the database safely", "salin basis data dengan aman"),
    ),
    "restore": ("pulihkan", "commands.backup", T("bring back a copy", "pulihkan salinan")),
    "share": (
        "bagi",
        "commands.merge",
        T("a copy for the other laptop", "salinan untuk laptop lain"),
    ),
    "merge": (
        "gabung",
        "commands.merge",
        T("take another laptop's file into this one", "gabungkan berkas laptop lain ke sini"),
    ),
    "conflicts": (
        "pertentangan",
        "commands.conflicts",
        T("what two laptops say differently", "yang berbeda di dua laptop"),
    ),
    "demo": (
        "demo",
        "commands.init",
        T("a database with the sample programme", "basis data dengan contoh program"),
    ),
    "config": (
        "konfigurasi",
        "commands.config",
        T("every value and where it comes from", "setiap nilai dan asalnya"),
    ),
    "completion": (
        "pelengkapan",
        "commands.completion",
        T("completion for the shell", "pelengkapan untuk shell"),
    ),
    "help": (
        "bantuan",
        "help.pages",
        T("help on a command or topic", "bantuan perintah atau topik"),
    ),
}
