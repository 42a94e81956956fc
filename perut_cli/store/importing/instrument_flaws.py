"""What is wrong with recorded instruments: bands, maxima, options, names that are words already."""

from perut_cli.core import instruments
from perut_cli.core.text import T
from perut_cli.core.vocabulary import word_named
from perut_cli.store.db import Store


def instrument_flaws(store: Store, instrument_ids: list[int]) -> list[tuple[int, instruments.Flaw]]:
    """The flaws of instruments that changed, each with the instrument's id."""
    flaws_found: list[tuple[int, instruments.Flaw]] = []
    for id_ in instrument_ids:
        code, version, bands = store.rows(
            "SELECT instrument_code, instrument_version, bands FROM instrument WHERE id = ?", (id_,)
        )[0]
        rows = store.rows(
            "SELECT indicator_code, weight, max_score, critical, options FROM indicator WHERE "
            "instrument_id = ? ORDER BY id",
            (id_,),
        )
        indicators = [
            instruments.Indicator(
                item,
                weight,
                best,
                critical == "yes",
                instruments.parse_options(options) if options else (),
            )
            for item, weight, best, critical, options in rows
        ]
        flaws = instruments.flaws(
            instruments.Instrument(instruments.parse_bands(bands)), indicators
        )
        for flaw in flaws:
            told = T("{code} {version} {item}: {reason}", "{code} {version} {item}: {reason}")
            reason = told.format(
                code=code, version=version, item=flaw.indicator_code, reason=flaw.reason
            )
            flaws_found.append((id_, flaw._replace(reason=reason)))
        flaws_found += [(id_, flaw) for flaw in _words(store, id_)]
    return flaws_found


_IS_WORD = T("{name} is a word of perut already", "{name} sudah menjadi kata perut")
_TWICE = T("{name} stands for two columns", "{name} mewakili dua kolom")


def _words(store: Store, instrument_id: int) -> list[instruments.Flaw]:
    """Codes and dimensions become columns: they may neither be words already nor the same as
    another.
    """
    codes = [
        code
        for (code,) in store.rows(
            "SELECT indicator_code FROM indicator WHERE instrument_id = ?", (instrument_id,)
        )
    ]
    dimensions = [
        (instruments.slug(dimension), code)
        for dimension, code, _ in store.rows(
            "SELECT dimension, ifnull(indicator_code, ''), min(indicator.id) FROM dimension "
            "LEFT JOIN indicator ON dimension_id = dimension.id "
            "WHERE dimension.instrument_id = ? GROUP BY dimension.id",
            (instrument_id,),
        )
    ]
    slugs, first = [slug for slug, _ in dimensions], dict(dimensions)
    flaws = [
        instruments.Flaw(code, "indicator_code", _IS_WORD.format(name=code), code)
        for code in codes
        if word_named(code)
    ]
    flaws += [
        instruments.Flaw(first.get(slug, ""), "dimension", _IS_WORD.format(name=slug), slug)
        for slug in slugs
        if not slug or word_named(slug)
    ]
    folded = [code.casefold() for code in codes] + slugs
    flaws += [
        instruments.Flaw(first.get(name, ""), "indicator_code", _TWICE.format(name=name), name)
        for name in sorted({name for name in folded if folded.count(name) > 1})
    ]
    return flaws
