"""`perut action …`: follow-ups done, verified by another, or dropped, with evidence."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from perut_cli.cli.app.command import DRY_RUN, NEW, Argument, Command, Inputs, Option, option_of
from perut_cli.cli.app.context import Context, ask_until, name_error
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.visit_names import SETTLED, action_state_row
from perut_cli.cli.records.record_verbs import find_row
from perut_cli.cli.records.verbs import (
    first_words,
    key_arguments,
    key_of,
    place_arguments,
    sheet_options,
    values_by_place,
)
from perut_cli.cli.records.write_row import add_record, edit_record, report_written, write_row
from perut_cli.core.errors import Invalid, NotFound, Usage, reason_of
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.batch import Batch
from perut_cli.store.importing.import_rows import RecordId


def evidenced(context: Context, values: Mapping[str, str]) -> Mapping[str, str]:
    """The values with the evidence as it is recorded; a checksum that is given is kept, and then no
    file is needed.

    Raises NotFound P110 for a file that isn't there, Invalid P111 for one that can't be read.
    """
    text = values.get("evidence", "").strip()
    if "evidence" not in values or "evidence_sha256" in values:
        return values
    if not text:
        return {**values, "evidence_sha256": ""}
    folder = context.where().path.absolute().parent
    path = next(
        (place for place in (Path(text).expanduser(), folder / text) if place.is_file()), None
    )
    if path is None:
        option = WORDS["evidence"].option
        raise NotFound(
            "P110",
            T("{option}: no file {path}", "{option}: berkas {path} tidak ada").format(
                option=option, path=text
            ),
            T(
                "name the file as it lies on this laptop",
                "sebut berkasnya sesuai letaknya di laptop ini",
            ),
        )
    return {**values, "evidence": recorded(path, folder), "evidence_sha256": checksum(path)}


def recorded(path: Path, folder: Path) -> str:
    """The path as it is recorded: with / on every system, relative below the folder."""
    whole = path.resolve()
    try:
        return whole.relative_to(folder.resolve()).as_posix()
    except ValueError:
        return str(whole)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Invalid(
            "P111",
            T("{path} can't be read: {why}", "{path} tidak bisa dibaca: {why}").format(
                path=path, why=reason_of(error)
            ),
            T(
                "close it in the other program, then give the command again",
                "tutup di program lain, lalu ulangi perintahnya",
            ),
        ) from None


ACTION = SHEETS["action"]
ON = Option(
    "on",
    T("--on", "--tanggal"),
    T("the day (today)", "harinya (bila kosong: hari ini)"),
    value="DATE",
)
BY = Option(
    "by",
    T("--by", "--oleh"),
    T(
        "who verifies: a mentor's code or a name, not who did it",
        "siapa yang memverifikasi: kode pendamping atau nama, bukan yang mengerjakan",
    ),
    value="NAME",
    completes="mentor",
    personal=True,
)
REASON = Option(
    "reason",
    T("--reason", "--alasan"),
    T("why it is dropped; the history keeps it", "mengapa dihentikan; tersimpan di riwayat"),
    value="TEXT",
)
DONE_ON = option_of(
    WORDS["done_on"],
    T(
        "the day it was done, for one that is still open",
        "hari selesainya, bila masih terbuka",
    ),
)
EVIDENCE = option_of(WORDS["evidence"], completes="file")


def add(context: Context, inputs: Inputs) -> Answer:
    """Add a follow-up to a finding."""
    inputs.update(values_by_place(inputs, first_words(ACTION)))
    inputs.update(evidenced(context, inputs))
    return add_record(context, ACTION, inputs)


def edit(context: Context, inputs: Inputs) -> Answer:
    """Change a follow-up."""
    inputs.update(evidenced(context, inputs))
    return edit_record(
        context,
        ACTION,
        find_row(context, ACTION, key_of(ACTION, inputs, context.path)),
        inputs,
    )


def done(context: Context, inputs: Inputs) -> Answer:
    """Note that a follow-up is done."""
    answer = _settle(context, inputs, "done", T("done", "selesai"))
    code = inputs.text("key0")
    context.say(
        T(
            "it waits for verification: `perut action verify {code} --by …`",
            "menunggu verifikasi: `perut tindak-lanjut verifikasi {code} --oleh …`",
        ).format(code=code)
    )
    return answer


def verify(context: Context, inputs: Inputs) -> Answer:
    """Note that another than who did it has seen that it is done."""
    if not inputs.has("by"):
        raise Usage(
            "P003",
            T("{option} is missing", "{option} belum diisi").format(option=BY.names),
            T("add --by KP", "tambahkan --oleh KP"),
        )
    _ask_when_done(context, inputs)
    return _settle(context, inputs, "verified", T("verified", "diverifikasi"))


def _ask_when_done(context: Context, inputs: Inputs) -> None:
    """Ask a person for the day on which an open follow-up was done."""
    if not context.can_ask() or inputs.has("done_on") or not inputs.has("key0"):
        return
    with suppress(Fault):
        id_ = context.finder().code("action", inputs.text("key0"))
        code, state = context.store().rows(
            "SELECT action_code, action_state FROM action WHERE id = ?", (id_,)
        )[0]
        if state == "open":
            inputs["done_on"] = ask_until(
                context,
                T(
                    "{code} is still open. Done on which day?",
                    "{code} masih terbuka. Selesai tanggal?",
                ).format(code=code),
                WORDS["done_on"].parse,
                lambda: WORDS["done_on"].help,
            )


def drop(context: Context, inputs: Inputs) -> Answer:
    """Note that a follow-up is given up."""
    if not inputs.has("reason"):
        raise Usage(
            "P003",
            T("{option} is missing", "{option} belum diisi").format(option=REASON.names),
            T('add --reason "…"', 'tambahkan --alasan "…"'),
        )
    return _settle(context, inputs, "dropped", T("dropped", "dihentikan"))


def _settle(context: Context, inputs: Inputs, state: str, what: T) -> Answer:
    if not inputs.has("key0"):
        raise missing_argument(WORDS["action_code"].key_here.upper(), context.path)
    finder = context.finder()
    try:
        day = (
            str(WORDS["done_on"].parse(inputs.text("on")))
            if inputs.has("on")
            else context.world.today()
        )
    except Fault as fault:
        raise bad_value(ON.names, fault.reason, fault.hint) from None
    try:
        row = dict(
            zip(
                SETTLED,
                action_state_row(
                    finder, inputs.text("key0"), state, day, inputs.text("by"), _done_on(inputs)
                ),
                strict=True,
            )
        )
        action = finder.code("action", row["action_code"])
    except Fault as fault:
        raise name_error(fault) from None
    values = evidenced(
        context,
        {key: value for key, value in row.items() if key != "action_code"}
        | {key: inputs[key] for key in ("evidence",) if key in inputs},
    )

    def work(batch: Batch) -> RecordId:
        return write_row(context, batch, ACTION, values, fixed_id=action)

    answer = report_written(context, ACTION, context.write(work), what, {})
    _say_closed(context, action)
    return answer


def _done_on(inputs: Inputs) -> str:
    if not inputs.has("done_on"):
        return ""
    try:
        return str(WORDS["done_on"].parse(inputs.text("done_on")))
    except Fault as fault:
        raise bad_value(WORDS["done_on"].option, fault.reason, fault.hint) from None


def _say_closed(context: Context, action: int) -> None:
    """A finding whose follow-ups are all settled is closed by that."""
    rows = context.store().rows(
        "SELECT finding_code, (SELECT count(*) FROM action AS o WHERE o.finding_id = f.id AND "
        "action_state NOT IN ('verified', 'dropped')) "
        "FROM finding AS f WHERE id = (SELECT finding_id FROM action WHERE id = ?)",
        (action,),
    )
    if rows and not rows[0][1] and not context.inputs.has("dry_run"):
        context.say(
            T("finding {code} is closed", "temuan {code} sudah tuntas").format(code=rows[0][0])
        )


_CODE = (Argument("key0", T("ACTION_CODE", "KODE_TINDAK_LANJUT"), completes="action"),)

COMMANDS: dict[str, Command] = {
    "add": Command(
        T("add", "tambah"),
        T("add a follow-up to a finding", "tambah tindak lanjut pada temuan"),
        add,
        place_arguments(first_words(ACTION)),
        (*sheet_options(ACTION), NEW, DRY_RUN),
        (
            T(
                'action add --finding-code 2014-261112-ZOCB --action-text "Cocokkan buku" '
                '--responsible "Kaur Keuangan" --due 2026-12-15',
                'tindak-lanjut tambah --kode-temuan 2014-261112-ZOCB --tindak-lanjut "Cocokkan '
                'buku" --penanggung-jawab "Kaur Keuangan" --tenggat 2026-12-15',
            ),
        ),
    ),
    "edit": Command(
        T("edit", "ubah"),
        T("change one follow-up", "ubah satu tindak lanjut"),
        edit,
        key_arguments(ACTION),
        (*sheet_options(ACTION), NEW, DRY_RUN),
    ),
    "done": Command(
        T("done", "selesai"),
        T("a follow-up is done", "tindak lanjut sudah dikerjakan"),
        done,
        _CODE,
        (ON, EVIDENCE, DRY_RUN),
        (
            T(
                "action done 2014-261112-ZOCB --on 2026-12-08 --evidence bukti/kas.pdf",
                "tindak-lanjut selesai 2014-261112-ZOCB --tanggal 2026-12-08 --bukti-dukung "
                "bukti/kas.pdf",
            ),
        ),
    ),
    "verify": Command(
        T("verify", "verifikasi"),
        T("another has seen that it is done", "orang lain sudah melihat hasilnya"),
        verify,
        _CODE,
        (BY, ON, DONE_ON, EVIDENCE, DRY_RUN),
        (
            T(
                "action verify 2014-261112-ZOCB --by KP",
                "tindak-lanjut verifikasi 2014-261112-ZOCB --oleh KP",
            ),
        ),
    ),
    "drop": Command(
        T("drop", "hentikan"),
        T("a follow-up is given up", "tindak lanjut dihentikan"),
        drop,
        _CODE,
        (REASON, ON, DRY_RUN),
        (
            T(
                'action drop 2014-261112-ZOCB --reason "buku dihapus dari aturan"',
                'tindak-lanjut hentikan 2014-261112-ZOCB --alasan "buku dihapus dari aturan"',
            ),
        ),
    ),
}
