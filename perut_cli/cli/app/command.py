"""What a command is: names in both languages, what it takes, what it does; and its line: taken
apart into words, written in quotes, kept in the history.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, NamedTuple

from perut_cli.core.errors import Invalid
from perut_cli.core.fields import Field
from perut_cli.core.settings import OF_A_PERSON, setting_key
from perut_cli.core.table import Answer
from perut_cli.core.text import T, language

if TYPE_CHECKING:
    from perut_cli.cli.app.context import Context


class Option(NamedTuple):
    """An option by its key, with a name in each language; a flag takes no value, `many` may be
    given often.

    `value` says what it takes, in English; `group` is its place in the help: needed, filter or
    none.
    """

    key: str
    names: T
    help: T
    flag: bool = False
    many: bool = False
    value: str = ""
    short: str = ""
    completes: str = ""
    field: Field | None = None
    group: str = ""
    personal: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether its values say who somebody is: they stay out of the history's command lines."""
        return self.personal or (self.field is not None and self.field.personal)


class Argument(NamedTuple):
    """A positional argument; `many` takes all that are left."""

    key: str
    label: T
    many: bool = False
    needed: bool = True
    completes: str = ""
    personal: bool = False


class Inputs(MutableMapping[str, Any]):
    """What the user gave, by key; what wasn't given is not there. `order` has the keys as they were
    given, again and again.
    """

    def __init__(self, values: Mapping[str, Any] | None = None, order: Iterable[str] = ()) -> None:
        """Keep a copy of what was given."""
        self._values = dict(values or {})
        self.order = list(order)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._values[key] = value

    def __delitem__(self, key: str) -> None:
        del self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, key: str, default: str = "") -> str:
        """A text, or the default."""
        return str(self.get(key, default))

    def has(self, key: str) -> bool:
        """Whether a flag is set."""
        return bool(self.get(key))


Run = Callable[["Context", Inputs], Answer]


class Command(NamedTuple):
    """A command: `run` does it and gives its answer; `examples` are command lines without `perut`;
    `writes` is the ending of a file that it writes itself.
    """

    name: T
    help: T
    run: Run
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    examples: tuple[T, ...] = ()
    group: str = ""
    writes: str = ""


class Noun(NamedTuple):
    """A noun with its verbs, which are made when it is asked for."""

    name: T
    help: T
    commands: Callable[[], Mapping[str, Command]]


class Program(NamedTuple):
    """What only the whole program can do: find a command by its name, perform a command line."""

    noun: Callable[[str], Noun | None]
    top_command: Callable[[str], Command | None]
    perform: Callable[["Context"], None]


def option_of(field: Field, help_: T | None = None, completes: str = "") -> Option:
    """The option of a word, in both languages."""
    names = T("--" + field.key.replace("_", "-"), "--" + field.key_id.replace("_", "-"))
    return Option(
        field.key,
        names,
        help_ or field.help,
        value=field.kind.what.en.upper().partition(",")[0],
        completes=completes,
        field=field,
    )


_VALUES = {
    "FILE": "BERKAS",
    "DATE": "TANGGAL",
    "HEADER": "JUDUL",
    "HEADER=WORD": "JUDUL=KATA",
    "CODE": "KODE",
    "CODES": "KODE",
    "TEXT": "TEKS",
    "NAME": "NAMA",
    "VILLAGE": "DESA",
    "PERIOD": "PERIODE",
    "DAYS": "HARI",
    "COLUMN": "KOLOM",
    "FORMAT": "FORMAT",
    "CODE:PERIOD": "KODE:PERIODE",
    "NUMBER": "ANGKA",
    "WHOLE NUMBER": "ANGKA",
    "TIME": "JAM",
    "CHOICE": "PILIHAN",
    "LIST": "DAFTAR",
    "YES OR NO": "YA|TIDAK",
    "FOLDER": "FOLDER",
    "SHA-256": "SHA-256",
    "N": "N",
    "POSITION": "JABATAN",
    "en|id": "en|id",
    "LAPTOP": "LAPTOP",
    "here|there|VALUE": "sini|sana|ISI",
}


def metavar(option: Option) -> T:
    """What stands for an option's value in a usage line."""
    value = {"YES OR NO": "YES|NO", "WHOLE NUMBER": "NUMBER"}.get(
        option.value, option.value or "TEXT"
    )
    return T(value, _VALUES.get(option.value or "TEXT", value))


def name_here(name: T) -> str:
    """A name in the process language."""
    return name.id if language() == "id" else name.en


def both_names(name: T) -> tuple[str, ...]:
    """A name in both languages, the process language's first, once where they are the same."""
    ordered = (name.id, name.en) if language() == "id" else (name.en, name.id)
    return tuple(dict.fromkeys(ordered))


def by_name(commands: Mapping[str, Command], name: str) -> Command | None:
    """A command by its name in either language."""
    return commands.get(name) or next(
        (spec for spec in commands.values() if spec.name.id == name), None
    )


