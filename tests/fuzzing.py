"""What `make fuzz` tries: whatever comes in, the answer is right or one clear problem.

A target takes plain data, so that what once failed can be kept in corpus.json.
"""

import gc
import io
import json
import os
import re
import shutil
import sys
import zipfile
from atexit import register as at_the_end
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, NamedTuple
from unittest import mock

import pytest
from hypothesis import strategies as st

import test_periods
from hscb_pm.__main__ import main
from hscb_pm.problem import CannotError
from hscb_pm.store import journal
from hscb_pm.store.files import JOURNAL
from hscb_pm.store.lines import CannotSpliceError
from hscb_pm.store.locking import locked
from hscb_pm.store.slips import Refusal
from hscb_pm.store.splicing import LAST, REMOVED, same, spliced, with_value
from present import test_templates
from privacy import test_scan
from remembering import remember
from running import EXAMPLE
from smart import test_check
from store import test_composer, test_every_style
from store.cases import BOARD

CORPUS: Final = Path(__file__).parent / "corpus.json"
REFUSED: Final = 2
ENDINGS: Final = (0, 1, REFUSED)
"""How a command may end: well, with findings, with a clear problem."""


class Target(NamedTuple):
    """What is tried: samples of what comes in, and what holds of each."""

    samples: st.SearchStrategy[Any]
    holds: Callable[..., None]


def corpus() -> dict[str, dict[str, Any]]:
    """What once failed, by target and by what was wrong."""
    kept: dict[str, dict[str, Any]] = json.loads(CORPUS.read_text(encoding="utf-8"))
    return kept


def body(test: Any) -> Callable[..., None]:
    """What a test does with one sample."""
    found: Callable[..., None] = test.hypothesis.inner_test
    return found


# --- Where commands run --------------------------------------------------------------------------


