"""`perut session evidence …`: the photos of a visit, each with its checksum, day and caption."""

from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import missing_argument
from perut_cli.cli.commands.action import evidenced
from perut_cli.cli.records.record_verbs import find_row, remove_record
from perut_cli.cli.records.write_row import row_of, write_row
from perut_cli.core.errors import Usage
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer, Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.select import Filters, listing, order_of

PHOTO, SESSION = SHEETS["photo"], SHEETS["session"]
_VERBS = {"tambah": "add", "daftar": "list", "hapus": "remove"}


def evidence(context: Context, inputs: Inputs) -> Answer:
    """Add, list or remove the photos of a visit. Raises Usage, NotFound, P110, P111."""
    verb = _VERBS.get(inputs.text("verb"), inputs.text("verb"))
    if verb not in _VERBS.values():
        raise Usage(
            "P003",
            T(
                "what to do is missing: add, list or remove",
                "belum disebut: tambah, daftar atau hapus",
            ),
            T(
                "write `perut session evidence add CODE FILE`",
                "tulis `perut sesi bukti tambah KODE BERKAS`",
            ),
        )
    if not inputs.has("session"):
        raise missing_argument(WORDS["session_code"].key_here.upper(), context.path)
    session = find_row(context, SESSION, [inputs.text("session")])
    code, day = context.store().rows(
        "SELECT session_code, session_date FROM session WHERE id = ?", (session,)
    )[0]
    files = [str(file) for file in inputs.get("files") or ()]
    if verb == "list":
        return _listed(context, code)
    if not files:
        raise missing_argument(T("FILE", "BERKAS"), context.path)
    return (
        _added(context, inputs, code, day, files)
        if verb == "add"
        else _removed(context, code, files)
    )


def _listed(context: Context, code: str) -> Table:
    filters = Filters.of(PHOTO, {"session_code": code}, context.finder(), PHOTO.dated, "", "")
    rows = listing(context.store(), PHOTO, filters, order_of(PHOTO), -1)
    return Table(PHOTO.title, PHOTO.fields, rows, name="photo")


def _added(context: Context, inputs: Inputs, code: str, day: str, files: list[str]) -> str | None:
    common = {"session_code": code, "photo_date": day, **row_of(PHOTO, inputs)}
    photos = [evidenced(context, {**common, "evidence": file}) for file in files]

    def work(batch: Batch) -> Batch:
        for photo in photos:
            write_row(context, batch, PHOTO, photo)
        return batch

    batch = context.write(work)
    tried = T(" (dry run)", " (uji coba)") if context.inputs.has("dry_run") else T("", "")
    context.say(
        T(
            "{n} {n:photo|photos} added to {code}{tried}", "{n} foto ditambahkan pada {code}{tried}"
        ).format(n=batch.new, code=code, tried=tried)
    )
    return None if context.inputs.has("dry_run") else code


def _removed(context: Context, code: str, files: list[str]) -> Answer:
    answer: Answer = None
    for file in files:
        found = find_row(context, PHOTO, [code, file])
        answer = remove_record(context, PHOTO, found, with_dependants=False)
    return answer
