"""What was written, counted by sheet: for a sentence each, and as a table."""

from collections.abc import Mapping
from operator import add

from perut_cli.core.sheet import Sheet
from perut_cli.core.sheets import SHEETS
from perut_cli.core.table import Table
from perut_cli.core.text import T, Text
from perut_cli.core.vocabulary import words

Counts = list[tuple[Sheet, tuple[int, ...]]]
"""Counts in the order of a batch's, by sheet."""


def counts_of(sheet: Sheet, tally: Mapping[str, tuple[int, ...]]) -> Counts:
    """The counts of a batch by sheet: the one in question first, those written beside it after."""
    own = tuple(map(add, tally[""], tally.get(sheet.name, (0,) * len(tally[""]))))
    beside = [(SHEETS[name], tally[name]) for name in tally if name not in ("", sheet.name)]
    return [(sheet, own), *(other for other in beside if any(other[1]))]


def counts_lines(counts: Counts, *, dry_run: bool = False) -> list[Text]:
    """`Villages: 23 new, 0 changed, 0 blanked, 0 same, 0 rejected`, a line a sheet."""
    return [counts_line(sheet, count, dry_run=dry_run) for sheet, count in counts]


def counts_line(sheet: Sheet, counts: tuple[int, ...], *, dry_run: bool = False) -> T:
    """The counts of a sheet in a sentence."""
    new, changed, blanked, same, _, rejected, assessments = counts
    assessed = (
        T("; {n} {n:assessment|assessments} made", "; {n} penilaian dibuat").format(n=assessments)
        if assessments
        else T("", "")
    )
    tried = (
        T(" (dry run, nothing was written)", " (uji coba, tidak ada yang ditulis)")
        if dry_run
        else T("", "")
    )
    return T(
        "{title}: {new} new, {changed} changed, {blanked} blanked, {same} same, {rejected} "
        "rejected{tried}{made}",
        "{title}: {new} baru, {changed} berubah, {blanked} dikosongkan, {same} tetap, "
        "{rejected} ditolak{tried}{made}",
    ).format(
        title=sheet.title,
        new=new,
        changed=changed,
        blanked=blanked,
        same=same,
        rejected=rejected,
        tried=tried,
        made=assessed,
    )


def counts_table(all_counts: Counts) -> Table:
    """Counts per sheet as a table."""
    rows = [(sheet.name, c[0], c[1], c[2], c[3], c[5]) for sheet, c in all_counts]
    return Table(
        T("What was taken", "Yang diambil"),
        words("sheet new_count changed_count blanked_count same_count rejected_count"),
        rows,
        name="counts",
    )
