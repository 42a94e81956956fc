"""Topics of `perut help`: what a page of the manual would say, short, within 79 columns."""

from typing import NamedTuple

from perut_cli.core.text import T


class Topic(NamedTuple):
    """A topic by its names in both languages, the first of each being the one shown,
    and its text.
    """

    name: T
    text: T


IMPORT = T(
    """\
Taking records from files

  perut village import villages.csv --dry-run    try it, count, write nothing
  perut village import villages.csv              take it
  perut import FOLDER                            all sheets of a folder at once
  perut village template -o villages.xlsx        an empty file to fill in
  perut village columns                          what each column holds

What is read: CSV as Excel or any other program saves it (; or , or tab, UTF-8,
UTF-16 or Windows), .xlsx and .ods. Headings in English or Indonesian. Numbers
as 87.5 or 87,5; dates as 2026-12-31 or 31/12/2026; times as 09:30 or 09.30;
lists separated by |. What a spreadsheet damaged is an error, never a guess.

All or nothing: with a fault anywhere nothing is written, and every fault is
told with its line and column. --partial takes the good rows and writes the
others to NAME.rejected.csv, to be mended and imported again.

Again and again: the same file twice changes nothing. A column that the file
leaves out stays as it is; an empty cell blanks what is recorded.

Afterwards: `perut undo` takes back the whole import.""",
    """\
Mengambil catatan dari berkas

  perut desa impor desa.csv --uji-coba     coba, hitung, tidak menulis apa-apa
  perut desa impor desa.csv                ambil
  perut impor FOLDER                       semua lembar satu folder sekaligus
  perut desa templat -o desa.xlsx          berkas kosong untuk diisi
  perut desa kolom                         isi setiap kolom

Yang dibaca: CSV simpanan Excel atau program lain (; atau , atau tab, UTF-8,
UTF-16 atau Windows), .xlsx dan .ods. Judul kolom Indonesia atau Inggris. Angka
87,5 atau 87.5; tanggal 31/12/2026 atau 2026-12-31; jam 09.30 atau 09:30;
daftar dipisah |. Yang dirusak lembar kerja menjadi galat, tidak ditebak.

Semua atau tidak sama sekali: bila ada satu kesalahan, tidak ada yang ditulis,
dan semua kesalahan disebut dengan baris dan kolomnya. --sebagian mengambil
baris yang benar dan menulis sisanya ke NAMA.rejected.csv untuk diperbaiki lalu
diimpor lagi.

Boleh diulang: berkas yang sama dua kali tidak mengubah apa-apa. Kolom yang
tidak ada dalam berkas dibiarkan; sel kosong mengosongkan yang tercatat.

Sesudahnya: `perut urungkan` membatalkan seluruh impor.""",
)

FORMATS = T(
    """\
Formats of answers

  perut report progress                       a table on the terminal
  perut report progress -o progress.html      a page to print
  perut village list -o villages.xlsx         a workbook
  perut village list --format json            for programs
  perut report progress -o progress.svg       its chart, for a slide
  perut plan list -o plan.ics                 for the calendar of a phone

  --format   table, csv, tsv, json, jsonl, markdown, html, excel,
             or any name of tabulate, such as github, grid or latex
  -o FILE    the ending chooses: .csv .tsv .json .jsonl .md .html .txt .xlsx
             .svg .ics

--format counts before the ending, the ending before the terminal. On a
terminal answers are tables, in a pipe csv; there nothing is cut or coloured.

csv, tsv and json have English keys and exact values, the same in both
languages. `excel` is csv for Excel in Indonesia: ; between cells, decimal
commas, dates as 31/12/2026. perut reads back whatever it writes.""",
    """\
Format jawaban

  perut laporan kemajuan                      tabel di terminal
  perut laporan kemajuan -o kemajuan.html     halaman untuk dicetak
  perut desa daftar -o desa.xlsx              buku kerja
  perut desa daftar --format json             untuk program lain
  perut laporan kemajuan -o kemajuan.svg      grafiknya, untuk salindia
  perut jadwal daftar -o jadwal.ics           untuk kalender ponsel

  --format   table, csv, tsv, json, jsonl, markdown, html, excel,
             atau nama dari tabulate, misalnya github, grid atau latex
  -o BERKAS  akhirannya memilih: .csv .tsv .json .jsonl .md .html .txt .xlsx
             .svg .ics

--format didahulukan, lalu akhiran berkas, lalu terminal. Di terminal jawaban
berupa tabel, di dalam pipa csv; di sana tidak ada yang dipotong atau diwarnai.

csv, tsv dan json memakai kunci Inggris dan nilai persis, sama dalam kedua
bahasa. `excel` adalah csv untuk Excel di Indonesia: ; di antara sel, koma
desimal, tanggal 31/12/2026. perut membaca kembali semua yang ditulisnya.""",
)

