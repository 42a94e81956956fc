"""The checklist on paper: an instrument's indicators with boxes to tick, the last answers, open follow-ups, signatures."""

from perut_cli.instruments import parse_options
from perut_cli.reports.follow import standing
from perut_cli.reports.scope import Scope
from perut_cli.reports.score_words import day
from perut_cli.store.open import Store
from perut_cli.table import Page, Table
from perut_cli.text import T
from perut_cli.vocabulary import WORDS, words

_BOX = "☐"
DONE, OPEN = T("done", "selesai"), T("not yet", "belum")
_LINE = "……………………………"


def checklist_page(store: Store, scope: Scope, instrument_id: int) -> Page:
    """The checklist of the scope's village and one version of an instrument."""
    code, version, title = store.rows("SELECT instrument_code, instrument_version, instrument_title FROM instrument WHERE id = ?", (instrument_id,))[0]
    village = store.rows("SELECT village_code, village_name FROM village WHERE id = ?", (scope.village_id,))[0]
    last = _last(store, scope, code)
    parts: list[Table | str] = [_to_fill()]
    parts += _dimensions(store, instrument_id, last[1])
    steps = standing(store, scope).follow_ups
    if steps:
        rows = [(one.action_code, one.action_text, one.responsible, one.due, f"{_whole(f'{_BOX} {DONE}')}  {_whole(f'{_BOX} {OPEN}')}")
                for one in steps]
        parts.append(Table(T("Open follow-ups", "Tindak lanjut terbuka"), words("action_code action_text responsible due action_state"), rows, name="actions"))
    parts.append(_signatures())
    heading = T("{title}: {name} ({code})", "{title}: {name} ({code})").format(title=title, name=village[1], code=village[0])
    text = T("{instrument} {version} · last answers of {day}", "{instrument} {version} · jawaban terakhir tanggal {day}") if last[0] else T(
        "{instrument} {version} · not assessed before", "{instrument} {version} · belum pernah dinilai")
    return Page(heading, tuple(parts), head=text.format(instrument=code, version=version, day=day(last[0])), name="checklist")


def _last(store: Store, scope: Scope, instrument: str) -> tuple[str, dict[str, str]]:
    """The day of the village's last final by any version, and its answers by indicator."""
    rows = store.rows(
        "SELECT assessment.id, assessment_date FROM assessment JOIN instrument ON instrument.id = instrument_id WHERE village_id = ? AND official_id IS NULL "
        "AND instrument_code = ? AND assessment_state = 'final' AND assessment_date <= ? ORDER BY 2 DESC, 1 DESC LIMIT 1",
        (scope.village_id, instrument, scope.as_of))
    if not rows:
        return "", {}
    given = store.rows("SELECT indicator_code, score, na_reason FROM score JOIN indicator ON indicator.id = indicator_id WHERE assessment_id = ?", (rows[0][0],))
    absent = str(T("NA: {reason}", "TB: {reason}"))
    return rows[0][1], {code: absent.format(reason=reason) if score is None else WORDS["score"].show(score) for code, score, reason in given}


def _to_fill() -> str:
    return str(T("Date: {line}  Stage: {stages}\nMentor: {line}{line}\nInformant: {line}{line}",
                 "Tanggal: {line}  Tahap: {stages}\nPendamping: {line}{line}\nNarasumber: {line}{line}").format(
        line=_LINE, stages="  ".join(_whole(f"{_BOX} {choice.label}") for choice in WORDS["stage"].choices)))


def _dimensions(store: Store, instrument_id: int, last: dict[str, str]) -> list[Table]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for code, text, dimension, best, options, critical in store.rows(
            "SELECT indicator_code, indicator_text, dimension, max_score, options, critical FROM indicator JOIN dimension ON dimension.id = dimension_id "
            "WHERE indicator.instrument_id = ? ORDER BY item_order, indicator.id", (instrument_id,)):
        must = T(" (critical)", " (kritis)") if critical == "yes" else ""
        found.setdefault(dimension, []).append((code, f"{text}{must}", _boxes(options, best), last.get(code, ""), ""))
    columns = (*words("indicator_code indicator_text options"),
               WORDS["latest"]._replace(kind=WORDS["options"].kind, label=T("Last", "Terakhir")), WORDS["score_note"])
    short = (columns[0]._replace(label=T("Code", "Kode")), *columns[1:])
    return [Table(dimension, short, rows, name="checklist") for dimension, rows in found.items()]


def _boxes(options: str, best: float) -> str:
    none = T("NA", "TB")
    if options:
        return "\u00a0\u00a0 ".join(_whole(text) for text in [*(f"{_BOX} {WORDS['score'].show(value)} {label}" for value, label in parse_options(options)), f"{_BOX} {none}"])
    given = T("{line} of {best}", "{line} dari {best}").format(line="…………", best=WORDS["score"].show(best))
    return f"{_whole(str(given))}  {_whole(f'{_BOX} {none}')}"


def _whole(text: str) -> str:
    """A text that is not broken at its blanks."""
    return text.replace(" ", "\u00a0")


def _signatures() -> Table:
    columns = (WORDS["mentor_name"]._replace(label=T("Assessed by", "Dinilai oleh")), WORDS["official_name"]._replace(label=T("Known to the village", "Diketahui pihak desa")))
    space = f"\n\n\n\n({_LINE}{_LINE})"
    return Table(T("Signatures", "Tanda tangan"), columns, [(space, space)], name="signatures")
