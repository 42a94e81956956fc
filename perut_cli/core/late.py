"""A module that is loaded only when something of it is first asked for: the door of what is slow to
load or seldom needed. Type checkers see an import.
"""

from importlib import import_module


class Late:
    """Stands for the module of a name."""

    def __init__(self, name: str) -> None:
        """Nothing is loaded yet."""
        self._late_name = name

    def __getattr__(self, name: str) -> object:
        value: object = getattr(import_module(self._late_name), name)
        setattr(self, name, value)
        return value
