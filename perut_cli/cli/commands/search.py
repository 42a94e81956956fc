"""`perut search`: find what was said."""

from perut_cli.cli.app.answer import LIMIT, limit_of
from perut_cli.cli.app.command import Argument, Command, Inputs
from perut_cli.cli.app.context import Context
from perut_cli.cli.app.usage import bad_value, missing_argument
from perut_cli.cli.commands.scope_options import FROM, PERIOD, TO, VILLAGE, scope_of
from perut_cli.core.table import Answer
from perut_cli.core.text import T
from perut_cli.reports.search import hits, phrases


def search(context: Context, inputs: Inputs) -> Answer:
    """Find the words in summaries, findings, follow-ups and notes."""
    texts = inputs.get("words") or ()
    if not texts:
        raise missing_argument(T("WORDS", "KATA"), context.path)
    if not phrases(texts):
        raise bad_value(
            T("WORDS", "KATA"),
            T("there is no letter or digit in it", "tidak ada huruf atau angka di dalamnya"),
            T("write words, or their beginnings", "tulis kata, atau awal katanya"),
        )
    return hits(context.store(), scope_of(context, inputs), texts, limit_of(inputs))


COMMANDS = {
    "search": Command(
        T("search", "cari"),
        T(
            "find words in summaries, findings, follow-ups and notes",
            "cari kata dalam ringkasan, temuan, tindak lanjut dan catatan",
        ),
        search,
        (Argument("words", T("WORDS", "KATA"), many=True),),
        (VILLAGE, FROM, TO, PERIOD, LIMIT),
        (
            T("search buku kas --village muara", "cari buku kas --desa muara"),
            T('search "buku kas umum" --from 2026-07', 'cari "buku kas umum" --dari 2026-07'),
        ),
    ),
}
