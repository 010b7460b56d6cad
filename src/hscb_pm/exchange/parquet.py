"""Rows as Parquet: every column has the type it is declared with, and none is guessed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hscb_pm.extras import adding
from hscb_pm.problem import CannotError
from hscb_pm.store.stopping import put_off

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def needs() -> str:
    """What is missing where DuckDB is not installed, and what to type."""
    return f"this needs more packages: {adding('analytics')}"


@contextmanager
def engine() -> Iterator["DuckDBPyConnection"]:
    """A database in memory that fetches nothing from anywhere; CannotError without DuckDB.

    Whoever asks it puts signals off: it knows no more of them than that it ends with a fault.
    """
    alone = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    with put_off():
        try:
            import duckdb
        except ImportError:
            raise CannotError(needs()) from None
        database = duckdb.connect(config={"threads": 1, **alone})
    try:
        yield database
    finally:
        with put_off():
            database.close()


def as_parquet(
    types: Mapping[str, str],
    rows: Iterable[Mapping[str, object]],
    about: Mapping[str, str],
    database: "DuckDBPyConnection | None" = None,
) -> bytes:
    """The file, with what it says of itself; same rows, same bytes."""
    if database is None:
        with engine() as own:
            return as_parquet(types, rows, about, own)
    text = "".join(f"{json.dumps(dict(row), default=_plain)}\n" for row in rows)
    with put_off(database.interrupt), TemporaryDirectory(prefix="hscb-") as folder:
        lines, made = Path(folder, "lines.json"), Path(folder, "made.parquet")
        lines.write_text(text, encoding="utf-8")
        columns = ", ".join(f"{_quoted(name)}: '{type_}'" for name, type_ in types.items())
        said = ", ".join(f"{key}: {_quoted(value)}" for key, value in about.items())
        database.execute(
            f"copy (from read_json($lines, format = 'newline_delimited', columns = {{{columns}}}))"
            f" to {_quoted(made)} (format parquet, compression zstd, kv_metadata {{{said}}})",
            {"lines": str(lines)},
        )
        return made.read_bytes()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
