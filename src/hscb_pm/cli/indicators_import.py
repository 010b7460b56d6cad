"""`hscb indicators import`: figures from a table into the register."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.indicators_write import indicator_named
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hscb_pm.exchange.long_table import Field
    from hscb_pm.models import Indicator

_IMPORT_EXAMPLES = """\b
Examples:
  hscb indicators import lait.csv --indicator CPP_rate=IND-child-protection-plans --dry-run
  hscb indicators import lait.csv --indicator CPP_rate=IND-child-protection-plans \\
      --area "East of England" --area England --source "LAIT, Department for Education, 2017"
  hscb indicators import quarter.csv       codes in the table are ids of the register

The table has a row for each figure, and columns for indicator, area, period, and numerator with
denominator, or value. Numbers of the Board's own area become values; what is given as a rate, and
what is of other areas, becomes benchmarks. Nothing is written if any row is wrong."""


def declare(indicators: typer.Typer) -> None:
    """Add the command."""
    indicators.command("import", epilog=_IMPORT_EXAMPLES)(import_figures)


def import_figures(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The table, .csv.")],
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE=ID",
            help="Take the rows with this code as figures of this indicator; or only an ID. May be "
            "given more than once.",
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Take the rows of this area; without it, of the Board's own and of England. May "
            "be given more than once.",
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who published it; else the file's name.")
    ] = None,
    years: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="What a year by itself is, where the table does not say: financial (2017 is "
            "2016-17), academic (2016/17) or calendar.",
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=HEADING,…", help="Columns that hscb does not know by their headings."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Take figures from a table: of this area as values, of others as benchmarks."""
    ws = workspace(ctx, writes=True)
    from pathlib import Path

    from hscb_pm.exchange.figures import Wanted, folded, read_figures
    from hscb_pm.exchange.period_words import YEARS
    from hscb_pm.privacy import hide_name
    from hscb_pm.store.edits import prepare

    board, today = ws.register.board, ws.today
    asked = area or ["England", *([board.area] if board else [])]
    kind = YEARS[one_of("--years", years, YEARS)] if years else None
    wanted = Wanted(
        _codes(ws, indicator or ()), frozenset(map(folded, asked)), source, kind, _columns(columns)
    )
    found = read_figures(ws.register, Path(file), wanted, today)
    for line in found.said():
        ws.out.talk(line)
    if found.errors:
        raise CannotError(f"nothing is written: {found.how_many_errors()} in {hide_name(file)}")
    if not found.seen:
        message = "no row is of an indicator and an area asked for; name the codes that the table "
        raise CannotError(f"{message}has for them, --indicator CODE=ID, and the areas, --area NAME")
    if (indicator or area) and (unseen := found.unseen()):
        ws.out.talk(f"no row is of {unseen}")
    if not found.edits:
        ws.out.line("nothing new")
        ws.end()
        return
    changed = prepare(ws.register, found.edits)
    if carry_out(ws, changed, dry_run=dry_run):
        for line in found.recorded_in(changed.register):
            ws.out.one_line(line)
        say_next(ws, "hscb indicators list")
    ws.end()


def _codes(ws: Workspace, given: "Sequence[str]") -> "dict[str, Indicator]":
    """The indicators asked for by their codes in the table; if none is asked for, all."""
    from hscb_pm.models import Indicator

    if not given:
        return {indicator.id: indicator for indicator in ws.register.of(Indicator)}
    pairs = (text.rpartition("=")[::2] for text in given)
    return {
        (code or name).strip(): indicator_named(ws, name.strip(), "--indicator")
        for code, name in pairs
    }


def _columns(given: str | None) -> "dict[Field, str]":
    """The columns that somebody named."""
    from hscb_pm.exchange.long_table import HEADINGS

    found: dict[Field, str] = {}
    for part in filter(None, (given or "").split(",")):
        name, _, heading = part.partition("=")
        field = next((each for each in HEADINGS if each == name.strip().lower()), None)
        if field is None or not heading.strip():
            message = f"write FIELD=HEADING; the fields are {', '.join(HEADINGS)}"
            raise typer.BadParameter(message, param_hint="'--columns'")
        found[field] = heading.strip()
    return found
