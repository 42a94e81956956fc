"""One run: where the database is, how to speak and ask, and the one way to write."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from perut_cli.cli.app.command import Command, Inputs, Program, Word, command_line
from perut_cli.cli.app.usage import bad_value
from perut_cli.cli.app.world import Config, World, data_folder, folded
from perut_cli.core.calendars import day_in_words
from perut_cli.core.characters import harmless
from perut_cli.core.errors import Invalid, NotFound, PerutError, error_kind
from perut_cli.core.late import Late
from perut_cli.core.text import T, Text
from perut_cli.core.values import Fault
from perut_cli.store.batch import Batch, BatchInfo, CopyFirst, writing
from perut_cli.store.db import SCHEMA_VERSION, Store, version_of
from perut_cli.store.lookup import Finder

if TYPE_CHECKING:
    from perut_cli.reports import scope
    from perut_cli.store import columns, files, migrate
    from perut_cli.store.history import seal
    from perut_cli.store.safety import backups, check_records, places
else:
    backups = Late("perut_cli.store.safety.backups")
    check_records = Late("perut_cli.store.safety.check_records")
    migrate = Late("perut_cli.store.migrate")
    places = Late("perut_cli.store.safety.places")
    scope = Late("perut_cli.reports.scope")
    seal = Late("perut_cli.store.history.seal")
    columns = Late("perut_cli.store.columns")

Result = TypeVar("Result")
YES, NO = ("y", "ya", "yes"), ("n", "t", "no", "tidak")


class NeedsYes(Exception):
    """A write that must be confirmed; it was rolled back."""

    def __init__(self, question: T) -> None:
        """Take the question."""
        super().__init__(question)
        self.question = question


class DatabasePath(NamedTuple):
    """The database's path and what named it."""

    path: Path
    source: str


