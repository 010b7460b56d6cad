"""Tables as Parquet files by board and financial year; same register, same day, same bytes."""

import json
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from hscb_pm import __version__
from hscb_pm.exchange.dataset import TABLES, VERSION
from hscb_pm.exchange.dataset.table import TYPES, Facts, Table
from hscb_pm.exchange.ids import slug
from hscb_pm.exchange.parquet import as_parquet, engine
from hscb_pm.problem import CannotError
from hscb_pm.store.folders import Kind

DATASET: Final = Kind("data set", "hscb export", "hscb-dataset.txt")
MANIFESTS: Final = "_hscb"
"""The folder of the lists of files, which no engine takes for a table: its name begins with _."""


def files(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Every file of the data set of a register: the list of them comes last."""
    board = facts.register.board
    if board is None:
        raise CannotError("board.yaml could not be read, and every table says whose it is")
    name = slug(board.area, "board")
    listed = {}
    with engine() as database:
        for table in TABLES.values():
            types = {column.name: TYPES[column.type] for column in table.columns}
            about = {"hscb_schema": f"dataset/{table.name}/{VERSION}"}
            about |= {f"hscb_{key}": said for key, said in _of(facts).items()}
            for year, rows in _by_year(table, facts).items():
                path = f"{table.name}/board={name}/financial_year={year}/data.parquet"
                content = as_parquet(types, rows, about, database)
                listed[path] = {"rows": len(rows), "bytes": len(content)}
                yield path, content
    manifest = {
        "format": "hscb data set",
        "version": VERSION,
        "board": name,
        **_of(facts),
        "files": listed,
    }
    yield f"{MANIFESTS}/{name}.json", (json.dumps(manifest, indent=1) + "\n").encode()


def _of(facts: Facts) -> dict[str, str]:
    """What every file says of itself."""
    return {
        "as_at": facts.today.isoformat(),
        "audience": "public" if facts.register.public else "internal",
        "tool": f"hscb {__version__}",
    }


def _by_year(table: Table, facts: Facts) -> dict[str, list[dict[str, object]]]:
    """The rows of a table for each financial year, in their own order."""
    names = [column.name for column in table.columns]
    found: dict[str, list[dict[str, object]]] = {}
    for day, row in table.rows(facts):
        cells = dict(zip(names, map(facts.cell, row), strict=True))
        found.setdefault(facts.year(day), []).append(cells)
    return dict(sorted(found.items(), key=itemgetter(0)))
