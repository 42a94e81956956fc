"""Topics of `perut help`: what a page of the manual would say, short."""

from typing import NamedTuple

from perut_cli.text import T


class Topic(NamedTuple):
    """A topic by its name in both languages, and its text."""

    name: T
    text: T


TOPICS: tuple[Topic, ...] = (
    Topic(T("formats", "format"), T(
        """Formats: --format NAME, or the ending of -o FILE.
On a terminal answers are tables; in a pipe they are csv.""",
        """Format: --format NAMA, atau akhiran -o BERKAS.
Di terminal jawaban berupa tabel; dalam pipa berupa csv.""")),
)