class Context:
    """What a command works with. One per run;
    `run FILE` keeps the store open over many commands.
    """

    def __init__(
        self,
        world: World,
        config: Config,
        words: Sequence[str],
        program: Program,
        store: Store | None = None,
        batch: Batch | None = None,
    ) -> None:
        """Begin a run with its command line, without `perut`; `store` and `batch` are shared by the
        lines of a script.
        """
        self.world, self.config, self.words = world, config, list(words)
        self.inputs = Inputs()
        self.told: list[Word] = []
        self.spec: Command | None = None
        self.program, self.path = program, T("perut", "perut")
        self.inherited: dict[str, object] = {}
        self.refuse: Callable[[Inputs, T], None] | None = None
        self._store = store
        self.batch = batch
        self.scripted = store is not None
        self.paging = True
        self.afterwards: list[str] = []
        self.files: list[tuple[Path, str]] | None = None
        self.finished: list[Callable[[], None]] = []
        self._warned = self._copied = False
        self.copy_made: Path | None = None
        self.pipes: dict[str, files.InputFile] = {}
        self.counted: dict[str, tuple[int, ...]] = {}
        self.progress: Callable[[int, int], None] | None = None

    def where(self) -> DatabasePath:
        """--db, PERUT_DB, config.toml, the user's data folder."""
        for value, source in (
            (self.inputs.text("db"), "--db"),
            (self.world.environ.get("PERUT_DB", ""), "PERUT_DB"),
            (self.config.values.get("db", ""), "config.toml"),
        ):
            if value:
                return DatabasePath(Path(value).expanduser(), source)
        return DatabasePath(data_folder(self.world) / "perut.db", "")

    def store(self) -> Store:
        """The open database, brought up to date first. Raises NotFound, Invalid, Damaged, Busy."""
        if self._store is None:
            path = self.where().path
            version_of(path)
            self._store = Store(path)
            if self._store.version < SCHEMA_VERSION:
                self.close()
                self._migrate(path)
                self._store = Store(path)
        return self._store

    @property
    def written(self) -> bool:
        """Whether the database was written in this run."""
        return self._store is not None and self._store.written

    def damage(self) -> PerutError | None:
        """Whether SQLite finds the open database damaged, or another program wrote what can't be
        read again: what else went wrong then comes from that.
        """
        if self._store is None:
            return None
        try:
            return self._store.damage() or check_records.unreadable(self._store)
        except PerutError as error:
            # What can't even be looked over says so itself.
            return error

    def _migrate(self, path: Path) -> None:
        # The door to sqlite-utils.
        migrate.upgrade(path, self.world.now())

    @property
    def opened_store(self) -> Store | None:
        """The database if it is open, None without opening it."""
        return self._store

    def page_settings(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Letterhead and signature block of an official page, from the settings."""
        if self._store is None:
            return (), ()
        chosen = scope.settings(self._store)
        lines = (getattr(chosen, f"letterhead_{n}") for n in range(1, 5))
        letterhead = tuple(line for line in lines if line)
        day = f"{chosen.place}, {day_in_words(self.world.today())}" if chosen.place else ""
        nip = f"NIP {chosen.head_nip}" if chosen.head_nip else ""
        signature = (day, chosen.head_title, "", "", chosen.head_name, nip)
        return letterhead, signature if letterhead else ()

    def paper(self) -> str:
        """The paper that pages are printed on, from the settings."""
        return scope.settings(self._store).paper if self._store is not None else "a4"

    def score_limits(self) -> tuple[float, ...]:
        """The values over which a shown score is never rounded; none without a database."""
        return scope.score_limits(self._store) if self._store is not None else ()

    def head(self) -> str:
        """The head of the sealed history of the open database, blank without one."""
        return seal.head(self._store) if self._store is not None else ""

    def close(self) -> None:
        """Close the database, unless the script goes on with it."""
        if self._store is not None and not self.scripted:
            self._store.close()
            self._store = None

    def finder(self) -> Finder:
        """Finds what the command line names, by beginnings too."""
        return Finder(self.store(), loose=True)

    def village_id(self, text: str) -> int:
        """The village that a text names. Raises NotFound."""
        try:
            return self.finder().village(text)
        except Fault as fault:
            raise name_error(fault) from None

    def instrument_code(self, text: str) -> str:
        """The code of the instrument that a text names. Raises NotFound."""
        try:
            return self.finder().instrument_code(text)
        except Fault as fault:
            raise name_error(fault) from None

    def note(self) -> BatchInfo:
        """Who writes what, for the history."""
        world = self.world
        return BatchInfo(
            world.actor(),
            world.written_at(),
            command_line(self.told),
            world.laptop(),
            world.system_user(),
        )

    def say(self, text: Text) -> None:
        """Tell the user something beside the answer."""
        if not self.inputs.has("quiet"):
            self.tell(text)

    def tell(self, text: Text) -> None:
        """Write a line on standard error."""
        self.world.stderr.write("\n".join(map(self.folded, str(text).split("\n"))) + "\n")
        self.world.stderr.flush()

    def folded(self, line: str) -> str:
        """A line for standard error, harmless, at blanks to the width of its terminal: all that
        goes to a person goes through here.
        """
        return folded(harmless(line), self.world, self.world.stderr)

    def can_ask(self) -> bool:
        """Whether a person is there to answer."""
        world = self.world
        return (
            not (self.inputs.has("no_input") or self.scripted)
            and world.is_terminal(world.stdin)
            and world.is_terminal(world.stderr)
        )

    def ask_yes(self, question: Text) -> None:
        """Go on only with a yes. Raises Invalid P069."""
        if self.inputs.has("yes") or self.inputs.has("dry_run"):
            return
        if not self.can_ask():
            raise Invalid(
                "P069",
                T("{question} Not confirmed", "{question} Belum dipastikan").format(
                    question=question
                ),
                T(
                    "add --yes to go on, or --dry-run to try",
                    "tambahkan --ya untuk melanjutkan, atau --uji-coba untuk mencoba",
                ),
            )
        if self.reply_to(question) not in YES:
            raise _not_confirmed()

    def ask_text(self, question: Text) -> str:
        """What a person answers. Raises Invalid P069 at the end of the input."""
        self.world.stderr.write(self.folded(f"{question}") + " ")
        self.world.stderr.flush()
        reply = self.world.stdin.readline()
        if not reply:
            raise _not_confirmed()
        return reply.strip()

    def reply_to(self, question: Text) -> str:
        """A yes, a no or nothing; anything else is asked again."""
        while True:
            self.world.stderr.write(self.folded(f"{question} {T('[y/N]', '[y/T]')}") + " ")
            self.world.stderr.flush()
            reply = self.world.stdin.readline().strip().lower()
            if not reply or reply in YES or reply in NO:
                return reply
            self.tell(T("answer y for yes or n for no", "jawab y untuk ya atau t untuk tidak"))

    @contextmanager
    def opened(self) -> Iterator[Batch]:
        """The batch to write in: the script's, or one of this command, rolled back by --dry-run."""
        if self.batch is not None:
            # What a line only tries by its own --dry-run is no part of the script's batch.
            tried = self.inputs.has("dry_run") and "dry_run" not in self.inherited
            with self.batch.part(keep=not tried):
                yield self.batch
                self.counted = self.batch.tally()
            return
        store = self.store()
        self.warn_of_place()
        with writing(store, self.note(), dry_run=self.inputs.has("dry_run")) as batch:
            if not self.inputs.has("dry_run") and not self._copied:
                batch.before_large = self.copy_first
            yield batch
            self.counted = batch.tally()

    def warn_of_place(self) -> None:
        """Say, once, that the database lies where writing is risky."""
        if not self.inputs.has("quiet") and not self._warned:
            self._warned = True
            why = places.risky(self.where().path, self.world.environ)
            if why:
                self.tell(
                    T("warning {number}: {why}", "peringatan {number}: {why}").format(
                        number="P085", why=why
                    )
                )

    def copy_first(self, *, wait: bool = False) -> bool:
        """A backup before a large change; False where the transaction is in its way. One that fails
        is told, no more.
        """
        try:
            copy = backups.automatic(self.where().path, self.world.now(), wait=wait)
        except PerutError as error:
            self.tell(
                T(
                    "warning {number}: no copy was made first: {why}",
                    "peringatan {number}: tidak ada salinan lebih dulu: {why}",
                ).format(number=error.number, why=error.message)
            )
            return True
        if copy is None:
            return False
        self.copy_made = copy
        self.say(T("copied to {path} first", "disalin ke {path} lebih dulu").format(path=copy))
        return True

    def write(
        self, work: Callable[[Batch], Result], risk: Callable[[Batch], T | None] | None = None
    ) -> Result:
        """Do a write in one batch; when `risk` finds it must be confirmed, roll back, ask, and do
        it again.
        """
        confirmed = self.inputs.has("yes") or self.inputs.has("dry_run")
        known: AbstractSet[object] = frozenset()
        if self.batch is not None and not confirmed:
            known = set(columns.ahead(self.store(), self.batch.written_at, self.batch.id))
        while True:
            try:
                with self.opened() as batch:
                    result = work(batch)
                    question = None
                    if not confirmed:
                        question = (risk or overwriting)(batch) or days_to_come(batch, known)
                    if question:
                        raise NeedsYes(question)
                    return result
            except NeedsYes as needs:
                self.ask_yes(needs.question)
                confirmed = True
            except CopyFirst:
                self.copy_first(wait=True)
                self._copied = True


def ask_until(
    context: Context, question: Text, read: Callable[[str], object], wanted: Callable[[], Text]
) -> str:
    """Ask until the answer can be read; gives what was read. `?` says what is wanted."""
    while True:
        reply = context.ask_text(question)
        if reply == "?":
            context.tell(f"  {wanted()}")
            continue
        try:
            return str(read(reply))
        except Fault as fault:
            context.tell(f"  {fault.reason}" + (f"; {fault.hint}" if fault.hint else ""))


def _not_confirmed() -> Invalid:
    return Invalid(
        "P069", T("not confirmed, nothing was written", "tidak dipastikan, tidak ada yang ditulis")
    )


def overwriting(batch: Batch) -> T | None:
    """The question before three rows or more are overwritten; filling blanks overwrites nothing."""
    count = batch.changed + batch.removed - batch.filled
    if count < 3:
        return None
    return T("this changes {n} {n:row|rows}.", "ini mengubah {n} baris.").format(n=count)


def days_to_come(batch: Batch, known: AbstractSet[object] = frozenset()) -> T | None:
    """The question before something is recorded as having happened on a day to come; `known` was
    confirmed by an earlier line of the script.
    """
    later = list(columns.ahead(batch.store, batch.written_at, batch.id)) if batch.touched else []
    later = [record for record in later if record not in known]
    if not later:
        return None
    return T(
        "{key}: {day} is a day to come ({n} in all).",
        "{key}: {day} hari yang belum tiba (semuanya {n}).",
    ).format(key=later[0].key, day=day_in_words(later[0].day), n=len(later))


def name_error(fault: Fault, option: Text = "") -> PerutError:
    """A fault of something named on the command line, as its number's kind of error; what is wrong
    with the value of an option names the option.
    """
    kind = error_kind(fault.number)
    if option and kind is not NotFound:
        return bad_value(option, fault.reason, fault.hint)
    return kind(fault.number, fault.reason, fault.hint)
