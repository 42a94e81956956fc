"""`perut search`: where and when something was said, best first."""

from perut_cli.cli.answering import format_name
from perut_cli.cli.command import Argument, Command, Given
from perut_cli.cli.context import Context
from perut_cli.cli.reports import FROM, TO, VILLAGE, scope_of
from perut_cli.cli.sheet_verbs import LIMIT, limit_of
from perut_cli.cli.usage import missing_argument
from perut_cli.render import MACHINE
from perut_cli.store.finding import found
from perut_cli.table import Answer, Table
from perut_cli.text import T
from perut_cli.vocabulary import words


def search(context: Context, given: Given) -> Answer:
    """The records whose summaries, findings, follow-ups or notes have all the words, those that have them most first."""
    wanted = list(given.get("words") or ())
    if not wanted:
        raise missing_argument(str(T("WORDS", "KATA")), "perut search")
    scope = scope_of(context, given)
    rows = found(context.store(), wanted, scope.village_id, scope.since, scope.until, limit_of(given))
    if not rows:
        context.say(T("nothing found", "tidak ada yang ditemukan"))
    if format_name(context) not in MACHINE:
        rows = [(*row[:3], " ".join(str(row[3]).split()), *row[4:]) for row in rows]
    return Table(T("Where it was said", "Tempat tercatat"), words("day village_name sheet said key"), rows, name="search")


COMMANDS = {
    "search": Command(T("search", "cari"), T("find words in summaries, findings, follow-ups and notes; the words are marked",
                                             "cari kata dalam ringkasan, temuan, tindak lanjut dan catatan; katanya ditandai"),
                      search, (Argument("words", T("WORDS", "KATA"), many=True),), (VILLAGE, FROM, TO, LIMIT),
                      (T("search buku kas", "cari buku kas"), T("search prodeskel --village muara", "cari prodeskel --desa muara"))),
}
