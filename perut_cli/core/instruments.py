"""Instruments: reading bands and options, and finding what would make a score wrong."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

from perut_cli.core.errors import Invalid
from perut_cli.core.text import T

Steps = tuple[tuple[float, str], ...]
"""(value, label) pairs: the bands of an instrument by their lowest bound,
or the options of an indicator.
"""

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_RESERVED = {"undetermined", "belumdapatdipastikan"}
_REASONS = ("na:", "tb:")


class Instrument(NamedTuple):
    """What is proved of an instrument as a whole."""

    bands: Steps


class Indicator(NamedTuple):
    """What is proved of an indicator; without options any score from 0 to max_score will do."""

    indicator_code: str
    weight: float
    max_score: float
    critical: bool = False
    options: Steps = ()


class Flaw(NamedTuple):
    """What would make a score wrong: of which indicator (blank for the instrument), in which word,
    why, and what stands there.
    """

    indicator_code: str
    word: str
    reason: T
    value: str = ""


def parse_bands(text: str) -> Steps:
    """Read `0:perlu pendampingan;60:berkembang;80:mandiri`: lowest bounds in percent, each with its
    label.

    Decimal comma or point and blanks as they come; Invalid P055 unless they start at 0, rise to at
    most 100 and
    carry different labels, of which none is the word for an undetermined band.
    """
    return _parsed(text, ":", band_faults, "P055", "0:perlu pendampingan;60:berkembang;80:mandiri")


def parse_options(text: str) -> Steps:
    """Read `0=tidak ada;1=ada, usang;2=mutakhir`: scores, each with its label, in the order given.

    Invalid P056 for a value or label that comes twice and for a label that an answer couldn't be
    told from: another
    number, or one that begins like a reason (`NA:`, `TB:`).
    """
    return _parsed(text, "=", option_faults, "P056", "0=tidak ada;1=ada, usang;2=mutakhir")


def write_bands(bands: Steps) -> str:
    """Write bands in the one form that `parse_bands` gives back unchanged."""
    return ";".join(f"{_digits(low)}:{label}" for low, label in bands)


def write_options(options: Steps) -> str:
    """Write options in the one form that `parse_options` gives back unchanged."""
    return ";".join(f"{_digits(value)}={label}" for value, label in options)


def option_value(options: Steps, text: str) -> float | None:
    """Score of the option with this label, whatever its case and spaces; None if there is none."""
    return next((value for value, label in options if _folded(label) == _folded(text)), None)


def slug(text: str) -> str:
    """Word of a dimension: lower case, whatever isn't a-z or 0-9 becomes one `_`; "" if nothing is
    left.
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def next_version(version: str) -> str:
    """Count the last number in a version up by one (`2026.1` → `2026.2`, `v09` → `v10`); `.2` joins
    one without.
    """
    found = re.fullmatch(r"(.*?)([0-9]+)([^0-9]*)", version, re.DOTALL)
    if not found:
        return f"{version}.2"
    before, number, after = found.groups()
    return f"{before}{int(number) + 1:0{len(number)}}{after}"


def flaws(instrument: Instrument, indicators: Iterable[Indicator]) -> list[Flaw]:
    """Everything that would make a score wrong, the instrument's own first."""
    own = [
        Flaw("", "bands", reason, write_bands(instrument.bands))
        for reason in band_faults(instrument.bands)
    ]
    return own + [flaw for indicator in indicators for flaw in indicator_flaws(indicator)]


def band_faults(bands: Steps) -> list[T]:
    """Faults of bands: from 0, rising, at most 100, different labels; an end is the next one's
    start, so no gap.
    """
    lows = [low for low, _ in bands]
    faults = (
        []
        if lows[:1] == [0]
        else [T("the first band must start at 0", "kategori pertama harus mulai dari 0")]
    )
    faults += [
        T(
            "band {after} must start above {before}",
            "kategori {after} harus mulai di atas {before}",
        ).format(after=_figure(after), before=_figure(before))
        for before, after in pairwise(lows)
        if not after > before
    ]
    faults += [
        T("band {low} starts above 100", "kategori {low} mulai di atas 100").format(
            low=_figure(low)
        )
        for low in lows
        if not low <= 100
    ]
    return faults + _label_faults(bands, lambda _, folded: folded in _RESERVED)


