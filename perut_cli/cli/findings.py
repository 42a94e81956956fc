"""Verbs of its own."""

from perut_cli.cli.command import Command

COMMANDS: dict[str, Command] = {}