@cache
def desk() -> Path:
    """A folder for what comes in, with a copy of the example beside it."""
    folder = Path(mkdtemp())
    at_the_end(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(EXAMPLE, folder / "register")
    return folder


def answered(*words: str | Path) -> str:
    """What a command prints; whatever it was given, it ends as a command may."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, encoding="utf-8") for stream in (out, err)]
    line = ["hscb", "-C", str(desk() / "register"), *map(str, words)]
    code: object = 0
    with (
        redirect_stdout(streams[0]),
        redirect_stderr(streams[1]),
        mock.patch.object(sys, "argv", line),
        mock.patch.dict(os.environ, {"HSCB_TRACEBACK": "1", "COLUMNS": "80"}),
        pytest.MonkeyPatch.context() as patch,
    ):
        remember(patch)
        try:
            main()
        except SystemExit as ending:
            code = ending.code
        finally:
            gc.enable()
    for stream in streams:
        stream.flush()
    said = err.getvalue().decode()
    assert code in ENDINGS, said
    assert "Traceback" not in said
    assert code != REFUSED or said.strip(), "it does not say why"
    return out.getvalue().decode()


# --- Records -------------------------------------------------------------------------------------


ODD_VALUES: Final = st.sampled_from(
    [
        *("", "''", "[]", "{}", "null", "~", "true", "x", "0", "-1", "1e3", "1.5", "c", "2017-18"),
        *("2017-02-30", "1900-01-01", "2199-12-31", "2017-10-01", "2017-18 Q2", "2017-18 Q9"),
        *("board", "AUD-2017-01", "AUD-2017-01/R1", "ACT-2017-001", "OBJ-2017-1", "R1", "F1"),
        *("[board, board]", "[AUD-2017-01/R1]", "{on: 2017-10-01}", "[{}]", "2", "99999999999"),
        *("{every: quarter}", "{every: month}", ">-", "|", "'  '", "\u202e", "\u200b", "&a", "*a"),
    ]
)


@cache
def records() -> dict[str, str]:
    """The files of the example."""
    return {
        file.relative_to(EXAMPLE).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(EXAMPLE.rglob("*.yaml"))
    }


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the example with a few slips: values, keys and lines that changed places."""
    path = draw(st.sampled_from([*records()]))
    lines = records()[path].split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        match draw(st.sampled_from(["value"] * 4 + ["gone", "twice", "moved", "typed"])):
            case "value" if colon:
                lines[at] = f"{key}: {draw(ODD_VALUES)}"
            case "gone":
                lines[at : at + draw(st.integers(1, 4))] = []
            case "twice":
                lines[at:at] = lines[at : at + draw(st.integers(1, 4))]
            case "moved":
                lines[at:at] = [lines.pop(draw(st.integers(0, len(lines) - 1)))]
            case _:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(test_composer.nasty) + lines[at][cut:]
        lines = lines or [""]
    return path, "\n".join(lines)


ASKED: Final = st.sampled_from(
    [
        *("due", "framework", "smart", "report board", "report executive", "report indicators"),
        *("report section11", "report action-plan", "report annual", "report cdop", "calendar"),
        *("section11 matrix", "programme show", "list actions", "indicators list", "chase --all"),
        *("export actions", "export values", "export audits", "indicators questions", "doctor"),
    ]
)


def read_records(path: str, text: str, asked: str) -> None:
    """A register with a file that is not as it should be is read, judged and asked."""
    file = desk() / "register" / path
    try:
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        answered("validate")
        answered(*asked.split())
    finally:
        file.write_bytes(records()[path].encode())


def read_bytes(text: str) -> None:
    """Any file is read alike by both parsers, or refused."""
    data = text.encode("latin-1", "ignore")
    body(test_composer.test_any_bytes_are_read_or_refused)(data)
    body(test_composer.test_near_yaml_is_read_alike_or_refused)(data.decode("utf-8", "ignore"))


# --- Changes -------------------------------------------------------------------------------------


def edit(text: str, number: int, value: Any, how: str) -> None:
    """A text takes a change and keeps the rest, or says that it cannot."""
    try:
        data = test_every_style.data_of(text)
    except Refusal:
        return
    ways = [(), *test_every_style.paths(data)] if isinstance(data, dict) else []
    path = ways[number % len(ways)] if ways else ()
    if not path:
        return
    old = test_every_style.at(data, path)
    if isinstance(old, dict) and how == "added":
        path = (*path, "new")
    elif isinstance(old, tuple) and how == "added":
        path = (*path, LAST)
    new = REMOVED if how == "removed" else value
    with suppress(CannotSpliceError):
        after, wanted = spliced(text, path, new), with_value(data, path, new)
        found = test_every_style.data_of(after)
        goes_on = isinstance(new, str) and same(found, with_value(data, path, f"{new}\n"))
        assert same(found, wanted) or goes_on  # a block goes on ending its last line


WORDS: Final = st.one_of(
    st.text(max_size=40),
    st.lists(test_composer.nasty, max_size=5).map("".join),
    test_periods.texts,
    ODD_VALUES,
)
COMMANDS: Final = st.sampled_from(
    [
        *("due --within %", "due --today %", "changes --since %", "list actions --where %"),
        *("show %", "trace %", "explain %", "report % %", "audits sample % --size %"),
        *("set ACT-2017-001 due=% --dry-run", "set AUD-2017-01 findings=% --dry-run"),
        *("set ACT-2017-001 % --dry-run", "set --kind action --where % group=board --dry-run"),
        *("add action action=% due=% owner.agency=% owner.role=% --dry-run", "add % % --dry-run"),
        *("add meeting group=% date=% --dry-run", "progress ACT-2017-001 % --on % --dry-run"),
        *("extend ACT-2017-001 --to % --reason % --dry-run", "renumber ACT-2017-001 % --dry-run"),
        *("withdraw ACT-2017-001 --reason % --agreed-by % --dry-run", "evidence % % --dry-run"),
        "indicators record IND-board-attendance % % % --dry-run",
    ]
)


def type_in(command: str, words: list[str]) -> None:
    """Whatever is typed is understood, or said not to be."""
    can_be_typed = [word.replace("\0", "").encode("utf-8", "ignore").decode() for word in words]
    typed = cycle(can_be_typed)
    answered(*(re.sub("%", lambda _: next(typed), part) for part in command.split()))


# --- What comes from outside ---------------------------------------------------------------------


TAKES_TABLES: Final = st.sampled_from(
    [
        *("import actions % --dry-run", "import values % --dry-run", "import audits % --dry-run"),
        *("import attendance % --dry-run", "import budget % --dry-run", "smart --from %"),
        *("indicators import % --dry-run", "audits sample AUD-2018-01 --from % --size 3"),
        *("section11 import % --dry-run", "privacy %"),
    ]
)
"""Commands that read a table from outside."""
CELL: Final = st.one_of(
    ODD_VALUES,
    st.sampled_from(
        ["Action", "Owner", "By when", "Id", "Status", "Indicator", "Period", "Numerator", "Group"]
    ),
    st.sampled_from(["reference", "agencies", "Level", "Due", "Green", "=1+1", "1,410", "31/3/18"]),
    test_periods.texts,
    st.text(max_size=12),
)
KINDS: Final = ("actions", "values", "audits", "attendance", "budget")


@cache
def exported() -> dict[str, str]:
    """The tables of the example."""
    return {kind: answered("export", kind, "--format", "csv") for kind in KINDS}


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table as text: of any cells, or of ours with cells changed."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.lists(st.lists(CELL, max_size=4).map(",".join), max_size=5).map("\n".join))
    rows = [row.split(",") for row in exported()[draw(st.sampled_from(KINDS))].split("\n")[:5]]
    for _ in range(draw(st.integers(1, 4))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        at = draw(st.integers(0, len(row) - 1))
        row[at : at + draw(st.integers(0, 2))] = [draw(CELL)]
        rows = [row or [""] for row in rows]
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(map(",".join, rows))


def take_table(command: str, text: str, ending: str) -> None:
    """A table is taken, or refused."""
    take(command, text.encode("utf-8", "surrogatepass"), ending)


def take(command: str, data: bytes, ending: str) -> None:
    """A file from outside is taken, or refused."""
    file = desk() / f"came.{ending}"
    file.write_bytes(data)
    answered(*(str(file) if word == "%" else word for word in command.split()))


BOOKS: Final = {
    **{name: f"import {name} % --dry-run" for name in ("actions", "values", "audits")},
    "form": "section11 import % --dry-run",
}
"""Our workbooks, and the command that reads each."""


@cache
def parts(book: str) -> dict[str, bytes]:
    """What one of our workbooks is made of."""
    file = desk() / f"{book}.xlsx"
    if book == "form":
        agency = "hertfordshire-constabulary"
        answered("section11", "form", "--agency", agency, "-o", desk())
        (file,) = desk().glob("*constabulary*.xlsx")
    else:
        answered("export", book, "-o", file, "--force")
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@st.composite
def spoilt_books(draw: st.DrawFn) -> tuple[str, str, dict[str, str]]:
    """A command, one of our workbooks, and what some of its parts say instead."""
    book = draw(st.sampled_from([*BOOKS]))
    command = draw(st.one_of(st.just(BOOKS[book]), TAKES_TABLES))
    names = [*parts(book), *(name for name in parts(book) if "sheet" in name.lower())]
    changed = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)):
        text = parts(book)[name].decode("latin-1")
        at = draw(st.integers(0, len(text)))
        at = text.rfind(draw(st.sampled_from(['"', ">", "<", ""])), 0, at) + 1
        gone = draw(st.sampled_from([0, 1, 2, 5, 40, 2000]))
        new = draw(st.one_of(SCRAPS, WORDS))
        changed[name] = f"{text[:at]}{new}{text[at + gone :]}"
    return command, book, changed