SCORING = T(
    """\
How scores are made

Score of a dimension or of the whole = 100 × sum of (weight × score / maximum)
/ sum of weights, over the answered indicators below it. Never a mean of means.

Coverage  share of the applicable weight that is answered
Bounds    the score if all that is unanswered were 0, or were full
Band      given only where both bounds fall in the same band
Critical  an indicator that must be at its maximum: one failed, and the target
          is not reached, whatever the score
Reached   yes, if even the low bound is at the target; no, if not even the high
          bound is; otherwise undetermined

Unanswered is never 0 and never passed. Not applicable needs a reason and
leaves both sums. The target has three readings (level, share, growth): reports
name the chosen one, `perut report target` shows all.

  perut explain progress 2021 latest    any number with its formula and rows""",
    """\
Bagaimana nilai dihitung

Nilai dimensi atau seluruhnya = 100 × jumlah (bobot × nilai / maksimum) /
jumlah bobot, dari indikator yang terjawab di bawahnya. Bukan rata-rata dari
rata-rata.

Cakupan   porsi bobot berlaku yang sudah terjawab
Batas     nilai bila semua yang kosong 0, atau bila semuanya penuh
Kelas     diberikan hanya bila kedua batas jatuh pada kelas yang sama
Kritis    indikator yang harus penuh: satu gagal, target tidak tercapai,
          berapa pun nilainya
Tercapai  ya, bila batas rendah pun mencapai target; tidak, bila batas tinggi
          pun tidak; selain itu belum dapat dipastikan

Yang kosong tidak pernah berarti 0 atau lulus. Tidak berlaku perlu alasan dan
keluar dari kedua jumlah. Target punya tiga cara baca (rata-rata, porsi,
pertumbuhan): laporan menyebut yang dipilih, `perut laporan target` semuanya.

  perut jelaskan kemajuan 2021 nilai_terakhir    rumus dan baris sebuah angka""",
)

EXIT_CODES = T(
    """\
Exit codes

    0  done, also when there was nothing to change
    1  invalid input or a missing confirmation; nothing was written
    2  the command line is wrong, a bad value of an option too
    3  partly done, only with --partial or --keep-going
    4  something named on the command line isn't there, or fits two
    5  conflict: recorded already, others rest on it, frozen, changed since
    6  the database is busy
    7  the database is damaged, not perut's, or newer than the program
  130  interrupted, no record changed

Every error has a number; `perut explain P012` says why and what to do. With
--format json an error is one JSON object on standard error.""",
    """\
Kode keluar

    0  selesai, juga bila tidak ada yang berubah
    1  masukan salah atau belum dipastikan; tidak ada yang ditulis
    2  baris perintah salah, termasuk isi opsi yang salah
    3  selesai sebagian, hanya dengan --sebagian atau --terus
    4  yang disebut pada baris perintah tidak ada, atau cocok dengan dua
    5  bentrok: sudah tercatat, masih dipakai, beku, berubah sejak itu
    6  basis data sedang dipakai
    7  basis data rusak, bukan milik perut, atau lebih baru dari programnya
  130  dihentikan, tidak ada catatan yang berubah

Setiap galat bernomor; `perut jelaskan P012` menerangkan sebab dan jalan
keluarnya. Dengan --format json, galat berupa satu objek JSON pada keluaran
galat baku.""",
)

ENVIRONMENT = T(
    """\
What perut takes from its surroundings

  PERUT_DB      database, where --db is not given
  PERUT_LANG    en or id, where --lang is not given
  PERUT_ACTOR   who writes, for the history; else the system's user
  PERUT_CONFIG  another config.toml
  PERUT_PAGER   what shows long pages; else PAGER, else less; `cat` for none
  NO_COLOR      no colours
  TERM=dumb     as if no terminal were there

Then comes config.toml, with the database and the language:

  perut config                     every value and where it comes from
  perut config set lang id
  perut config set db D:\\perut.db""",
    """\
Yang diambil perut dari lingkungannya

  PERUT_DB      basis data, bila --basis-data tidak disebut
  PERUT_LANG    en atau id, bila --bahasa tidak disebut
  PERUT_ACTOR   siapa yang menulis, untuk riwayat; selain itu pengguna sistem
  PERUT_CONFIG  config.toml yang lain
  PERUT_PAGER   penampil halaman panjang; selain itu PAGER, lalu less; `cat`
                untuk tanpa penampil
  NO_COLOR      tanpa warna
  TERM=dumb     seolah-olah tidak ada terminal

Sesudah itu config.toml, berisi basis data dan bahasa:

  perut konfigurasi                           setiap nilai dan asalnya
  perut konfigurasi setel bahasa id
  perut konfigurasi setel basis-data D:\\perut.db""",
)

