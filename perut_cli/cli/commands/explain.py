"""`perut explain`: any number of any report with its formula and rows,
or an error by its number.
"""

import re
from textwrap import wrap

from perut_cli.cli.app.command import Argument, Command, Inputs, both_names
from perut_cli.cli.app.context import Context
from perut_cli.cli.commands.report import COMMANDS as REPORTS
from perut_cli.cli.commands.scope_options import SCOPE, scope_of
from perut_cli.core.catalogue import ERRORS
from perut_cli.core.errors import NotFound, Usage
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.reports.explain import registry as explaining
from perut_cli.reports.explain.attendance import attendance_cell
from perut_cli.reports.explain.priority import priority_cell
from perut_cli.reports.explain.work import (
    actions_cell,
    fillings_cell,
    mentors_cell,
    obligations_cell,
    sessions_cell,
)

_WIDTH = 79


def explained(number: str) -> str:
    """The page of an error number. Raises NotFound P040."""
    if number not in ERRORS:
        raise NotFound(
            "P040",
            T("no error {number}", "galat {number} tidak ada").format(number=number),
            T(
                "the number stands behind the word error, such as P012",
                "nomornya tertulis di belakang kata galat, misalnya P012",
            ),
        )
    found = ERRORS[number]
    paragraphs = (f"{number}: {found.title}", found.why, found.do)
    return "\n\n".join(
        "\n".join(wrap(str(text), _WIDTH, break_on_hyphens=False)) for text in paragraphs
    )


for _name, _explainer in {
    "priority": priority_cell,
    "sessions": sessions_cell,
    "mentors": mentors_cell,
    "actions": actions_cell,
    "obligations": obligations_cell,
    "fillings": fillings_cell,
    "attendance": attendance_cell,
}.items():
    explaining.register(_name, _explainer)

_WHOLE_KEY = {"agreement": "|"}
"""Reports whose keys are lists, and what stands between the items."""


def explain(context: Context, inputs: Inputs) -> Answer:
    """`explain P012`, or `explain REPORT KEY COLUMN`: the key may have several words. Raises Usage,
    NotFound.
    """
    words = [str(word) for word in inputs.get("words") or ()]
    if len(words) == 1 and re.fullmatch(r"[Pp]\d+", words[0]):
        return explained(words[0].upper())
    report = report_named(words[0]) if words else ""
    if len(words) < len(("report", "key", "column")):
        raise Usage(
            "P003",
            T("what to explain is missing", "yang hendak dijelaskan belum lengkap"),
            _hint(report),
        )
    key = _WHOLE_KEY.get(report, " ").join(words[1:-1])
    return explaining.explain(context.store(), scope_of(context, inputs), report, key, words[-1])


def report_named(name: str) -> str:
    """The English name of a report by either name; another word stays as it is."""
    return next(
        (key for key, spec in REPORTS.items() if name.casefold() in both_names(spec.name)), name
    )


def _hint(report: str) -> T:
    example = _EXAMPLES.get(report, _EXAMPLES["progress"])
    return T(
        "write report, row and column, such as `perut explain {example}`",
        "tulis laporan, baris dan kolom, misalnya `perut jelaskan {example}`",
    ).format(example=example)


_EXAMPLES = {
    "progress": T("progress 2021 latest", "kemajuan 2021 nilai_terakhir"),
    "target": T("target level value", "target level isi"),
    "officials": T(
        'officials "Sekretaris Desa (contoh)" change',
        'aparatur "Sekretaris Desa (contoh)" perubahan',
    ),
    "indicators": T("indicators A.1 mean", "indikator A.1 rata_rata"),
    "sessions": T("sessions 2026-01 2021 supervisi hours", "sesi 2026-01 2021 supervisi lama_jam"),
    "trend": T("trend 2021 2026-11-10 total", "tren 2021 2026-11-10 total"),
    "actions": T("actions CODE days_overdue", "tindak-lanjut KODE hari_terlambat"),
    "priority": T("priority 2021 rank", "prioritas 2021 peringkat"),
    "mentors": T("mentors KP hours", "pendamping KP lama_jam"),
    "obligations": T(
        "obligations 2021 apbdes days_late", "kewajiban 2021 apbdes hari_lewat_tenggat"
    ),
    "fillings": T("fillings 2021 ddk share", "pengisian 2021 ddk porsi"),
    "effect": T("effect A.1 gain_difference", "dampak A.1 selisih_kenaikan"),
    "agreement": T("agreement KP STAF1 kappa", "kesepakatan KP STAF1 kappa"),
    "quality": T("quality CODE question", "mutu KODE pertanyaan"),
}

COMMANDS = {
    "explain": Command(
        T("explain", "jelaskan"),
        T(
            "a number of a report with its formula and rows, or an error by its number",
            "angka laporan dengan rumus dan barisnya, atau galat menurut nomornya",
        ),
        explain,
        (
            Argument(
                "words", T("REPORT KEY COLUMN | P012", "LAPORAN KUNCI KOLOM | P012"), many=True
            ),
        ),
        SCOPE,
        (
            T("explain progress 2021 latest", "jelaskan kemajuan 2021 nilai_terakhir"),
            T("explain priority 2021 rank", "jelaskan prioritas 2021 peringkat"),
            T("explain P012", "jelaskan P012"),
        ),
    ),
}
