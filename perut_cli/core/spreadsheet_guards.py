"""Guards that keep a spreadsheet from changing or running a text: put on for Excel, taken off
again.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"')
_LONGEST = 11
"""Digits a spreadsheet shows in full."""


def guard(cell: str) -> str:
    """A text as the Excel profile writes it: long or zero-led digits as ="…", what could run behind
    one '.
    """
    if (
        cell.isascii()
        and cell.isdigit()
        and (len(cell) > _LONGEST or (cell[0] == "0" and len(cell) > 1))
    ):
        return f'="{cell}"'
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguard(cell: str) -> str:
    """The text behind a guard; `unguard(guard(text)) == text` for every text."""
    if cell[:2] == '="' and (wrapped := _WRAPPED.fullmatch(cell)):
        return wrapped[1].replace('""', '"')
    return cell[1:] if cell[:1] == "'" and _RISKY.match(cell) else cell