BATCH = T(
    """\
The end of the month, by a script

month.txt, one command a line, without `perut`:

  # what the camat gets
  report progress --period 2026-11 -o progress.html
  report obligations --due 30 -o due.xlsx
  session add muara 2026-11-24 supervisi --mentors KP

  perut run month.txt              a batch a line, stops at the first failure
  perut run month.txt --atomic     all or nothing
  perut run month.txt --keep-going   goes on, exit code 3 where lines failed
  perut run month.txt --dry-run    tries all, writes nothing

Quotes keep blanks together; a backslash is a plain character, as Windows paths
need it. # begins a comment. `-` reads from standard input. Nothing is ever
asked: what needs a yes takes --yes on its line or on `run`.""",
    """\
Akhir bulan, dengan skrip

bulan.txt, satu perintah per baris, tanpa `perut`:

  # untuk camat
  laporan kemajuan --periode 2026-11 -o kemajuan.html
  laporan kewajiban --tenggat 30 -o tenggat.xlsx
  sesi tambah muara 2026-11-24 supervisi --pendamping KP

  perut jalankan bulan.txt             satu kelompok per baris, berhenti bila
                                       gagal
  perut jalankan bulan.txt --atomik    semua atau tidak sama sekali
  perut jalankan bulan.txt --terus     jalan terus, kode keluar 3 bila gagal
  perut jalankan bulan.txt --uji-coba  coba semua, tidak menulis apa-apa

Tanda kutip menyatukan spasi; garis miring terbalik huruf biasa saja, seperti
letak berkas di Windows. # memulai komentar. `-` membaca dari masukan baku.
Tidak ada yang ditanyakan: yang perlu kepastian memakai --ya pada barisnya atau
pada `jalankan`.""",
)

LAPTOPS = T(
    """\
Two laptops, one flash drive

  perut share E:\\                on the one: a verified copy, named after it
  perut merge E:\\ --dry-run      on the other: what would come in
  perut merge E:\\                take it in; a backup is made first
  perut conflicts                what both changed differently
  perut conflicts settle         one by one, both values before you
  perut share E:\\                now take it back, and merge on the first

Then both hold the same. Any order will do, as often as you like, with three
laptops too; nothing is lost and nothing comes twice. A file is only ever read:
the other laptop changes when it merges itself.

What one changed and the other didn't is taken. What both changed, neither
knowing of the other, is shown as it was written last and listed with both
values, who and when; settled once, it is settled on every laptop. A removal is
done only where nobody wrote to the record meanwhile. The erased stay erased.

Two visits of one village, day and kind are one visit unless their start times
differ; `perut session split CODE` makes two of one.

The second laptop begins with a copy, not with `init`: `perut restore FILE` of
what `perut share` wrote, so that both have one history from the start.""",
    """\
Dua laptop, satu flashdisk

  perut bagi E:\\                  di yang pertama: salinan bernama laptopnya
  perut gabung E:\\ --uji-coba     di yang kedua: apa yang akan masuk
  perut gabung E:\\                ambil; cadangan dibuat lebih dulu
  perut pertentangan              yang diubah berbeda di keduanya
  perut pertentangan selesaikan   satu per satu, kedua isinya ditampilkan
  perut bagi E:\\                  lalu bawa kembali, dan gabung di pertama

Setelah itu keduanya berisi sama. Urutan bebas, boleh diulang, bisa juga tiga
laptop; tidak ada yang hilang atau masuk dua kali. Berkas lain hanya dibaca:
laptop itu berubah bila ia sendiri menggabung.

Yang diubah satu laptop saja langsung diambil. Yang diubah keduanya, tanpa
saling tahu, ditampilkan menurut tulisan terakhir dan didaftar dengan kedua
isinya, siapa dan kapan; sekali diselesaikan, selesai di semua laptop.
Penghapusan hanya dilakukan bila sementara itu tidak ada yang menulis ke
catatannya. Orang yang datanya dihapus permanen tetap terhapus.

Dua kunjungan satu desa, hari dan jenis adalah satu kunjungan, kecuali jam
mulainya berbeda; `perut sesi pisah KODE` menjadikannya dua.

Laptop kedua mulai dari salinan, bukan dari `mulai`: `perut pulihkan BERKAS`
dari hasil `perut bagi`, agar riwayat keduanya satu sejak awal.""",
)

TOPICS: tuple[Topic, ...] = (
    Topic(T("import", "impor"), IMPORT),
    Topic(T("formats format", "format"), FORMATS),
    Topic(T("scoring", "skor"), SCORING),
    Topic(T("exit-codes codes", "kode-keluar kode"), EXIT_CODES),
    Topic(T("environment", "lingkungan"), ENVIRONMENT),
    Topic(T("batch script", "bulanan skrip"), BATCH),
    Topic(T("laptops", "laptop"), LAPTOPS),
)
