"""What keeps a spreadsheet from changing text: put on in the Excel profile, taken off again when read with `;`."""

import re

_AS_NUMBER = r'="([0-9]*)"'
_AS_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guard(text: str) -> str:
    """Text as a cell that a spreadsheet neither computes nor shortens."""
    if text.isascii() and text.isdigit() and (len(text) > 11 or text[0] == "0"):
        return f'="{text}"'
    return "'" + text if _AS_FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text of a guarded cell; anything else stays as it is."""
    number = re.fullmatch(_AS_NUMBER, cell)
    if number:
        return number[1]
    return cell[1:] if cell.startswith("'") and _AS_FORMULA.match(cell) else cell
