"""`hscb templates`: papers in a board's own words, and whether they can be filled in."""

import copy as copying
import io
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from hscb_pm.cli import (
    chase,
    due,
    framework,
    indicators,
    listing,
    programme,
    section11,
    show,
    smart,
    trace,
)
from hscb_pm.cli.complete import complete_template
from hscb_pm.cli.workspace import Workspace, one_of, workspace

if TYPE_CHECKING:
    from hscb_pm.present.own_templates import Check
    from hscb_pm.present.sandbox import Sandbox
    from hscb_pm.present.template_list import Listed

_EXAMPLES = """\b
Examples:
  hscb templates list                      the templates there are
  hscb templates list board                one of them: its blocks, what it is given
  hscb templates copy board --block exceptions
  hscb templates check                     can the board's own be filled in"""

_group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, epilog=_EXAMPLES)


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(
        _group,
        name="templates",
        help="Put papers into the board's own words: what there is, a copy to change, a check.",
    )


class _Other(NamedTuple):
    """What fills in a template that is no paper's: how it is typed, and how it is run."""

    typed: str
    command: Callable[..., None]
    about: str | None = None
    """The folder of the records of which it shows one."""


_OTHERS: Final = {
    "chase": _Other("hscb chase --all", partial(chase.chase, everyone=True)),
    "due": _Other("hscb due", due.due),
    "framework": _Other("hscb framework", framework.framework),
    "indicator": _Other("hscb indicators show ID", indicators.show, "indicators"),
    "indicators-list": _Other("hscb indicators list", indicators.list_indicators),
    "indicators-questions": _Other("hscb indicators questions", indicators.questions),
    "list": _Other("hscb list KIND", partial(listing.list_records, kind="actions")),
    "programme": _Other("hscb programme show", programme.show),
    "section11-matrix": _Other("hscb section11 matrix", section11.matrix),
    "show": _Other("hscb show ID", show.show, "actions"),
    "smart": _Other("hscb smart", smart.smart),
    "trace": _Other("hscb trace ID", trace.trace, "audits"),
}
"""The templates that are no paper's."""


@_group.command("list", epilog=_EXAMPLES)
def list_templates(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="One of them, with its blocks and what it is given.",
            autocompletion=complete_template,
        ),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json or md.")] = "text",
) -> None:
    """List the templates: papers first, then what other commands print as Markdown."""
    ws = workspace(ctx)
    from hscb_pm.papers import PAPERS
    from hscb_pm.present import template_list
    from hscb_pm.present.own_templates import values
    from hscb_pm.present.templates import sandbox

    format = one_of("--format", format, template_list.FORMATS)
    environment = sandbox(ws.register.path)
    name = one_of("NAME", name, _names(environment))
    head = ws.head(ws.today) if format == "json" else {}
    if name is None:
        found = [_listed(ws, environment, each) for each in _names(environment)]
        template_list.show_list(found, format, ws.out, head)
    else:
        kind = PAPERS.get(name)
        given = values(kind, ws.register, ws.today) if kind else []
        template_list.show_one(_listed(ws, environment, name), given, format, ws.out, head)
    ws.end()


def _names(environment: "Sandbox") -> list[str]:
    """The templates that there are: the papers, what they build on, the others."""
    from hscb_pm.papers import PAPERS
    from hscb_pm.present.own_templates import names

    others = [name for name in _OTHERS if name not in PAPERS]
    there = names(environment)
    shared = [name for name in there if name not in {*PAPERS, *others}]
    return [name for name in [*PAPERS, *shared, *others] if name in there]


def _listed(ws: Workspace, environment: "Sandbox", name: str) -> "Listed":
    from hscb_pm.present.own_templates import blocks, own_file
    from hscb_pm.present.template_list import Listed, listed

    file = own_file(ws.register.path, name)
    own = f"{file.parent.name}/{file.name}" if environment.is_own(file.name) else None
    from hscb_pm.papers import PAPERS

    other = _OTHERS.get(name)
    if other and name not in PAPERS:
        does = (getattr(other.command, "func", other.command).__doc__ or "").splitlines()[0]
        return Listed(name, does, f"{other.typed} --format md", blocks(environment, name), own)
    return listed(name, blocks(environment, name), own)


