"""Issuing a paper: its number taken, its row written and its file put in place, all or nothing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from perut_cli.cli.app.answer import place_now
from perut_cli.cli.app.command import Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.records.write_row import write_row
from perut_cli.core.errors import Conflict, Invalid, NotFound
from perut_cli.core.numbering import RESERVED, VOID, Number, next_number, usable, written
from perut_cli.core.paper_kinds import BUPATI, CAMAT, KINDS, OFFICER, PERIOD
from perut_cli.core.settings import REGISTERS, Settings
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.values import Fault
from perut_cli.core.vocabulary import IN_SHEETS, WORDS
from perut_cli.reports.papers.collect import (
    DOTS,
    Subject,
    bupati,
    head_addressed,
    lines_of,
    signer_title,
)
from perut_cli.reports.papers.paper import (
    Template,
    collected,
    filled_paper,
    of_file,
    refuse_untrue,
    shipped,
)
from perut_cli.reports.scope import settings
from perut_cli.store.batch import Batch
from perut_cli.store.db import Store
from perut_cli.store.files import hold, replacing
from perut_cli.store.remove import changed

DOCUMENT = SHEETS["document"]
_GIVEN = ("document_code", "document_number", "subject", "recipient", "replaces")


class Issued(NamedTuple):
    """A paper as it was issued: the row's id, its code and number, and the file."""

    id: int
    code: str
    number: str
    data: bytes


def template_of(context: Context, inputs: Inputs, subject: Subject) -> Template:
    """The template asked for, else the shipped one. Raises NotFound, Invalid P332."""
    name = inputs.text("template")
    if name:
        return own_template(name)
    return shipped(subject.kind, settings(context.store()).paper, subject.to)


def own_template(name: str) -> Template:
    """A template of a file."""
    file = hold(name)
    try:
        return of_file(file.everything(), name)
    finally:
        file.close()


def day_of_paper(context: Context, inputs: Inputs) -> str:
    """--document-date, else today. Raises Usage."""
    text = inputs.text("document_date")
    if not text:
        return context.world.today()
    try:
        return str(WORDS["document_date"].parse(text))
    except Fault as fault:
        raise bad_value(WORDS["document_date"].option, fault.reason, fault.hint) from None


def whole(inputs: Inputs, key: str, option: T | str) -> int:
    """A number of an option, 0 where it isn't given. Raises Usage."""
    text = inputs.text(key).strip()
    if not text:
        return 0
    try:
        return int(WORDS["sequence"].parse(text) or 0)
    except Fault as fault:
        raise bad_value(option, fault.reason, fault.hint) from None


def register_of(inputs: Mapping[str, object], chosen: Settings, kind: str) -> str:
    """The register of a kind: the office's one, or its own."""
    given = str(inputs.get("register", ""))
    return given or (kind if chosen.number_register == "kind" and kind else "office")


def numbers(store: Store, register: str, year: int) -> list[Number]:
    """The numbers of a register and year."""
    rows = lines_of(store, "papers", "numbers", register=register, year=year)
    return [
        Number(
            row["sequence"],
            row["document_state"],
            bool(row["outside"]),
            bool(row["was_reserved"]),
        )
        for row in rows
    ]


def issue(
    context: Context,
    batch: Batch,
    inputs: Inputs,
    subject: Subject,
    source: Template,
) -> Issued:
    """Take a number, make the paper, write its row.
    Raises Conflict P330 and what filling raises.
    """
    store, chosen = batch.store, settings(batch.store)
    register, year = register_of(inputs, chosen, subject.kind), int(subject.day[:4])
    numbers_given = numbers(store, register, year)
    sequence = _sequence(inputs, numbers_given, chosen)
    parts = collected(store, subject)
    refuse_untrue(subject, parts)
    values = {key: value for part in parts for key, value in part.values.items()}
    own = {
        **_number(context, subject, chosen, register, sequence),
        "subject": _subject(subject, values),
        "recipient": _recipient(subject, chosen, values),
        "signer": _signer(subject, chosen, values),
        **{word: inputs.text(word) for word in _GIVEN if inputs.has(word)},
    }
    data = filled_paper(subject, parts, own, source)
    replaced = _replaced(store, inputs.text("replaces"))
    _refuse_given_twice(store, own, replaced)
    row = _row(store, subject, own, source, data)
    if replaced:
        changed(batch, "document", replaced[0], {"document_state": VOID})
        row["replaces"] = replaced[1]
    reserved = _reserved(store, register, year, sequence)
    found = write_row(context, batch, DOCUMENT, row, only_new=not reserved, fixed_id=reserved)
    code = store.value("SELECT document_code FROM document WHERE id = ?", (found,))
    if all(number.state == RESERVED for number in numbers_given):
        _say_what_numbers_are_made_of(context, subject, register, year)
    return Issued(found, str(code), own["document_number"], data)


