"""Evidence: a file's path, relative to the database's folder where it is below it, and the SHA-256
of what is in it.
"""

import hashlib
from pathlib import Path

from perut_cli.cli.context import Context
from perut_cli.errors import Invalid, NotFound, reason_of
from perut_cli.text import T
from perut_cli.vocabulary import WORDS


def evidenced(context: Context, values: dict[str, str]) -> dict[str, str]:
    """The values with the evidence as it is recorded; a checksum that is given is kept, and then no
    file is needed.

    Raises NotFound P110 for a file that isn't there, Invalid P111 for one that can't be read.
    """
    text = values.get("evidence", "").strip()
    if "evidence" not in values or "evidence_sha256" in values:
        return values
    if not text:
        return values | {"evidence_sha256": ""}
    folder = context.where().path.absolute().parent
    path = next(
        (place for place in (Path(text).expanduser(), folder / text) if place.is_file()), None
    )
    if path is None:
        option = WORDS["evidence"].option
        raise NotFound(
            "P110",
            T("{option}: no file {path}", "{option}: berkas {path} tidak ada").format(
                option=option, path=text
            ),
            T(
                "name the file as it lies on this laptop",
                "sebut berkasnya sesuai letaknya di laptop ini",
            ),
        )
    return values | {"evidence": recorded(path, folder), "evidence_sha256": checksum(path)}


def recorded(path: Path, folder: Path) -> str:
    """The path as it is recorded: with / on every system, relative below the folder."""
    whole = path.resolve()
    try:
        return whole.relative_to(folder.resolve()).as_posix()
    except ValueError:
        return str(whole)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Invalid(
            "P111",
            T("{path} can't be read: {why}", "{path} tidak bisa dibaca: {why}").format(
                path=path, why=reason_of(error)
            ),
            T(
                "close it in the other program, then give the command again",
                "tutup di program lain, lalu ulangi perintahnya",
            ),
        ) from None
