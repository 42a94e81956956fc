"""What offices write for a column or a choice, and the word it stands for. Plain data."""

HEADERS: dict[str, str] = {
    "village_code": (
        "desa|nama desa|kode|kelurahan|desa/kelurahan|nama desa/kelurahan|nm desa|village|code"
    ),
    "village_name": "nama|nama desa|desa|nama kelurahan|name",
    "official_name": (
        "nama|nama lengkap|nama aparatur|nama perangkat|nama perangkat desa|nama "
        "pejabat|nama/gelar|full name|name"
    ),
    "sex": "l/p|jk|jenis kelamin|kelamin|p/l|lk/pr",
    "education": "pendidikan|pendidikan terakhir|pend|pend terakhir",
    "phone": (
        "no hp|nomor hp|hp|no telp|no telepon|nomor telepon|telp|telepon|no wa|wa|no hp/wa|no "
        "kontak|kontak|handphone"
    ),
    "staff_number": "nipd|niapd|nrpd|no induk|nomor induk",
    "position": "jabatan|nama jabatan",
    "since": "tmt|sejak|mulai|tmt jabatan|mulai menjabat|tgl mulai|tgl sk",
    "until": "sampai|s/d|selesai menjabat|akhir jabatan|berakhir",
    "mentor_name": "nama|nama pendamping|nama lengkap|name",
    "mentor_code": "kode|pendamping|code",
    "mentor_position": "jabatan",
    "topic_code": "kode|code",
    "topic_name": "nama|topik|materi|name",
    "session_date": (
        "tgl|tanggal|tgl kunjungan|tanggal kunjungan|hari/tanggal|hari/tgl|tgl pelaksanaan"
    ),
    "start_time": "jam|waktu|pukul|jam mulai",
    "end_time": "jam selesai|selesai",
    "kind": "jenis|jenis kegiatan|kegiatan",
    "place": "tempat|lokasi",
    "letter_number": "no surat|nomor surat|no surat tugas",
    "mentors": "petugas|nama petugas|pendamping",
    "topics": "topik|materi",
    "guests": "tamu|jumlah tamu",
    "summary": "uraian|hasil|ringkasan",
    "plan_date": "tgl|tanggal|hari/tanggal",
    "finding_date": "tgl|tanggal",
    "finding_text": "temuan|uraian|permasalahan|uraian temuan",
    "assessment_date": "tgl|tanggal|tanggal penilaian",
    "filling_date": "tgl|tanggal",
    "submitted_on": "tgl|tanggal|tgl penyampaian",
    "filled": "terisi",
    "total": "jumlah",
    "village_note": "ket|keterangan|catatan",
    "official_note": "ket|keterangan|catatan",
    "attendance_note": "ket|keterangan|catatan",
    "assessment_note": "ket|keterangan|catatan",
    "score_note": "ket|keterangan|catatan",
    "obligation_note": "ket|keterangan|catatan",
    "submission_note": "ket|keterangan|catatan",
    "filling_note": "ket|keterangan|catatan",
}
"""By word: headers in use, without full stops and case. They hold in a sheet that has the word."""

NUMBERING = frozenset(("no", "nomor", "#", "no urut", "nomor urut", "nr", "urut"))
"""Headers of a column of running numbers."""

CHOICES: dict[str, dict[str, str]] = {
    "sex": {
        "laki-laki": "m",
        "laki laki": "m",
        "lk": "m",
        "pria": "m",
        "perempuan": "f",
        "wanita": "f",
        "pr": "f",
    },
    "education": {
        "slta": "SMA",
        "sma/sederajat": "SMA",
        "smu": "SMA",
        "sltp": "SMP",
        "d-1": "D1",
        "d-2": "D2",
        "d-3": "D3",
        "d-4": "D4",
        "di": "D1",
        "dii": "D2",
        "diii": "D3",
        "div": "D4",
        "d.iii": "D3",
        "d iii": "D3",
        "d iv": "D4",
        "d.iv": "D4",
        "s-1": "S1",
        "s-2": "S2",
        "s-3": "S3",
        "s.1": "S1",
        "s.2": "S2",
        "strata 1": "S1",
        "strata 2": "S2",
    },
    "position": {
        "kades": "Kepala Desa",
        "pambakal": "Kepala Desa",
        "pj kades": "Penjabat Kepala Desa",
        "pj. kades": "Penjabat Kepala Desa",
        "pj kepala desa": "Penjabat Kepala Desa",
        "pj. kepala desa": "Penjabat Kepala Desa",
        "sekdes": "Sekretaris Desa",
        "kaur tu dan umum": "Kaur Tata Usaha dan Umum",
        "kaur tu & umum": "Kaur Tata Usaha dan Umum",
        "kaur tata usaha & umum": "Kaur Tata Usaha dan Umum",
        "kaur keu": "Kaur Keuangan",
        "kaur umum & perencanaan": "Kaur Umum dan Perencanaan",
        "kasi pem": "Kasi Pemerintahan",
        "kasi kesra": "Kasi Kesejahteraan",
        "kasi yan": "Kasi Pelayanan",
        "kasi kesejahteraan & pelayanan": "Kasi Kesejahteraan dan Pelayanan",
        "kadus": "Kepala Dusun",
        "staf desa": "Staf",
        "staff": "Staf",
    },
}
"""By word: spellings in use, lower case, and the choice they stand for."""

FOOTERS = (
    "jumlah",
    "total",
    "rata-rata",
    "rerata",
    "catatan",
    "keterangan",
    "ket",
    "mengetahui",
    "sumber",
    "nb",
)
"""How a row below the table begins: totals, notes, signatures."""