def _sequence(inputs: Inputs, numbers_given: list[Number], chosen: Settings) -> int:
    """The number asked for, else the next. Raises Usage, Conflict P330."""
    asked = whole(inputs, "number", T("--number", "--nomor")) or whole(
        inputs, "sequence", WORDS["sequence"].option
    )
    if asked:
        usable(asked, numbers_given)
    return asked or next_number(numbers_given, chosen.number_start)


def _say_what_numbers_are_made_of(
    context: Context, subject: Subject, register: str, year: int
) -> None:
    """With the first number of a register: an office may write its numbers otherwise."""
    kind = subject.kind.replace("-", "_")
    context.say(
        T(
            "the first number of register {register} {year}: is it as your office writes it? "
            "`perut undo` takes it back; it is made by the settings number_pattern, unit, "
            "{classification}",
            "nomor pertama register {register} {year}: sudah seperti kebiasaan kantor? "
            "`perut urungkan` membatalkannya; dibentuk oleh pengaturan pola_nomor, unit, "
            "{classification}",
        ).format(
            register=next((one.label for one in REGISTERS if one.key == register), register),
            year=year,
            classification=T(f"classification_{kind}", f"klasifikasi_{kind}"),
        )
    )


def _number(
    context: Context, subject: Subject, chosen: Settings, register: str, sequence: int
) -> dict[str, str]:
    pieces = {
        "classification": getattr(chosen, f"classification_{subject.kind.replace('-', '_')}"),
        "unit": chosen.unit,
        "kind": subject.kind,
    }
    return {
        "register": register,
        "year": subject.day[:4],
        "sequence": str(sequence),
        "document_date": subject.day,
        "document_number": written(chosen.number_pattern, pieces, sequence, subject.day),
        "history_head": context.head(),
    }


def _subject(subject: Subject, values: Mapping[str, object]) -> str:
    """What the register says of a paper, and a letter behind Hal."""
    title = KINDS[subject.kind].title
    title = title.title() if len(title) > _ABBREVIATED else title
    if KINDS[subject.kind].about == PERIOD:
        return (
            f"{title} Pendampingan Rutin {values['period_text']}"
            if subject.to
            else (f"{title} {values['period_text']}")
        )
    if subject.kind == "teguran":
        return f"{title} tingkat {values['repeat_level']}"
    return title


_ABBREVIATED = 4


def _recipient(subject: Subject, chosen: Settings, values: Mapping[str, object]) -> str:
    if subject.to == BUPATI:
        return bupati(chosen)
    if subject.to == CAMAT or subject.kind == "laporan-perjalanan":
        return head_addressed(chosen)
    if subject.kind not in ("undangan", "teguran"):
        return ""
    kind, name = str(values["village_kind"]), values["village_name"]
    return f"Lurah {name}" if kind == "Kelurahan" else f"Kepala {kind} {name}"


def _signer(subject: Subject, chosen: Settings, values: Mapping[str, object]) -> str:
    """Who signs for the office, by name, else by post."""
    officer = KINDS[subject.kind].signer == OFFICER and subject.to != BUPATI
    name, post = ("leader_name", "leader_position") if officer else ("head_name", "signer_title")
    if values.get(name) in (None, "", DOTS):
        return str(values.get(post) or signer_title(chosen)).replace("\n", ", ")
    return str(values[name])


