"""Files of another day: what they would bring back or set back is told before anybody says yes."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from perut_cli.cli.app.answer import MARK
from perut_cli.cli.app.context import Context, overwriting
from perut_cli.core.calendars import moment_in_words
from perut_cli.core.errors import PerutError
from perut_cli.core.late import Late
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.vocabulary import word_here
from perut_cli.store.batch import Batch, ExportMark

if TYPE_CHECKING:
    from perut_cli.intake import workbook
    from perut_cli.store.importing import stale
    from perut_cli.store.importing.stale import Stale
else:
    workbook = Late("perut_cli.intake.workbook")
    stale = Late("perut_cli.store.importing.stale")


def exported(root: Path) -> ExportMark:
    """When a folder, a file in it, or a workbook was exported and what it held; blank where it
    doesn't say.
    """
    try:
        said = json.loads(_mark(root))
        return ExportMark(*(str(said.get(key, "")) for key in ("exported_at", "uid", "first")))
    except (OSError, ValueError, AttributeError, PerutError):
        return ExportMark()


def _mark(root: Path) -> str:
    if root.suffix.lower() in _WORKBOOKS and root.is_file():
        inside = workbook.first_text(str(root), MARK)
        if inside:
            return inside
    return ((root if root.is_dir() else root.parent) / MARK).read_text("utf-8")


_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def name_merge(context: Context, written: ExportMark) -> None:
    """Say of a folder that carries this database's own history that `merge` takes
    the file itself.
    """
    if stale.is_of_this_history(context.store(), written):
        context.say(
            T(
                "this folder comes from this database's own history; to take in what another "
                "laptop wrote, without losing either side's changes, use its file: `perut merge "
                "FILE`",
                "folder ini berasal dari riwayat basis data ini sendiri; untuk mengambil tulisan "
                "laptop lain tanpa kehilangan perubahan salah satunya, pakai berkasnya: `perut "
                "gabung BERKAS`",
            )
        )


def going_back(context: Context, batch: Batch, written: ExportMark) -> T | None:
    """Tell what a file would bring back or set back, old and new; the question before that."""
    back, reset = list(stale.brought_back(batch)), list(stale.set_back(batch, written))
    if not back and not reset:
        return None
    for record in back[:_TOLD]:
        context.tell(
            T(
                "would bring back {sheet} {key}: removed by {actor}, {moment}",
                "akan mengembalikan {sheet} {key}: dihapus oleh {actor}, {moment}",
            ).format(**_told(record))
        )
    for record in reset[:_TOLD]:
        differs = "; ".join(
            f"{word_here(word)} {new or '-'} → {old or '-'}" for word, new, old in record.differs
        )
        context.tell(
            T(
                "would set back {sheet} {key}: {differs} (changed by {actor}, {moment})",
                "akan memundurkan {sheet} {key}: {differs} (diubah oleh {actor}, {moment})",
            ).format(differs=differs, **_told(record))
        )
    return T(
        "{back} {back:record|records} would be brought back, {reset} set back.",
        "{back} catatan akan kembali, {reset} akan mundur.",
    ).format(back=len(back), reset=len(reset))


def overwriting_shown(context: Context, batch: Batch) -> T | None:
    """Tell what an import overwrites, old and new; the question before that."""
    question = overwriting(batch)
    if question is None:
        return None
    for records in stale.overwritten(batch, _TOLD + 1):
        for record in records[:_TOLD]:
            differs = "; ".join(
                f"{word_here(word)} {old or '-'} → {new or '-'}"
                for word, old, new in record.differs
            )
            context.tell(
                T(
                    "would change {sheet} {key}: {differs} (last written by {actor}, {moment})",
                    "akan mengubah {sheet} {key}: {differs} (terakhir ditulis {actor}, {moment})",
                ).format(differs=differs, **_told(record))
            )
        if len(records) > _TOLD:
            sheet = _told(records[0])["sheet"]
            context.tell(T("… and more of {sheet}", "… dan {sheet} lainnya").format(sheet=sheet))
    return question


_TOLD = 10


def _told(one: "Stale") -> dict[str, object]:
    return {
        "sheet": T(one.sheet, SHEETS[one.sheet].alias),
        "key": one.key,
        "actor": one.actor,
        "moment": moment_in_words(one.written_at) if one.written_at else "-",
    }
