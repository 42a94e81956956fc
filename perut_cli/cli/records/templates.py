"""Empty files to fill in: CSV, Excel's CSV, or a workbook with lists to choose from."""

from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import format_name, workbook_file
from perut_cli.cli.app.command import Inputs, Option
from perut_cli.cli.app.context import Context
from perut_cli.core.late import Late
from perut_cli.core.sheet import Sheet
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T

if TYPE_CHECKING:
    from perut_cli.cli.records import score_templates, submission_grid
    from perut_cli.render import workbook
else:
    submission_grid = Late("perut_cli.cli.records.submission_grid")
    score_templates = Late("perut_cli.cli.records.score_templates")
    workbook = Late("perut_cli.render.workbook")

WIDE = Option(
    "wide",
    T("--wide", "--lebar"),
    T("one column per indicator", "satu kolom untuk setiap indikator"),
    flag=True,
)
INSTRUMENT = Option(
    "instrument_code",
    T("--instrument-code", "--kode-instrumen"),
    T("instrument", "instrumen"),
    value="CODE",
    completes="instrument",
)
VILLAGE = Option(
    "village_code",
    T("--village-code", "--kode-desa"),
    T("village", "desa"),
    value="VILLAGE",
    completes="village",
)
SCORE_OPTIONS = (WIDE, INSTRUMENT, VILLAGE)
SUBMISSION_OPTIONS = (
    WIDE._replace(
        help=T(
            "a row a village, a column a document of the year",
            "satu baris tiap desa, satu kolom tiap dokumen setahun",
        )
    ),
    Option(
        "year",
        T("--year", "--tahun"),
        T("year of the documents (this year)", "tahun dokumen (tahun ini)"),
        value="N",
    ),
)


def template(context: Context, sheet: Sheet, inputs: Inputs) -> Answer:
    """A template of a sheet; of answers also wide,
    filled with the villages or officials of today.
    """
    if inputs.has("excel"):
        inputs["format"] = context.inputs["format"] = "excel"
    elif not inputs.has("format") and not inputs.has("output"):
        inputs["format"] = context.inputs["format"] = "csv"
    if sheet.owner and (
        inputs.has("wide") or inputs.has("village_code") or format_name(context) == "html"
    ):
        make = (
            score_templates.checklist
            if format_name(context) == "html"
            else score_templates.wide
            if _is_wide(context, inputs)
            else score_templates.listed
        )
        return make(context, inputs)
    if sheet is submission_grid.GRID and inputs.has("wide"):
        return submission_grid.grid(context, inputs)
    if format_name(context) == "xlsx":
        path = workbook_file(context)
        workbook.write_template_workbook(path, [sheet], choice_lists(context))
        context.say(T("written to {path}", "ditulis ke {path}").format(path=path))
        return None
    return Table(sheet.title, sheet.fields, [], name=sheet.name)


def _is_wide(context: Context, inputs: Inputs) -> bool:
    return inputs.has("wide") or format_name(context) == "xlsx"


def choice_lists(context: Context) -> dict[str, list[str]]:
    """What the drop-down lists of a workbook offer besides the choices: villages, mentors, topics
    as recorded.
    """
    if not context.where().path.exists():
        return {}
    store = context.store()
    villages = [
        f"{name}"
        for (name,) in store.select("SELECT village_name FROM village ORDER BY village_code")
    ]
    return {
        "village_code": villages
        if len(set(villages)) == len(villages)
        else [c for (c,) in store.select("SELECT village_code FROM village ORDER BY 1")],
        "mentor_code": [
            code for (code,) in store.select("SELECT mentor_code FROM mentor ORDER BY 1")
        ],
        "instrument_code": [
            code
            for (code,) in store.select(
                "SELECT DISTINCT instrument_code FROM instrument ORDER BY 1"
            )
        ],
        "obligation_code": [
            code for (code,) in store.select("SELECT obligation_code FROM obligation ORDER BY 1")
        ],
    }
