"""What an import did beside its rows: plans closed, records that a new one resembles."""

from perut_cli.core.text import T
from perut_cli.store.batch import Batch

_SHOWN, _MOST_RESEMBLING = 60, 20


def closed_plans_lines(batch: Batch) -> list[str]:
    """One line about the plans that sessions closed."""
    if not batch.closed:
        return []
    return [
        str(
            T(
                "{n} {n:plan|plans} closed by these sessions", "{n} jadwal ditutup oleh sesi ini"
            ).format(n=len(batch.closed))
        )
    ]


def resembling_lines(batch: Batch) -> list[str]:
    """A line about each new row that reads almost like a record that is there."""
    told = T(
        'line {line} resembles {code} "{text}": to change that one, give its code; `perut undo` '
        "takes this back",
        'baris {line} mirip {code} "{text}": untuk mengubahnya, tulis kodenya; `perut urungkan` '
        "membatalkan ini",
    )
    return [
        str(told.format(line=line, code=code, text=text[:_SHOWN]))
        for line, code, text in batch.resembling[:_MOST_RESEMBLING]
    ]
