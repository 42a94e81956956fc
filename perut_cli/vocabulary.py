"""Every word of perut, once: columns, options, report headings and document placeholders. Plain data."""

from collections.abc import Iterable

from perut_cli.fields import (
    CHOICE,
    CODED,
    COUNT,
    DATE,
    LINES,
    LIST,
    NUMBER,
    PERIOD,
    SHA,
    TEXT,
    TIME,
    VILLAGE,
    WEIGHT,
    YES,
    Choice,
    Field,
)
from perut_cli.text import T


def choices(*pairs: str) -> tuple[Choice, ...]:
    """Choices from `key/English label/Indonesian label`, the English label being the key where it is left out."""
    parts = (pair.split("/") for pair in pairs)
    return tuple(Choice(part[0], T(part[-2] if len(part) > 2 else part[0], part[-1])) for part in parts)


KINDS = choices("sosialisasi/sosialisasi", "supervisi/supervisi", "asistensi/asistensi", "pembinaan/pembinaan")
MODES = choices("visit/kunjungan", "office/kantor", "online/daring")
STAGES = choices("baseline/awal", "monitoring/pemantauan", "endline/akhir")
SEVERITIES = choices("low/ringan", "medium/sedang", "high/berat")
SUBJECTS = choices("village/desa", "official/aparatur")
PLAN_STATES = choices("planned/terjadwal", "done/selesai", "moved/dipindah", "cancelled/batal")
ACTION_STATES = choices("open/terbuka", "done/selesai", "verified/diverifikasi", "dropped/dihentikan")
ASSESSMENT_STATES = choices("final/final", "draft/draf")
SUBMISSION_STATES = choices("none/belum", "draft/draf", "adopted/ditetapkan", "submitted/disampaikan")
SEXES = choices("m/male/l", "f/female/p")
REACHED = choices("yes/ya", "no/tidak", "undetermined/belum dapat dipastikan", "out_of_reach/out of reach/di luar jangkauan")
READINGS = choices("level/rata-rata", "share/porsi", "growth/pertumbuhan")
POSITIONS = choices(
    "Kepala Desa/Kepala Desa", "Penjabat Kepala Desa/Penjabat Kepala Desa", "Sekretaris Desa/Sekretaris Desa",
    "Kaur Tata Usaha dan Umum/Kaur Tata Usaha dan Umum", "Kaur Keuangan/Kaur Keuangan", "Kaur Perencanaan/Kaur Perencanaan",
    "Kaur Umum dan Perencanaan/Kaur Umum dan Perencanaan", "Kasi Pemerintahan/Kasi Pemerintahan",
    "Kasi Kesejahteraan/Kasi Kesejahteraan", "Kasi Pelayanan/Kasi Pelayanan",
    "Kasi Kesejahteraan dan Pelayanan/Kasi Kesejahteraan dan Pelayanan", "Kepala Dusun/Kepala Dusun", "Staf/Staf",
    "Operator Prodeskel/Operator Prodeskel", "Operator Siskeudes/Operator Siskeudes", "Ketua BPD/Ketua BPD",
    "Wakil Ketua BPD/Wakil Ketua BPD", "Sekretaris BPD/Sekretaris BPD", "Anggota BPD/Anggota BPD",
)
EDUCATIONS = choices("SD/SD", "SMP/SMP", "SMA/SMA", "D1/D1", "D2/D2", "D3/D3", "D4/D4", "S1/S1", "S2/S2", "S3/S3")
APPLICATIONS = choices("prodeskel/prodeskel")
PARTS = choices("ddk/DDK/DDK", "potensi/potensi", "tingkat-perkembangan/tingkat perkembangan")


def _field(key: str, labels: str, kind: object, help_en: str, help_id: str, example: str = "", **more: object) -> Field:
    english, _, indonesian = labels.partition("/")
    return Field(key, T(english, indonesian), kind, T(help_en, help_id), example, **more)  # type: ignore[arg-type]


