"""Verbs of its own."""

from perut_cli.cli.app.command import Command

COMMANDS: dict[str, Command] = {}
