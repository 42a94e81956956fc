"""Words of the score reports: figures and days in both languages, and the line that every report
stands under.
"""

from collections.abc import Iterable

from perut_cli.core.scoring import compared
from perut_cli.core.scoring import shown as within_limits
from perut_cli.core.text import T, Text, same_in_both
from perut_cli.core.vocabulary import READINGS
from perut_cli.reports.scope import Scope, settings
from perut_cli.reports.scores.units import Yardstick
from perut_cli.store.db import Store


def figure(value: float | None, decimals: int = 6, limits: Iterable[float] = ()) -> T:
    """A number without needless zeros, with a decimal comma in Indonesian; a dash for none. With
    one decimal, a score stays on its side of every limit.
    """
    if value is None:
        return same_in_both("-")
    value = within_limits(value, limits) if limits else value
    text = f"{compared(value):.{decimals}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    short = "0" if short == "-0" else short
    return T(short, short.replace(".", ","))


def day(text: str) -> T:
    """A day as people write it in each language."""
    return T(text, f"{text[8:10]}/{text[5:7]}/{text[:4]}") if text else same_in_both("-")


def when(scope: Scope) -> T:
    """The day of a report, with the period it is about where one is given."""
    if not (scope.since or scope.until):
        text = T("as of {day}", "per {day}")
    elif not scope.until:
        text = T("as of {day} · from {first}", "per {day} · sejak {first}")
    elif not scope.since:
        text = T("as of {day} · until {last}", "per {day} · sampai {last}")
    else:
        text = T(
            "as of {day} · period {first} to {last}", "per {day} · periode {first} sampai {last}"
        )
    return text.format(day=day(scope.as_of), first=day(scope.since), last=day(scope.until))


def reading(key: str) -> T:
    """The label of a reading of the target."""
    return next((choice.label for choice in READINGS if choice.key == key), same_in_both(key))


def head(scope: Scope, yard: Yardstick) -> T:
    """The day and the period, the instrument, the target and its reading, the pass mark."""
    return T(
        "{when} · {instrument} · target {target}, read as {reading} · pass mark {mark}",
        "{when} · {instrument} · target {target}, dibaca sebagai {reading} · nilai lulus {mark}",
    ).format(
        when=when(scope),
        instrument=instrument(yard),
        target=figure(yard.target),
        reading=reading(yard.settings.target_reading),
        mark=figure(yard.settings.pass_mark),
    )


def target_read(store: Store) -> T:
    """The reading of the target that the office has chosen, for reports that measure nothing by
    it.
    """
    return T("target: {reading}", "target: {reading}").format(
        reading=reading(settings(store).target_reading)
    )


def instrument(yard: Yardstick) -> T:
    """The instrument's code and title."""
    return (
        same_in_both(f"{yard.code} {yard.title}")
        if yard.code
        else T("no instrument", "belum ada instrumen")
    )


def sentences(*parts: Text) -> T:
    """The texts that aren't blank, as one remark in both languages."""
    texts = [same_in_both(part) for part in parts if part]
    return T(" ".join(text.en for text in texts), " ".join(text.id for text in texts))


def versions_used(yard: Yardstick, used: set[int]) -> T:
    """Say which versions stand side by side; blank with one."""
    names = ", ".join(version.name for version in yard.versions.values() if version.id in used)
    text = T(
        "Scores of different versions stand side by side: {names}.",
        "Nilai dari versi yang berbeda berdampingan: {names}.",
    )
    return text.format(names=names) if len(used) > 1 else same_in_both("")
