"""`hscb audits`: the cases of an audit, drawn at random, and the proof that they were."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_audit
from hscb_pm.cli.formats import Raw, in_format
from hscb_pm.cli.workspace import Workspace, named, workspace

if TYPE_CHECKING:
    from hscb_pm.models import Audit
    from hscb_pm.present.sampling import DrawnFor
    from hscb_pm.sampling import Case, Draw

_LIST = """\
LIST is a CSV file with a header, or plain text with one reference to a line. References are
pseudonyms, as C-0412. In the column of agencies stand their names with ; or + between them, or
how many they are; cases in which one alone was involved are left out."""

_SAMPLE_EXAMPLES = f"""\b
Examples:
  hscb audits sample AUD-2018-01 --from list.csv --size 24
  hscb audits sample AUD-2018-01 --from list.csv --size 24 --by area
  hscb audits sample AUD-2018-01 --from list.csv --size 24 --write > drawn.txt

{_LIST}"""

_VERIFY_EXAMPLES = """\b
Examples:
  hscb audits verify AUD-2018-01 --from list.csv
  hscb audits verify AUD-2018-01 --from list.csv --drawn drawn.txt

Give the options with which the cases were drawn; --by only where the audit does not record it.
The exit code is 1 where anything is not as recorded, and 2 where nothing could prove it."""

AuditId = Annotated[
    str, typer.Argument(metavar="AUDIT", help="Its id.", autocompletion=complete_audit)
]
ListOption = Annotated[
    str, typer.Option("--from", metavar="LIST", help="The list of all cases, .csv or text.")
]
ByOption = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Draw from each part of the list in proportion."),
]
ReferenceOption = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Where the references stand; else in the first column."),
]
AgenciesOption = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="The agencies involved; else the column `agencies`."),
]
AllMultiOption = Annotated[
    bool,
    typer.Option("--all-multi-agency", help="The list holds only cases of several agencies."),
]


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        rich_markup_mode=None, no_args_is_help=True, help="Draw the cases of an audit at random."
    )
    group.command(epilog=_SAMPLE_EXAMPLES)(sample)
    group.command(epilog=_VERIFY_EXAMPLES)(verify)
    app.add_typer(group, name="audits")


def sample(
    ctx: typer.Context,
    audit: AuditId,
    list_: ListOption,
    size: Annotated[int, typer.Option(min=1, metavar="N", help="How many cases to draw.")],
    by: ByOption = None,
    reference: ReferenceOption = None,
    agencies: AgenciesOption = None,
    all_multi_agency: AllMultiOption = False,
    seed: Annotated[
        int | None,
        typer.Option(min=0, max=10**12, metavar="N", help="Repeat a draw; else chosen anew."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Record the draw in the audit.")] = False,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="text, json or csv.")] = "text",
    raw: Raw = False,
) -> None:
    """Draw cases at random, and record how."""
    from secrets import randbelow

    ws = workspace(ctx, writes=write)
    from hscb_pm.exchange.case_list import Columns, cases_for
    from hscb_pm.present.sampling import FORMATS, DrawnFor, about, show_drawn

    format = in_format(ws, format, FORMATS, raw=raw)
    record = _audit(ws, audit)
    columns = Columns(reference, agencies, by)
    cases = cases_for(record, Path(list_), columns, all_multi_agency=all_multi_agency)
    drawn = _draw(cases, size, randbelow(10**12) if seed is None else seed)
    found = DrawnFor(record.id, drawn, by, seed is not None)
    said = _record(ws, record, found, write=write)
    for line in (*about(found), *said):
        ws.out.talk(line)
    show_drawn(found, format, ws.out, ws.head(None) if format == "json" else {})
    ws.end()


def verify(
    ctx: typer.Context,
    audit: AuditId,
    list_: ListOption,
    by: ByOption = None,
    reference: ReferenceOption = None,
    agencies: AgenciesOption = None,
    all_multi_agency: AllMultiOption = False,
    drawn: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The cases that were drawn, as `sample` printed them."),
    ] = None,
) -> None:
    """Prove that a draw is as recorded."""
    ws = workspace(ctx)
    from hscb_pm.exchange.case_list import Columns, cases_for, read_drawn
    from hscb_pm.queries.audits import otherwise_than_recorded, unprovable

    record = _audit(ws, audit)
    if by is None and record.sample and record.sample.method == "stratified":
        by = record.sample.by
    if why := unprovable(record, stratified=by is not None):
        raise typer.BadParameter(f"{record.id} {why}", param_hint="'AUDIT'")
    columns = Columns(reference, agencies, by)
    cases = cases_for(record, Path(list_), columns, all_multi_agency=all_multi_agency)
    given = None if drawn is None else read_drawn(Path(drawn))
    differences = list(otherwise_than_recorded(record, cases, given))
    what = "list, seed and size are" if given is None else "draw is"
    ws.out.line(f"{record.id}: the {what} {'not ' if differences else ''}as recorded")
    for line in differences:
        ws.out.one_line(f"  {line}")
    if given is None:
        ws.out.talk("the list was compared, not the cases drawn: add --drawn FILE")
    ws.end(failed=bool(differences))


def _audit(ws: Workspace, given: str) -> "Audit":
    from hscb_pm.models import Audit

    name = named(ws, "AUDIT", given, "audit")
    found = ws.register.get(Audit, name)
    if found is None:
        raise typer.BadParameter(f"{name} could not be read: hscb validate", param_hint="'AUDIT'")
    return found


def _draw(cases: "list[Case]", size: int, seed: int) -> "Draw":
    from hscb_pm.sampling import TooFewError, draw

    try:
        return draw(cases, size, seed)
    except TooFewError as error:
        raise typer.BadParameter(str(error), param_hint="'--size'") from None


def _record(ws: Workspace, audit: "Audit", found: "DrawnFor", *, write: bool) -> list[str]:
    """Write the draw into the audit if that is wanted; what to say of it."""
    from hscb_pm.queries.indicators import SMALL
    from hscb_pm.store.edits import Edit, prepare
    from hscb_pm.store.yaml_text import document

    place = ws.register.locate(audit.id, ("sample",))
    if write and audit.sample:
        message = f"{audit.id} has a sample already ({place}), and a draw is recorded once"
        raise typer.BadParameter(message, param_hint="'--write'")
    is_private = ws.register.board is not None and ws.register.board.register_is == "private"
    data = {"sample": found.recorded(with_strata=is_private)}
    if write:
        if not is_private and found.draw.population < SMALL.stop:
            message = f"fewer than {SMALL.stop} cases, and the register is public"
            raise typer.BadParameter(message, param_hint="'--write'")
        prepare(ws.register, [Edit(audit.id, ("sample",), data["sample"])]).write()
        said = [f"recorded in {place.path}"]
    else:
        said = [f"not recorded (--write does, and draws anew); add to {place.path}:"]
        said.append(document(data).rstrip())
    if found.by and not is_private:
        said.append("the parts of the list stay out of the record: the register is public")
    return said