GLOBALS = (
    Option("db", T("--db", "--basis-data"), T("database file", "berkas basis data"), value="FILE"),
    Option(
        "format",
        T("--format", "--format"),
        T(
            "table, csv, tsv, json, jsonl, markdown, html, … (see `perut help formats`)",
            "table, csv, tsv, json, jsonl, markdown, html, … (lihat `perut bantuan format`)",
        ),
        value="FORMAT",
    ),
    Option(
        "output",
        T("--output", "--keluaran"),
        T(
            "write to a file; its ending chooses the format",
            "tulis ke berkas; akhirannya memilih format",
        ),
        value="FILE",
        short="-o",
    ),
    Option(
        "lang",
        T("--lang", "--bahasa"),
        T("language: en or id", "bahasa: en atau id"),
        value="en|id",
    ),
    Option(
        "yes",
        T("--yes", "--ya"),
        T("answer yes to every question", "jawab ya untuk semua pertanyaan"),
        flag=True,
        short="-y",
    ),
    Option(
        "no_input", T("--no-input", "--tanpa-tanya"), T("never ask", "jangan bertanya"), flag=True
    ),
    Option(
        "quiet",
        T("--quiet", "--diam"),
        T("say nothing but errors", "jangan berkata apa-apa selain kesalahan"),
        flag=True,
        short="-q",
    ),
    Option(
        "debug",
        T("--debug", "--debug"),
        T("show where an error arose", "tampilkan asal kesalahan"),
        flag=True,
    ),
)
"""Options that every command takes, before and after its name."""

DRY_RUN = Option(
    "dry_run",
    T("--dry-run", "--uji-coba"),
    T("try it and count, write nothing", "coba dan hitung, jangan tulis apa-apa"),
    flag=True,
)
PARTIAL = Option(
    "partial",
    T("--partial", "--sebagian"),
    T(
        "take the good rows, write the others to NAME.rejected.csv",
        "ambil baris yang benar, tulis sisanya ke NAMA.rejected.csv",
    ),
    flag=True,
)
NEW = Option(
    "new",
    T("--new", "--baru"),
    T("take new values of open choices", "terima nilai baru untuk pilihan terbuka"),
    flag=True,
)


_BREAKS = re.compile("[] \t\n'\"|&;<>()$`\\\\*?[#~]")


def words_of(line: str) -> list[str]:
    """The words of a line: blanks between, '…' and "…" keep blanks, # begins a comment. Raises
    Invalid P080.
    """
    words: list[str] = []
    word: list[str] = []
    quote = ""
    begun = False
    for character in line:
        if quote:
            if character == quote:
                quote = ""
            else:
                word.append(character)
        elif character in "'\"":
            quote, begun = character, True
        elif character.isspace():
            if begun:
                words.append("".join(word))
            word, begun = [], False
        elif character == "#" and not begun:
            break
        else:
            word.append(character)
            begun = True
    if quote:
        raise Invalid(
            "P080",
            T("the quote {quote} is not closed", "tanda kutip {quote} tidak ditutup").format(
                quote=quote
            ),
            T(
                "close it, or use the other kind of quote around it",
                "tutup, atau pakai jenis kutip yang lain di luarnya",
            ),
        )
    if begun:
        words.append("".join(word))
    return words


def quoted_word(word: str) -> str:
    """A word of a command line, in quotes where it needs them."""
    if word and not _BREAKS.search(word):
        return word
    if not any(character in word for character in '"$`\\'):
        return f'"{word}"'
    return "'" + word.replace("'", "'\"'\"'") + "'"


class Word(NamedTuple):
    """A word of a command line as the history keeps it: a hidden one says who somebody is."""

    text: str
    hidden: bool = False


_CODE = re.compile(r"[0-9]{4}-\S+|[0-9.]{4,13}")
"""What names a record without naming a person."""


def words_told(spec: Command, inputs: Inputs, path: T) -> list[Word]:
    """A command line as the parser understood it: every option in full, in the process language."""
    words = [Word(word) for word in str(path).split()[1:]]
    options = {option.key: option for option in spec.options}
    values = {key: iter(_texts(inputs, key)) for key in inputs.order}
    for argument in spec.arguments:
        words += [
            Word(text, _says_who(argument, text, inputs)) for text in _texts(inputs, argument.key)
        ]
    for key in inputs.order:
        text = next(values[key], None) if key in options else None
        if text is not None:
            words += _option_words(options[key], text, inputs)
    return words


def _option_words(option: Option, text: str, inputs: Inputs) -> Iterator[Word]:
    yield Word(name_here(option.names))
    if not option.flag:
        yield Word(text, _says_who(option, text, inputs))


def _texts(inputs: Inputs, key: str) -> list[str]:
    value = inputs.get(key)
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]


def _says_who(taker: Option | Argument, text: str, inputs: Inputs) -> bool:
    if taker.key == "value" and setting_key(inputs.text("key0")) in OF_A_PERSON:
        return True
    if isinstance(taker, Option):
        return taker.is_personal
    return taker.personal and not _CODE.fullmatch(text)


def command_line(words: list[Word]) -> str:
    """A command line for the history, what says who somebody is left out."""
    return " ".join("…" if word.hidden else quoted_word(word.text) for word in words)