_RECORDS = (
    _field("setting", "Setting/Pengaturan", CODED, "name of the setting", "nama pengaturan", "target"),
    _field("value", "Value/Isi", TEXT, "its value", "isinya", "80"),
    _field("origin", "Comes from/Asal", TEXT, "where the value comes from", "dari mana isinya"),
    _field("village_code", "Village code/Kode desa", VILLAGE, "full code, last four digits or name",
           "kode lengkap, empat angka terakhir atau nama", "63.11.03.2021"),
    _field("village_name", "Village/Nama desa", TEXT, "name of the village", "nama desa", "Putat Basiun"),
    _field("also_named", "Also named/Nama lain", LIST, "other names people use", "nama lain yang dipakai orang", "Putat|Basiun"),
    _field("locus_since", "Locus since/Lokus sejak", DATE, "first day as a locus of the programme", "hari pertama menjadi lokus program", "2026-01-13"),
    _field("locus_until", "Locus until/Lokus sampai", DATE, "last day as a locus", "hari terakhir sebagai lokus", "2026-12-31"),
    _field("village_note", "Village note/Catatan desa", LINES, "anything worth knowing", "hal yang perlu diketahui", "jalan rusak saat hujan", personal=True),
    _field("official_code", "Official code/Kode aparatur", CODED, "code of the person; made when left blank", "kode orangnya; dibuat bila kosong", "2021-7QX2"),
    _field("official_name", "Official/Nama aparatur", TEXT, "name of the village official", "nama aparatur desa", "Sekretaris Desa (contoh)", personal=True),
    _field("sex", "Sex/Jenis kelamin", CHOICE, "m or f", "l atau p", "f", choices=SEXES),
    _field("education", "Education/Pendidikan", CHOICE, "highest school", "pendidikan terakhir", "SMA", choices=EDUCATIONS, added=True),
    _field("phone", "Phone/Telepon", TEXT, "telephone number", "nomor telepon", "081200000001", personal=True),
    _field("staff_number", "Staff number/Nomor induk", TEXT, "NIPD or other number", "NIPD atau nomor lain", "0012", personal=True),
    _field("official_note", "Official note/Catatan aparatur", LINES, "anything worth knowing", "hal yang perlu diketahui", "sudah ikut bimtek", personal=True),
    _field("position", "Position/Jabatan", CHOICE, "official title of the post", "nama jabatan resmi", "Sekretaris Desa", choices=POSITIONS, added=True),
    _field("since", "Since/Sejak", DATE, "first day in the post", "hari pertama menjabat", "2024-01-02"),
    _field("until", "Until/Sampai", DATE, "last day in the post", "hari terakhir menjabat", "2026-06-30"),
    _field("mentor_code", "Mentor code/Kode pendamping", CODED, "code of the officer of the kecamatan", "kode petugas kecamatan", "KP"),
    _field("mentor_name", "Mentor/Nama pendamping", TEXT, "name of the officer", "nama petugas", "Kasi Pemerintahan (contoh)", personal=True),
    _field("nip", "NIP/NIP", TEXT, "civil servant's number", "nomor induk pegawai", "198001012005011001", personal=True),
    _field("mentor_position", "Mentor's position/Jabatan pendamping", TEXT, "post in the kecamatan", "jabatan di kecamatan", "Kasi Pemerintahan"),
    _field("topic_code", "Topic code/Kode topik", CODED, "code of the topic", "kode topik", "prodeskel"),
    _field("topic_name", "Topic/Nama topik", TEXT, "name of the topic", "nama topik", "Pengisian Prodeskel"),
    _field("legal_basis", "Legal basis/Dasar hukum", TEXT, "regulation it rests on", "peraturan dasarnya", "Permendagri 12/2007"),
    _field("session_code", "Session code/Kode sesi", CODED, "code of the session; made when left blank", "kode sesi; dibuat bila kosong", "2021-260114-7QX2"),
    _field("session_date", "Session date/Tanggal sesi", DATE, "day of the session", "hari sesi", "2026-01-14"),
    _field("start_time", "Start time/Jam mulai", TIME, "beginning", "mulai", "09:00"),
    _field("end_time", "End time/Jam selesai", TIME, "end", "selesai", "11:30"),
    _field("kind", "Kind/Jenis", CHOICE, "kind of mentoring", "jenis pendampingan", "supervisi", choices=KINDS, added=True),
    _field("other_villages", "Other villages/Desa lain", LIST, "further villages of a joint meeting", "desa lain dalam pertemuan bersama", "63.11.03.2014|63.11.03.2005"),
    _field("topics", "Topics/Topik", LIST, "codes of the topics", "kode topik", "prodeskel|administrasi"),
    _field("mode", "Mode/Cara", CHOICE, "where it is held", "di mana diadakan", "visit", choices=MODES),
    _field("place", "Place/Tempat", TEXT, "place", "tempat", "Kantor desa"),
    _field("letter_number", "Letter number/Nomor surat", TEXT, "number of the letter of assignment", "nomor surat tugas", "094/12/PEM/I/2026"),
    _field("mentors", "Mentors/Pendamping", LIST, "codes of the mentors", "kode pendamping", "KP|STAF1"),
    _field("summary", "Summary/Ringkasan", LINES, "what was done and said", "apa yang dilakukan dan dibicarakan", "Pembukuan kas diperiksa.", personal=True),
    _field("worked_on", "Worked on/Dikerjakan", LIST, "indicators worked on, INSTRUMENT:CODE", "indikator yang dikerjakan, INSTRUMEN:KODE", "DESA:A.1|DESA:C.4"),
    _field("guests", "Guests/Tamu", TEXT, "others who were there", "orang lain yang hadir", "Pendamping Desa", personal=True),
    _field("agreed_next", "Agreed next/Kesepakatan berikutnya", DATE, "date agreed for the next session", "tanggal sesi berikutnya yang disepakati", "2026-02-11"),
    _field("present", "Present/Hadir", YES, "was there", "hadir", "yes"),
    _field("attendance_note", "Attendance note/Catatan kehadiran", LINES, "why absent and the like", "sebab tidak hadir dan semacamnya", "diwakili", personal=True),
    _field("plan_date", "Plan date/Tanggal jadwal", DATE, "planned day", "hari yang direncanakan", "2026-02-11"),
    _field("plan_state", "Plan state/Status jadwal", CHOICE, "state of the plan", "status jadwal", "planned", choices=PLAN_STATES),
    _field("reason", "Reason/Alasan", TEXT, "why moved, cancelled or planned", "alasan dipindah, batal atau dijadwalkan", "banjir", personal=True),
    _field("moved_to", "Moved to/Dipindah ke", DATE, "new day", "hari baru", "2026-02-18"),
    _field("finding_code", "Finding code/Kode temuan", CODED, "code of the finding; made when left blank", "kode temuan; dibuat bila kosong", "2021-260114-K3ZA"),
    _field("finding_date", "Finding date/Tanggal temuan", DATE, "day it was found", "hari ditemukan", "2026-01-14"),
    _field("assessment_code", "Assessment code/Kode penilaian", CODED, "code of the assessment; made when left blank", "kode penilaian; dibuat bila kosong", "2021-260120-QW3E"),
    _field("instrument_code", "Instrument code/Kode instrumen", CODED, "code of the instrument", "kode instrumen", "DESA"),
    _field("indicator_code", "Indicator code/Kode indikator", CODED, "code of the indicator", "kode indikator", "A.1"),
    _field("severity", "Severity/Tingkat keparahan", CHOICE, "how serious", "seberapa berat", "medium", choices=SEVERITIES),
    _field("finding_text", "Finding/Temuan", LINES, "what was found", "apa yang ditemukan", "Buku Kas Umum belum ditutup", personal=True),
    _field("repeat_of", "Repeat of/Ulangan dari", CODED, "earlier finding it repeats", "temuan terdahulu yang terulang", "2021-260114-K3ZA"),
    _field("action_code", "Follow-up code/Kode tindak lanjut", CODED, "code of the follow-up; made when left blank", "kode tindak lanjut; dibuat bila kosong", "2021-260114-K3ZA-M5TQ"),
    _field("action_text", "Follow-up/Tindak lanjut", LINES, "what is to be done", "apa yang harus dilakukan", "Tutup buku kas tiap akhir bulan", personal=True),
    _field("responsible", "Responsible/Penanggung jawab", TEXT, "who does it", "siapa yang melakukan", "Kaur Keuangan (contoh)", personal=True),
    _field("due", "Due/Tenggat", DATE, "day it is due", "hari tenggat", "2026-02-28"),
    _field("action_state", "Follow-up state/Status tindak lanjut", CHOICE, "state of the follow-up", "status tindak lanjut", "open", choices=ACTION_STATES),
    _field("opened_on", "Opened on/Dibuka tanggal", DATE, "day it was agreed", "hari disepakati", "2026-01-14"),
    _field("done_on", "Done on/Selesai tanggal", DATE, "day it was done or dropped", "hari selesai atau dihentikan", "2026-02-20"),
    _field("verified_on", "Verified on/Diverifikasi tanggal", DATE, "day it was verified", "hari diverifikasi", "2026-03-04"),
    _field("verified_by", "Verified by/Diverifikasi oleh", TEXT, "who verified, another than who did it", "siapa yang memverifikasi, bukan yang mengerjakan", "KP", personal=True),
    _field("evidence", "Evidence/Bukti dukung", TEXT, "path of the evidence file", "letak berkas bukti", "bukti/kas-januari.pdf"),
    _field("evidence_sha256", "Evidence SHA256/SHA256 bukti", SHA, "checksum of the evidence file", "sidik berkas bukti", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    _field("instrument_version", "Instrument version/Versi instrumen", CODED, "version of the instrument", "versi instrumen", "1"),
    _field("instrument_title", "Instrument/Judul instrumen", TEXT, "title of the instrument", "judul instrumen", "Penilaian administrasi desa"),
    _field("subject", "Subject/Sasaran", CHOICE, "whom it assesses", "siapa yang dinilai", "village", choices=SUBJECTS),
    _field("target", "Target/Target", NUMBER, "score to be reached, 0 to 100", "nilai yang hendak dicapai, 0 sampai 100", "80", low=0, high=100),
    _field("bands", "Bands/Kelas nilai", TEXT, "lower bounds and labels", "batas bawah dan sebutannya", "0:perlu pendampingan;60:berkembang;80:mandiri"),
    _field("item_order", "Order/Urutan", COUNT, "place in the checklist", "urutan dalam daftar periksa", "1", low=0),
    _field("dimension", "Dimension/Dimensi", TEXT, "group the indicator belongs to", "kelompok indikator", "Administrasi Umum"),
    _field("indicator_text", "Indicator/Indikator", LINES, "what is assessed", "apa yang dinilai", "Buku Peraturan di Desa"),
    _field("weight", "Weight/Bobot", WEIGHT, "weight, above 0", "bobot, di atas 0", "1", above=0),
    _field("max_score", "Maximum score/Nilai maksimum", WEIGHT, "highest score, above 0", "nilai tertinggi, di atas 0", "2", above=0),
    _field("critical", "Critical/Kritis", YES, "must be at its maximum to reach the target", "harus penuh agar target tercapai", "no"),
    _field("options", "Options/Pilihan nilai", TEXT, "scores and their labels", "nilai dan sebutannya", "0=tidak ada;1=ada, usang;2=mutakhir"),
    _field("feedback", "Feedback/Umpan balik", LINES, "what to do when it fails", "apa yang harus dilakukan bila gagal", "Catat setiap peraturan pada hari ditetapkan"),
    _field("source", "Source/Sumber nilai", TEXT, "obligation or APPLICATION:PART it follows from", "kewajiban atau APLIKASI:BAGIAN sumbernya", "prodeskel:ddk"),
    _field("assessment_date", "Assessment date/Tanggal penilaian", DATE, "day of the assessment", "hari penilaian", "2026-01-20"),
    _field("stage", "Stage/Tahap", CHOICE, "stage", "tahap", "baseline", choices=STAGES),
    _field("assessment_state", "Assessment state/Status penilaian", CHOICE, "final or draft", "final atau draf", "final", choices=ASSESSMENT_STATES),
    _field("assessment_note", "Assessment note/Catatan penilaian", LINES, "anything worth knowing", "hal yang perlu diketahui", "data contoh", personal=True),
    _field("score", "Score/Nilai", WEIGHT, "score, 0 to the maximum", "nilai, 0 sampai maksimum", "2", low=0),
    _field("na_reason", "Not applicable because/Alasan tidak berlaku", TEXT, "why it does not apply", "mengapa tidak berlaku", "desa tidak punya tanah kas", personal=True),
    _field("score_note", "Score note/Catatan nilai", LINES, "what was seen", "apa yang dilihat", "halaman terakhir Maret", personal=True),
    _field("obligation_code", "Obligation code/Kode kewajiban", CODED, "code of the obligation", "kode kewajiban", "apbdes"),
    _field("obligation_title", "Obligation/Kewajiban", TEXT, "what is owed", "apa yang wajib", "Perdes APB Desa"),
    _field("basis", "Basis/Dasar", TEXT, "regulation it rests on", "peraturan dasarnya", "Permendagri 20/2018 ps. 38"),
    _field("due_rule", "Due rule/Aturan tenggat", TEXT, "Y-1 12-31, Y+1 03-31, Y 07-14, 3Y 10-31 or own", "Y-1 12-31, Y+1 03-31, Y 07-14, 3Y 10-31 atau own", "Y-1 12-31"),
    _field("recipient", "Recipient/Penerima", TEXT, "who gets it", "siapa yang menerima", "Bupati melalui camat"),
    _field("valid_from", "Valid from/Berlaku sejak", DATE, "first day of the rule", "hari pertama aturan berlaku", "2019-01-01"),
    _field("valid_until", "Valid until/Berlaku sampai", DATE, "last day of the rule", "hari terakhir aturan berlaku", "2027-12-31"),
    _field("obligation_note", "Obligation note/Catatan kewajiban", LINES, "anything worth knowing", "hal yang perlu diketahui", "tanggal pekan kedua Juli ditetapkan kecamatan"),
    _field("period", "Period/Periode", PERIOD, "2026 or 2026-S1", "2026 atau 2026-S1", "2026"),
    _field("submission_state", "Submission state/Status penyampaian", CHOICE, "how far it is", "sampai mana", "submitted", choices=SUBMISSION_STATES),
    _field("submitted_on", "Submitted on/Tanggal penyampaian", DATE, "day it was submitted", "hari disampaikan", "2026-01-05"),
    _field("document_number", "Document number/Nomor dokumen", TEXT, "number of the document", "nomor dokumen", "Perdes 5/2025"),
    _field("submission_note", "Submission note/Catatan penyampaian", LINES, "anything worth knowing", "hal yang perlu diketahui", "menunggu evaluasi", personal=True),
    _field("application", "Application/Aplikasi", CHOICE, "application that is filled in", "aplikasi yang diisi", "prodeskel", choices=APPLICATIONS, added=True),
    _field("part", "Part/Bagian", CHOICE, "part of the application", "bagian aplikasi", "ddk", choices=PARTS, added=True),
    _field("filling_date", "Filling date/Tanggal pengisian", DATE, "day of the look", "hari dilihat", "2026-03-04"),
    _field("filled", "Filled/Terisi", COUNT, "entries filled", "isian yang terisi", "120", low=0),
    _field("total", "Total/Total", NUMBER, "all there is", "seluruhnya", "310", low=0),
    _field("checked", "Checked/Diperiksa", COUNT, "entries spot-checked", "isian yang diuji petik", "10", low=0),
    _field("wrong", "Wrong/Salah", COUNT, "of these wrong", "di antaranya salah", "2", low=0),
    _field("operator", "Operator/Operator", TEXT, "who fills it in", "siapa yang mengisi", "Operator Prodeskel (contoh)", personal=True),
    _field("filling_note", "Filling note/Catatan pengisian", LINES, "anything worth knowing", "hal yang perlu diketahui", "jaringan lambat", personal=True),
)

_REPORTS = (
    _field("locus", "Locus/Lokus", YES, "is a locus on the day", "lokus pada hari itu"),
    _field("sessions", "Sessions/Sesi", COUNT, "number of sessions", "banyaknya sesi"),
    _field("last_session", "Last session/Sesi terakhir", DATE, "day of the last session", "hari sesi terakhir"),
    _field("baseline", "Baseline/Nilai awal", NUMBER, "score at the start", "nilai pada awal"),
    _field("latest", "Latest/Nilai terakhir", NUMBER, "newest score", "nilai terbaru"),
    _field("gain", "Gain/Kenaikan", NUMBER, "latest minus baseline, points", "nilai terakhir dikurangi nilai awal, poin"),
    _field("gap", "Gap/Jarak ke target", NUMBER, "points missing to the target", "poin yang kurang dari target"),
    _field("coverage", "Coverage/Cakupan", NUMBER, "share of the weight answered, percent", "porsi bobot yang terjawab, persen"),
    _field("low_bound", "Low bound/Batas rendah", NUMBER, "score if all unanswered were 0", "nilai bila semua yang kosong 0"),
    _field("high_bound", "High bound/Batas tinggi", NUMBER, "score if all unanswered were full", "nilai bila semua yang kosong penuh"),
    _field("not_applicable", "Not applicable/Tidak berlaku", NUMBER, "share of the weight that does not apply, percent", "porsi bobot yang tidak berlaku, persen"),
    _field("critical_failures", "Critical failures/Kritis gagal", COUNT, "critical indicators failed", "indikator kritis yang gagal"),
    _field("reached", "Reached/Tercapai", CHOICE, "target reached", "target tercapai", choices=REACHED),
    _field("band", "Band/Kelas", CHOICE, "class of the score", "kelas nilai", choices=choices("undetermined/belum dapat dipastikan"), added=True),
    _field("open_actions", "Open follow-ups/Tindak lanjut terbuka", COUNT, "follow-ups not verified or dropped", "tindak lanjut belum diverifikasi atau dihentikan"),
    _field("overdue_actions", "Overdue follow-ups/Tindak lanjut terlambat", COUNT, "open and due before the day", "terbuka dan melewati tenggat"),
    _field("reading", "Reading/Cara baca", CHOICE, "reading of the target", "cara membaca target", choices=READINGS),
    _field("chosen", "Chosen/Dipilih", YES, "the reading the setting chose", "cara baca menurut pengaturan"),
    _field("assessed", "Assessed/Dinilai", COUNT, "units with a score", "unit yang bernilai"),
    _field("change", "Change/Perubahan", NUMBER, "normalised change", "perubahan ternormalisasi", decimals=2),
    _field("passed", "Passed/Lulus", CHOICE, "at or above the pass mark", "mencapai nilai lulus", choices=REACHED),
    _field("mean", "Mean/Rata-rata", NUMBER, "mean score, percent of the maximum", "nilai rata-rata, persen dari maksimum"),
    _field("failed", "Failed/Gagal", COUNT, "answers below the maximum", "jawaban di bawah maksimum"),
    _field("failed_share", "Failed share/Porsi gagal", NUMBER, "failed of assessed, percent", "gagal dari yang dinilai, persen"),
    _field("month", "Month/Bulan", PERIOD, "month", "bulan"),
    _field("hours", "Hours/Lama jam", NUMBER, "hours", "jam"),
    _field("officials_present", "Officials present/Aparatur hadir", COUNT, "officials who were there", "aparatur yang hadir"),
    _field("days_overdue", "Days overdue/Hari terlambat", COUNT, "days past due", "hari melewati tenggat"),
    _field("repeats", "Repeats/Pengulangan", COUNT, "times found again", "kali ditemukan lagi"),
    _field("rank", "Rank/Peringkat", COUNT, "place in the list", "urutan dalam daftar"),
    _field("priority", "Priority/Prioritas", NUMBER, "0 to 100, higher is more urgent", "0 sampai 100, makin tinggi makin mendesak"),
    _field("visit_part", "Visit part/Bagian kunjungan", NUMBER, "for the time since the last visit", "karena lama tak dikunjungi"),
    _field("gap_part", "Gap part/Bagian jarak", NUMBER, "for the distance to the target", "karena jarak ke target"),
    _field("critical_part", "Critical part/Bagian kritis", NUMBER, "for critical failures", "karena kritis gagal"),
    _field("action_part", "Follow-up part/Bagian tindak lanjut", NUMBER, "for overdue follow-ups", "karena tindak lanjut terlambat"),
    _field("repeat_part", "Repeat part/Bagian temuan ulang", NUMBER, "for open repeat findings", "karena temuan ulang terbuka"),
    _field("next_visit", "Next visit/Kunjungan berikutnya", DATE, "next planned day", "hari terjadwal berikutnya"),
    _field("why", "Why/Sebab", TEXT, "the reasons, largest first", "sebab-sebabnya, terbesar dahulu"),
    _field("villages", "Villages/Banyak desa", COUNT, "number of villages", "banyaknya desa"),
    _field("days_late", "Days late/Hari lewat tenggat", COUNT, "days after the due day", "hari setelah tenggat"),
    _field("share", "Share/Porsi", NUMBER, "filled of total, percent", "terisi dari total, persen"),
    _field("wrong_share", "Wrong share/Porsi salah", NUMBER, "wrong of checked, percent", "salah dari yang diperiksa, persen"),
    _field("days_old", "Days old/Umur hari", COUNT, "days since the look", "hari sejak dilihat"),
    _field("batch", "Batch/Kelompok", COUNT, "number of the batch", "nomor kelompok perubahan"),
    _field("written_at", "Written at/Ditulis pada", TEXT, "when", "kapan"),
    _field("actor", "Actor/Pelaku", TEXT, "who", "siapa"),
    _field("command", "Command/Perintah", TEXT, "command line", "baris perintah"),
    _field("new_count", "New/Baru", COUNT, "rows added", "baris baru"),
    _field("changed_count", "Changed/Berubah", COUNT, "rows changed", "baris berubah"),
    _field("blanked_count", "Blanked/Dikosongkan", COUNT, "cells blanked", "sel dikosongkan"),
    _field("same_count", "Same/Tetap", COUNT, "rows the same", "baris tetap"),
    _field("removed_count", "Removed/Dihapus", COUNT, "rows removed", "baris dihapus"),
    _field("rejected_count", "Rejected/Ditolak", COUNT, "rows rejected", "baris ditolak"),
    _field("undone", "Undone/Diurungkan", TEXT, "what became of it", "apa jadinya"),
    _field("sheet", "Sheet/Lembar", TEXT, "kind of record", "jenis catatan"),
    _field("key", "Key/Kunci", TEXT, "key of the record", "kunci catatan"),
    _field("column", "Column/Kolom", TEXT, "name of the column", "nama kolom"),
    _field("column_id", "Indonesian name/Nama Indonesia", TEXT, "Indonesian name of the column", "nama kolom dalam bahasa Indonesia"),
    _field("label", "Label/Sebutan", TEXT, "label", "sebutan"),
    _field("holds", "Holds/Jenis isi", TEXT, "what it holds", "jenis isinya"),
    _field("needed", "Needed/Wajib", TEXT, "required or part of the key", "wajib atau bagian kunci"),
    _field("default", "Default/Bawaan", TEXT, "value when left blank on a new row", "isi bila kosong pada baris baru"),
    _field("example", "Example/Contoh", TEXT, "example", "contoh"),
    _field("meaning", "Meaning/Arti", TEXT, "meaning", "arti"),
    _field("old_value", "Old value/Isi lama", TEXT, "value before", "isi sebelumnya"),
    _field("new_value", "New value/Isi baru", TEXT, "value after", "isi sesudahnya"),
    _field("section", "Section/Bagian halaman", TEXT, "part of the page", "bagian dari halaman"),
    _field("line", "Line/Baris", COUNT, "line", "baris"),
    _field("item", "Item/Butir", TEXT, "item", "butir"),
    _field("points", "Points/Poin", NUMBER, "points", "poin"),
    _field("bar", "Bar/Batang", TEXT, "as a bar", "sebagai batang"),
    _field("days_ago", "Days ago/Hari lalu", COUNT, "days since", "hari sejak itu"),
    _field("next_command", "Command for it/Perintahnya", TEXT, "command to type", "perintah yang diketik"),
    _field("taught", "Worked on in/Dibina di", COUNT, "villages where sessions worked on it", "desa yang sesinya mengerjakannya"),
    _field("taught_gain", "Gain where worked on/Kenaikan bila dibina", NUMBER, "mean gain where worked on, points", "kenaikan rata-rata bila dikerjakan, poin"),
    _field("untaught", "Not worked on in/Tidak dibina di", COUNT, "of the same villages those where it was not", "di antara desa yang sama, yang tidak mengerjakannya"),
    _field("untaught_gain", "Gain where not/Kenaikan bila tidak dibina", NUMBER, "mean gain where not worked on, points", "kenaikan rata-rata bila tidak dikerjakan, poin"),
    _field("gain_difference", "Difference/Selisih kenaikan", NUMBER, "gain where worked on minus gain where not, points", "kenaikan bila dikerjakan dikurangi bila tidak, poin"),
    _field("second_mentor", "Second mentor/Pendamping kedua", CODED, "code of the other assessor", "kode penilai yang lain"),
    _field("levels", "Levels/Tingkat nilai", LIST, "scores that could be given", "nilai yang dapat diberikan"),
    _field("pairs", "Pairs/Pasangan", COUNT, "answers that both gave", "jawaban yang diberikan keduanya"),
    _field("exact_share", "Same score/Nilai sama", NUMBER, "pairs with the same score, percent", "pasangan bernilai sama, persen"),
    _field("near_share", "Within one level/Selisih satu tingkat", NUMBER, "pairs at most one level apart, percent", "pasangan berselisih paling banyak satu tingkat, persen"),
    _field("kappa", "Kappa/Kappa", NUMBER, "Cohen's kappa, unweighted", "kappa Cohen, tanpa bobot", decimals=2),
    _field("ac1", "Gwet AC1/AC1 Gwet", NUMBER, "Gwet's AC1, unweighted", "AC1 Gwet, tanpa bobot", decimals=2),
    _field("ac2_linear", "Gwet AC2, linear/AC2 Gwet linear", NUMBER, "Gwet's AC2 with linear weights", "AC2 Gwet berbobot linear", decimals=2),
    _field("ac2_quadratic", "Gwet AC2, quadratic/AC2 Gwet kuadrat", NUMBER, "Gwet's AC2 with quadratic weights", "AC2 Gwet berbobot kuadrat", decimals=2),
    _field("leniency", "Leniency/Kelonggaran", NUMBER, "first minus second, points of 100; above 0 the first is the milder",
           "pertama dikurangi kedua, poin dari 100; di atas 0 yang pertama lebih longgar"),
    _field("agreement_word", "In a word/Dalam kata", TEXT, "word of Landis and Koch for AC1", "sebutan Landis dan Koch untuk AC1"),
    _field("second_score", "Second score/Nilai penilai kedua", WEIGHT, "score of the other assessor", "nilai dari penilai yang lain", low=0),
    _field("copy_file", "Copy/Salinan", TEXT, "file of the copy", "berkas salinan"),
    _field("copied_at", "Copied at/Disalin pada", TEXT, "when the copy was made", "kapan salinan dibuat"),
    _field("copy_bytes", "Bytes/Ukuran bita", COUNT, "size of the file", "ukuran berkas"),
    _field("verified", "Verified/Terverifikasi", YES, "whether it was found whole when it was made", "apakah utuh saat dibuat"),
    _field("finding_sort", "Sort of finding/Golongan temuan", CHOICE, "damage, safe to mend, to decide, or to ask",
           "rusak, aman diperbaiki, perlu diputuskan, atau ditanyakan", choices=choices("damage/rusak", "safe/aman", "decide/putuskan", "ask/tanyakan")),
    _field("fault", "Fault/Masalah", TEXT, "what does not hold", "yang tidak sesuai"),
    _field("question", "Question/Pertanyaan", TEXT, "what to ask", "yang perlu ditanyakan"),
    _field("earned", "Earned/Bobot diperoleh", WEIGHT, "sum of weight times factor", "jumlah bobot kali faktor"),
    _field("answered", "Answered/Bobot terjawab", WEIGHT, "sum of the weights answered", "jumlah bobot yang terjawab"),
    _field("applicable", "Applicable/Bobot berlaku", WEIGHT, "sum of the weights that apply", "jumlah bobot yang berlaku"),
    _field("factor", "Factor/Faktor", NUMBER, "score divided by the maximum", "nilai dibagi nilai maksimum", decimals=2),
    _field("said_on", "Said on/Tanggal dicatat", DATE, "day it is about", "hari kejadiannya"),
    _field("excerpt", "Excerpt/Kutipan", TEXT, "the text around the words found", "teks di sekitar kata yang ditemukan"),
)

WORDS: dict[str, Field] = {field.key: field for field in (*_RECORDS, *_REPORTS)}
"""Every word by its English key."""

BY_NAME: dict[str, Field] = {**{field.key_id: field for field in WORDS.values()}, **WORDS}
"""Every word by either of its keys."""


def word(name: str) -> Field:
    """The field of a word by its English key."""
    return WORDS[name]


def words(names: str | Iterable[str]) -> tuple[Field, ...]:
    """Fields by their English keys, separated by blanks."""
    return tuple(WORDS[name] for name in (names.split() if isinstance(names, str) else names))


def word_here(key: str) -> str:
    """A word as the process language writes it; what is no word stays."""
    return WORDS[key].key_here if key in WORDS else key


def known(header: str) -> Field | None:
    """The field a header, an option or a label means, in either language; case, spaces and dashes don't matter."""
    name = "_".join(header.strip().lower().replace("-", "_").replace("_", " ").split())
    return BY_NAME.get(name) or _labels().get(name)


def _labels() -> dict[str, Field]:
    if not _LABELS:
        for field in WORDS.values():
            for label in (field.label.en, field.label.id):
                _LABELS.setdefault("_".join(label.lower().replace("-", " ").split()), field)
    return _LABELS


_LABELS: dict[str, Field] = {}
