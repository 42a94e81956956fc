"""Parse one answer: score, option label or not-applicable reason."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from perut_cli.core import instruments
from perut_cli.core.characters import keyboard
from perut_cli.core.text import T
from perut_cli.core.values import Fault, could_be_thousands, decimal, plain_number, quoted
from perut_cli.core.vocabulary import WORDS
from perut_cli.store.importing.cells import CellFormat, ParseCache, missing, name_of, text_of
from perut_cli.store.lookup import Finder

_REASON = r"(?i)(?:na|tb)\s*:\s*(.*)"


class Item(NamedTuple):
    """An indicator as its answers need it."""

    id: int
    max_score: float
    options: instruments.Steps


def at(word: str, parse: Callable[[str], Any], text: str) -> Any:
    """Read a value; a fault says which word it stands in."""
    try:
        return parse(text)
    except Fault as fault:
        fault.word = word
        raise


class AnswerParser:
    """Reads answers: which indicator of an instrument, and a score or a reason for it."""

    def __init__(self, finder: Finder, form: CellFormat) -> None:
        """Read the indicators of this store as they are asked for."""
        self.finder, self.form = finder, form
        self.items = ParseCache(lambda key: self._item(*key))

    def _item(self, instrument: int, code: str) -> Item:
        text = name_of(code, self.form)
        if not text:
            raise missing(WORDS["indicator_code"])
        found = at("indicator_code", lambda item: self.finder.indicator(instrument, item), text)
        best, options = self.finder.store.rows(
            "SELECT max_score, options FROM indicator WHERE id = ?", (found,)
        )[0]
        return Item(found, best, instruments.parse_options(options) if options else ())

    def answer(self, item: Item, score: str, reason: str) -> tuple[float | None, str | None]:
        """(score, None) or (None, reason); exactly one must be given. Raises Fault."""
        score, reason = name_of(score, self.form), text_of(reason, self.form)
        if bool(score) == bool(reason):
            raise Fault(
                "P039",
                T("both a score and a reason", "nilai dan alasan sekaligus")
                if score
                else T("neither a score nor a reason", "nilai dan alasan kosong"),
                T(
                    "give score, or na_reason where it does not apply",
                    "isi nilai, atau alasan_tidak_berlaku bila tidak berlaku",
                ),
            )
        return (
            (None, str(WORDS["na_reason"].parse(reason)))
            if reason
            else (self.score(item, score), None)
        )

    def cell(self, item: Item, cell: str) -> tuple[float | None, str | None]:
        """A cell of a wide file: a number, an option's label, `NA: reason`, or blank, (None, None).
        Raises Fault.
        """
        text = name_of(cell, self.form)
        if not text:
            return None, None
        reason = re.fullmatch(_REASON, text, re.DOTALL)
        if reason:
            if not reason[1].strip():
                raise Fault(
                    "P039",
                    T("{text} gives no reason", "{text} tanpa alasan").format(text=quoted(text)),
                    T(
                        "write NA: and why it does not apply",
                        "tulis TB: lalu mengapa tidak berlaku",
                    ),
                )
            return None, str(WORDS["na_reason"].parse(reason[1].strip()))
        return self.score(item, text), None

    def score(self, item: Item, text: str) -> float:
        """A score of an indicator: one of its options, by value or label, else a number up to its
        maximum. Raises Fault.
        """
        labelled = instruments.option_value(item.options, text) if item.options else None
        if labelled is not None:
            return labelled
        value = self._number(item, text)
        if item.options and value not in [option for option, _ in item.options]:
            raise self._no_option(item, text)
        if not 0 <= value <= item.max_score:
            raise Fault(
                "P043",
                T(
                    "{text} is not between 0 and {best}", "{text} tidak di antara 0 dan {best}"
                ).format(text=quoted(text), best=plain_number(item.max_score)),
            )
        return value

    def _number(self, item: Item, text: str) -> float:
        text = keyboard(text)
        try:
            much = float(text) * 1000 if not self.form.comma and could_be_thousands(text) else 0
            if much > item.max_score:
                return float(text)
            return decimal(text)
        except Fault as fault:
            # A word that is no option is no number either; what a spreadsheet damaged is told as
            # such.
            raise (
                self._no_option(item, text) if item.options and fault.number == "P021" else fault
            ) from None

    def _no_option(self, item: Item, text: str) -> Fault:
        options = "; ".join(f"{plain_number(value)} = {label}" for value, label in item.options)
        return Fault(
            "P042",
            T("{text} is none of the options", "{text} bukan salah satu pilihan nilai").format(
                text=quoted(text)
            ),
            T("choose {options}", "pilih {options}").format(options=options),
        )