SCRAPS: Final = st.sampled_from(
    [
        *('" t="', "<v>", "</v>", "<f>1</f>", 't="e"', 't="d"', 't="b"', "1e999", "-1", "NaN"),
        *("99999999", "2958466", "-0.5", 's="999999"', "A1048577", "XFE1", "A0", "<row/>", "<c/>"),
        *("&amp;", "&#0;", "&x;", "<!DOCTYPE a [<!ENTITY x 'y'>]>", "<mergeCell ref='A1:Z9'/>"),
        *("xml:space", "</row>", "<is><t>x</t></is>", "http://bad.example", "../../x", "rId99"),
    ]
)


def take_workbook(command: str, book: str, changed: dict[str, str]) -> None:
    """A workbook is taken, or refused."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, data in parts(book).items():
            text = changed.get(name)
            file.writestr(name, data if text is None else text.encode("latin-1", "ignore"))
    take(command, packed.getvalue(), "xlsx")


# --- Notes of changes that were cut off ----------------------------------------------------------


NOTE: Final = (
    '{"folder": FOLDER, "files": [{"path": "actions/ACT-1.yaml", "before": "x", "after": ""}]}'
)
JSON: Final = st.recursive(
    st.sampled_from(
        [None, True, 0, "", "x", "..", "actions/ACT-2017-001.yaml", "/etc/x", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["path", "before", "after", "files"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def undo(text: str, files: Any) -> None:
    """A note is undone or refused, and touches nothing that is no record of the register."""
    root = desk() / "noted"
    shutil.rmtree(root, ignore_errors=True)
    (root / "actions").mkdir(parents=True)
    (root / "board.yaml").write_text(BOARD, encoding="utf-8")
    there = root.stat()
    mine = json.dumps([there.st_dev, there.st_ino])
    note = {"folder": json.loads(mine), "files": files}
    said = json.dumps(note) if files is not None else text.replace("FOLDER", mine)
    (root / JOURNAL).write_bytes(said.encode("utf-8", "surrogatepass"))
    before = {path.name for path in desk().iterdir()}
    journal.why_unusable(root)
    with locked(root), suppress(CannotError):
        journal.settle(root)
    assert {path.name for path in desk().iterdir()} == before
    assert {path.suffix for path in root.rglob("*") if path.is_file()} <= {
        ".yaml",
        Path(JOURNAL).suffix,
    }


# --- Texts ---------------------------------------------------------------------------------------


def days(text: str, day: str) -> None:
    """Any text is a day, a period or an error that says why."""
    today = date.fromisoformat(day)
    body(test_periods.test_any_text_is_a_day_within_reach_or_a_value_error)(text, today)
    body(test_periods.test_any_text_is_a_period_or_a_value_error)(text, None)
    body(test_periods.test_any_text_is_an_iso_day_or_a_date_error)(text)


def markdown(text: str, other: str) -> None:
    """Any text stays text wherever Markdown shows it."""
    body(test_templates.test_register_text_stays_text_in_a_cell)(text)
    body(test_templates.test_register_text_stays_text_in_a_heading_and_a_paragraph)(text)
    body(test_templates.test_prose_is_paragraphs_of_text)(text, other)
    body(test_templates.test_table_of_odd_values_is_text)(text, [other, text], other)


def judge(text: str, other: str) -> None:
    """Any text is judged, as private and as an action."""
    body(test_scan.test_any_text_is_scanned)(text)
    body(test_scan.test_matches_never_overlap)([text, other])
    body(test_check.test_no_text_makes_it_fail)(text, other, other, text)


YAML: Final = st.one_of(test_every_style.texts(), test_composer.nearly_yaml())
TARGETS: Final[dict[str, Target]] = {
    "reading": Target(
        st.tuples(
            st.one_of(st.binary().map(lambda b: b.decode("latin-1")), test_composer.nearly_yaml())
        ),
        read_bytes,
    ),
    "records": Target(st.tuples(slipped(), ASKED).map(lambda it: (*it[0], it[1])), read_records),
    "dates": Target(st.tuples(test_periods.texts, test_periods.days.map(str)), days),
    "edits": Target(
        st.tuples(
            YAML,
            st.integers(0, 50),
            st.one_of(test_every_style.NEW, st.lists(test_every_style.NEW, max_size=2)),
            st.sampled_from(["put", "added", "removed"]),
        ),
        edit,
    ),
    "typed": Target(st.tuples(COMMANDS, st.lists(WORDS, min_size=1, max_size=3)), type_in),
    "markdown": Target(st.tuples(test_templates.PIECES, test_templates.PIECES), markdown),
    "tables": Target(
        st.tuples(TAKES_TABLES, tables(), st.sampled_from(["csv", "txt", "json", "yaml"])),
        take_table,
    ),
    "workbooks": Target(spoilt_books(), take_workbook),
    "notes": Target(
        st.tuples(st.one_of(st.text(), st.just(NOTE)), st.one_of(st.none(), JSON)), undo
    ),
    "texts": Target(st.tuples(test_check.TEXTS, st.one_of(test_check.TEXTS, WORDS)), judge),
}