def option_faults(options: Steps) -> list[T]:
    """Faults of options among themselves: values and labels once each, labels unlike numbers and
    reasons.
    """
    values = [value for value, _ in options]
    twice = dict.fromkeys(value for value in values if values.count(value) > 1)
    faults = [
        T("option {value} comes twice", "pilihan {value} ada dua kali").format(value=_figure(v))
        for v in twice
    ]
    return faults + _label_faults(options, _mistakable)


def indicator_flaws(indicator: Indicator) -> list[Flaw]:
    """Flaws of one indicator: weight, maximum, options from 0 to the maximum and reaching it, a
    critical can fail.
    """
    values, top = [value for value, _ in indicator.options], indicator.max_score
    checks = [
        ("weight", 0 < indicator.weight < float("inf"), _WEIGHT),
        ("max_score", 0 < top < float("inf"), _MAXIMUM),
        ("options", all(0 <= value <= top for value in values), _OUTSIDE),
        ("options", not values or top in values, _MAXIMUM_MISSING),
        ("critical", not (indicator.critical and values) or min(values) < top, _CANNOT_FAIL),
    ]
    faults = [
        (word, reason.format(top=_figure(top))) for word, sound, reason in checks if not sound
    ]
    faults += [("options", reason) for reason in option_faults(indicator.options)]
    stands = {
        "weight": _digits(indicator.weight),
        "max_score": _digits(indicator.max_score),
        "critical": "yes",
        "options": write_options(indicator.options),
    }
    return [Flaw(indicator.indicator_code, word, reason, stands[word]) for word, reason in faults]


_WEIGHT = T("the weight must be above 0", "bobot harus di atas 0")
_MAXIMUM = T("the maximum must be above 0", "nilai maksimum harus di atas 0")
_OUTSIDE = T("every option must be from 0 to {top}", "setiap pilihan harus dari 0 sampai {top}")
_MAXIMUM_MISSING = T(
    "no option gives the maximum {top}", "tidak ada pilihan bernilai maksimum {top}"
)
_CANNOT_FAIL = T(
    "critical, but no option is below {top}", "kritis, tetapi tidak ada pilihan di bawah {top}"
)


def _parsed(
    text: str, sign: str, faults: Callable[[Steps], list[T]], number: str, example: str
) -> Steps:
    hint = T("write it like `{example}`", "tulis seperti `{example}`").format(example=example)
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise Invalid(number, T("nothing is given", "tidak ada isinya"), hint)
    steps = tuple(_step(part, sign, number, hint) for part in parts)
    for fault in faults(steps):
        raise Invalid(number, fault, hint)
    return steps


def _step(part: str, sign: str, number: str, hint: T) -> tuple[float, str]:
    value, found, label = (piece.strip() for piece in part.partition(sign))
    if not (_NUMBER.fullmatch(value) and found and label):
        reason = T(
            "`{part}` is not a number, `{sign}` and a label",
            "`{part}` bukan angka, `{sign}`, dan label",
        )
        raise Invalid(number, reason.format(part=part, sign=sign), hint)
    return float(value.replace(",", ".")), " ".join(label.split())


def _label_faults(steps: Steps, barred: Callable[[float, str], bool]) -> list[T]:
    folded = [_folded(label) for _, label in steps]
    faults: list[T] = []
    for place, (value, label) in enumerate(steps):
        if folded[place] in folded[:place]:
            faults.append(
                T("label `{label}` comes twice", "label `{label}` ada dua kali").format(label=label)
            )
        if barred(value, folded[place]):
            faults.append(
                T("label `{label}` is reserved", "label `{label}` sudah punya arti lain").format(
                    label=label
                )
            )
    return faults


def _mistakable(value: float, folded: str) -> bool:
    number = _NUMBER.fullmatch(folded)
    return folded.startswith(_REASONS) or bool(number and float(folded.replace(",", ".")) != value)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _digits(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _figure(value: float) -> T:
    return T(_digits(value), _digits(value).replace(".", ","))
