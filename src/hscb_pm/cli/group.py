"""The command line's frame: global options before or after the command, help in groups."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import takewhile
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_group

_TAKES_VALUE: Final = {"-C", "--register", "--today", "--rev", "--as-of"}
_WITH_VALUE: Final = tuple(f"{name}=" for name in _TAKES_VALUE if name.startswith("--"))
_FLAGS: Final = {"--strict", "--no-color", "--version"}
_OF_COMMAND: Final = "--format"
_TAKES_TEXT: Final = {
    *("--name", "--area", "--agency", "--group", "--lead", "--mine"),
    *("--reason", "--finding", "--impact", "--role"),
}
"""Options of commands, after which any word is a name: a board may be called `--strict`."""


def in_order(args: list[str]) -> list[str]:
    """Move global options before the command and `--format` after it; of two, the later wins."""
    front: list[str] = []
    format_options: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg in _TAKES_TEXT:
            rest += [arg, *_one(waiting)]
        elif arg in _FLAGS or arg.startswith(_WITH_VALUE) or _glued(arg):
            front.append(arg)
        elif arg in _TAKES_VALUE:
            front += [arg, *_one(waiting)]
        elif not rest and arg == _OF_COMMAND:
            format_options += [arg, *_one(waiting)]
        elif not rest and arg.startswith(f"{_OF_COMMAND}="):
            format_options.append(arg)
        else:
            rest.append(arg)
    names = list(takewhile(lambda arg: not arg.startswith("-"), rest))  # `section11 matrix`
    return [*front, *names, *format_options, *rest[len(names) :]]


def _glued(arg: str) -> bool:
    return arg.startswith("-C") and not arg.startswith("--") and len(arg) > len("-C")


def _one(args: Iterator[str]) -> list[str]:
    value = next(args, None)
    return [] if value is None else [value]


class HscbGroup(TyperGroup):
    """The group of all commands; a command's module is loaded when the command is asked for."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, Typer's own types
        """The command of that name; where there is none, all, among which one may be meant."""
        if cmd_name not in self.commands:
            self._load([cmd_name])
        if cmd_name not in self.commands:
            self._load(self.list_commands(ctx))
        return self.commands.get(cmd_name)

    def _load(self, names: Iterable[str]) -> None:
        from hscb_pm.cli import COMMANDS, MODULES

        known = (MODULES.get(name, name) for name in names if name in COMMANDS)
        for module in dict.fromkeys(known):
            declared = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
            import_module(f"hscb_pm.cli.{module}").declare(declared)
            self.commands.update(get_group(declared).commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401, Typer's own context
        """Let global options stand before or after the command."""
        return super().parse_args(ctx, in_order(args))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002, Typer's own context
        """The commands in the order of the help."""
        from hscb_pm.cli import COMMANDS

        return [*COMMANDS]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002, Typer's own types
        """Print the commands under the headings of what they are for."""
        from hscb_pm.cli import PANELS

        for panel, commands in PANELS.items():
            with formatter.section(panel):
                formatter.write_dl([*commands.items()])


app = typer.Typer(
    name="hscb",
    cls=HscbGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  hscb due                            what is owed this week\n"
    "  hscb due --mine 'Business Manager'  what one role owes\n"
    "  hscb validate                       is every file right\n"
    "  hscb explain ACT-002                what a problem means\n"
    "  hscb init kent                      a register of one's own",
)


def _version(wanted: bool) -> None:
    if wanted:
        from hscb_pm import __version__

        typer.echo(f"hscb {__version__}")
        raise typer.Exit


@app.callback()
def frame(
    ctx: typer.Context,
    register: Annotated[
        str | None,
        typer.Option(
            "-C",
            "--register",
            metavar="DIR",
            envvar="HSCB_REGISTER",
            help="The register, a folder with board.yaml. Without it: this folder, ./register, "
            "then the same for each folder above.",
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="DATE", help="Reckon as if it were this day."),
    ] = None,
    rev: Annotated[
        str | None,
        typer.Option(
            "--rev", metavar="REV", help="Read the register as git has it: a tag, main~3, a commit."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Read it as committed by the end of this day, and reckon as if it were this day; "
            "with --today as if it were that one.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if a file could not be read.")
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")
    ] = False,
    version: Annotated[  # noqa: ARG001, its callback has answered
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Run the performance management framework of a safeguarding children board.

    A register is a folder of YAML files that git tracks. These options may stand before or
    after the command.
    """
    from hscb_pm.cli import CHANGING, PANELS
    from hscb_pm.cli.workspace import Settings, Workspace

    settings = Settings(register, today, strict=strict, colour=not no_color, rev=rev, as_of=as_of)
    ctx.obj = Workspace(settings)
    if ctx.invoked_subcommand in PANELS[CHANGING]:
        ctx.obj.refuse_the_past()
