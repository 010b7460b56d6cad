"""`hscb schema`: what an editor needs to help while somebody types."""

from typing import Annotated

import typer

from hscb_pm.cli.workspace import Workspace, one_of, workspace

_EXAMPLES = """\b
Examples:
  hscb schema                  the kinds of record, and where their files stand
  hscb schema action           what an action may hold, as JSON Schema
  hscb schema --write          write the register's folder schema/, for editors
  hscb schema --check          does that folder fit this hscb; for CI"""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(schema)


def schema(
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="A kind of record or its folder, as action."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the schemas to the register's folder schema/.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 if the schemas there are not these.")
    ] = False,
) -> None:
    """Print or write the JSON Schemas with which editors complete and check records."""
    from hscb_pm.models import RECORD_TYPES
    from hscb_pm.present.schema import schema_files, show_kinds

    ws = workspace(ctx, reads=False, writes=write)
    if (kind is not None) + write + check > 1:
        raise typer.BadParameter("give one of KIND, --write and --check")
    if write or check:
        _compare(ws, schema_files(), write=write)
    elif kind is None:
        show_kinds(ws.out)
    else:
        names = {
            name: known.kind
            for known in RECORD_TYPES
            for name in (known.folder, known.folder.rpartition("/")[2], known.kind)
        }
        name = one_of("KIND", kind.rstrip("/"), filter(None, names))
        ws.out.raw(schema_files()[f"{names[name or '']}.json"])


def _compare(ws: Workspace, schemas: dict[str, str], *, write: bool) -> None:
    """Write what differs from the schemas, or say it."""
    from hscb_pm.store.files import RESERVED
    from hscb_pm.store.schemas import bring_up_to_date, differing
    from hscb_pm.words import count

    folder = ws.register.path / RESERVED  # read first: it may require another hscb
    changes = differing(folder, schemas)
    if write:
        bring_up_to_date(folder, changes)
    else:
        for name in changes:
            place = (folder / name).as_posix()
            ws.out.one_line(f"{place} is not as this hscb writes it: hscb schema --write")
    said = f"{count(len(changes), 'file')} {'changed' if write else 'to change'}"
    ws.out.one_line(f"{count(len(schemas), 'schema')} in {folder.as_posix()}: {said}")
    ws.end(failed=bool(changes) and not write)
