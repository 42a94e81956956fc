"""Officials: what each person knows and can do, at the baseline and now, and whether they pass."""

from collections.abc import Sequence
from typing import Any

from perut_cli.core import scoring
from perut_cli.core.fields import NUMBER, Field
from perut_cli.core.table import Bar, Sparkline, Table
from perut_cli.core.text import T, same_in_both
from perut_cli.core.values import Cell, Row
from perut_cli.core.vocabulary import word, words
from perut_cli.reports.scope import Scope
from perut_cli.reports.scores import units as score_units
from perut_cli.reports.scores.units import Official, Pair, Yardstick, gain, pairs, unit, yardstick
from perut_cli.reports.words import figure, head, sentences, versions_used
from perut_cli.store.db import Store

UNCHANGED = T("unchanged", "tetap")


def officials(store: Store, scope: Scope) -> Table:
    """A row for every official assessed by the day or in post on it; `change` is a number, or the
    word `unchanged`.
    """
    yard = yardstick(store, scope, "official")
    people, by_person = chosen(store, scope, yard)
    return Table(
        T("Village officials", "Aparatur desa"),
        COLUMNS,
        [_row(one, by_person.get(one.id), yard) for one in people],
        head=head(scope, yard),
        note=sentences(remark(people, by_person), _versions(people, by_person, yard)),
        name="officials",
        chart=(Bar("latest", yard.settings.pass_mark), Sparkline(("baseline", "latest"))),
    )


def chosen(store: Store, scope: Scope, yard: Yardstick) -> tuple[list[Official], dict[int, Pair]]:
    """The officials of the report and the pairs of those assessed."""
    found = pairs(store, scope, yard)
    return [
        one for one in score_units.officials(store, scope) if one.position or one.id in found
    ], found


def remark(people: Sequence[Official], by_person: dict[int, Pair]) -> T:
    """How many were matched, left and came, and the group's gain g from six matched pairs on."""
    groups = [_group(official, by_person.get(official.id)) for official in people]
    counts = T(
        "{matched} matched, {left} left, {new} new, {once} assessed at the baseline only, "
        "{never} not assessed.",
        "{matched} berpasangan, {left} keluar, {new} baru, {once} dinilai pada awal saja, "
        "{never} belum dinilai.",
    ).format(**{name: groups.count(name) for name in ("matched", "left", "new", "once", "never")})
    matched = scoring.matched(
        unit(by_person[official.id]) for official in people if official.id in by_person
    )
    return sentences(counts, _claim(matched))


def _group(one: Official, pair: Pair | None) -> str:
    if pair is None:
        return "never"
    if pair.twice:
        return "matched"
    return ("once" if pair.at_baseline else "new") if one.position else "left"


def _claim(matched: list[tuple[float, float]]) -> T:
    if len(matched) < scoring.MINIMUM_PAIRS:
        return T(
            "{n} matched {n:pair is|pairs are} too few to claim a gain of the group (from "
            "{least}).",
            "{n} pasangan terlalu sedikit untuk menyatakan kenaikan kelompok (mulai {least}).",
        ).format(n=len(matched), least=scoring.MINIMUM_PAIRS)
    value = scoring.group_gain(matched)
    if value is None:
        return T(
            "The matched began at 100: there is no gain to be had.",
            "Yang berpasangan mulai dari 100: tidak ada kenaikan yang tersisa.",
        )
    return T(
        "Normalised gain of the group g = {g} over {n} matched {n:pair|pairs}.",
        "Kenaikan ternormalisasi kelompok g = {g} dari {n} pasangan.",
    ).format(g=figure(value, 2), n=len(matched))


def _row(one: Official, pair: Pair | None, yard: Yardstick) -> Row:
    name = (one.village_code, one.official_name, one.position)
    if pair is None:
        return *name, None, None, None, None, None
    before, after = scoring.total(pair.baseline.sums), scoring.total(pair.latest.sums)
    return (
        *name,
        before,
        after,
        gain(pair),
        change(pair),
        scoring.passed(pair.latest.sums, yard.settings.pass_mark),
    )


def change(pair: Pair) -> float | str | None:
    """The person's normalised change, the word `unchanged`, or None without two scores."""
    scores = scoring.matched([unit(pair)])
    if not scores:
        return None
    found = scoring.normalised_change(*scores[0])
    return found.word or found.value


def _versions(people: Sequence[Official], found: dict[int, Pair], yard: Yardstick) -> T:
    return versions_used(
        yard, {found[one.id].latest.instrument_id for one in people if one.id in found}
    )


def _write(value: Cell) -> Any:
    return value if isinstance(value, str) else NUMBER.write(value)


def _show(value: Cell, field: Field) -> str:
    return str(same_in_both(UNCHANGED)) if value == UNCHANGED.en else NUMBER.show(value, field)


COLUMNS = tuple(
    word("change")._replace(kind=NUMBER._replace(write=_write, show=_show))
    if field.key == "change"
    else field
    for field in words("village_code official_name position baseline latest gain change passed")
)
