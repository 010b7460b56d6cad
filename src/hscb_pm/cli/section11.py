"""`hscb section11`: a cycle of self-audits, seen as a whole and prepared anew."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli import section11_forms, section11_returns
from hscb_pm.cli.complete import complete_agency, complete_cycle
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, a_year, guard_confidential, named, workspace
from hscb_pm.periods import say, say_with_weekday
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.next_cycle import Prepared
    from hscb_pm.models import Cycle

_EXAMPLES = """\b
Examples:
  hscb section11 matrix                    the cycle opened last
  hscb section11 matrix --agency hertfordshire-constabulary
  hscb section11 matrix --cycle S11-2017 --format csv > matrix.csv
  hscb section11 open 2018-19              show what the next cycle would be
  hscb section11 open 2018-19 --write      make its files
  hscb section11 form --all -o forms       the workbooks that go to the agencies
  hscb section11 import replies/*.xlsx     what came back"""

_group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, epilog=_EXAMPLES)


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    _group.command("form", epilog=section11_forms.FORM_EXAMPLES)(section11_forms.form)
    _group.command("import", epilog=section11_returns.IMPORT_EXAMPLES)(section11_returns.import_)
    app.add_typer(
        _group,
        name="section11",
        help="Show a cycle of Section 11 self-audits as a whole, or prepare the next one.",
    )


@_group.command()
def matrix(
    ctx: typer.Context,
    cycle: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The cycle; the one opened last, if not given.",
            autocompletion=complete_cycle,
        ),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Only this agency and its directorates.",
            autocompletion=complete_agency,
        ),
    ] = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json, csv or md.")] = "text",
    raw: Raw = False,
) -> None:
    """Show what each agency answered to each standard, who is late, and where it falls short."""
    ws = workspace(ctx)
    from hscb_pm.present.section11 import FORMATS, show_matrix
    from hscb_pm.queries import matrix as queries
    from hscb_pm.queries.cycle import Sheet
    from hscb_pm.queries.due import with_parts

    format = in_format(ws, format, FORMATS, raw=raw)
    today = ws.today
    found = the_cycle(ws, cycle)
    agency = named(ws, "--agency", agency, "agency")
    agencies = with_parts(ws.register, agency) if agency else None
    if agencies and not any(asked.agency in agencies for asked in found.asked):
        raise typer.BadParameter(not_asked_said(found, agency or ""), param_hint="'--agency'")
    register = ws.register.for_public() if format == "md" else ws.register
    guard_confidential(register, found.id)
    ws.say_left_out(today)
    sheet = Sheet(register, queries.matrix(register, found, today, agencies))
    show_matrix(sheet, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()


def the_cycle(ws: Workspace, given: str | None) -> "Cycle":
    """The cycle that is named, or the one opened last."""
    from hscb_pm.models import Cycle
    from hscb_pm.queries.matrix import latest_cycle

    if given is None:
        found = latest_cycle(ws.register, ws.today)
        message = f"no Section 11 cycle was open by {say(ws.today)}"
    else:
        name = named(ws, "--cycle", given, "cycle")
        found = ws.register.get(Cycle, name)
        message = f"{name} could not be read: hscb validate"
    if found is None:
        raise typer.BadParameter(message, param_hint="'--cycle'")
    return found


def not_asked_said(cycle: "Cycle", agency: str) -> str:
    """That an agency was not asked, and why where the cycle says so."""
    reason = cycle.not_asked.get(agency)
    return f"{agency} was not asked in {cycle.id}" + (f": {reason}" if reason else "")


@_group.command("open")
def open_cycle(
    ctx: typer.Context,
    year: Annotated[str, typer.Argument(metavar="YEAR", help="The financial year, as 2018-19.")],
    write: Annotated[
        bool, typer.Option("--write", help="Write the files; without it, they are only shown.")
    ] = False,
) -> None:
    """Prepare the next cycle from the last: who is asked, until when, and a return for each.

    The first is made from the register: its agencies, its programme and its groups.
    """
    ws = workspace(ctx, writes=write)
    from hscb_pm.exchange import next_cycle
    from hscb_pm.present.out import in_one_line
    from hscb_pm.store.guarding import refuse_private

    period = a_year("YEAR", year)
    prepared = next_cycle.prepare(ws.register, period, ws.today)
    ws.say_left_out(ws.today)
    for path, text in prepared.files.items():
        refuse_private(ws.register, path, text)
    if write:
        next_cycle.write(ws.register, prepared)
    _show(ws, prepared, written=write)
    if prepared.to_check:
        ws.out.talk("To be checked:")
    for line in prepared.to_check:
        ws.out.talk(in_one_line(f"  {line}"))
    ws.out.talk("Type next:")
    if not write:
        ws.out.talk(f"  hscb section11 open {period} --write     nothing is written yet")
    else:
        ws.out.talk("  hscb validate")
        ws.out.talk(f"  hscb section11 matrix --cycle {prepared.cycle.id}")
        ws.out.talk(f'  hscb save "Prepare {prepared.cycle.id}"')
    ws.end()


def _show(ws: Workspace, prepared: "Prepared", *, written: bool) -> None:
    """Say what the next cycle is, file by file."""
    out, cycle = ws.out, prepared.cycle
    files = count(len(prepared.files), "file")
    did = f"wrote {files}" if written else f"{files} to be written, and none is yet"
    origin = f"prepared from {prepared.last.id}" if prepared.last else "the first of this register"
    out.one_line(f"{cycle.id}: {cycle.title}, {origin}; {did}")
    for path in prepared.files:
        agency = path.partition(f"{cycle.id}-")[2].removesuffix(".yaml")
        carried = prepared.carried.get(agency)
        answers = f"{count(carried or 0, 'answer')} carried forward"
        out.one_line(f"  {path}: {answers}" if agency else f"  {path}")
    sections = {
        "Dates": [
            f"{moved.what}: {say_with_weekday(moved.now)}"
            + (f" (was {say_with_weekday(moved.was)})" if moved.was else "")
            for moved in prepared.dates
        ],
        "Asked for the first time": [f"{agency}: statutory" for agency in prepared.added],
        "Left out": [f"{agency}: {why}" for agency, why in prepared.left_out.items()],
    }
    for heading, lines in sections.items():
        if lines:
            out.line(f"\n{heading}")
        for line in lines:
            out.one_line(f"  {line}")
    if not written:
        path, text = next(iter(prepared.files.items()))
        out.line(f"\n{path}")
        out.line(text.rstrip("\n"))
