"""Every error number explained in both languages: what it is, why it happens, what to do. Plain
data.
"""

from typing import NamedTuple

from perut_cli.core.text import T


class Explained(NamedTuple):
    """An error number's meaning."""

    title: T
    why: T
    do: T


ERRORS: dict[str, Explained] = {
    "P001": Explained(
        T("no such command or topic", "perintah atau topik tidak ada"),
        T(
            "The word is neither a command nor a verb of the noun before it. Names of both "
            "languages are known everywhere.",
            "Kata itu bukan perintah, bukan pula kata kerja dari kata benda di depannya. Nama "
            "dalam kedua bahasa dikenal di mana saja.",
        ),
        T(
            "Look at the names proposed, or at `perut help`.",
            "Lihat nama yang disarankan, atau `perut bantuan`.",
        ),
    ),
    "P002": Explained(
        T("no such option", "opsi tidak ada"),
        T(
            "The command has no option of that name, or the beginning given fits several options.",
            "Perintah ini tidak punya opsi itu, atau awalan yang ditulis cocok dengan beberapa "
            "opsi.",
        ),
        T(
            "Write the option in full; `--help` after the command lists them. A value that "
            "begins with a dash goes as "
            "`--option=-value`.",
            "Tulis opsinya lengkap; `--bantuan` di belakang perintah mendaftarnya. Nilai yang "
            "diawali strip ditulis `--opsi=-nilai`.",
        ),
    ),
    "P003": Explained(
        T("something is missing", "ada yang belum diisi"),
        T(
            "The command can't be done without the value that the message names. Nothing was "
            "written.",
            "Perintah tidak bisa dilakukan tanpa isi yang disebut pesannya. Tidak ada yang "
            "ditulis.",
        ),
        T(
            "Add what is named. On a terminal `add` without any value asks for each of them.",
            "Tambahkan yang disebut. Di terminal, `tambah` tanpa isi apa pun akan menanyakannya "
            "satu per satu.",
        ),
    ),
    "P004": Explained(
        T("too many words", "kata berlebih"),
        T(
            "More arguments were given than the command takes, mostly because a name of several "
            "words has no quotes.",
            "Argumen lebih banyak daripada yang diterima, biasanya karena nama beberapa kata "
            "tidak diapit tanda kutip.",
        ),
        T(
            'Put names with blanks in quotes: `perut report village "Putat Basiun"`.',
            'Apit nama yang berspasi: `perut laporan desa "Putat Basiun"`.',
        ),
    ),
    "P005": Explained(
        T("one option, two values", "satu opsi, dua nilai"),
        T(
            "The same option was given twice with different values, perhaps once in each "
            "language. perut does not guess which one "
            "counts.",
            "Opsi yang sama diberi dua nilai berbeda, barangkali sekali dalam tiap bahasa. "
            "perut tidak menebak mana yang berlaku.",
        ),
        T(
            "Give it once. Options that take several values, such as topics, separate them by |.",
            "Beri sekali saja. Opsi yang boleh berisi beberapa nilai, seperti topik, dipisah "
            "dengan |.",
        ),
    ),
    "P006": Explained(
        T("no such format", "format tidak ada"),
        T(
            "The name after --format is none that perut or tabulate knows.",
            "Nama sesudah --format tidak dikenal perut maupun tabulate.",
        ),
        T("See `perut help formats`.", "Lihat `perut bantuan format`."),
    ),
    "P007": Explained(
        T("a value that can't be used", "nilai yang tidak bisa dipakai"),
        T(
            "The option is right, its value is not: the message says what was found and what "
            "was expected.",
            "Opsinya benar, isinya tidak: pesannya menyebut apa yang ditemukan dan apa yang "
            "diharapkan.",
        ),
        T(
            "Correct the value; `--help` after the command says what each option takes.",
            "Perbaiki isinya; `--bantuan` di belakang perintah menjelaskan isi tiap opsi.",
        ),
    ),
    "P008": Explained(
        T("a workbook needs a file", "buku kerja perlu berkas"),
        T(
            "An Excel workbook is no text, so it can't be written to the screen or into a pipe.",
            "Buku kerja Excel bukan teks, jadi tidak bisa ditulis ke layar atau pipa.",
        ),
        T("Name a file: `-o villages.xlsx`.", "Sebut berkasnya: `-o desa.xlsx`."),
    ),
    "P009": Explained(
        T("the file has no header row", "berkas tidak punya baris judul"),
        T(
            "The first row with anything in it must name columns that perut knows; by them the "
            "separator is recognised too.",
            "Baris pertama yang berisi harus menyebut kolom yang dikenal perut; dari situ "
            "pemisahnya juga dikenali.",
        ),
        T(
            "See the names with `perut village columns`, or start from `perut village template`.",
            "Lihat namanya dengan `perut desa kolom`, atau mulai dari `perut desa templat`.",
        ),
    ),
    "P010": Explained(
        T("no such file or folder", "berkas atau folder tidak ada"),
        T(
            "There is nothing at the path named. A relative path begins at the folder in which "
            "the command was given.",
            "Tidak ada apa pun di letak itu. Letak relatif dimulai dari folder tempat perintah "
            "diberikan.",
        ),
        T(
            "Check the spelling and the folder; drag the file into the terminal to get its full "
            "path.",
            "Periksa ejaan dan foldernya; seret berkas ke terminal untuk mendapat letak "
            "lengkapnya.",
        ),
    ),
    "P011": Explained(
        T("a file can't be opened", "berkas tidak bisa dibuka"),
        T(
            "Another program holds it open, most often Excel; or it is a folder, or you have no "
            "right to it.",
            "Program lain sedang membukanya, paling sering Excel; atau itu folder, atau Anda "
            "tidak berhak atasnya.",
        ),
        T(
            "Close it in the other program and give the command again, or name another file.",
            "Tutup di program lain lalu ulangi perintahnya, atau sebut berkas lain.",
        ),
    ),
    "P012": Explained(
        T("unknown column", "kolom tidak dikenal"),
        T(
            "A heading is none of the sheet's columns. perut never drops a column in silence: "
            "what it doesn't know could hold your "
            "work.",
            "Satu judul bukan kolom lembar itu. perut tidak pernah membuang kolom diam-diam: "
            "isinya bisa jadi hasil kerja Anda.",
        ),
        T(
            "Rename the heading as proposed, or delete the column; `perut village columns` "
            "lists the known ones.",
            "Ganti judulnya seperti saran, atau hapus kolomnya; `perut desa kolom` mendaftar "
            "yang dikenal.",
        ),
    ),
    "P013": Explained(
        T("a column twice, or a damaged header", "kolom ganda, atau judul rusak"),
        T(
            "Two headings mean the same word, perhaps once in each language, or a heading is "
            "blank above filled cells.",
            "Dua judul berarti kata yang sama, barangkali sekali dalam tiap bahasa, atau "
            "judulnya kosong di atas sel yang terisi.",
        ),
        T(
            "Keep one of the columns, or give it its own name.",
            "Sisakan satu kolom, atau beri namanya sendiri.",
        ),
    ),
    "P014": Explained(
        T("letters that can't be read", "huruf yang tidak terbaca"),
        T(
            "The file begins as UTF-8 and then has bytes that are not UTF-8: it was put "
            "together from files of different programs.",
            "Berkas bermula sebagai UTF-8 lalu berisi bita yang bukan UTF-8: mungkin gabungan "
            "berkas dari beberapa program.",
        ),
        T(
            'Open it in the spreadsheet and save it as "CSV UTF-8".',
            'Buka di lembar kerja lalu simpan sebagai "CSV UTF-8".',
        ),
    ),
    "P015": Explained(
        T("a cell or workbook that can't be read", "sel atau buku kerja yang tidak terbaca"),
        T(
            "A quote is not closed, so the rest of the file would become one cell; or a "
            "workbook is damaged, has a password or a "
            "formula error in a cell.",
            "Satu tanda kutip tidak ditutup, sehingga sisa berkas menjadi satu sel; atau buku "
            "kerjanya rusak, bersandi, atau selnya "
            "berisi galat rumus.",
        ),
        T(
            "Mend the cell at the place named. A quote within a cell is written twice.",
            "Perbaiki sel di tempat yang disebut. Tanda kutip di dalam sel ditulis dua kali.",
        ),
    ),
    "P016": Explained(
        T("rows and header of different width", "lebar baris dan judul berbeda"),
        T(
            "A row has more or fewer cells than the header, mostly from a separator inside a "
            "text without quotes; or the file has "
            "more columns than any sheet.",
            "Satu baris punya sel lebih banyak atau lebih sedikit daripada judulnya, biasanya "
            "karena pemisah di dalam teks tanpa "
            "kutip; atau kolomnya melebihi lembar mana pun.",
        ),
        T(
            "Mend the row at the place named, or save the file again from the spreadsheet.",
            "Perbaiki baris di tempat yang disebut, atau simpan ulang berkas dari lembar kerja.",
        ),
    ),
    "P017": Explained(
        T("a NUL character", "karakter NUL"),
        T(
            "Text has no NUL: the file is damaged, or it is not a text file.",
            "Teks tidak punya NUL: berkasnya rusak, atau bukan berkas teks.",
        ),
        T("Save it again as CSV.", "Simpan ulang sebagai CSV."),
    ),
    "P018": Explained(
        T("too large", "terlalu besar"),
        T(
            "A cell, a file or a workbook is beyond what can be real work; mostly a quote was "
            "left open.",
            "Sel, berkas atau buku kerja melampaui yang masuk akal; biasanya ada tanda kutip "
            "yang tidak ditutup.",
        ),
        T("Close the quote, or divide the file.", "Tutup kutipnya, atau bagi berkasnya."),
    ),
    "P019": Explained(
        T("the file changed while it was read", "berkas berubah saat dibaca"),
        T(
            "Another program was saving it. Nothing was written.",
            "Program lain sedang menyimpannya. Tidak ada yang ditulis.",
        ),
        T(
            "Wait until it is saved, then import it again.",
            "Tunggu sampai tersimpan, lalu impor lagi.",
        ),
    ),
    "P020": Explained(
        T("a value that must be there", "isi yang wajib"),
        T(
            "A required cell is empty, or a column that new rows need is not in the file.",
            "Sel wajib kosong, atau kolom yang diperlukan baris baru tidak ada dalam berkas.",
        ),
        T(
            "Fill it in; `perut village columns` says which columns are required.",
            "Isi; `perut desa kolom` menyebut kolom yang wajib.",
        ),
    ),
    "P021": Explained(
        T("not a number", "bukan angka"),
        T(
            "The cell has letters or signs that no number has.",
            "Sel berisi huruf atau tanda yang tidak ada pada angka.",
        ),
        T(
            "Write it with digits and one decimal sign: 87.5 or 87,5.",
            "Tulis dengan angka dan satu tanda desimal: 87,5 atau 87.5.",
        ),
    ),
    "P022": Explained(
        T("a number that could be two", "angka yang bisa berarti dua"),
        T(
            "In Indonesia 1.234 is one thousand two hundred thirty-four, elsewhere it is one "
            "and a bit. perut does not guess.",
            "Di Indonesia 1.234 adalah seribu dua ratus tiga puluh empat, di tempat lain satu "
            "lebih sedikit. perut tidak menebak.",
        ),
        T("Write it without a separator of thousands: 1234.", "Tulis tanpa pemisah ribuan: 1234."),
    ),
    "P023": Explained(
        T("scientific notation", "notasi ilmiah"),
        T(
            "A spreadsheet made 3,30101E+15 of a long number; the digits that it dropped can't "
            "be brought back.",
            "Lembar kerja menjadikan angka panjang 3,30101E+15; angka yang dibuangnya tidak "
            "bisa dikembalikan.",
        ),
        T(
            "Format the column as text, enter the numbers again and save.",
            "Jadikan kolomnya teks, isi ulang angkanya lalu simpan.",
        ),
    ),
    "P024": Explained(
        T("not a date", "bukan tanggal"),
        T(
            "The text is no day of the calendar, such as 30 February, or is written in words.",
            "Teksnya bukan hari pada kalender, seperti 30 Februari, atau ditulis dengan kata.",
        ),
        T("Write 2026-12-31 or 31/12/2026.", "Tulis 31/12/2026 atau 2026-12-31."),
    ),
    "P025": Explained(
        T("the month first", "bulan di depan"),
        T(
            "The date can only be read with the month first, as in America. Then other dates of "
            "the column would be read wrongly as "
            "well.",
            "Tanggalnya hanya terbaca bila bulan di depan, seperti di Amerika. Tanggal lain "
            "pada kolom itu pun akan salah dibaca.",
        ),
        T(
            "Set the spreadsheet's region to Indonesia, or write 2026-12-31.",
            "Setel wilayah lembar kerja ke Indonesia, atau tulis 2026-12-31.",
        ),
    ),
    "P026": Explained(
        T("a day number", "nomor hari"),
        T(
            "A spreadsheet keeps dates as numbers such as 46022; saved as a number it is no "
            "date any more.",
            "Lembar kerja menyimpan tanggal sebagai angka seperti 46022; bila tersimpan sebagai "
            "angka, itu bukan tanggal lagi.",
        ),
        T(
            "Format the column as a date, then save as CSV again.",
            "Format kolomnya sebagai tanggal, lalu simpan ulang sebagai CSV.",
        ),
    ),
    "P027": Explained(
        T("dates in two orders", "dua urutan tanggal"),
        T(
            "One column has 2026-02-01 and 01/02/2026; a column is read in one order, so that "
            "no day and month are mixed up. Mostly a "
            "spreadsheet set to American dates opened the file: it took 05/02/2026 for the "
            "second of May and left 24/02/2026 as text.",
            "Satu kolom memuat 2026-02-01 dan 01/02/2026; satu kolom dibaca dengan satu urutan, "
            "agar hari dan bulan tidak tertukar. "
            "Biasanya berkas dibuka dengan lembar kerja bertanggal Amerika: 05/02/2026 dibaca 2 "
            "Mei dan 24/02/2026 dibiarkan sebagai teks.",
        ),
        T(
            "Then the dates that look right are wrong too: take the file from before it was "
            "opened, and open it with the region set to "
            "Indonesia. Otherwise write all dates of the column alike.",
            "Kalau begitu, tanggal yang tampak benar pun salah: pakai berkas sebelum dibuka, "
            "dan buka dengan wilayah Indonesia. "
            "Kalau tidak, tulis semua tanggal kolom itu dengan cara sama.",
        ),
    ),
    "P028": Explained(
        T("not a time of day", "bukan jam"),
        T(
            "A time has hours from 0 to 23 and minutes from 0 to 59.",
            "Jam terdiri atas 0 sampai 23 dan menit 0 sampai 59.",
        ),
        T("Write 09:30 or 09.30.", "Tulis 09.30 atau 09:30."),
    ),
    "P029": Explained(
        T("not one of the choices", "bukan salah satu pilihan"),
        T(
            "The word takes only certain values. Some lists grow, such as positions: there a "
            "new value must be meant.",
            "Kata itu hanya menerima isi tertentu. Sebagian daftar bisa bertambah, seperti "
            "jabatan: di sana isi baru harus disengaja.",
        ),
        T(
            "Choose one of those listed, or add --new where the hint offers it.",
            "Pilih yang terdaftar, atau tambahkan --baru bila sarannya menawarkan.",
        ),
    ),
    "P030": Explained(
        T("out of the limits", "di luar batas"),
        T(
            "The number is smaller or larger than the word allows.",
            "Angkanya lebih kecil atau lebih besar daripada yang dibolehkan.",
        ),
        T(
            "Check the number; `perut indicator columns` and the like say what a column holds.",
            "Periksa angkanya; `perut indikator kolom` dan sejenisnya menjelaskan isi kolom.",
        ),
    ),
    "P031": Explained(
        T("neither yes nor no", "bukan ya atau tidak"),
        T("The word is answered by yes or no only.", "Kata itu hanya dijawab ya atau tidak."),
        T(
            "Write yes or no, true or false, 1 or 0.",
            "Tulis ya atau tidak, benar atau salah, 1 atau 0.",
        ),
    ),
    "P033": Explained(
        T("not a code", "bukan kode"),
        T(
            "A code has letters, digits, dots, dashes and underscores and begins with a letter "
            "or digit; blanks and other signs would "
            "need quotes everywhere.",
            "Kode terdiri atas huruf, angka, titik, strip dan garis bawah serta diawali huruf "
            "atau angka; spasi dan tanda lain akan "
            "perlu kutip di mana-mana.",
        ),
        T("Write for instance A.1 or DESA-2026.", "Tulis misalnya A.1 atau DESA-2026."),
    ),
    "P034": Explained(
        T("not the code of a village or a kecamatan", "bukan kode desa atau kecamatan"),
        T(
            "A village code has ten digits, the seventh of them 1 (kelurahan), 2 (desa) or 3 "
            "(desa adat); the code of a kecamatan has the first six.",
            "Kode desa berisi sepuluh angka, yang ketujuh 1 (kelurahan), 2 (desa) atau 3 (desa "
            "adat); kode kecamatan enam angka pertamanya.",
        ),
        T(
            "Write it like 63.11.03.2021, a kecamatan like 63.11.03.",
            "Tulis seperti 63.11.03.2021, kecamatan seperti 63.11.03.",
        ),
    ),
    "P035": Explained(
        T("a damaged list", "daftar yang rusak"),
        T(
            "Between two separators there is nothing, or one thing stands in the list twice.",
            "Di antara dua pemisah tidak ada apa-apa, atau satu hal tercantum dua kali.",
        ),
        T(
            "Separate the items by |, each once: prodeskel|administrasi.",
            "Pisahkan butirnya dengan |, masing-masing sekali: prodeskel|administrasi.",
        ),
    ),
    "P036": Explained(
        T("not a SHA-256", "bukan SHA-256"),
        T(
            "The checksum of a file has 64 digits from 0 to f.",
            "Sidik berkas terdiri atas 64 angka dari 0 sampai f.",
        ),
        T(
            "Leave it out: perut computes it from the evidence file.",
            "Kosongkan: perut menghitungnya dari berkas bukti.",
        ),
    ),
    "P037": Explained(
        T("an indicator without its instrument", "indikator tanpa instrumen"),
        T(
            "Codes of indicators repeat between instruments, so here the instrument stands "
            "before the colon.",
            "Kode indikator berulang di beberapa instrumen, maka di sini instrumennya ditulis "
            "di depan titik dua.",
        ),
        T("Write for instance DESA:A.1.", "Tulis misalnya DESA:A.1."),
    ),
    "P038": Explained(
        T("no such setting", "pengaturan tidak ada"),
        T(
            "The settings are a fixed list, so that a slip of the pen is not a setting that "
            "nobody reads.",
            "Pengaturan adalah daftar tetap, agar salah ketik tidak menjadi pengaturan yang "
            "tidak dibaca siapa pun.",
        ),
        T("See them with `perut setting list`.", "Lihat dengan `perut pengaturan daftar`."),
    ),
    "P039": Explained(
        T("a score and a reason, or neither", "nilai dan alasan, atau tidak keduanya"),
        T(
            "An answer is either a score or the reason why the indicator does not apply. "
            "Unanswered has no row at all.",
            "Satu jawaban berisi nilai, atau alasan mengapa indikator tidak berlaku. Yang belum "
            "dijawab tidak punya baris.",
        ),
        T(
            "Give one of the two; in a wide file write `NA: reason`.",
            "Isi salah satu; dalam berkas lebar tulis `TB: alasan`.",
        ),
    ),
    "P040": Explained(
        T("not recorded", "tidak tercatat"),
        T(
            "No record has that code or name. Case, spaces and Sei, Sungai or S. make no "
            "difference; spelling does.",
            "Tidak ada catatan dengan kode atau nama itu. Huruf besar, spasi dan Sei, Sungai "
            "atau S. tidak membedakan; ejaan "
            "membedakan.",
        ),
        T(
            "Choose one of the nearest that the message offers, or see all with `list`.",
            "Pilih yang terdekat dari pesannya, atau lihat semua dengan `daftar`.",
        ),
    ),
    "P041": Explained(
        T("fits several", "cocok dengan beberapa"),
        T(
            "The beginning or name fits more than one record, and perut does not guess.",
            "Awalan atau nama itu cocok dengan lebih dari satu catatan, dan perut tidak menebak.",
        ),
        T(
            "Write more of it: the full name, or the code.",
            "Tulis lebih lengkap: nama lengkap, atau kodenya.",
        ),
    ),
    "P042": Explained(
        T("not one of the options", "bukan salah satu pilihan nilai"),
        T(
            "The indicator has fixed scores, each with its label; the answer is none of them.",
            "Indikator punya nilai tetap, masing-masing dengan sebutannya; jawabannya bukan "
            "salah satunya.",
        ),
        T(
            "Choose one of those listed, by number or label.",
            "Pilih yang terdaftar, dengan angka atau sebutannya.",
        ),
    ),
    "P043": Explained(
        T("a score beyond the maximum", "nilai melebihi maksimum"),
        T(
            "A score lies between 0 and the indicator's maximum.",
            "Nilai terletak antara 0 dan nilai maksimum indikator.",
        ),
        T(
            "Check the answer, and the maximum with `perut indicator show`.",
            "Periksa jawabannya, dan maksimumnya dengan `perut indikator lihat`.",
        ),
    ),
    "P044": Explained(
        T("nothing in it for perut", "tidak ada isi untuk perut"),
        T(
            "The folder, workbook or list has no sheet or village that the command looks for.",
            "Folder, buku kerja atau daftar itu tidak memuat lembar atau desa yang dicari "
            "perintah.",
        ),
        T(
            "Files and sheets are called by their noun: village.csv, session.csv.",
            "Berkas dan lembar bernama menurut kata bendanya: desa.csv, sesi.csv.",
        ),
    ),
    "P045": Explained(
        T("which instrument?", "instrumen yang mana?"),
        T(
            "The file has several instruments of that kind and no setting chooses one.",
            "Ada beberapa instrumen jenis itu dan belum ada pengaturan yang memilih.",
        ),
        T(
            "Add --instrument CODE, or choose for good: `perut setting edit village_instrument "
            "--value CODE`.",
            "Tambahkan --instrumen KODE, atau pilih seterusnya: `perut pengaturan ubah "
            "village_instrument --isi KODE`.",
        ),
    ),
    "P047": Explained(
        T("no such report or column", "laporan atau kolom tidak ada"),
        T(
            "`explain` takes a report, the key of one of its rows and one of its columns.",
            "`jelaskan` menerima laporan, kunci satu barisnya, dan satu kolomnya.",
        ),
        T(
            "See the columns with `perut report progress --format csv`.",
            "Lihat kolomnya dengan `perut laporan kemajuan --format csv`.",
        ),
    ),
    "P050": Explained(
        T("the same key twice", "kunci yang sama dua kali"),
        T(
            "Two rows of the file are the same record, and may differ in the rest; only one can "
            "be right.",
            "Dua baris berkas adalah catatan yang sama, dan isinya bisa berbeda; hanya satu "
            "yang benar.",
        ),
        T("Keep one of the two lines named.", "Sisakan satu dari dua baris yang disebut."),
    ),
    "P051": Explained(
        T("recorded already", "sudah tercatat"),
        T(
            "`add` never overwrites: a record with this key is there.",
            "`tambah` tidak pernah menimpa: catatan dengan kunci ini sudah ada.",
        ),
        T(
            "Look at it with `show`, change it with `edit`.",
            "Lihat dengan `lihat`, ubah dengan `ubah`.",
        ),
    ),
    "P052": Explained(
        T("the code is of another record", "kode milik catatan lain"),
        T(
            "The code is recorded, but with another village, day or kind than this row gives.",
            "Kodenya tercatat, tetapi dengan desa, hari atau jenis lain daripada baris ini.",
        ),
        T(
            "Correct the code, or leave it blank: perut finds or makes it.",
            "Perbaiki kodenya, atau kosongkan: perut mencari atau membuatnya.",
        ),
    ),
    "P053": Explained(
        T("recorded under another code", "tercatat dengan kode lain"),
        T(
            "The same village, day and kind are recorded, with another code than this row gives.",
            "Desa, hari dan jenis yang sama sudah tercatat, dengan kode lain daripada baris ini.",
        ),
        T(
            "Leave the code blank, or write the recorded one.",
            "Kosongkan kodenya, atau tulis yang tercatat.",
        ),
    ),
    "P054": Explained(
        T("frozen", "beku"),
        T(
            "Assessments rest on this version of the instrument. Were its weights, maxima or "
            "bands changed, scores already reported "
            "would change in silence.",
            "Penilaian bertumpu pada versi instrumen ini. Bila bobot, maksimum atau kelasnya "
            "diubah, nilai yang sudah dilaporkan ikut "
            "berubah diam-diam.",
        ),
        T(
            "Make the next version with `perut instrument revise`; wording may be mended at any "
            "time.",
            "Buat versi berikutnya dengan `perut instrumen revisi`; kata-katanya boleh "
            "diperbaiki kapan saja.",
        ),
    ),
    "P055": Explained(
        T("bands or indicators that can't be right", "kelas atau indikator yang tidak sah"),
        T(
            "Bands begin at 0 and rise without gap or overlap up to 100; every indicator has a "
            "weight and a maximum above 0, and a "
            "critical one can fail.",
            "Kelas dimulai dari 0 dan naik tanpa celah atau tumpang-tindih sampai 100; tiap "
            "indikator berbobot dan bermaksimum di "
            "atas 0, dan yang kritis bisa gagal.",
        ),
        T(
            "Write bands like `0:perlu pendampingan;60:berkembang;80:mandiri`.",
            "Tulis kelas seperti `0:perlu pendampingan;60:berkembang;80:mandiri`.",
        ),
    ),
    "P056": Explained(
        T("options that can't be right", "pilihan nilai yang tidak sah"),
        T(
            "Options are scores with labels, each once, between 0 and the maximum.",
            "Pilihan nilai adalah angka dengan sebutan, masing-masing sekali, antara 0 dan "
            "maksimum.",
        ),
        T(
            "Write them like `0=tidak ada;1=ada, usang;2=mutakhir`.",
            "Tulis seperti `0=tidak ada;1=ada, usang;2=mutakhir`.",
        ),
    ),
    "P057": Explained(
        T("not a due rule", "bukan aturan tenggat"),
        T(
            "A rule says in which year, counted from the period, and on which day something is "
            "due.",
            "Aturan menyebut pada tahun mana, dihitung dari periodenya, dan hari apa tenggatnya.",
        ),
        T(
            "Write `Y-1 12-31`, `Y 07-14`, `Y+1 03-31`, `3Y 10-31` or `own`.",
            "Tulis `Y-1 12-31`, `Y 07-14`, `Y+1 03-31`, `3Y 10-31` atau `own`.",
        ),
    ),
    "P058": Explained(
        T("not a period", "bukan periode"),
        T(
            "A period is a year, half-year, quarter or month.",
            "Periode adalah tahun, semester, triwulan atau bulan.",
        ),
        T("Write 2026, 2026-S1, 2026-Q1 or 2026-03.", "Tulis 2026, 2026-S1, 2026-Q1 atau 2026-03."),
    ),
    "P059": Explained(
        T("a rule of the database", "aturan basis data"),
        T(
            "The database itself refused the row: its last guard, behind the checks that speak "
            "more clearly.",
            "Basis datanya sendiri menolak baris itu: penjaga terakhir, di balik pemeriksaan "
            "yang bicara lebih jelas.",
        ),
        T(
            "Check the values, and pass the message on: perut should have said it better.",
            "Periksa isinya, dan teruskan pesannya: perut seharusnya menjelaskan lebih baik.",
        ),
    ),
    "P060": Explained(
        T("dates out of order", "urutan tanggal terbalik"),
        T(
            "An end lies before its beginning, or an end has no beginning.",
            "Akhir mendahului awal, atau ada akhir tanpa awal.",
        ),
        T("Correct the earlier or the later date.", "Perbaiki tanggal awal atau akhirnya."),
    ),
    "P061": Explained(
        T("moved without a new day", "dipindah tanpa hari baru"),
        T(
            "A moved plan says where it went; a plan that is not moved has no new day.",
            "Jadwal yang dipindah menyebut hari barunya; yang tidak dipindah tidak punya.",
        ),
        T(
            "Move plans with `perut plan move`: it does both rows.",
            "Pindahkan dengan `perut jadwal pindah`: kedua baris diurusnya.",
        ),
    ),
    "P062": Explained(
        T("state and dates disagree", "status dan tanggal tidak cocok"),
        T(
            "A follow-up is open without a day of doing, done with one, verified with day and "
            "name, dropped with the day of dropping.",
            "Tindak lanjut terbuka tanpa tanggal selesai, selesai dengan tanggal, diverifikasi "
            "dengan tanggal dan nama, dihentikan "
            "dengan tanggalnya.",
        ),
        T(
            "Use `perut action done`, `verify` or `drop`: they set both.",
            "Pakai `perut tindak-lanjut selesai`, `verifikasi` atau `hentikan`: keduanya diisi.",
        ),
    ),
    "P063": Explained(
        T("verified by whoever did it", "diverifikasi pengerjanya"),
        T(
            "Whoever is responsible for a follow-up can't verify it: four eyes see more than two.",
            "Penanggung jawab tindak lanjut tidak bisa memverifikasinya: empat mata melihat "
            "lebih dari dua.",
        ),
        T("Name another person who verified.", "Sebut orang lain yang memverifikasi."),
    ),
    "P064": Explained(
        T("an indicator without its instrument", "indikator tanpa instrumen"),
        T(
            "A finding that names an indicator must name its instrument, since codes repeat "
            "between instruments.",
            "Temuan yang menyebut indikator harus menyebut instrumennya, karena kode berulang "
            "antarinstrumen.",
        ),
        T("Add the column or option instrument_code.", "Tambahkan kolom atau opsi kode_instrumen."),
    ),
    "P065": Explained(
        T("a finding that repeats itself", "temuan mengulang dirinya"),
        T(
            "A repeat refers to an earlier finding, not to itself.",
            "Ulangan merujuk temuan terdahulu, bukan dirinya.",
        ),
        T(
            "Name the earlier finding, or leave it blank.",
            "Sebut temuan terdahulu, atau kosongkan.",
        ),
    ),
    "P066": Explained(
        T("of another village", "dari desa lain"),
        T(
            "The session, assessment or earlier finding named is of another village than this "
            "record.",
            "Sesi, penilaian atau temuan terdahulu yang disebut milik desa lain.",
        ),
        T(
            "Name one of the same village; at a joint meeting name the others with "
            "--other-villages.",
            "Sebut yang dari desa sama; pada pertemuan bersama sebut yang lain dengan --desa-lain.",
        ),
    ),
    "P067": Explained(
        T("whom the instrument assesses", "siapa yang dinilai instrumen"),
        T(
            "An instrument for officials needs the official's name, one for villages has none.",
            "Instrumen aparatur perlu nama aparatur, instrumen desa tidak.",
        ),
        T(
            "Add or leave out official_name, or choose the other instrument.",
            "Tambahkan atau kosongkan nama_aparatur, atau pilih instrumen lain.",
        ),
    ),
    "P068": Explained(
        T("a part larger than the whole", "bagian melebihi keseluruhan"),
        T(
            "More is filled than there is, or more is wrong than was checked.",
            "Yang terisi melebihi seluruhnya, atau yang salah melebihi yang diperiksa.",
        ),
        T("Correct the counts.", "Perbaiki jumlahnya."),
    ),
    "P069": Explained(
        T("not confirmed", "belum dipastikan"),
        T(
            "Removing, renaming and overwriting three rows or more ask first. In a pipe or "
            "script nobody can answer, so nothing was "
            "written.",
            "Menghapus, mengganti nama dan menimpa tiga baris atau lebih bertanya dahulu. Dalam "
            "pipa atau skrip tidak ada yang "
            "menjawab, jadi tidak ada yang ditulis.",
        ),
        T("Try it with --dry-run, then add --yes.", "Coba dengan --uji-coba, lalu tambahkan --ya."),
    ),
    "P070": Explained(
        T("the database is busy", "basis data sedang dipakai"),
        T(
            "Another command, or another program, is writing to the file. perut waited ten "
            "seconds.",
            "Perintah atau program lain sedang menulis ke berkas itu. perut sudah menunggu "
            "sepuluh detik.",
        ),
        T(
            "Wait until it is done, then give the command again. Nothing needs to be deleted.",
            "Tunggu sampai selesai, lalu ulangi perintahnya. Tidak ada yang perlu dihapus.",
        ),
    ),
    "P071": Explained(
        T("no database", "tidak ada basis data"),
        T(
            "There is no file where --db, PERUT_DB, config.toml or the data folder say. Only "
            "`init` and `demo` make one.",
            "Tidak ada berkas di tempat yang disebut --basis-data, PERUT_DB, config.toml atau "
            "folder data. Hanya `mulai` dan `demo` "
            "yang membuatnya.",
        ),
        T(
            "See where perut looks with `perut config`; make one with `perut init`.",
            "Lihat di mana perut mencari dengan `perut konfigurasi`; buat dengan `perut mulai`.",
        ),
    ),
    "P072": Explained(
        T("the database is damaged", "basis data rusak"),
        T(
            "The file is not whole: a drive pulled out too early, a failing disk, a copy cut "
            "short.",
            "Berkasnya tidak utuh: diska lepas dicabut terlalu cepat, diska rusak, atau salinan "
            "terpotong.",
        ),
        T(
            "Keep the file, bring back the newest copy with `perut restore`.",
            "Simpan berkasnya, pulihkan salinan terbaru dengan `perut pulihkan`.",
        ),
    ),
    "P073": Explained(
        T("not a perut database", "bukan basis data perut"),
        T(
            "The file is something else. perut never writes to a file that isn't its own.",
            "Berkasnya bukan milik perut. perut tidak pernah menulis ke berkas yang bukan "
            "miliknya.",
        ),
        T("Name the right file with --db.", "Sebut berkas yang benar dengan --basis-data."),
    ),
    "P074": Explained(
        T("of a newer perut", "dari perut yang lebih baru"),
        T(
            "The file was brought up to date by a newer version of the program, which this one "
            "can't read safely.",
            "Berkasnya sudah dimutakhirkan versi program yang lebih baru, yang tidak aman "
            "dibaca versi ini.",
        ),
        T(
            "Bring this program up to date: `pipx upgrade perut` or `uv tool upgrade perut`.",
            "Mutakhirkan programnya: `pipx upgrade perut` atau `uv tool upgrade perut`.",
        ),
    ),
    "P075": Explained(
        T("the file exists already", "berkas sudah ada"),
        T(
            "A new database never takes the place of an old one.",
            "Basis data baru tidak pernah menggantikan yang lama.",
        ),
        T(
            "Name another file with --db, or move the old one away yourself.",
            "Sebut berkas lain dengan --basis-data, atau pindahkan sendiri yang lama.",
        ),
    ),
    "P076": Explained(
        T("the disk is full", "diska penuh"),
        T(
            "There was no room for the change; it was taken back whole.",
            "Tidak ada ruang untuk perubahan itu; semuanya dibatalkan.",
        ),
        T("Make room, then give the command again.", "Kosongkan ruang, lalu ulangi perintahnya."),
    ),
    "P077": Explained(
        T("no right to write or open", "tidak berhak menulis atau membuka"),
        T(
            "The file or its folder can't be opened, made or written: a right is missing, the "
            "drive is write-protected or gone.",
            "Berkas atau foldernya tidak bisa dibuka, dibuat atau ditulisi: haknya tidak ada, "
            "atau diskanya terkunci atau lepas.",
        ),
        T(
            "Use a folder of your own, and check that the drive is there.",
            "Pakai folder Anda sendiri, dan periksa apakah diskanya terpasang.",
        ),
    ),
    "P078": Explained(
        T("the drive failed", "diska gagal"),
        T(
            "The system could not read or write the file. Nothing was written.",
            "Sistem tidak bisa membaca atau menulis berkas itu. Tidak ada yang ditulis.",
        ),
        T(
            "Check the drive; copy the file to another one, and make a backup.",
            "Periksa diskanya; salin berkas ke diska lain, dan buat cadangan.",
        ),
    ),
    "P079": Explained(
        T("the database answered otherwise", "basis data menjawab lain"),
        T(
            "SQLite reported something that perut has no sentence of its own for.",
            "SQLite melaporkan sesuatu yang belum punya kalimat sendiri di perut.",
        ),
        T("Look the file over with `perut check`.", "Periksa berkasnya dengan `perut periksa`."),
    ),
    "P080": Explained(
        T("a quote is not closed", "tanda kutip tidak ditutup"),
        T(
            "On a line of a script everything between two quotes is one word.",
            "Pada baris skrip, semua di antara dua tanda kutip adalah satu kata.",
        ),
        T(
            "Close it; around a quote use the other kind of quotes.",
            "Tutup; di luar tanda kutip pakai jenis kutip yang lain.",
        ),
    ),
    "P081": Explained(
        T("some lines failed", "sebagian baris gagal"),
        T(
            "With --keep-going a script goes on after a failure; the lines that failed wrote "
            "nothing.",
            "Dengan --terus, skrip berjalan terus setelah gagal; baris yang gagal tidak menulis "
            "apa pun.",
        ),
        T(
            "Mend these lines, put them in a file of their own and run that.",
            "Perbaiki baris itu, taruh dalam berkas sendiri lalu jalankan.",
        ),
    ),
    "P082": Explained(
        T("not within a script", "tidak bisa di dalam skrip"),
        T(
            "What makes, replaces or takes back a whole database stands on its own.",
            "Yang membuat, mengganti atau membatalkan seluruh basis data harus berdiri sendiri.",
        ),
        T("Give the command outside of the script.", "Berikan perintahnya di luar skrip."),
    ),
    "P083": Explained(
        T("left in the middle of a write", "ditinggalkan di tengah penulisan"),
        T(
            "A crash left a half-done change, which can only be rolled back where the file can "
            "be written.",
            "Komputer mati di tengah perubahan, yang hanya bisa dibatalkan di tempat yang bisa "
            "ditulisi.",
        ),
        T(
            "Copy the file and its -journal together to a folder of yours.",
            "Salin berkas bersama -journal-nya ke folder Anda.",
        ),
    ),
    "P084": Explained(
        T("no such copy", "salinan tidak ada"),
        T(
            "There is no backup of that name, or none at all.",
            "Tidak ada cadangan dengan nama itu, atau memang belum ada.",
        ),
        T(
            "See them with `perut backup --list`, or name a file.",
            "Lihat dengan `perut cadangkan --daftar`, atau sebut berkasnya.",
        ),
    ),
    "P085": Explained(
        T(
            "the database lies where writing is risky",
            "basis data ada di tempat yang berisiko untuk ditulisi",
        ),
        T(
            "A service that synchronises folders, or a network drive, may copy the file in the "
            "middle of a write or let two laptops "
            "write at once. It is a warning: the command was done.",
            "Layanan sinkron folder, atau drive jaringan, bisa menyalin berkas di tengah "
            "penulisan atau membiarkan dua laptop menulis "
            "bersamaan. Ini peringatan: perintahnya tetap dikerjakan.",
        ),
        T(
            "Keep the database in a folder of the laptop, and put copies into the synchronised "
            "one: `perut backup FOLDER`.",
            "Simpan basis data di folder laptop, dan taruh salinannya di folder yang "
            "disinkronkan: `perut cadangkan FOLDER`.",
        ),
    ),
    "P086": Explained(
        T("not enough memory", "memori tidak cukup"),
        T(
            "The computer had no memory left; nothing was written.",
            "Memori komputer habis; tidak ada yang ditulis.",
        ),
        T(
            "Close other programs, or import smaller files.",
            "Tutup program lain, atau impor berkas yang lebih kecil.",
        ),
    ),
    "P087": Explained(
        T("the copy does not hold", "salinan tidak lolos"),
        T(
            "A copy is read back and checked before it counts; this one has faults or changed "
            "since.",
            "Salinan dibaca ulang dan diperiksa sebelum diakui; yang ini cacat atau berubah "
            "sejak dibuat.",
        ),
        T(
            "Take another copy: `perut backup --list`.",
            "Pakai salinan lain: `perut cadangkan --daftar`.",
        ),
    ),
    "P088": Explained(
        T("the copy would overwrite something", "salinan akan menimpa sesuatu"),
        T(
            "The target is the database itself, or a file that is there already.",
            "Tujuannya basis data itu sendiri, atau berkas yang sudah ada.",
        ),
        T("Name another file.", "Sebut berkas lain."),
    ),
    "P089": Explained(
        T("the check found something", "pemeriksaan menemukan sesuatu"),
        T(
            "`perut check` compares the file with its own rules. What it found is damage, or "
            "safe to mend, or for you to decide.",
            "`perut periksa` membandingkan berkas dengan aturannya sendiri. Yang ditemukan itu "
            "kerusakan, aman diperbaiki, atau perlu keputusan.",
        ),
        T(
            "Each line names its command. `perut check --mend` mends what is safe; after damage "
            "use `perut restore`.",
            "Setiap baris menyebut perintahnya. `perut periksa --perbaiki` memperbaiki yang "
            "aman; bila rusak pakai `perut pulihkan`.",
        ),
    ),
    "P091": Explained(
        T("other records rest on it", "catatan lain bertumpu padanya"),
        T(
            "What is removed would leave other records without what they refer to.",
            "Bila dihapus, catatan lain kehilangan yang dirujuknya.",
        ),
        T(
            "Remove those first, or all at once with --with-dependants; undo brings all back.",
            "Hapus itu dahulu, atau sekaligus dengan --beserta-isinya; `urungkan` mengembalikan "
            "semuanya.",
        ),
    ),
    "P092": Explained(
        T("nothing to undo or redo", "tidak ada yang bisa diurungkan atau diulangi"),
        T(
            "There is no batch left that could be taken back, or none that was.",
            "Tidak ada lagi kelompok yang bisa dibatalkan, atau yang pernah dibatalkan.",
        ),
        T("See `perut history`.", "Lihat `perut riwayat`."),
    ),
    "P093": Explained(
        T("no such batch", "kelompok tidak ada"),
        T("The history has no batch of that number.", "Riwayat tidak punya kelompok bernomor itu."),
        T("See `perut history`.", "Lihat `perut riwayat`."),
    ),
    "P094": Explained(
        T("can't be taken back", "tidak bisa dibatalkan"),
        T(
            "An erased person is gone from the history as well, and a batch older than a change "
            "of the schema no longer fits.",
            "Data orang yang dihapus juga hilang dari riwayat, dan kelompok yang lebih tua dari "
            "perubahan skema tidak cocok lagi.",
        ),
        T(
            "Undo another batch, or bring back a copy with `perut restore`.",
            "Urungkan kelompok lain, atau pulihkan salinan dengan `perut pulihkan`.",
        ),
    ),
    "P095": Explained(
        T("taken back already", "sudah dikembalikan"),
        T(
            "The batch was undone before, or it is an undo that was redone.",
            "Kelompok itu sudah diurungkan, atau pengurungannya sudah diulangi.",
        ),
        T(
            "See `perut history`; `perut redo` does it again.",
            "Lihat `perut riwayat`; `perut ulangi` melakukannya lagi.",
        ),
    ),
    "P096": Explained(
        T("rows changed since", "baris berubah sejak itu"),
        T(
            "Later commands changed the same rows; taking the earlier one back would lose that "
            "work.",
            "Perintah sesudahnya mengubah baris yang sama; membatalkan yang dahulu akan "
            "menghilangkan pekerjaan itu.",
        ),
        T(
            "Undo the later batch first, or reverse the rest with --partial.",
            "Urungkan dahulu kelompok sesudahnya, atau kembalikan sisanya dengan --sebagian.",
        ),
    ),
    "P098": Explained(
        T("interrupted", "dihentikan"),
        T(
            "Ctrl+C was pressed. The transaction was rolled back, no record changed.",
            "Ctrl+C ditekan. Transaksi dibatalkan, tidak ada catatan yang berubah.",
        ),
        T(
            "Give the command again when you like; a draft of a guided entry is offered.",
            "Ulangi perintahnya kapan saja; konsep isian terpandu akan ditawarkan.",
        ),
    ),
    "P099": Explained(
        T("something unexpected", "hal tidak terduga"),
        T(
            "This is a fault of perut, not of yours. Nothing was written.",
            "Ini kesalahan perut, bukan kesalahan Anda. Tidak ada yang ditulis.",
        ),
        T(
            "Give the command again with --debug, and pass on what it prints.",
            "Ulangi perintah dengan --debug, lalu teruskan yang ditampilkannya.",
        ),
    ),
    "P100": Explained(
        T("several things to mend", "beberapa hal perlu diperbaiki"),
        T(
            "A visit is one batch: everything in it is checked, and all faults are told at once.",
            "Satu kunjungan adalah satu kelompok: semuanya diperiksa, dan semua kesalahan "
            "disebut sekaligus.",
        ),
        T(
            "Mend each of them, then give the command again.",
            "Perbaiki semuanya, lalu ulangi perintahnya.",
        ),
    ),
    "P101": Explained(
        T("it belongs to nothing", "tidak milik apa pun"),
        T(
            "Some options speak of the one before them: a due day of its follow-up, a follow-up "
            "of its finding.",
            "Sebagian opsi menerangkan opsi di depannya: tenggat untuk tindak lanjutnya, tindak "
            "lanjut untuk temuannya.",
        ),
        T("Write it after what it belongs to.", "Tulis sesudah yang diterangkannya."),
    ),
    "P102": Explained(
        T("present and absent", "hadir dan tidak hadir"),
        T(
            "The same official was named as present and as absent.",
            "Aparatur yang sama disebut hadir dan tidak hadir.",
        ),
        T("Name each once.", "Sebut masing-masing sekali."),
    ),
    "P103": Explained(
        T("not an obligation with its period", "bukan kewajiban dengan periodenya"),
        T(
            "A submission names the obligation and the period it is for, with the day where it "
            "is not today's.",
            "Penyampaian menyebut kewajiban dan periodenya, dengan harinya bila bukan hari ini.",
        ),
        T(
            "Write for instance apbdes:2027 or apbdes:2027=2026-12-30.",
            "Tulis misalnya apbdes:2027 atau apbdes:2027=2026-12-30.",
        ),
    ),
    "P104": Explained(
        T("nobody verifies", "tidak ada yang memverifikasi"),
        T(
            "A follow-up is verified by somebody, and the command names no mentor.",
            "Tindak lanjut diverifikasi oleh seseorang, dan perintahnya tidak menyebut pendamping.",
        ),
        T("Add --mentors CODE.", "Tambahkan --pendamping KODE."),
    ),
    "P105": Explained(
        T("settled already", "sudah selesai"),
        T(
            "The follow-up is verified or dropped; it can't be done once more.",
            "Tindak lanjutnya sudah diverifikasi atau dihentikan; tidak bisa diselesaikan lagi.",
        ),
        T(
            "Look at it with `perut action show CODE`.",
            "Lihat dengan `perut tindak-lanjut lihat KODE`.",
        ),
    ),
    "P106": Explained(
        T("the plan is closed already", "jadwal sudah tertutup"),
        T(
            "A plan that is done, moved or cancelled stays as it is.",
            "Jadwal yang selesai, dipindah atau batal tetap seperti adanya.",
        ),
        T(
            "Add a new one with `perut plan add`.",
            "Tambahkan yang baru dengan `perut jadwal tambah`.",
        ),
    ),
    "P107": Explained(
        T("the day is taken", "harinya sudah terpakai"),
        T(
            "The plan stands on that day already, or another of that kind stood there.",
            "Jadwalnya memang pada hari itu, atau jadwal lain sejenis pernah di sana.",
        ),
        T("Name another day.", "Sebut hari lain."),
    ),
    "P108": Explained(
        T("the post begins later", "jabatan mulai sesudahnya"),
        T("A post can't end before it began.", "Jabatan tidak bisa berakhir sebelum dimulai."),
        T(
            "Name a later day, or correct the post with `perut post edit`.",
            "Sebut hari yang lebih akhir, atau perbaiki dengan `perut jabatan ubah`.",
        ),
    ),
    "P109": Explained(
        T("no post is open", "tidak ada jabatan terbuka"),
        T(
            "The official has no post that could end.",
            "Aparatur itu tidak punya jabatan yang bisa diakhiri.",
        ),
        T("See `perut post list`.", "Lihat `perut jabatan daftar`."),
    ),
    "P110": Explained(
        T("no evidence file", "berkas bukti tidak ada"),
        T(
            "Evidence is kept as path and checksum, so the file must be on this laptop now.",
            "Bukti disimpan sebagai letak dan sidik berkas, jadi berkasnya harus ada di laptop "
            "ini sekarang.",
        ),
        T(
            "Name the file as it lies on this laptop.",
            "Sebut berkasnya sesuai letaknya di laptop ini.",
        ),
    ),
    "P111": Explained(
        T("the evidence can't be read", "bukti tidak terbaca"),
        T(
            "Another program holds the file, or you have no right to it.",
            "Program lain sedang membukanya, atau Anda tidak berhak atasnya.",
        ),
        T(
            "Close it in the other program, then give the command again.",
            "Tutup di program lain, lalu ulangi perintahnya.",
        ),
    ),
    "P112": Explained(
        T("an erasure stands alone", "penghapusan jejak berdiri sendiri"),
        T(
            "It can't be undone, so it never is a part of a larger batch.",
            "Tidak bisa diurungkan, jadi tidak pernah menjadi bagian kelompok lain.",
        ),
        T("Give it on its own.", "Berikan sendiri."),
    ),
    "P113": Explained(
        T("an official of that name is there already", "sudah ada aparatur bernama itu"),
        T(
            "A person who moves to another village gets a record there, and there is one of the "
            "same name. Two people may well have one name, so "
            "perut does not decide.",
            "Orang yang pindah ke desa lain mendapat catatan di sana, dan di sana sudah ada "
            "orang bernama sama. Dua orang bisa bernama sama, jadi perut "
            "tidak memutuskan.",
        ),
        T(
            "Same person: `perut post add`. Another: add a record with a fuller name, then its "
            "post.",
            "Orang yang sama: `perut jabatan tambah`. Orang lain: tambahkan catatan dengan nama "
            "lebih lengkap, lalu jabatannya.",
        ),
    ),
    "P120": Explained(
        T("no need for a new version", "versi baru belum perlu"),
        T(
            "The present version has no assessment yet, so it can be changed itself.",
            "Versi sekarang belum dipakai menilai, jadi masih bisa diubah.",
        ),
        T("Change it with `perut indicator edit`.", "Ubah dengan `perut indikator ubah`."),
    ),
    "P121": Explained(
        T("not a newer version", "bukan versi yang lebih baru"),
        T(
            "The newest version is the one that counts, so its name must follow the last.",
            "Versi terbaru yang berlaku, jadi namanya harus menyusul yang terakhir.",
        ),
        T(
            "Take the name proposed, or leave it out.",
            "Pakai nama yang disarankan, atau kosongkan.",
        ),
    ),
    "P122": Explained(
        T("the assessment is named already", "penilaiannya sudah disebut"),
        T(
            "The code names one assessment with its village, day and stage; an option would say "
            "otherwise.",
            "Kode menyebut satu penilaian dengan desa, hari dan tahapnya; opsi itu akan "
            "menyatakan lain.",
        ),
        T(
            "Leave the option out, or change the key with `perut assessment edit`.",
            "Hilangkan opsinya, atau ubah kuncinya dengan `perut penilaian ubah`.",
        ),
    ),
    "P123": Explained(
        T("no instrument", "tidak ada instrumen"),
        T("The file has no instrument to assess by.", "Belum ada instrumen untuk menilai."),
        T(
            "Bring one with `perut instrument import` and `perut indicator import`.",
            "Masukkan dengan `perut instrumen impor` dan `perut indikator impor`.",
        ),
    ),
    "P124": Explained(
        T("not an answer", "bukan jawaban"),
        T(
            "An answer on the command line is an indicator, = and a score or reason.",
            "Jawaban pada baris perintah adalah indikator, = dan nilai atau alasan.",
        ),
        T(
            'Write A.1=2, or "A.2=na: no such land".',
            'Tulis A.1=2, atau "A.2=tb: tidak ada tanahnya".',
        ),
    ),
    "P125": Explained(
        T("answered twice", "dijawab dua kali"),
        T(
            "One command answers an indicator once.",
            "Satu perintah menjawab satu indikator sekali.",
        ),
        T("Give one of the answers.", "Beri salah satu jawabannya."),
    ),
    "P126": Explained(
        T("answers of another village", "jawaban desa lain"),
        T(
            "The file's answers name another village or official than the command.",
            "Jawaban dalam berkas menyebut desa atau aparatur lain daripada perintahnya.",
        ),
        T(
            "Take files of several villages with `perut score import`.",
            "Ambil berkas beberapa desa dengan `perut nilai impor`.",
        ),
    ),
    "P127": Explained(
        T("nothing proposed", "tidak ada usulan"),
        T(
            "Only an indicator with a source has a score proposed from the records, and only "
            "where they hold something.",
            "Hanya indikator bersumber yang nilainya diusulkan dari catatan, dan hanya bila "
            "catatannya ada.",
        ),
        T(
            "See the proposals with --propose, or give a score.",
            "Lihat usulannya dengan --usulkan, atau beri nilai.",
        ),
    ),
    "P128": Explained(
        T("draft and final", "draf dan final"),
        T("An assessment is one of the two.", "Penilaian adalah salah satunya."),
        T("Give one of --draft and --final.", "Beri salah satu dari --draf dan --final."),
    ),
    "P130": Explained(
        T("config.toml can't be read", "config.toml tidak terbaca"),
        T(
            "The file is damaged or was written by hand with a slip. Meanwhile its values are "
            "not used.",
            "Berkasnya rusak atau salah tulis. Sementara itu isinya tidak dipakai.",
        ),
        T(
            "Mend the line named, or delete the file and set the values again with `perut "
            "config set`.",
            "Perbaiki baris yang disebut, atau hapus berkasnya lalu setel lagi dengan `perut "
            "konfigurasi setel`.",
        ),
    ),
    "P131": Explained(
        T("no such value to configure", "nilai itu tidak bisa dikonfigurasi"),
        T(
            "config.toml keeps the database and the language; all else comes from options and "
            "the environment.",
            "config.toml menyimpan basis data dan bahasa; selebihnya dari opsi dan lingkungan.",
        ),
        T(
            "Write `perut config set lang id` or `perut config set db FILE`.",
            "Tulis `perut konfigurasi setel bahasa id` atau `perut konfigurasi setel basis-data "
            "BERKAS`.",
        ),
    ),
    "P133": Explained(
        T("a reserved name", "nama terlarang"),
        T(
            "On Windows CON, NUL, PRN, AUX, COM1 and LPT1 are devices, with any ending; a file "
            "can't be called so.",
            "Di Windows CON, NUL, PRN, AUX, COM1 dan LPT1 adalah perangkat, apa pun akhirannya; "
            "berkas tidak bisa bernama begitu.",
        ),
        T("Choose another name.", "Pilih nama lain."),
    ),
    "P250": Explained(
        T("a near twin of a recorded person", "mirip dengan orang yang sudah tercatat"),
        T(
            "The name is a recorded one's but for titles such as H. or S.Sos. One person under two "
            "names would be counted twice.",
            "Nama ini sama dengan yang sudah tercatat kecuali gelarnya, misalnya H. atau S.Sos. "
            "Satu orang dengan dua nama akan terhitung dua kali.",
        ),
        T(
            "Write the recorded name, or add --new where it is another person.",
            "Tulis nama yang sudah tercatat, atau tambahkan --baru bila memang orang lain.",
        ),
    ),
    "P254": Explained(
        T("these two can't be joined", "dua ini tidak dapat digabung"),
        T(
            "Joining makes one person of two records of one village. The same record was named "
            "twice, or the two are of different villages.",
            "Penggabungan menjadikan dua catatan dari satu desa satu orang. Yang disebut catatan "
            "yang sama, atau keduanya dari desa yang berbeda.",
        ),
        T(
            "Name both by their codes; a person who went to another village is kept there.",
            "Sebut keduanya dengan kodenya; orang yang pindah desa tetap tercatat di sana.",
        ),
    ),
    "P255": Explained(
        T("both people were assessed alike", "kedua orang dinilai pada hari yang sama"),
        T(
            "Joined, one person would have two assessments of the same instrument, day, stage and "
            "mentor. Which answers count is not for the program to say.",
            "Bila digabung, satu orang punya dua penilaian dengan instrumen, hari, tahap, dan "
            "pendamping yang sama. Program tidak menentukan jawaban mana yang berlaku.",
        ),
        T("Remove the wrong assessment, then join.", "Hapus penilaian yang keliru, lalu gabung."),
    ),
    "P256": Explained(
        T("a person assessed in another village", "orang yang dinilai di desa lain"),
        T(
            "The assessments of a person belong to the village where they were made; under another "
            "village no report would count them.",
            "Penilaian seseorang milik desa tempat ia dinilai; di bawah desa lain tidak ada "
            "laporan yang menghitungnya.",
        ),
        T(
            "Move the person with `perut official move … --village`: a record is made there, the "
            "former one keeps its assessments.",
            "Pindahkan dengan `perut aparatur pindah … --desa`: catatan dibuat di sana, yang lama "
            "tetap memegang penilaiannya.",
        ),
    ),
    "P251": Explained(
        T("the code belongs to another village", "kode itu milik desa lain"),
        T(
            "Codes are unique in an office, not in the nation: two offices may have made the same. "
            "The recorded one is never overwritten.",
            "Kode unik dalam satu kantor, tidak secara nasional: dua kantor dapat membuat kode "
            "yang sama. Catatan yang ada tidak pernah ditimpa.",
        ),
        T(
            "Leave the code blank; the row gets one of its own.",
            "Kosongkan kodenya; baris itu mendapat kode sendiri.",
        ),
    ),
    "P252": Explained(
        T("a row fits two records", "satu baris cocok dengan dua catatan"),
        T(
            "The row leaves out a part of the key, such as the hour or the mentor, and two records "
            "agree with the rest.",
            "Baris ini tidak memuat sebagian kunci, misalnya jam atau pendamping, dan dua catatan "
            "cocok dengan sisanya.",
        ),
        T("Write the part that tells them apart.", "Tulis bagian yang membedakannya."),
    ),
    "P253": Explained(
        T("two files for one record type", "dua berkas untuk satu jenis catatan"),
        T(
            "Two files of the folder, or two sheets of the workbook, hold the same kind of "
            "records; which one counts can't be guessed.",
            "Dua berkas dalam folder, atau dua lembar buku kerja, memuat jenis catatan yang sama; "
            "tidak bisa ditebak mana yang berlaku.",
        ),
        T("Keep one of them.", "Sisakan salah satunya."),
    ),
    "P270": Explained(
        T("that state is not in this history", "keadaan itu tidak ada di riwayat ini"),
        T(
            "Twelve letters at the foot of a page or paper name the state of the records it was "
            "made of. This file never was in that state: a letter is misread, the page is of "
            "another file, or the history was changed outside perut.",
            "Dua belas huruf di kaki halaman atau naskah menamai keadaan catatan sumbernya. Berkas "
            "ini tidak pernah berada pada keadaan itu: hurufnya salah baca, halaman dari berkas "
            "lain, atau riwayatnya diubah di luar perut.",
        ),
        T(
            "Compare the letters, and run `perut check` to prove the history.",
            "Cocokkan hurufnya, lalu jalankan `perut periksa` untuk membuktikan riwayat.",
        ),
    ),
    "P200": Explained(
        T("the list has no such number", "daftarnya tidak punya nomor itu"),
        T(
            "A question with a list is answered by a number of the list, or by a word of it.",
            "Pertanyaan yang berdaftar dijawab dengan nomor dari daftar, atau dengan katanya.",
        ),
        T("Type ? to see the list again.", "Ketik ? untuk melihat daftarnya lagi."),
    ),
    "P201": Explained(
        T("verified before it was done", "diverifikasi sebelum selesai"),
        T(
            "An open follow-up has no day on which it was done; a verification needs one.",
            "Tindak lanjut terbuka belum punya hari selesai; verifikasi memerlukannya.",
        ),
        T(
            "Say first when it was done, with `perut action done CODE --on DATE`, or add "
            "--done-on DATE.",
            "Sebut dulu kapan selesainya, dengan `perut tindak-lanjut selesai KODE --tanggal "
            "TANGGAL`, atau tambahkan --selesai-tanggal TANGGAL.",
        ),
    ),
    "P202": Explained(
        T("people stay with their village", "orang tetap di desanya"),
        T(
            "A visit goes to another village with its findings, follow-ups and plans; people who "
            "attended and assessments are of the old one.",
            "Kunjungan pindah ke desa lain bersama temuan, tindak lanjut dan jadwalnya; orang yang "
            "hadir dan penilaian milik desa lama.",
        ),
        T(
            "Remove the attendance and the assessments first, or remove the visit with "
            "--with-dependants and record it anew.",
            "Hapus dulu kehadiran dan penilaiannya, atau hapus kunjungan dengan --beserta-isinya "
            "lalu catat lagi.",
        ),
    ),
    "P300": Explained(
        T(
            "another program changed the shape of the database",
            "program lain mengubah bentuk basis data",
        ),
        T(
            "Tables, views, indexes, triggers and rules are compared with those that perut makes. "
            "What was added or changed could change scores or show false ones, so nothing of it "
            "is run.",
            "Tabel, tampilan, indeks, pemicu dan aturan dibandingkan dengan buatan perut. Yang "
            "ditambah atau diubah bisa mengubah nilai atau menampilkan yang palsu, maka tidak "
            "dijalankan.",
        ),
        T(
            "Bring back a copy with `perut restore`; the file as it is stays among the copies. Or "
            "take the change back with the program that made it.",
            "Pulihkan salinan dengan `perut pulihkan`; berkas yang sekarang tetap ada di antara "
            "salinan. Atau batalkan perubahan itu dengan program yang membuatnya.",
        ),
    ),
    "P301": Explained(
        T("nothing is written over a database", "basis data tidak ditimpa"),
        T(
            "The file named for the answer is a database, what SQLite keeps beside one, or a copy.",
            "Berkas yang disebut untuk hasilnya adalah basis data, sisa kerja SQLite di "
            "sampingnya, atau salinan.",
        ),
        T("Name another file.", "Sebut berkas lain."),
    ),
    "P303": Explained(
        T("old values can't be read", "isi lama tidak terbaca"),
        T(
            "The history keeps what a row was before a change. Another program put something else "
            "there.",
            "Riwayat menyimpan isi sebelum diubah. Program lain menaruh hal lain di sana.",
        ),
        T(
            "Look the file over with `perut check`; a copy brings the history back.",
            "Periksa berkas dengan `perut periksa`; salinan memulihkan riwayatnya.",
        ),
    ),
    "P302": Explained(
        T("no format has this ending", "tidak ada format dengan akhiran ini"),
        T(
            "The format follows from the ending of the file, and perut writes no such file.",
            "Format mengikuti akhiran berkas, dan perut tidak menulis berkas seperti itu.",
        ),
        T(
            "Do what the hint says, or name a format with `--format`.",
            "Lakukan petunjuknya, atau sebut format dengan `--format`.",
        ),
    ),
    "P330": Explained(
        T("the number is taken", "nomor sudah terpakai"),
        T(
            "A number of a register and year is given once: issued and void papers keep theirs, "
            "and one that was reserved as given outside belongs to another list.",
            "Nomor dalam satu register dan tahun hanya diberikan sekali: naskah terbit dan batal "
            "tetap memegangnya, dan yang dicadangkan di luar milik buku lain.",
        ),
        T(
            "Leave out `--number` for the next free one, or reserve a block with `perut document "
            "reserve --block 41-60`.",
            "Hilangkan `--nomor` untuk nomor berikutnya, atau sisihkan blok dengan `perut naskah "
            "cadangkan --blok 41-60`.",
        ),
    ),
    "P331": Explained(
        T("the paper's state does not allow it", "status naskah tidak mengizinkannya"),
        T(
            "An issued or void paper keeps its number, so it is not removed; only an issued one "
            "can be replaced.",
            "Naskah terbit atau batal tetap memegang nomornya, jadi tidak dihapus; hanya yang "
            "terbit bisa diganti.",
        ),
        T(
            "Make it void with `perut document void CODE`; `perut undo` takes back the last "
            "command.",
            "Batalkan dengan `perut naskah batal KODE`; `perut urungkan` membatalkan perintah "
            "terakhir.",
        ),
    ),
    "P332": Explained(
        T("the template is not safe or not whole", "templat tidak aman atau tidak utuh"),
        T(
            "Macros, document types, parts fetched from outside, fields that run something and "
            "files that unpack to more than 20 MB are refused. Hyperlinks are allowed.",
            "Makro, DOCTYPE, bagian yang diambil dari luar, bidang yang menjalankan sesuatu dan "
            "berkas yang terbuka lebih dari 20 MB ditolak. Tautan web diperbolehkan.",
        ),
        T(
            "Save it again in Word as .docx, or begin with `perut document template KIND -o "
            "FILE.docx`.",
            "Simpan ulang di Word sebagai .docx, atau mulai dari `perut naskah templat JENIS -o "
            "BERKAS.docx`.",
        ),
    ),
    "P333": Explained(
        T("this is no pattern of numbers", "ini bukan pola nomor"),
        T(
            "The setting number_pattern has the running number, {sequence} or {sequence:03}, and "
            "may have {classification}, {unit}, {roman_month}, {month}, {year} and {kind}.",
            "Pengaturan pola_nomor memuat nomor urut, {sequence} atau {sequence:03}, dan boleh "
            "memuat {classification}, {unit}, {roman_month}, {month}, {year} dan {kind}.",
        ),
        T(
            "Mend it with `perut setting edit number_pattern --value ...`.",
            "Perbaiki dengan `perut pengaturan ubah pola_nomor --isi ...`.",
        ),
    ),
    "P334": Explained(
        T("the paper would say what isn't so", "naskah akan menyatakan yang tidak benar"),
        T(
            "A warning needs a finding made twice and still open; an award needs a band that is "
            "sure.",
            "Teguran memerlukan temuan berulang yang masih terbuka; piagam memerlukan predikat "
            "yang pasti.",
        ),
        T(
            "See `perut report progress` and `perut finding list`.",
            "Lihat `perut laporan kemajuan` dan `perut temuan daftar`.",
        ),
    ),
    "P335": Explained(
        T("the template has unknown words", "templat memuat kata tak dikenal"),
        T(
            "What stands in braces is no word of that kind of paper. Nothing was written and no "
            "number was taken.",
            "Yang ada dalam kurung kurawal bukan kata untuk jenis naskah itu. Tidak ada yang "
            "ditulis dan tidak ada nomor yang terpakai.",
        ),
        T(
            "Mend the words in Word; `perut document words KIND` lists them, `perut document check "
            "FILE.docx` looks again.",
            "Perbaiki di Word; `perut naskah kata JENIS` mendaftarnya, `perut naskah periksa "
            "BERKAS.docx` memeriksa lagi.",
        ),
    ),
    "P336": Explained(
        T("no such kind of paper", "jenis naskah tidak ada"),
        T(
            "Kinds of papers have the same names in both languages.",
            "Jenis naskah bernama sama dalam kedua bahasa.",
        ),
        T("Choose one of those named.", "Pilih salah satu yang disebut."),
    ),
    "P337": Explained(
        T("the paper needs a session", "naskah memerlukan sesi"),
        T(
            "Berita acara, notula, laporan perjalanan and RTL say what a visit found and agreed.",
            "Berita acara, notula, laporan perjalanan dan RTL memuat hasil suatu kunjungan.",
        ),
        T(
            "Record the visit with `perut session add`, or name another village.",
            "Catat kunjungan dengan `perut sesi tambah`, atau sebut desa lain.",
        ),
    ),
    "P339": Explained(
        T("the other file was changed outside perut", "berkas yang lain diubah di luar perut"),
        T(
            "Every batch is sealed when it is written; one that was to come in doesn't fit its "
            "seal, so nothing was taken.",
            "Setiap kelompok disegel saat ditulis; satu yang akan masuk tidak cocok dengan "
            "segelnya, sehingga tidak ada yang diambil.",
        ),
        T(
            "Run `perut check` on that laptop: it names the record. Bring back a copy with `perut "
            "restore`, then share again.",
            "Jalankan `perut periksa` di laptop itu: catatannya disebut. Pulihkan salinan dengan "
            "`perut pulihkan`, lalu bagikan lagi.",
        ),
    ),
    "P340": Explained(
        T("the files are of different offices", "kedua berkas milik kantor yang berbeda"),
        T(
            "Two laptops become one only where both keep the records of one kecamatan. Another "
            "office's records are data, not the other half of this file.",
            "Dua laptop menjadi satu hanya bila keduanya mencatat kecamatan yang sama. Catatan "
            "kantor lain adalah data, bukan separuh dari berkas ini.",
        ),
        T(
            "See which file it is with `perut --db FILE status`; another office's records come in "
            "by `perut import FOLDER`.",
            "Lihat berkas apa itu dengan `perut --basis-data BERKAS beranda`; catatan kantor lain "
            "masuk lewat `perut impor FOLDER`.",
        ),
    ),
    "P341": Explained(
        T("the file is this very database", "berkas itu basis data ini sendiri"),
        T(
            "A database can't be merged into itself. Perhaps --db or PERUT_DB names the other "
            "laptop's file.",
            "Basis data tidak bisa digabung dengan dirinya sendiri. Mungkin --basis-data atau "
            "PERUT_DB menunjuk berkas laptop lain.",
        ),
        T(
            "Name the copy that `perut share FOLDER` wrote on the other laptop; `perut config` "
            "shows which file is in use here.",
            "Sebut salinan yang ditulis `perut bagi FOLDER` di laptop lain; `perut konfigurasi` "
            "menampilkan berkas yang dipakai di sini.",
        ),
    ),
    "P342": Explained(
        T("no other laptop left a copy there", "tidak ada salinan laptop lain di sana"),
        T(
            "In the folder lies no perut database but this laptop's own. Only the folder itself "
            "is looked through, not those in it.",
            "Di folder itu tidak ada basis data perut selain milik laptop ini. Yang dilihat hanya "
            "folder itu, bukan folder di dalamnya.",
        ),
        T(
            "Give `perut share FOLDER` on the other laptop first, with the same folder of the "
            "flash drive.",
            "Jalankan dulu `perut bagi FOLDER` di laptop lain, dengan folder flashdisk yang sama.",
        ),
    ),
    "P343": Explained(
        T("no such conflict, or no such value of it", "pertentangan atau isinya tidak ada"),
        T(
            "The number is none of the open conflicts, or the value is none of those it has. It "
            "may be settled already, here or on another laptop.",
            "Nomornya bukan pertentangan yang terbuka, atau isinya bukan salah satu isinya. "
            "Mungkin sudah diselesaikan, di sini atau di laptop lain.",
        ),
        T(
            "See the open ones with `perut conflicts`.",
            "Lihat yang terbuka dengan `perut pertentangan`.",
        ),
    ),
    "P344": Explained(
        T("no single value settles the conflict", "satu isi tidak menyelesaikan pertentangan"),
        T(
            "Words that a rule ties together, such as the state of a follow-up and its days, are "
            "settled together; a removal is done or not.",
            "Kata yang terikat satu aturan, misalnya status tindak lanjut dan tanggalnya, "
            "diselesaikan bersama; penghapusan dilakukan atau tidak.",
        ),
        T(
            "Keep one side with --keep here or --keep there. An ordinary `edit` of the record "
            "with all the words settles it too.",
            "Pakai salah satu sisi dengan --pakai sini atau --pakai sana. `ubah` biasa pada "
            "catatannya dengan semua kata juga menyelesaikannya.",
        ),
    ),
    "P345": Explained(
        T("there is nothing to split", "tidak ada yang dipisah"),
        T(
            "A session is split by taking over the values that another laptop wrote for it; none "
            "wait on this one.",
            "Sesi dipisah dengan mengambil alih isi yang ditulis laptop lain untuknya; pada sesi "
            "ini tidak ada yang menunggu.",
        ),
        T(
            "Record the second visit with `perut session add` and its start time; `perut history` "
            "shows who wrote what.",
            "Catat kunjungan kedua dengan `perut sesi tambah` dan jam mulainya; `perut riwayat` "
            "menampilkan siapa menulis apa.",
        ),
    ),
    "P346": Explained(
        T("what the other value names is gone", "yang disebut isi lain sudah tidak ada"),
        T(
            "The value of the other laptop names a record, such as a mentor or a session, that "
            "was removed since.",
            "Isi dari laptop lain menyebut catatan, misalnya pendamping atau sesi, yang sejak itu "
            "dihapus.",
        ),
        T(
            "Keep what is shown with --keep here, or add the record again and settle then.",
            "Pertahankan yang tampil dengan --pakai sini, atau tambahkan lagi catatannya lalu "
            "selesaikan.",
        ),
    ),
    "P347": Explained(
        T("several values could be meant", "beberapa isi bisa dimaksud"),
        T(
            "Three or more laptops wrote different values, so that `there`, or the values of the "
            "rival, fits more than one.",
            "Tiga laptop atau lebih menulis isi yang berbeda, sehingga `sana`, atau isi yang "
            "lain, cocok dengan lebih dari satu.",
        ),
        T(
            "Name one: --keep there:2 as `perut conflicts` lists it; for `perut session split` "
            "the laptop with --from.",
            "Sebut satu: --pakai sana:2 seperti di `perut pertentangan`; untuk `perut sesi pisah` "
            "laptopnya dengan --dari.",
        ),
    ),
    "P348": Explained(
        T("two records of one key", "dua catatan dengan kunci yang sama"),
        T(
            "Two laptops made two records of the same key with different codes, and no former key "
            "is left to show one of them under.",
            "Dua laptop membuat dua catatan dengan kunci yang sama tetapi kode berbeda, dan tidak "
            "ada kunci lama untuk menampilkan salah satunya.",
        ),
        T(
            "Give one of them another key on its laptop, then merge again; nothing was written.",
            "Beri salah satunya kunci lain di laptopnya, lalu gabungkan lagi; tidak ada yang "
            "ditulis.",
        ),
    ),
    "P349": Explained(
        T("another record has that key", "kunci itu dipakai catatan lain"),
        T(
            "Two records came to one key; the one that had it earlier keeps it, the other is shown "
            "under its former key.",
            "Dua catatan memakai satu kunci; yang lebih dahulu memakainya tetap, yang lain tampil "
            "dengan kunci lamanya.",
        ),
        T(
            "Keep it so with --keep here, or edit either of them to have another key.",
            "Biarkan begitu dengan --pakai sini, atau ubah salah satunya agar kuncinya lain.",
        ),
    ),
    "P350": Explained(
        T("not a calendar", "bukan kalender"),
        T(
            "A calendar file holds planned visits; the command gives something else.",
            "Berkas kalender berisi kunjungan terjadwal; perintah ini memberi hal lain.",
        ),
        T(
            "Write it by `perut plan list -o plan.ics`, with the filters of that list.",
            "Tulis dengan `perut jadwal daftar -o jadwal.ics`, dengan saringan daftar itu.",
        ),
    ),
    "P351": Explained(
        T("no chart to draw", "tidak ada grafik untuk digambar"),
        T(
            "A picture is made of a report's bars, lines or signs; this answer has none of them.",
            "Gambar dibuat dari batang, garis atau tanda sebuah laporan; jawaban ini tidak punya.",
        ),
        T(
            "Draw `perut report progress`, `trend`, `priority`, `indicators`, `officials`, "
            "`attendance`, `fillings` or `obligations` with -o FILE.svg.",
            "Gambar `perut laporan kemajuan`, `tren`, `prioritas`, `indikator`, `aparatur`, "
            "`kehadiran`, `pengisian` atau `kewajiban` dengan -o BERKAS.svg.",
        ),
    ),
    "P352": Explained(
        T("the history does not follow", "riwayat tidak bersambung"),
        T(
            "Every batch names those before it; where one was taken out or changed by another "
            "program, what laptops wrote can't be put together.",
            "Setiap kelompok menyebut yang sebelumnya; bila ada yang dihapus atau diubah program "
            "lain, catatan laptop-laptop tidak bisa digabungkan.",
        ),
        T(
            "Run `perut check`: it names what was changed. Bring back a copy with `perut restore "
            "newest`.",
            "Jalankan `perut periksa`: yang diubah disebut. Pulihkan salinan dengan `perut "
            "pulihkan terbaru`.",
        ),
    ),
    "P353": Explained(
        T("a value that perut didn't write", "nilai yang tidak ditulis perut"),
        T(
            "Another program put a value into the database that its column can't hold, such as a "
            "day that isn't one; the command could not go on.",
            "Program lain menaruh nilai yang tidak muat di kolomnya, misalnya tanggal yang bukan "
            "tanggal; perintah tidak bisa diteruskan.",
        ),
        T(
            "Run `perut check`: it names every such value. Mend it with `edit`, or bring back a "
            "copy with `perut restore newest`.",
            "Jalankan `perut periksa`: setiap nilai begitu disebut. Perbaiki dengan `ubah`, atau "
            "pulihkan salinan dengan `perut pulihkan terbaru`.",
        ),
    ),
    "P360": Explained(
        T("the office has no district code", "kantor belum punya kode kecamatan"),
        T(
            "A delivery is named by the district whose office sends it; neither the setting nor "
            "the villages tell which it is.",
            "Kiriman dinamai menurut kecamatan pengirimnya; pengaturan maupun desanya tidak "
            "menunjukkan kecamatan mana.",
        ),
        T(
            "Give it with `perut setting edit district_code --value 63.11.03`.",
            "Isi dengan `perut pengaturan ubah kode_kecamatan --isi 63.11.03`.",
        ),
    ),
    "P361": Explained(
        T("villages of other districts in the file", "ada desa kecamatan lain dalam berkas"),
        T(
            "A delivery speaks for one office. Villages of another would be counted twice, here "
            "and there.",
            "Satu kiriman berbicara untuk satu kantor. Desa kecamatan lain akan terhitung dua "
            "kali.",
        ),
        T(
            "Remove the villages that are not yours, or send from the file of their office.",
            "Hapus desa yang bukan milik kantor ini, atau kirim dari berkas kantornya.",
        ),
    ),
    "P362": Explained(
        T("there is a pool already", "himpunan sudah ada"),
        T(
            "The folder holds a pool; beginning it again would lose what it covers and expects.",
            "Folder itu sudah berisi himpunan; memulainya lagi akan menghapus cakupan dan "
            "daftarnya.",
        ),
        T(
            "Look at it with `perut pool status DIR`, or choose another folder.",
            "Lihat dengan `perut himpunan status FOLDER`, atau pilih folder lain.",
        ),
    ),
    "P363": Explained(
        T("the folder is no pool", "folder itu bukan himpunan"),
        T("There is no pool.json in it.", "Tidak ada pool.json di dalamnya."),
        T(
            "Begin one with `perut pool init DIR --covers 63.11`, or name its folder.",
            "Mulai dengan `perut himpunan mulai FOLDER --mencakup 63.11`, atau sebut foldernya.",
        ),
    ),
    "P364": Explained(
        T("the pool's description is damaged", "keterangan himpunan rusak"),
        T(
            "pool.json can't be read; without it nobody knows what the pool covers.",
            "pool.json tidak bisa dibaca; tanpa itu cakupannya tidak diketahui.",
        ),
        T(
            "Bring the file back from a copy of the pool.",
            "Kembalikan berkas itu dari salinan himpunan.",
        ),
    ),
    "P365": Explained(
        T("a delivery kept, or its receipt, is damaged", "kiriman atau tanda terimanya rusak"),
        T(
            "A pool keeps each delivery as it came with a receipt beside it; one of them is "
            "missing or can't be read.",
            "Himpunan menyimpan tiap kiriman apa adanya dengan tanda terima di sampingnya; salah "
            "satunya hilang atau tidak bisa dibaca.",
        ),
        T(
            "Add the same delivery again with `perut pool add`; remove a damaged receipt before.",
            "Tambahkan lagi kiriman yang sama dengan `perut himpunan tambah`; hapus dahulu tanda "
            "terima yang rusak.",
        ),
    ),
    "P366": Explained(
        T("nothing was delivered", "belum ada kiriman"),
        T(
            "No office of the area that was asked for has a delivery in the pool.",
            "Belum ada kantor di wilayah itu yang kirimannya tersimpan.",
        ),
        T(
            "Look at `perut pool status DIR`, and take deliveries in with `perut pool add`.",
            "Lihat `perut himpunan status FOLDER`, lalu ambil kiriman dengan `perut himpunan "
            "tambah`.",
        ),
    ),
    "P368": Explained(
        T("a library is not installed", "pustaka belum terpasang"),
        T(
            "An office needs no engine, so it isn't installed with perut; a pool does.",
            "Kantor tidak memerlukan mesin data, jadi tidak ikut terpasang; himpunan "
            "memerlukannya.",
        ),
        T(
            "Install it with pip as the hint says.",
            "Pasang dengan pip seperti tertulis pada petunjuk.",
        ),
    ),
    "P369": Explained(
        T("deliveries were refused", "ada kiriman yang ditolak"),
        T(
            "A delivery is taken only if it is whole, unaltered, not from a newer perut, of an "
            "office that the pool covers, and of that office's own villages.",
            "Kiriman diambil hanya bila utuh, tidak berubah, bukan dari perut yang lebih baru, "
            "dari kantor yang tercakup, dan hanya memuat desanya sendiri.",
        ),
        T(
            "Ask the office to send again; `--partial` takes the others.",
            "Minta kantor mengirim lagi; `--sebagian` mengambil yang lain.",
        ),
    ),
    "P370": Explained(
        T("a pool has no such report", "laporan itu tidak ada di himpunan"),
        T(
            "A pool has progress, target and indicators.",
            "Himpunan memiliki kemajuan, target dan indikator.",
        ),
        T("Choose one of these.", "Pilih salah satu."),
    ),
    "P371": Explained(
        T("the pool has faults", "ada kesalahan di himpunan"),
        T(
            "A kept delivery differs from its receipt, or shelves are not what they must be.",
            "Kiriman berbeda dari tanda terimanya, atau rak tidak seperti seharusnya.",
        ),
        T(
            "Make the shelves again with `perut pool check DIR --rebuild`; add damaged deliveries "
            "again.",
            "Buat lagi raknya dengan `perut himpunan periksa FOLDER --bangun-ulang`; tambahkan "
            "lagi kiriman yang rusak.",
        ),
    ),
    "P372": Explained(
        T("another perut writes into the pool", "perut lain sedang menulis ke himpunan"),
        T(
            "Two that write at once would undo each other's index, so the second waits two "
            "seconds and then gives up; reports and status read meanwhile.",
            "Dua yang menulis bersamaan bisa saling merusak indeks, jadi yang kedua menunggu dua "
            "detik lalu berhenti; laporan dan status tetap bisa dibaca.",
        ),
        T(
            "Repeat the command when the other is done.",
            "Ulangi perintah setelah yang lain selesai.",
        ),
    ),
    "P373": Explained(
        T("the pool is of a newer perut", "himpunan dari perut yang lebih baru"),
        T(
            "A newer perut laid the folder out in a way that this one doesn't know.",
            "Perut yang lebih baru menata folder dengan cara yang belum dikenal versi ini.",
        ),
        T(
            "Install the newer perut on this machine.",
            "Pasang perut yang lebih baru di komputer ini.",
        ),
    ),
    "P374": Explained(
        T("the engine Spark failed", "mesin Spark gagal"),
        T(
            "Spark could not be begun or did not answer a report: the master can't be reached, a "
            "machine does not see the pool's folder, or there is too little memory.",
            "Spark tidak bisa dimulai atau tidak menjawab: induk tidak terjangkau, mesin tidak "
            "melihat folder himpunan, atau memori kurang.",
        ),
        T(
            "Try `--engine spark` without --master first; DuckDB gives the same figures on one "
            "machine.",
            "Coba dahulu `--mesin spark` tanpa --induk; DuckDB memberi angka yang sama di satu "
            "mesin.",
        ),
    ),
    "P375": Explained(
        T("a shelf can't be read", "rak tidak bisa dibaca"),
        T(
            "DuckDB could not read the shelves of the pool: one is damaged, or the memory is used "
            "up.",
            "DuckDB tidak bisa membaca rak himpunan: ada yang rusak, atau memori habis.",
        ),
        T(
            "Make the shelves again from the deliveries: `perut pool check DIR --rebuild`.",
            "Buat lagi rak dari kiriman: `perut himpunan periksa FOLDER --bangun-ulang`.",
        ),
    ),
    "P376": Explained(
        T("no Java is installed", "Java belum terpasang"),
        T(
            "Spark runs on Java, which pip doesn't bring.",
            "Spark berjalan di atas Java, yang tidak dibawa pip.",
        ),
        T(
            "Install Java 17 or newer, or leave --engine out: DuckDB needs none.",
            "Pasang Java 17 atau lebih baru, atau tanpa --mesin: DuckDB tidak memerlukannya.",
        ),
    ),
    "P377": Explained(
        T("shelves of an older perut", "rak dari perut yang lebih lama"),
        T(
            "The shelves of the pool were made before perut kept what is asked for.",
            "Rak himpunan dibuat sebelum perut menyimpan yang diminta.",
        ),
        T(
            "Make the shelves again from the deliveries: `perut pool check DIR --rebuild`.",
            "Buat lagi rak dari kiriman: `perut himpunan periksa FOLDER --bangun-ulang`.",
        ),
    ),
    "P230": Explained(
        T("a value where none belongs", "isi di tempat yang seharusnya kosong"),
        T(
            "A column without a header, or one of running numbers, holds something else: often a "
            "total or a note below the table.",
            "Kolom tanpa judul, atau kolom nomor urut, berisi hal lain: sering kali jumlah atau "
            "catatan di bawah tabel.",
        ),
        T(
            "Delete the row, put an empty row before totals and notes, or give the column a "
            "header.",
            "Hapus barisnya, beri baris kosong sebelum jumlah dan catatan, atau beri judul "
            "kolomnya.",
        ),
    ),
    "P231": Explained(
        T("a formula that was never computed", "rumus yang belum dihitung"),
        T(
            "A program wrote the formula without its result; read as an empty cell it would "
            "remove what is recorded.",
            "Sebuah program menulis rumus tanpa hasilnya; bila dibaca sebagai sel kosong, catatan "
            "yang ada akan terhapus.",
        ),
        T(
            "Open the workbook in Excel or LibreOffice, save it, and import it again.",
            "Buka buku kerja di Excel atau LibreOffice, simpan, lalu impor lagi.",
        ),
    ),
    "P232": Explained(
        T("a percentage where a number belongs", "persentase di tempat angka"),
        T(
            "A cell that shows 85% holds 0.85; which of the two was meant can't be told.",
            "Sel yang menampilkan 85% berisi 0,85; mana yang dimaksud tidak bisa diketahui.",
        ),
        T(
            "Give the column a number format and type the number itself.",
            "Beri kolomnya format angka lalu ketik angkanya sendiri.",
        ),
    ),
    "P233": Explained(
        T("the spreadsheet changed what was typed", "lembar kerja mengubah ketikan"),
        T(
            "A spreadsheet makes a date of 5/3 or 1.10, a fraction of 1/2, TRUE of a word; the "
            "text that was typed is lost.",
            "Lembar kerja menjadikan 5/3 atau 1.10 sebuah tanggal, 1/2 pecahan, kata tertentu "
            "TRUE; teks yang diketik sudah hilang.",
        ),
        T(
            "Make the column text (Format Cells, Text) before typing, and type it again.",
            "Jadikan kolomnya teks (Format Sel, Teks) sebelum mengetik, lalu ketik lagi.",
        ),
    ),
    "P235": Explained(
        T("a code that may be one of BPS", "kode yang mungkin kode BPS"),
        T(
            "BPS numbers districts with three digits and villages with three, Kemendagri with two "
            "and four: 6311031003 means two different places.",
            "BPS memberi kecamatan tiga angka dan desa tiga angka, Kemendagri dua dan empat: "
            "6311031003 berarti dua tempat berbeda.",
        ),
        T(
            "Use the codes of Kemendagri, with dots; `--yes` takes the digits as Kemendagri's.",
            "Pakai kode Kemendagri, dengan titik; `--ya` mengambil angkanya sebagai kode "
            "Kemendagri.",
        ),
    ),
    "P234": Explained(
        T("a number where a code is recorded", "angka di tempat kode yang tercatat"),
        T(
            "A spreadsheet drops the noughts of a code: 001 becomes 1, 2.10 becomes 2.1.",
            "Lembar kerja membuang angka nol sebuah kode: 001 menjadi 1, 2.10 menjadi 2.1.",
        ),
        T(
            "Make the column text (Format Cells, Text) and type the code again.",
            "Jadikan kolomnya teks (Format Sel, Teks) lalu ketik lagi kodenya.",
        ),
    ),
}
