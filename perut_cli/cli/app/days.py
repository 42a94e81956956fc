"""Days as they are typed on a command line: from today, or without a year."""

import re
from datetime import date, timedelta

_FROM_TODAY = {
    "hari ini": 0,
    "hariini": 0,
    "today": 0,
    "kemarin": -1,
    "yesterday": -1,
    "besok": 1,
    "tomorrow": 1,
    "lusa": 2,
}
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})")


def day_meant(text: str, today: str) -> str:
    """`kemarin`, `besok`, or `5/12` (the nearest) as ISO; any other text as it is."""
    word = " ".join(text.casefold().split())
    now = date.fromisoformat(today)
    if word in _FROM_TODAY:
        return (now + timedelta(days=_FROM_TODAY[word])).isoformat()
    match = _WITHOUT_YEAR.fullmatch(word)
    if not match:
        return text
    days = []
    for year in (now.year - 1, now.year, now.year + 1):
        try:
            days.append(date(year, int(match[2]), int(match[1])))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - now)).isoformat() if days else text
