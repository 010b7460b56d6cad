"""`hscb indicators`: what figures show, and the questions they raise."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli import indicators_import, indicators_write
from hscb_pm.cli.complete import complete_group, complete_indicator
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, named, one_of, workspace
from hscb_pm.present.out import in_one_line

if TYPE_CHECKING:
    from hscb_pm.papers.indicators import Readout
    from hscb_pm.present.indicators import View

_EXAMPLES = """\b
Examples:
  hscb indicators list                     each indicator's latest figure, and how it lies
  hscb indicators show IND-second-plans    one of them, with its values and questions
  hscb indicators show IND-second-plans --chart second-plans.png
  hscb indicators questions                what figures made one ask, and nobody has answered
  hscb indicators questions --all          the answered ones, too
  hscb indicators disclosure               could a hidden number be worked out?
  hscb indicators record IND-second-plans 2017-18 41/212"""
_HELP = "Show what the figures say, and the questions they raise; record new ones."
_FORMAT = typer.Option(metavar="FORMAT", help="text, json, csv or md.")
_AUDIENCE = typer.Option(
    metavar="WHO",
    help="public or internal. Without it: internal on a terminal over a private register, "
    "else public.",
)

indicators = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    indicators.command("list", epilog=_EXAMPLES)(list_indicators)
    indicators.command(epilog=_EXAMPLES)(show)
    indicators.command(epilog=_EXAMPLES)(questions)
    indicators.command(epilog=_EXAMPLES)(disclosure)
    indicators_write.declare(indicators)
    indicators_import.declare(indicators)
    app.add_typer(indicators, name="indicators", epilog=_EXAMPLES, help=_HELP)


def list_indicators(
    ctx: typer.Context,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Only those reported to this group.",
            autocompletion=complete_group,
        ),
    ] = None,
    audience: Annotated[str | None, _AUDIENCE] = None,
    format: Annotated[str, _FORMAT] = "text",
    raw: Raw = False,
) -> None:
    """Show each indicator's latest figure, how it lies, and how it stands to its target."""
    ws = workspace(ctx)
    from hscb_pm.present.indicators import FORMATS, show_list

    format = in_format(ws, format, FORMATS, raw=raw)
    group = named(ws, "--group", group, "group")
    view = _view(ws, audience)
    chosen = [r for r in view.readouts if group is None or group in r.indicator.reported_to]
    show_list(view._replace(readouts=chosen), format, ws.out, _head(ws, format))
    ws.end()


def show(
    ctx: typer.Context,
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The indicator, as IND-second-plans.",
            autocompletion=complete_indicator,
        ),
    ],
    audience: Annotated[str | None, _AUDIENCE] = None,
    chart: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw its chart into a file that ends in .svg or .png."),
    ] = None,
    format: Annotated[str, _FORMAT] = "text",
    raw: Raw = False,
) -> None:
    """Show one indicator: what an analyst would say of it, its values, its questions."""
    ws = workspace(ctx)
    from hscb_pm.present.indicator import show_one
    from hscb_pm.present.indicators import FORMATS

    format = in_format(ws, format, FORMATS, raw=raw)
    wanted = named(ws, "ID", id, "indicator")
    view = _view(ws, audience)
    found = [_one(ws, view, wanted or id)]
    if chart is not None:
        _draw(ws, found[0], Path(chart))
    show_one(view._replace(readouts=found), format, ws.out, _head(ws, format))
    ws.end()


def questions(
    ctx: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help="Also those that have been answered.")
    ] = False,
    ask: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Only those put to a role.")
    ] = None,
    audience: Annotated[str | None, _AUDIENCE] = None,
    format: Annotated[str, _FORMAT] = "text",
    raw: Raw = False,
) -> None:
    """List the questions that figures raised: who is asked, by when, and what was found."""
    ws = workspace(ctx)
    from hscb_pm.present.indicators import FORMATS
    from hscb_pm.present.questions import show_questions

    format = in_format(ws, format, FORMATS, raw=raw)
    view = _view(ws, audience)
    found = [question for readout in view.readouts for question in readout.questions]
    wanted = [
        question
        for question in found
        if (every or not question.answer) and (not ask or ask.casefold() in question.ask.casefold())
    ]
    show_questions(view, wanted, format, ws.out, _head(ws, format))
    ws.end()


def disclosure(
    ctx: typer.Context,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="What was published before: the JSON of `indicators show` or `list`. May be given "
            "more than once.",
        ),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")] = "text",
) -> None:
    """Check that no hidden number can be worked out from what is published.

    For each it tells what it may be, given all that is shown to the public, with totals, years and
    parts, and what was published before. It exits with 1 if a number is known too closely.
    """
    ws = workspace(ctx)
    from hscb_pm.exchange.published import Told, read_published
    from hscb_pm.present.doubts import show_doubts

    format = one_of("--format", format, ["text", "json"])
    told: Told = {}
    for path in against or ():
        for indicator, numbers in read_published(path).items():
            told.setdefault(indicator, {}).update(numbers)
    view = _view(ws, "public")
    is_safe = show_doubts(view, told, format, ws.out, _head(ws, format))
    ws.end(failed=not is_safe)


def _view(ws: Workspace, audience: str | None) -> "View":
    """The indicators that these readers may see, on the day; who they are is said on stderr."""
    from hscb_pm.papers import Audience
    from hscb_pm.papers.indicators import readouts
    from hscb_pm.present.indicators import View

    readers = ws.audience(audience)
    register = ws.register if readers is Audience.INTERNAL else ws.register.for_public()
    today = ws.today
    ws.say_left_out(today)
    ws.out.talk(f"for {readers} readers")
    return View(register, today, readers, readouts(register, today, readers))


def _one(ws: Workspace, view: "View", wanted: str) -> "Readout":
    found = next((r for r in view.readouts if r.indicator.id == wanted), None)
    if found is None:
        why = "is confidential (`part: 2`): add --audience internal"
        if ws.register.is_rejected(wanted):
            why = "could not be read: hscb validate"
        raise typer.BadParameter(f"{wanted} {why}", param_hint="'ID'")
    return found


def _draw(ws: Workspace, readout: "Readout", file: Path) -> None:
    """Draw an indicator's chart into a file."""
    from hscb_pm.papers.pictures import drawn, pictures_of
    from hscb_pm.store.write import write_file

    kind = file.suffix.lower()
    if kind not in {".svg", ".png"}:
        raise typer.BadParameter("the name of a chart ends in .svg or .png", param_hint="'--chart'")
    picture = next(pictures_of(readout, drawn(readout)), None)
    if picture is None:
        raise typer.BadParameter("there are no values to draw", param_hint="'--chart'")
    if kind == ".png":
        from hscb_pm.charts.png import WIDE, png

        write_file(file, png(picture.svg, WIDE))
    else:
        write_file(file, picture.svg)
    ws.out.talk(in_one_line(f"wrote {file}, for {readout.audience} readers: {picture.alt}"))


def _head(ws: Workspace, format: str) -> dict[str, object]:
    return ws.head(ws.today) if format == "json" else {}
