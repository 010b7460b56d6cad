"""The data sets of many boards in one folder: which are whole, and what they hold.

A board whose data set is damaged or of another version is left out whole, and named.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.exchange.dataset import TABLES, VERSION
from hscb_pm.exchange.dataset.table import TYPES
from hscb_pm.exchange.dataset.writing import MANIFESTS
from hscb_pm.exchange.parquet import engine
from hscb_pm.problem import CannotError, reason_of
from hscb_pm.store.stopping import put_off

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LARGEST: Final = 8 << 20
_BOARD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE: Final = re.compile(
    r"([a-z0-9_]+)/board=([a-z0-9-]+)/financial_year=[0-9]{4}-[0-9]{2}/data\.parquet"
)
_MEMORY: Final = "2GB"
MOST_ROWS: Final = 100_000
"""Rows of an answer; more are a copy of the data set."""


class Damaged(Exception):  # noqa: N818, it is the data set that is
    """Why a data set cannot be read."""


class Board(NamedTuple):
    """The data set of a board, as its list of files says."""

    name: str
    folder: Path
    as_at: date
    is_public: bool
    files: dict[str, list[tuple[Path, int]]]
    """The files of each table, and how many bytes each has."""

    def check(self, tables: Iterable[str]) -> None:
        """Damaged if a file of these tables is not as it was written."""
        for path, size in chain.from_iterable(self.files.get(table, ()) for table in tables):
            place = path.relative_to(self.folder).as_posix()
            if not path.is_file():
                raise Damaged(f"{place} is missing")
            if (found := path.stat().st_size) != size:
                raise Damaged(f"{place} has {found} bytes, and was written with {size}")


class Answer(NamedTuple):
    """The answer of a question, and what it rests on."""

    columns: list[str]
    rows: list[list[Any]]
    boards: list[Board]
    left_out: list[str]
    """Boards that could not be read, each with the reason."""


def answer(sql: str, tables: tuple[str, ...], folder: Path) -> Answer:
    """Put a question to all boards in a folder that can be read."""
    with engine() as database:
        boards, left_out = _boards(folder, tables)
        for setting in (f"memory_limit = '{_MEMORY}'", "temp_directory = ''"):
            _carry_out(database, f"set {setting}")
        boards, more = _loaded(database, boards, tables)
        left_out += more
        if not boards:
            said = f": {left_out[0]}" if left_out else "; hscb export -o writes one"
            raise CannotError(f"{folder} holds no data set that can be read{said}")
        _carry_out(database, "set enable_external_access = false")
        _carry_out(database, "set lock_configuration = true")
        return Answer(*_answered(database, sql), boards, sorted(left_out))


def _carry_out(database: "DuckDBPyConnection", sql: str, **given: list[str]) -> None:
    with put_off(database.interrupt):
        database.execute(sql, given or None)


def _answered(database: "DuckDBPyConnection", sql: str) -> tuple[list[str], list[list[Any]]]:
    """The columns and the rows of the answer; CannotError where there is none, or too much."""
    import duckdb

    try:
        with put_off(database.interrupt):
            found = database.execute(sql)
            columns = [column[0] for column in found.description or ()]
            rows = found.fetchmany(MOST_ROWS + 1)
    except duckdb.OutOfMemoryException:
        why = f"it takes more than {_MEMORY} of memory"
        raise CannotError(f"the question has no answer: {why}; ask for less at once") from None
    except duckdb.Error as error:
        raise CannotError(
            f"the question has no answer: {str(error).partition(chr(10))[0]}"
        ) from None
    if twice := [name for name in columns if columns.count(name) > 1]:
        raise CannotError(f"two columns are called {twice[0]}: give one a name with AS")
    if len(rows) > MOST_ROWS:
        raise CannotError(
            f"the answer has more than {MOST_ROWS:,} rows: count them, or add WHERE or LIMIT"
        )
    return columns, [[*map(_plain, row)] for row in rows]


def _boards(folder: Path, tables: tuple[str, ...]) -> tuple[list[Board], list[str]]:
    """The boards whose files are as they were written, and why others are not."""
    places: dict[str, list[Path]] = {}
    for file in _manifests(folder):
        places.setdefault(file.stem, []).append(file)
    found, left_out = [], []
    for name, files in places.items():
        if len(files) > 1:
            folders = " and ".join(str(file.parent.parent) for file in files)
            left_out.append(f"{name}: it is there more than once, in {folders}; keep one")
            continue
        try:
            board = _board(files[0])
            board.check(tables)
            found.append(board)
        except Damaged as why:
            left_out.append(f"{name}: {why}")
    return found, left_out


def _plain(value: object) -> object:
    """A value that every format has: of what a question of one's own may give, its text."""
    if isinstance(value, float) and not isfinite(value):
        return None
    is_plain = value is None or isinstance(value, str | int | float | date)
    return value if is_plain else float(value) if isinstance(value, Decimal) else str(value)