def _row(
    store: Store, subject: Subject, own: Mapping[str, str], source: Template, data: bytes
) -> dict[str, str]:
    row = {word: text for word, text in own.items() if word in DOCUMENT.words}
    row |= {
        "kind": subject.kind,
        "document_state": "issued",
        "template_sha256": source.sha256,
        "file_sha256": hashlib.sha256(data).hexdigest(),
    }
    if subject.village_id is not None:
        row["village_code"] = str(
            store.value("SELECT village_code FROM village WHERE id = ?", (subject.village_id,))
        )
    if subject.session_id is not None:
        row["session_code"] = str(
            store.value("SELECT session_code FROM session WHERE id = ?", (subject.session_id,))
        )
    return row


def _refuse_given_twice(
    store: Store, own: Mapping[str, str], replaced: tuple[int, str] | None
) -> None:
    """Raise Conflict P330 for a number, as it is written, of another paper of the register and
    year; one that is replaced may give its own on.
    """
    other = store.value(
        "SELECT document_code FROM document WHERE register = ? AND year = ? AND sequence <> ? "
        "AND document_number = ? AND id <> ?",
        (
            own["register"],
            int(own["year"]),
            int(own["sequence"]),
            own["document_number"],
            replaced[0] if replaced else 0,
        ),
    )
    if other:
        raise Conflict(
            "P330",
            T("number {number} is taken: {code}", "nomor {number} sudah terpakai: {code}").format(
                number=own["document_number"], code=other
            ),
            T(
                "write another, or what it replaces: `--replaces {code}`",
                "tulis yang lain, atau yang digantikannya: `--menggantikan {code}`",
            ).format(code=other),
        )


def _reserved(store: Store, register: str, year: int, sequence: int) -> int | None:
    found = store.value(
        "SELECT id FROM document WHERE register = ? AND year = ? AND sequence = ? "
        "AND document_state = ?",
        (register, year, sequence, RESERVED),
    )
    return None if found is None else int(found)


def _replaced(store: Store, code: str) -> tuple[int, str] | None:
    """The paper that is replaced. Raises NotFound, Conflict P331."""
    if not code:
        return None
    rows = lines_of(store, "papers", "documents_named", code=code)
    if not rows:
        raise NotFound(
            "P040",
            T("no paper {code}", "naskah {code} tidak ada").format(code=code),
            T("see `perut document list`", "lihat `perut naskah daftar`"),
        )
    if rows[0]["document_state"] != "issued":
        state = IN_SHEETS.get(("document", "document_state"), WORDS["document_state"])
        raise Conflict(
            "P331",
            T("{code} is {state}", "{code} sudah {state}").format(
                code=code, state=state.show(rows[0]["document_state"])
            ),
            T("only an issued paper is replaced", "hanya naskah terbit yang diganti"),
        )
    return int(rows[0]["id"]), str(rows[0]["document_code"])


def check_place(context: Context, path: str) -> None:
    """Ask before a file that is there is written over; refuse another kind of file."""
    if not path.lower().endswith(".docx"):
        raise bad_value(
            "-o",
            T("{path} is not named .docx", "{path} tidak bernama .docx").format(path=path),
            T("write -o FILE.docx", "tulis -o BERKAS.docx"),
        )
    if Path(path).is_dir():
        raise Invalid(
            "P011", T("{path} is a folder", "{path} adalah folder").format(path=path), source=path
        )
    if Path(path).exists():
        context.ask_yes(
            T(
                "{path} is there already and would be overwritten.",
                "{path} sudah ada dan akan ditimpa.",
            ).format(path=path)
        )


def save(context: Context, path: str, data: bytes) -> None:
    """Put a paper in its place; where all lines of a script are one batch,
    after that is written.
    """
    with replacing(place_now(context, path)) as out:
        out.write(data)
    context.say(T("written to {path}", "ditulis ke {path}").format(path=path))


def room_for(path: str) -> None:
    """Raise what writing there would raise, before a number is taken."""
    with replacing(str(Path(path).parent / f".{Path(path).name}.try")) as out:
        out.write(b"")
    Path(path).parent.joinpath(f".{Path(path).name}.try").unlink()
