"""Target: the three readings of "80 percent", the chosen one marked."""

from collections.abc import Sequence

from perut_cli.core import scoring
from perut_cli.core.scoring import TargetReading, Unit
from perut_cli.core.table import Table
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores.units import Yardstick, in_scope, unit, yardstick
from perut_cli.reports.words import figure, head, sentences, versions_used
from perut_cli.store.db import Store

COLUMNS = words("reading chosen value target reached assessed")


def target(store: Store, scope: Scope) -> Table:
    """Level, share and growth over the villages, or the officials in post, of the instrument's
    subject.

    The target is that of the instrument's newest version, else the setting's; `assessed` counts the
    units of the
    reading, for growth the matched ones.
    """
    yard = yardstick(store, scope)
    found = in_scope(store, scope, yard)
    units = [unit(pair) for pair in found]
    used = versions_used(yard, {pair.latest.instrument_id for pair in found})
    return Table(
        T("The target, read in three ways", "Target dengan tiga cara baca"),
        COLUMNS,
        rows_of(units, yard),
        note=sentences(_reach(units, yard), used),
        head=head(scope, yard),
        name="target",
    )


def rows_of(units: Sequence[Unit], yard: Yardstick) -> list[tuple[object, ...]]:
    """The rows of the report over some units."""
    return [_row(name, reading, count, yard) for name, reading, count in readings(units, yard)]


def readings(units: Sequence[Unit], yard: Yardstick) -> list[tuple[str, TargetReading, int]]:
    """(reading, its value and whether it is reached, units it counts), in the order of the
    contract.
    """
    assessed = len(scoring.assessed(units))
    return [
        ("level", scoring.level(units, yard.target), assessed),
        ("share", scoring.share(units, yard.target, yard.settings.pass_mark), assessed),
        ("growth", scoring.growth(units, yard.target), len(scoring.matched(units))),
    ]


def _row(name: str, reading: TargetReading, count: int, yard: Yardstick) -> tuple[object, ...]:
    chosen = "yes" if name == yard.settings.target_reading else "no"
    return name, chosen, reading.value, yard.target, reading.reached, count


def _reach(units: Sequence[Unit], yard: Yardstick) -> Text:
    if scoring.growth(units, yard.target).reached != scoring.OUT_OF_REACH:
        return ""
    return T(
        "Growth by {target} % is out of reach: it needs a mean baseline of at most {most}.",
        "Pertumbuhan {target} % di luar jangkauan: perlu rata-rata nilai awal paling tinggi "
        "{most}.",
    ).format(target=figure(yard.target), most=figure(10000 / (100 + yard.target), 1))