def _manifests(folder: Path) -> Iterator[Path]:
    """The lists of files: of data sets beside each other, or laid over each other in one folder."""
    try:
        places = [folder, *sorted(place for place in folder.iterdir() if place.is_dir())]
        for place in places:
            yield from sorted(place.glob(f"{MANIFESTS}/*.json"))
    except OSError as error:
        raise CannotError(f"{folder} could not be read: {reason_of(error)}") from None


def _board(file: Path) -> Board:
    """A board as a list of files says, of which nothing is believed."""
    folder = file.parent.parent
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            raise Damaged(f"{MANIFESTS}/{file.name} is no file, or too large")
        told = json.loads(file.read_bytes())
        version = told["version"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Damaged(f"{MANIFESTS}/{file.name} is no list of files that can be read") from None
    if version != VERSION:
        raise Damaged(
            f"its tables are of version {str(version)[:9]}, and this hscb reads {VERSION}; "
            "export them again with the same hscb"
        )
    try:
        files = _files(folder, told["files"], file.stem)
        as_at, is_public = date.fromisoformat(told["as_at"]), told["audience"] == "public"
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Damaged(f"{MANIFESTS}/{file.name} is not as hscb writes it") from None
    if not _BOARD.fullmatch(file.stem) or told.get("board") != file.stem:
        raise Damaged(f"{MANIFESTS}/{file.name} is named after another board")
    return Board(file.stem, folder, as_at, is_public, files)


def _files(
    folder: Path, told: dict[str, dict[str, int]], board: str
) -> dict[str, list[tuple[Path, int]]]:
    found: dict[str, list[tuple[Path, int]]] = {}
    for name, facts in told.items():
        parts = _FILE.fullmatch(name)
        if parts is None or parts[2] != board:
            raise ValueError(name)
        found.setdefault(parts[1], []).append((folder / name, int(facts["bytes"])))
    return found


def _loaded(
    database: "DuckDBPyConnection", boards: list[Board], tables: tuple[str, ...]
) -> tuple[list[Board], list[str]]:
    """Fill the tables; where that fails, find out whose files are not what their table is."""
    import duckdb

    with suppress(duckdb.Error):
        _load(database, boards, tables)
        return boards, []
    good, left_out = [], []
    for board in boards:
        try:
            _load(database, [board], tables)
            good.append(board)
        except duckdb.Error:
            left_out.append(f"{board.name}: a file of {board.folder} is not as hscb writes it")
    _load(database, good, tables)
    return good, left_out


def _load(database: "DuckDBPyConnection", boards: list[Board], tables: Iterable[str]) -> None:
    for name in tables:
        types = {column.name: TYPES[column.type] for column in TABLES[name].columns}
        every = {"board": "VARCHAR", "financial_year": "VARCHAR", **types}
        said = ", ".join(f"{column} {type_}" for column, type_ in every.items())
        _carry_out(database, f"create or replace table {name} ({said})")
        files = [str(path) for board in boards for path, _ in board.files.get(name, ())]
        if files:
            _carry_out(
                database,
                f"insert into {name} select {', '.join(every)} from read_parquet($files, "  # noqa: S608, our own
                "hive_partitioning = true, hive_types = {board: varchar, financial_year: varchar})",
                files=files,
            )
