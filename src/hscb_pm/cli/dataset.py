"""`hscb export` without a kind: every table, for a warehouse."""

from pathlib import Path

import typer

from hscb_pm.cli.progress import counting
from hscb_pm.cli.workspace import Workspace, one_of
from hscb_pm.present.out import in_one_line
from hscb_pm.words import count


def export_all(ws: Workspace, output: str | None, audience: str | None, format: str | None) -> None:
    """Write typed tables of every kind into a folder, partitioned by board and financial year."""
    from hscb_pm.exchange.dataset.table import Facts
    from hscb_pm.exchange.dataset.writing import DATASET, files
    from hscb_pm.papers import Audience
    from hscb_pm.store.folders import write_folder

    one_of("--format", format, ["parquet"])
    if not output or output == "-":
        raise typer.BadParameter("name a folder for every table", param_hint="'-o' / '--output'")
    ws.guard_board()
    today = ws.today
    readers = ws.audience(audience, is_file=True)
    ws.say_left_out(today)
    register = ws.register.for_public() if readers is Audience.PUBLIC else ws.register
    tables = counting(ws.out, "files", files(Facts(register, today)))
    written = write_folder(Path(output), tables, ws.folder, DATASET)
    said = f"wrote {count(written, 'file')} to {output}, for {readers} readers"
    ws.out.talk(in_one_line(said))
    if hidden := register.hidden_count:
        ws.out.talk(
            f"{count(hidden, 'confidential record is', 'confidential records are')} left out"
        )
    if suspects := len(register.suspects):
        ws.out.talk(
            f"titles of {count(suspects, 'file')} that may hold what identifies somebody are "
            "left out: hscb validate --select PRV"
        )
    ws.end()


def show_schema(ws: Workspace, format: str) -> None:
    """Print every table's columns, each with its type and meaning."""
    from hscb_pm.exchange.dataset import TABLES, VERSION
    from hscb_pm.exchange.dataset.table import TYPES
    from hscb_pm.present.plain import FORMATS, show_rows

    columns = ("table", "column", "type", "meaning")
    rows = [
        row
        for table in TABLES.values()
        for row in (
            (table.name, "", "", table.says),
            *((table.name, c.name, TYPES[c.type], c.says) for c in table.columns),
        )
    ]
    head = {**ws.tool(), "schema": VERSION}
    show_rows(columns, rows, one_of("--format", format, FORMATS), ws.out, head)
