"""Options of the verb import."""

from perut_cli.cli.app.command import DRY_RUN, NEW, Option
from perut_cli.core.text import T

PARTIAL = Option(
    "partial",
    T("--partial", "--sebagian"),
    T(
        "take the good rows, write the others to NAME.rejected.csv",
        "ambil baris yang benar, tulis sisanya ke NAMA.rejected.csv",
    ),
    flag=True,
)
SHEET_NAME = Option(
    "sheet_name",
    T("--sheet-name", "--nama-lembar"),
    T("sheet of a workbook", "lembar pada buku kerja"),
    value="NAME",
)
DRAFT = Option(
    "draft",
    T("--draft", "--draf"),
    T("make new assessments drafts", "jadikan penilaian baru draf"),
    flag=True,
)
INSTRUMENT = Option(
    "instrument_code",
    T("--instrument-code", "--kode-instrumen"),
    T("instrument of all rows", "instrumen semua baris"),
    value="CODE",
    completes="instrument",
)
SCORE_OPTIONS = (DRAFT, INSTRUMENT)
AS = Option(
    "as_word",
    T("--as", "--sebagai"),
    T(
        "what a header means, remembered: HEADER=word",
        "arti sebuah judul kolom, diingat: JUDUL=kata",
    ),
    many=True,
    value="HEADER=WORD",
)
SKIP = Option(
    "skip_header",
    T("--skip", "--tanpa"),
    T("leave out the column with this header", "lewati kolom dengan judul ini"),
    many=True,
    value="HEADER",
)


IMPORT_OPTIONS = (DRY_RUN, PARTIAL, NEW, SHEET_NAME, AS, SKIP)
