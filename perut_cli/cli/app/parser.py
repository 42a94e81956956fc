"""From the tree of commands to Typer's parser: options in both languages, before and after, unique
beginnings, own help and errors.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from typer import Exit
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from perut_cli.cli.app.command import (
    GLOBALS,
    Argument,
    Command,
    Inputs,
    Noun,
    Option,
    Program,
    both_names,
    by_name,
    metavar,
)
from perut_cli.cli.app.tree import NOUNS, TOP_COMMANDS
from perut_cli.cli.app.usage import (
    extra_arguments,
    missing_value,
    no_such_command,
    no_such_option,
    not_a_flag,
    several_options,
    suggestions,
    twice,
)
from perut_cli.cli.app.world import SHORTEST
from perut_cli.core.errors import Usage
from perut_cli.core.late import Late
from perut_cli.core.text import T

if TYPE_CHECKING:
    from perut_cli.cli.app import pager
    from perut_cli.cli.help import pages
else:
    pager = Late("perut_cli.cli.app.pager")
    pages = Late("perut_cli.cli.help.pages")


Vendored = Any
"""What typer's own parser hands over or wants: its types have no public names."""

HELP = ("-h", "--help", "--bantuan")
_NO_HELP: dict[str, Vendored] = {"help_option_names": []}
"""The parser's own help writes UTF-8 where a terminal has only ASCII."""

HelpOf = Callable[[Command, str], str]
"""The help of a command that is called so."""

ORDER = "perut.order"
"""Where the context keeps the keys of options and arguments in the order they were given."""


class Leaf(TyperCommand):
    """A command that does something."""

    def __init__(self, spec: Command, path: T, help_of: HelpOf) -> None:
        """Build the parser of a command; `path` is how it is called."""
        self.spec, self.path, self.help_of = spec, path, help_of
        self.ready: Vendored = None
        params = [_argument(argument) for argument in spec.arguments] + [
            _option(option) for option in (*spec.options, *GLOBALS)
        ]
        super().__init__(
            spec.name.en, params=[*params, _help()], callback=None, context_settings=_NO_HELP
        )

    def make_parser(self, ctx: Vendored) -> Vendored:
        """A parser that takes unique beginnings of long options, made once for all lines of a
        script.
        """
        self.ready = self.ready or _forgiving(super().make_parser(ctx))
        return self.ready

    def parse_args(self, ctx: Vendored, args: list[str]) -> list[str]:
        """Parse, with errors of ours."""
        return _parsed(self, ctx, args)

    def get_help(self, ctx: Vendored) -> str:
        """Our own help."""
        del ctx
        return self.help_of(self.spec, str(self.path))

    def invoke(self, ctx: Vendored) -> Vendored:
        """Do it: what was given before the name counts unless given after it, too."""
        inputs = Inputs(order=ctx.meta.get(ORDER, ()))
        chain = []
        while ctx:
            chain.append(ctx.params)
            root, ctx = ctx, ctx.parent
        for params in reversed(chain):
            inputs.update(
                {key: value for key, value in params.items() if value not in (None, (), False)}
            )
        return root.obj(self.spec, inputs, self.path)


