"""Settle conflicts: which side is kept, or a new value; one batch, which `undo` takes back."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.cli.app.command import Inputs, quoted_word
from perut_cli.cli.app.context import Context, overwriting
from perut_cli.cli.records.write_row import key_text, row_of, write_answer, write_row
from perut_cli.core.errors import NotFound, Usage
from perut_cli.core.sheets import SHEETS
from perut_cli.core.text import T
from perut_cli.core.vocabulary import WORDS
from perut_cli.reports.conflicts import differing
from perut_cli.store.batch import Batch
from perut_cli.store.merge.results import KEY, NAMED, REMOVED, VALUE, OpenConflict
from perut_cli.store.merge.settle import Settling
from perut_cli.store.select import record_of_key

_HERE, _THERE = ("here", "sini"), ("there", "sana")


class Settlement(NamedTuple):
    """What is kept of a conflict: what is shown, a rival by its place from 0, or a new value."""

    conflict: OpenConflict
    rival: int | None = None
    value: str | None = None


def choice_of(context: Context, conflict: OpenConflict, keep: str) -> Settlement:
    """What --keep means for a conflict. Raises NotFound P343 for a rival that isn't there, P347
    where there are several, Usage P344 for a value where one can't settle it.
    """
    word = keep.strip().casefold()
    if word in _HERE:
        return Settlement(conflict)
    if word in _THERE:
        if len(conflict.there) > 1:
            raise _several(conflict)
        return Settlement(conflict, 0)
    numbered = re.fullmatch(r"(?:there|sana)[: ]?(\d+)", word)
    if numbered:
        rival = int(numbered[1])
        if not 0 < rival <= len(conflict.there):
            raise NotFound(
                "P343",
                T(
                    "conflict {n} has no value there:{place}",
                    "pertentangan {n} tidak punya isi sana:{place}",
                ).format(n=conflict.number, place=rival),
                T("see `perut conflicts`", "lihat `perut pertentangan`"),
            )
        return Settlement(conflict, rival - 1)
    if conflict.kind != VALUE or len(conflict.words) != 1:
        raise _no_single_value(context, conflict)
    return Settlement(conflict, value=keep)


def _several(conflict: OpenConflict) -> NotFound:
    places = range(1, len(conflict.there) + 1)
    return NotFound(
        "P347",
        T(
            "conflict {n} has {count} {count:value|values} there: {named}",
            "pertentangan {n} punya {count} isi di sana: {named}",
        ).format(
            n=conflict.number,
            count=len(conflict.there),
            named=T(
                ", ".join(f"there:{place}" for place in places),
                ", ".join(f"sana:{place}" for place in places),
            ),
        ),
        T(
            "name one, such as `perut conflicts settle {n} --keep there:1`",
            "sebut salah satu, misalnya `perut pertentangan selesaikan {n} --pakai sana:1`",
        ).format(n=conflict.number),
    )


def _no_single_value(context: Context, conflict: OpenConflict) -> Usage:
    if conflict.kind in (REMOVED, NAMED):
        return Usage(
            "P344",
            T(
                "conflict {n} is about a removal: no value settles it",
                "pertentangan {n} soal penghapusan: tidak bisa diselesaikan dengan isi",
            ).format(n=conflict.number),
            T(
                "keep the record with --keep here, or remove it with --keep there",
                "pertahankan catatannya dengan --pakai sini, atau hapus dengan --pakai sana",
            ),
        )
    return _of_one_key(conflict) if conflict.kind == KEY else _of_several_words(context, conflict)


def _of_one_key(conflict: OpenConflict) -> Usage:
    sheet = SHEETS[conflict.sheet]
    return Usage(
        "P344",
        T(
            "conflict {n} is about two records of one key: no value settles it",
            "pertentangan {n} soal dua catatan berkunci sama: tidak bisa diselesaikan dengan isi",
        ).format(n=conflict.number),
        T(
            "see both with `perut {name} list`, and give one another key with `perut {name} edit`",
            "lihat keduanya dengan `perut {alias} daftar`, lalu ganti kunci salah satunya dengan "
            "`perut {alias} ubah`",
        ).format(name=sheet.name, alias=sheet.alias),
    )


def _of_several_words(context: Context, conflict: OpenConflict) -> Usage:
    sheet, store = SHEETS[conflict.sheet], context.store()
    record = record_of_key(store, sheet, conflict.key)
    fields = [WORDS[word] for word in differing(conflict)]
    english, indonesian = ([getattr(f, key) for f in fields] for key in ("key", "key_id"))
    return Usage(
        "P344",
        T(
            "conflict {n} is about {words} together: no single value settles it",
            "pertentangan {n} menyangkut {words} bersama: satu isi tidak menyelesaikannya",
        ).format(n=conflict.number, words=T(", ".join(english), ", ".join(indonesian))),
        T(
            "change it with `perut {name} edit {key} {options}`, or keep here or there",
            "ubah dengan `perut {alias} ubah {key} {options}`, atau pakai sini atau sana",
        ).format(
            name=sheet.name,
            alias=sheet.alias,
            key=key_text(store, sheet, record) if record else quoted_word(conflict.key),
            options=T(_options(english), _options(indonesian)),
        ),
    )


def _options(words: Sequence[str]) -> str:
    return " ".join(f"--{word.replace('_', '-')} …" for word in words)


def settle_all(context: Context, choices: Sequence[Settlement]) -> Batch:
    """Settle conflicts in one batch. Removals and larger changes are confirmed first."""

    def work(batch: Batch) -> Batch:
        settling = Settling(batch)
        for choice in choices:
            _settle(context, settling, choice)
        return batch

    def risk(batch: Batch) -> T | None:
        removed = [
            choice.conflict.key
            for choice in choices
            if choice.rival is not None and choice.conflict.kind in (REMOVED, NAMED)
        ]
        if removed:
            return T("this removes {key}.", "ini menghapus {key}.").format(key=", ".join(removed))
        return overwriting(batch)

    return context.write(work, risk)


def _settle(context: Context, settling: Settling, choice: Settlement) -> None:
    conflict, batch = choice.conflict, settling.batch
    if choice.value is not None:
        sheet, word = SHEETS[conflict.sheet], conflict.words[0]
        record = record_of_key(batch.store, sheet, conflict.key)
        values = row_of(sheet, Inputs({word: choice.value}))
        if isinstance(record, tuple):
            names = dict(zip(sheet.arguments, conflict.key.rpartition(" ")[::2], strict=True))
            write_answer(context, batch, {**names, **values})
        else:
            write_row(context, batch, sheet, values, fixed_id=record)
        settling.keep_shown(conflict)
    elif choice.rival is None:
        settling.keep_shown(conflict)
    else:
        settling.there(conflict, choice.rival)
