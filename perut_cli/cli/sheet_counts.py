"""What a write came to, in one line or as a table."""

from collections.abc import Iterable

from perut_cli.sheets import Sheet
from perut_cli.store.batch import Batch
from perut_cli.table import Table
from perut_cli.text import T
from perut_cli.vocabulary import words


def counts_text(sheet: Sheet, batch: Batch, *, dry_run: bool = False) -> str:
    """`Villages: 23 new, 0 changed, 0 blanked, 0 same, 0 rejected`."""
    return str(counts_line(sheet, batch.counts(), dry_run=dry_run)) + (
        str(T("; {n} assessments made", "; {n} penilaian dibuat").format(n=batch.made))
        if batch.made
        else ""
    )


def counts_line(sheet: Sheet, counts: tuple[int, ...], *, dry_run: bool = False) -> T:
    """The same from counts in the order of a batch's."""
    new, changed, blanked, same, _, rejected, _ = counts
    tried = (
        T(" (dry run, nothing was written)", " (uji coba, tidak ada yang ditulis)")
        if dry_run
        else T("", "")
    )
    return T(
        "{title}: {new} new, {changed} changed, {blanked} blanked, {same} same, {rejected} "
        "rejected{tried}",
        "{title}: {new} baru, {changed} berubah, {blanked} dikosongkan, {same} tetap, "
        "{rejected} ditolak{tried}",
    ).format(
        title=sheet.title,
        new=new,
        changed=changed,
        blanked=blanked,
        same=same,
        rejected=rejected,
        tried=tried,
    )


def counts_table(all_counts: Iterable[tuple[Sheet, tuple[int, ...]]]) -> Table:
    """Counts per sheet as a table."""
    rows = [(sheet.name, c[0], c[1], c[2], c[3], c[5]) for sheet, c in all_counts]
    return Table(
        T("What was taken", "Yang diambil"),
        words("sheet new_count changed_count blanked_count same_count rejected_count"),
        rows,
        name="counts",
    )