class Group(TyperGroup):
    """Commands by name in both languages, each built when it is called."""

    def __init__(
        self,
        path: T,
        find: Callable[[str], Vendored],
        names: Callable[[], Iterable[str]],
        help_text: Callable[[str], str],
        bare: Callable[[Vendored], Vendored],
    ) -> None:
        """`find` gives the parser of a command by either name, None for none; `bare` does what no
        command at all means.
        """
        self.path, self.find, self.names = path, find, names
        self.help_text, self.bare = help_text, bare
        self.ready: Vendored = None
        super().__init__(
            name=path.en,
            params=[*map(_option, GLOBALS), _help()],
            invoke_without_command=True,
            context_settings=_NO_HELP,
        )

    def make_parser(self, ctx: Vendored) -> Vendored:
        """A parser that takes unique beginnings of long options, made once for all lines of a
        script.
        """
        self.ready = self.ready or _forgiving(super().make_parser(ctx))
        return self.ready

    def parse_args(self, ctx: Vendored, args: list[str]) -> list[str]:
        """Parse up to the command's name, with errors of ours."""
        rest = _parsed(self, ctx, args, extra=True)
        if rest:
            ctx._protected_args, ctx.args = rest[:1], rest[1:]
        return list(ctx.args)

    def get_command(self, ctx: Vendored, cmd_name: str) -> Vendored:
        """The parser of a command."""
        del ctx
        return self.find(cmd_name)

    def list_commands(self, ctx: Vendored) -> list[str]:
        """The names in both languages."""
        del ctx
        return list(self.names())

    def resolve_command(
        self, ctx: Vendored, args: list[str]
    ) -> tuple[str | None, Vendored, list[str]]:
        """Find the command, or say which are near."""
        del ctx
        found = self.find(args[0])
        if found is None:
            raise no_such_command(args[0], self.names(), self.path)
        return args[0], found, args[1:]

    def get_help(self, ctx: Vendored) -> str:
        """Our own help."""
        del ctx
        return self.help_text(str(self.path))

    def invoke(self, ctx: Vendored) -> Vendored:
        """Call the command; without one, do what that means here."""
        if ctx._protected_args:
            return super().invoke(ctx)
        return self.bare(ctx)


def noun_group(noun: Noun, help_text: Callable[[str], str], help_of: HelpOf) -> Group:
    """The parser of a noun."""
    leaves: dict[str, Leaf] = {}
    path = T("perut {noun}", "perut {noun}").format(noun=noun.name)

    def find(name: str) -> Leaf | None:
        if name not in leaves:
            spec = by_name(noun.commands(), name)
            if spec is None:
                return None
            leaves[name] = Leaf(spec, below(path, spec.name), help_of)
        return leaves[name]

    return Group(
        path,
        find,
        lambda: [name for spec in noun.commands().values() for name in both_names(spec.name)],
        help_text,
        print_help,
    )


def below(path: T, name: T) -> T:
    """How a command below a path is called."""
    return T(f"{path.en} {name.en}", f"{path.id} {name.id}")


def print_help(ctx: Vendored) -> None:
    """Give the help of a group on standard output."""
    pager.page_if_long(ctx.get_help() + "\n", ctx.find_root().obj.context.world)
    raise Exit(0)


def _option(option: Option) -> TyperOption:
    names = [option.key, *([option.short] if option.short else []), *both_names(option.names)]
    if option.flag:
        return TyperOption(param_decls=names, is_flag=True, default=None)
    return TyperOption(
        param_decls=names,
        type=str,
        multiple=True,
        default=None,
        metavar=str(metavar(option)),
        callback=_all if option.many else _only(option),
    )


def _help() -> TyperOption:
    return TyperOption(
        param_decls=["help", *HELP],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        default=None,
        callback=_helped,
    )


def _helped(ctx: Vendored, param: Vendored, value: Vendored) -> None:
    del param
    if value:
        print_help(ctx)


def _all(ctx: Vendored, param: Vendored, values: Vendored) -> Vendored:
    del ctx, param
    return list(values) or None


def _only(option: Option) -> Callable[[Vendored, Vendored, Vendored], Vendored]:
    def only(ctx: Vendored, param: Vendored, values: Vendored) -> Vendored:
        del ctx, param
        if not values:
            return None
        if len(set(values)) > 1:
            raise twice(both_names(option.names)[0], values)
        return values[-1]

    return only


def _argument(argument: Argument) -> TyperArgument:
    return TyperArgument(
        param_decls=[argument.key],
        type=str,
        required=False,
        default=None,
        nargs=-1 if argument.many else 1,
    )


def _forgiving(parser: Vendored) -> Vendored:
    match = parser._match_long_opt

    def match_long(opt: str, explicit: str | None, state: Vendored) -> None:
        if opt.startswith("--"):
            opt = _in_full(parser, opt)
            option = parser._long_opt[opt]
            if not option.takes_value and explicit is not None:
                raise not_a_flag(opt)
            if (
                option.takes_value
                and explicit is None
                and (not state.rargs or state.rargs[0] in parser._long_opt)
            ):
                raise missing_value(opt, option.obj.metavar)
        match(opt, explicit, state)

    parser._match_long_opt = match_long
    return parser


