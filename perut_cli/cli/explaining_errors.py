"""`perut explain P012`: an error by its number, why it happens and what to do."""

from textwrap import wrap

from perut_cli.catalogue import ERRORS
from perut_cli.errors import NotFound
from perut_cli.text import T

_WIDTH = 79


def explained(number: str) -> str:
    """The page of an error number. Raises NotFound P040."""
    if number not in ERRORS:
        raise NotFound(
            "P040",
            T("no error {number}", "galat {number} tidak ada").format(number=number),
            T(
                "the number stands behind the word error, such as P012",
                "nomornya tertulis di belakang kata galat, misalnya P012",
            ),
        )
    found = ERRORS[number]
    paragraphs = (f"{number}: {found.title}", found.why, found.do)
    return "\n\n".join("\n".join(wrap(text, _WIDTH, break_on_hyphens=False)) for text in paragraphs)