@_group.command("copy", epilog=_EXAMPLES)
def copy_template(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The template.", autocompletion=complete_template),
    ],
    block: Annotated[
        list[str] | None,
        typer.Option(
            metavar="BLOCK",
            help="Only this block; all else stays hscb's. May be given more than once.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the board's own, if there is one.")
    ] = False,
) -> None:
    """Copy a template, or some of its blocks, beside the register, to be changed."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.present.out import in_one_line
    from hscb_pm.present.own_templates import blocks, copied, own_file
    from hscb_pm.present.templates import sandbox
    from hscb_pm.store.write import make_folder, write_file, write_new_file

    environment = sandbox(ws.register.path)
    name = one_of("NAME", name, _names(environment))
    known = [each.name for each in blocks(environment, name)]
    wanted = [one_of("--block", each, known) for each in dict.fromkeys(block or ())]
    file = own_file(ws.register.path, name)
    if file.parent.is_symlink() or file.is_symlink():
        raise typer.BadParameter(f"{file} is a link, or in one; put the folder itself there")
    if file.exists() and not replace:
        message = f"{file} is there already: change it, or add --replace to write over it"
        raise typer.BadParameter(in_one_line(message), param_hint="'NAME'")
    text = copied(environment, name, wanted)
    make_folder(file.parent)
    if replace:
        write_file(file, text)
    else:
        write_new_file(file, text)
    ws.out.one_line(f"wrote {file}")
    ws.out.talk("Change it, then type next:")
    ws.out.talk("  hscb templates check")
    ws.end()


@_group.command(epilog=_EXAMPLES)
def check(
    ctx: typer.Context,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
) -> None:
    """Fill in each of the board's own templates with this register; list all that is wrong."""
    ws = workspace(ctx)
    from hscb_pm.papers import PAPERS
    from hscb_pm.present.own_templates import LAYOUT, Check

    format = one_of("--format", format, ["text", "json"])
    found = Check(ws.register)
    found.read()
    for name, kind in PAPERS.items():
        if found.has_own(name) or found.has_own(LAYOUT):
            found.render(kind, ws.today)
    untried = [] if not found.files else _try_others(ctx, ws, found)
    _show_check(ws, found, untried, format)
    ws.end(failed=bool(found.faults))


def _try_others(ctx: typer.Context, ws: Workspace, found: "Check") -> list[str]:
    """Run the commands that fill in other templates of the board, unheard; what could not be."""
    from hscb_pm.present.slips import ENDING
    from hscb_pm.present.templates import BadTemplateError

    untried = []
    for name in filter(found.has_own, _OTHERS):
        other = _OTHERS[name]
        quiet = copying.copy(ws)
        quiet.out = type(ws.out)(io.StringIO(), io.StringIO())
        ctx.obj = quiet
        try:
            ids = [_first(ws, other.about)] if other.about else []
            other.command(ctx, *ids, format="md")
            found.rendered += 1
        except BadTemplateError as fault:
            found.failed(f"{name}{ENDING}", fault)
        except typer.BadParameter:
            untried.append(f"{name}{ENDING}: this register has nothing that it could show")
        except typer.Exit:
            found.rendered += 1
        finally:
            ctx.obj = ws
    return untried


def _first(ws: Workspace, folder: str) -> str:
    """The id of a record in a folder; a usage error where there is none."""
    shown = ws.register.for_public()
    for record in shown:
        if record.folder == folder and not shown.hides(record.id):
            return record.id
    raise typer.BadParameter(folder)


def _show_check(ws: Workspace, found: "Check", untried: Iterable[str], format: str) -> None:
    """Say what is wrong, and what was looked at."""
    if format == "json":
        from hscb_pm.present.rows import as_json

        faults = [fault._asdict() for fault in found.faults]
        more = {"files": found.files, "rendered": found.rendered, "untried": [*untried]}
        ws.out.raw(as_json(ws.head(ws.today) | more, "faults", faults))
        return
    for fault in found.faults:
        ws.out.one_line(str(fault))
    for said in untried:
        ws.out.one_line(f"not tried: {said}")
    ws.out.one_line(found.counted())
    if found.faults:
        ws.out.talk("What a template has: hscb templates list NAME")
