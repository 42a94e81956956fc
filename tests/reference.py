"""The generated parts of the README, made of the registries."""

from collections.abc import Callable

from perut_cli.cli.app.perform import commands_of
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.core.settings import FIELDS, Settings
from perut_cli.core.sheets import SHEETS

Rows = list[tuple[str, ...]]


def table(head: tuple[str, ...], rows: Rows) -> str:
    """A Markdown table."""
    cells = [head, tuple("---" for _ in head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in cells
    )


def commands() -> str:
    """Every command with its Indonesian name."""
    whole = [
        (f"`{name}`", f"`{alias}`", help_.en) for name, (alias, _, help_) in TOP_COMMANDS.items()
    ]
    nouns = [(f"`{name}`", f"`{alias}`", help_.en) for name, (alias, help_) in NOUNS.items()]
    verbs = [
        (f"`{name}`", f"`{spec.name.id}`", spec.help.en)
        for name, spec in commands_of("village")().items()
    ]
    more = [
        (f"`{noun} {name}`", f"`{NOUNS[noun][0]} {spec.name.id}`", spec.help.en)
        for noun in NOUNS
        for name, spec in commands_of(noun)().items()
        if name not in dict(commands_of("village")())
    ]
    head = ("command", "Indonesian", "what it does")
    return (
        f"Of the whole file:\n\n{table(head, whole)}\nNouns:\n\n{table(head, nouns)}\nVerbs of every record, `perut NOUN VERB`:\n\n"
        f"{table(head, [(a, b, c.replace('village', 'record').replace('villages', 'records')) for a, b, c in verbs])}\n"
        f"Verbs of their own, and the reports:\n\n{table(head, more)}"
    )


def columns() -> str:
    """The columns of every sheet."""
    parts = []
    for sheet in SHEETS.values():
        rows = [
            (
                f"`{field.key}`",
                f"`{field.key_id}`",
                "required"
                if sheet.column(field.key).required and not sheet.column(field.key).default
                else f"default `{sheet.column(field.key).default}`"
                if sheet.column(field.key).default
                else "",
                "key" if sheet.column(field.key).match or field.key == sheet.key else "",
                field.help.en,
            )
            for field in sheet.fields
        ]
        parts.append(
            f"**{sheet.name}** ({sheet.alias})\n\n"
            + table(("column", "Indonesian", "", "", "meaning"), rows)
        )
    return "\n".join(parts)


def settings() -> str:
    """Every setting with its default."""
    defaults = Settings()._asdict()
    return table(
        ("setting", "default", "meaning"),
        [
            (
                f"`{key}`",
                f"`{defaults[key]:g}`"
                if isinstance(defaults[key], (int, float))
                else f"`{defaults[key]}`"
                if defaults[key]
                else "",
                field.help.en,
            )
            for key, field in FIELDS.items()
        ],
    )


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "columns": columns,
    "settings": settings,
}
"""What the README takes from here, by the name in its markers."""
