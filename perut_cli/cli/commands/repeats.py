"""A finding made again: said at once, with what it asks for now."""

from collections.abc import Iterable

from perut_cli.cli.app.context import Context
from perut_cli.core.followups import escalation, times_found, warning_level
from perut_cli.core.text import T
from perut_cli.store.db import Store


def say_repeats(context: Context, findings: Iterable[int]) -> None:
    """Say of each new finding that repeats an earlier one how often it was made and what that asks
    for.
    """
    for finding in findings:
        code, village, text = context.store().rows(
            "SELECT finding_code, village_id, finding_text FROM finding WHERE id = ?", (finding,)
        )[0]
        times = times_found(code, chain(context.store(), village))
        if times > 1:
            context.say(
                T(
                    "found {n} times now: {text}; {what}",
                    "sudah {n} kali ditemukan: {text}; {what}",
                ).format(n=times, text=text, what=escalation(times))
            )
            context.say(
                T(
                    "a warning of level {level}, if the camat wants it: `perut document make "
                    "teguran {village} -o teguran.docx`",
                    "teguran tingkat {level}, bila camat menghendaki: `perut naskah buat teguran "
                    "{village} -o teguran.docx`",
                ).format(level=warning_level(times), village=_last_four(context.store(), village))
            )


def _last_four(store: Store, village: int) -> str:
    return str(store.value("SELECT village_code FROM village WHERE id = ?", (village,)))[-4:]


def chain(store: Store, village: int) -> dict[str, str]:
    """Finding code → the code of the one it repeats, of one village."""
    return dict(
        store.rows(
            "SELECT f.finding_code, e.finding_code FROM finding AS f JOIN finding AS e ON e.id "
            "= f.repeat_of WHERE f.village_id = ?",
            (village,),
        )
    )
