"""Search: where and when something was said, best first, the words marked."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from perut_cli.core.sheets import SHEETS, keyed_by
from perut_cli.core.table import Table
from perut_cli.core.text import T
from perut_cli.core.vocabulary import words
from perut_cli.reports.scope import Scope
from perut_cli.store.db import Store
from perut_cli.store.queries import queries


class Hit(NamedTuple):
    """A text that holds the words; the lower `standing`, the better it fits (bm25)."""

    key: str
    village_code: str
    village_name: str
    said_on: str
    excerpt: str
    standing: float


def phrases(texts: Sequence[str]) -> str:
    """What was typed as a full-text query: every text a phrase whose last word may go on, all of
    them needed.

    Only letters and digits are kept, so nothing typed is syntax. Blank where there are none.
    """
    found = (" ".join(re.findall(r"[^\W_]+", text)) for text in texts)
    return " ".join(f'"{phrase}"*' for phrase in found if phrase)


def hits(store: Store, scope: Scope, texts: Sequence[str], limit: int = -1) -> Table:
    """Texts that hold all that was typed, in the scope's village and period, best first."""
    asked = {"words": phrases(texts), "village_id": scope.village_id}
    hits = [
        (hit, sheet)
        for sheet, query in queries("search").items()
        for hit in map(Hit._make, store.rows(query.sql, asked))
        if _within(hit, scope)
    ]
    hits.sort(key=lambda one: (one[0].standing, one[0].said_on, one[0].key))
    shown = hits if limit < 0 else hits[:limit]
    cells = [
        (hit.said_on, hit.village_name, str(_title(sheet)), hit.key, hit.excerpt)
        for hit, sheet in shown
    ]
    title = T("Found: {words}", "Ditemukan: {words}").format(words=" ".join(texts))
    return Table(
        title,
        words("said_on village_name sheet key excerpt"),
        cells,
        note=_note(shown, len(hits)),
        name="search",
    )


def _within(hit: Hit, scope: Scope) -> bool:
    if (scope.since or scope.until) and not hit.said_on:
        return False
    return hit.said_on >= scope.since and (not scope.until or hit.said_on <= scope.until)


def _title(sheet: str) -> T:
    return T(sheet, SHEETS[sheet].alias)


def _note(shown: Sequence[tuple[Hit, str]], count: int) -> T:
    if not shown:
        return T(
            "nothing found: try fewer words, or their beginnings",
            "tidak ada: coba kata lebih sedikit, atau awal katanya",
        )
    first, sheet = shown[0]
    host = keyed_by(SHEETS[sheet].host)
    text = T(
        "{n} found; look at the first: perut {sheet} show {key}",
        "{n} ditemukan; lihat yang pertama: perut {sheet} lihat {key}",
    )
    return text.format(n=count, sheet=_title(host.name if host else sheet), key=first.key)