def _in_full(parser: Vendored, inputs: str) -> str:
    """An option by its name or a unique beginning of it. Raises Usage."""
    if inputs in parser._long_opt:
        return inputs
    beginning = [
        name for name in parser._long_opt if name.startswith(inputs) and len(inputs) > SHORTEST
    ]
    if not beginning:
        here = _names_here(parser)
        names = here if suggestions(inputs, here) else parser._long_opt
        raise no_such_option(inputs, names, parser.path)
    if len({id(parser._long_opt[name]) for name in beginning}) > 1:
        raise several_options(inputs, beginning)
    return str(beginning[0])


def _names_here(parser: Vendored) -> list[str]:
    """The long options in the process language: what is proposed for one that isn't there."""
    options = {id(option): option.obj for option in parser._long_opt.values()}
    return [
        next(name for name in option.opts if name.startswith("--")) for option in options.values()
    ]


def _parsed(command: Vendored, ctx: Vendored, args: list[str], *, extra: bool = False) -> list[str]:
    parser = command.make_parser(ctx)
    parser.path = command.path
    options, rest, order = _values(parser, list(args))
    ctx.meta[ORDER] = [param.name for param in order]
    for param in sorted(dict.fromkeys(order), key=lambda param: not param.is_eager):
        # What isn't given has no default here, so it needs no processing: half of the time of a
        # line of a script.
        param.handle_parse_result(ctx, options, rest)
    if rest and not extra and not ctx.resilient_parsing:
        raise extra_arguments(rest, command.path)
    ctx.args = rest
    return list(rest)


def _values(
    parser: Vendored, args: list[str]
) -> tuple[dict[str, Vendored], list[str], list[Vendored]]:
    try:
        values: tuple[dict[str, Vendored], list[str], list[Vendored]] = parser.parse_args(args=args)
    except TyperException as error:
        option = getattr(error, "option_name", "") or (args[-1] if args else "")
        if type(error).__name__ == "NoSuchOption":
            raise no_such_option(option, (), parser.path) from None
        if type(error).__name__ == "BadOptionUsage":
            raise missing_value(
                option, parser._short_opt[option].obj.metavar if option in parser._short_opt else ""
            ) from None
        raise Usage("P001", str(error)) from None
    return values


PERUT = T("perut", "perut")

Bare = Callable[[Vendored], Vendored]
"""Does what `perut` alone means."""


def follow(words: Sequence[str], doing: object, program: Program, bare: Bare) -> None:
    """Parse the words of a command line and have them done, or write the help they ask for."""
    try:
        with _root(program, bare).make_context("perut", list(words), obj=doing) as ctx:
            _root(program, bare).invoke(ctx)
    except Exit as leave:
        if leave.exit_code:
            raise


@cache
def _root(program: Program, bare: Bare) -> Group:
    """The parser of the whole program."""
    return Group(PERUT, partial(_found, program), _names, _root_help, bare)


@cache
def _found(program: Program, name: str) -> Group | Leaf | None:
    spec = program.top_command(name)
    if spec is not None:
        return Leaf(spec, below(PERUT, spec.name), _command_help)
    noun = program.noun(name)
    if noun is None:
        return None
    return noun_group(noun, lambda path: _noun_help(noun, path), _command_help)


def _names() -> list[str]:
    """All names of the first level, in both languages."""
    return [
        name
        for key, entry in (*TOP_COMMANDS.items(), *NOUNS.items())
        for name in both_names(T(key, str(entry[0])))
    ]


def _root_help(path: str) -> str:
    return pages.root_help(path)


def _noun_help(found: Noun, path: str) -> str:
    return pages.noun_help(found, path)


def _command_help(spec: Command, path: str) -> str:
    return pages.command_help(spec, path)
