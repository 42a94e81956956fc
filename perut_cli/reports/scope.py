"""What a report is about: its day, its period, its villages and its instrument."""

from collections.abc import Iterable
from typing import NamedTuple

from perut_cli.core.errors import Invalid, NotFound, Usage
from perut_cli.core.instruments import parse_bands
from perut_cli.core.settings import NAMES_ID, Settings, settings_of
from perut_cli.core.text import T
from perut_cli.core.values import quoted
from perut_cli.store.db import Store


class Scope(NamedTuple):
    """Days are ISO text; `since` and `until` blank where the period is open; `instrument` a code,
    blank for the setting's.
    """

    as_of: str
    since: str = ""
    until: str = ""
    village_id: int | None = None
    locus: bool = False
    instrument: str = ""


class Measure(NamedTuple):
    """The instrument a report measures by: its code, blank where there is none in the file."""

    code: str
    title: str


def settings(store: Store) -> Settings:
    """The settings in force."""
    return settings_of(dict(store.rows("SELECT setting, value FROM setting")))


def score_limits(store: Store) -> tuple[float, ...]:
    """The values over which a shown score is never rounded: the targets, the setting's first, then
    the starts of the bands, and the pass mark.
    """
    chosen = settings(store)
    limits = {chosen.target: None}
    instruments = store.rows("SELECT target, bands FROM instrument ORDER BY id")
    limits |= {float(own): None for own, _ in instruments if own is not None}
    limits |= {low: None for _, bands in instruments for low in _starts(bands)}
    return tuple(limits | {chosen.pass_mark: None})


def _starts(bands: str) -> list[float]:
    """Where the bands of an instrument begin; none where damage made them unreadable."""
    try:
        return [low for low, _ in parse_bands(bands) if low]
    except Invalid:
        return []


def _refuse(asked: str, known: dict[str, str], titles: Iterable[str]) -> None:
    """Say why the instrument asked for can't be used. Raises NotFound, Usage."""
    hint = (
        T("choose {codes}", "pilih {codes}").format(codes=", ".join(titles))
        if titles
        else T("see `perut instrument list`", "lihat `perut instrumen daftar`")
    )
    if asked.casefold() not in known:
        raise NotFound(
            "P040",
            T("no instrument {asked}", "instrumen {asked} tidak ada").format(asked=quoted(asked)),
            hint,
        )
    raise Usage(
        "P045",
        T(
            "{asked} is an instrument for another subject", "{asked} instrumen untuk subjek lain"
        ).format(asked=asked),
        hint,
    )


def measure(store: Store, scope: Scope, subject: str) -> Measure:
    """The instrument asked for, else the setting's, else the only one of that subject; blank
    without any.

    Raises Usage P045 when there are several and none is chosen.
    """
    rows = store.rows(
        "SELECT instrument_code, instrument_title, subject FROM instrument "
        "ORDER BY instrument_code, length(instrument_version) DESC, instrument_version DESC"
    )
    titles: dict[str, str] = {}
    for code, title, of in rows:
        if of == subject:
            titles.setdefault(code, title)
    chosen = settings(store)
    wanted = scope.instrument or (
        chosen.village_instrument if subject == "village" else chosen.official_instrument
    )
    for code, title in titles.items():
        if wanted and code.casefold() == wanted.casefold():
            return Measure(code, title)
    if len(titles) == 1 and not scope.instrument:
        return Measure(*next(iter(titles.items())))
    if scope.instrument:
        _refuse(scope.instrument, {code.casefold(): of for code, _, of in rows}, titles)
    if titles:
        raise _several(titles, f"{subject}_instrument")
    return Measure("", "")


def _several(titles: Iterable[str], setting: str) -> Usage:
    codes = list(titles)
    return Usage(
        "P045",
        T("choose an instrument: {codes}", "pilih instrumen: {codes}").format(
            codes=", ".join(codes)
        ),
        T(
            "add --instrument {code}, or choose one for good: `perut setting edit {setting} "
            "--value {code}`",
            "tambahkan --instrumen {code}, atau pilih seterusnya: `perut pengaturan ubah "
            "{setting} --isi {code}`",
        ).format(code=codes[0], setting=T(setting, NAMES_ID[setting])),
    )
