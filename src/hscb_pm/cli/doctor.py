"""`hscb doctor`: is this computer, and what stands around the register, set up."""

import sys
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.workspace import Workspace, one_of, workspace

if TYPE_CHECKING:
    from hscb_pm.exchange.checkup import Look, Word

_EXAMPLES = """\b
Examples:
  hscb doctor                  what is set up, what is not, and what to type
  hscb doctor --format json    the same, to send to whoever helps

It changes nothing. It exits with 1 if something stops the work."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(doctor)


def doctor(
    ctx: typer.Context,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
) -> None:
    """Look at git, the terminal, editors and the register: what is missing, and what to type."""
    ws = workspace(ctx, reads=False)
    format = one_of("--format", format, ["text", "json"])
    looks = _looks(ws)
    if format == "json":
        from hscb_pm.present.rows import as_json

        ws.out.raw(as_json(ws.tool(), "looks", [look._asdict() for look in looks]))
    else:
        for look in looks:
            ws.out.one_line(f"{look.word:<11}{look.at:<12}{look.said}")
            for command in look.type if look.word != "ok" else ():
                ws.out.one_line(f"{'':<23}type: {command}")
        ws.out.talk(_said_in_all({look.word for look in looks}))
    if any(look.word == "stops" for look in looks):
        raise typer.Exit(1)


def _said_in_all(words: "set[Word]") -> str:
    """How urgent it is, for somebody who only wants to work with the register."""
    if "stops" in words:
        return "Put right first what `stops` the work."
    later = "Put `attention` right when you can; `not here` is for you to choose."
    return f"Nothing stops the work. {later if words != {'ok'} else ''}".rstrip()


def _looks(ws: Workspace) -> "list[Look]":
    from pathlib import Path

    from hscb_pm.exchange.checkup import (
        Look,
        Word,
        look_at_machine,
        look_at_repository,
        look_at_user,
    )

    looks = [*look_at_machine(sys.stdout.encoding, is_terminal=ws.out.is_terminal)]
    try:
        folder = ws.folder
    except typer.BadParameter:
        if ws.settings.register is not None:
            raise
        said = "none in this folder, nor in one above: a register is a folder with board.yaml"
        absent = Look("register", Word.ABSENT, said, ("hscb init DIR", "hscb -C DIR doctor"))
        return [*looks, *look_at_user(Path()), absent]
    from hscb_pm.exchange.register_checkup import look_at_register

    repository = look_at_user(folder), look_at_repository(folder)
    return [*looks, *chain(*repository), *look_at_register(folder)]
