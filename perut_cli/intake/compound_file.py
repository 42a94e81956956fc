"""Take one stream out of a compound file, the wrapping of an .xls:
a small file system of sectors.
"""

from collections.abc import Callable

from perut_cli.intake.sheet_row import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LISTED = 109
"""Sectors of the allocation table that the header itself lists."""

_FREE_FROM = 0xFFFFFFFA
"""Sector numbers from here on are signs: free, end of a chain, part of a table."""

_ENTRY, _STORED, _ROOT = 128, 2, 5


class CompoundFile:
    """The streams of a compound file, by name. Raises P015 where a chain of sectors is broken."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the tables of sectors and the directory."""
        self.data, self.name = data, name
        if not data.startswith(SIGNATURE) or len(data) < _HEADER:
            raise damaged(name)
        self.size = 1 << self._number(30, 2) if self._number(30, 2) in (9, 12) else 512
        self.table = self._allocation()
        directory = self._chain(self._number(48), self.table, self._sector)
        self.entries: dict[str, tuple[int, int]] = {}
        self.small = b""
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            self._add(directory[at : at + _ENTRY])
        self.small_table = self._numbers(self._chain(self._number(60), self.table, self._sector))

    def stream(self, name: str) -> bytes | None:
        """The bytes of a stream; None where there is none of that name."""
        if name not in self.entries:
            return None
        first, size = self.entries[name]
        if size < self._number(56):
            whole = self._chain(first, self.small_table, self._small_sector)
        else:
            whole = self._chain(first, self.table, self._sector)
        if len(whole) < size:
            raise damaged(self.name)
        return whole[:size]

    def _add(self, entry: bytes) -> None:
        length = int.from_bytes(entry[64:66], "little")
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        first = int.from_bytes(entry[116:120], "little")
        size = int.from_bytes(entry[120:124], "little")
        if entry[66] == _STORED:
            self.entries.setdefault(name, (first, size))
        elif entry[66] == _ROOT and size:
            self.small = self._chain(first, self.table, self._sector)

    def _allocation(self) -> list[int]:
        listed = self._numbers(self.data[76 : 76 + 4 * _LISTED])
        more, seen = self._number(68), set[int]()
        while more < _FREE_FROM and more not in seen:
            seen.add(more)
            numbers = self._numbers(self._sector(more))
            listed += numbers[:-1]
            more = numbers[-1] if numbers else _FREE_FROM
        table: list[int] = []
        for number in listed[: self._number(44)]:
            if number < _FREE_FROM:
                table += self._numbers(self._sector(number))
        return table

    def _chain(self, first: int, table: list[int], sector: Callable[[int], bytes]) -> bytes:
        pieces: list[bytes] = []
        number = first
        while number < _FREE_FROM:
            if number >= len(table) or len(pieces) > len(table):
                raise damaged(self.name)
            pieces.append(sector(number))
            number = table[number]
        return b"".join(pieces)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size]

    def _small_sector(self, number: int) -> bytes:
        return self.small[number * 64 : number * 64 + 64]

    def _number(self, at: int, size: int = 4) -> int:
        return int.from_bytes(self.data[at : at + size], "little")

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return [int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data) - 3, 4)]
