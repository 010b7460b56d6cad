"""What a register says stays text, in every format of every command.

Each text is put wherever a register takes text, and what comes out has to have the shape that it
has with plain words, and to show the text.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hostile import (
    COMMANDS,
    FORMULA,
    MARKUP,
    PATH,
    READERS,
    SARIF,
    TEMPLATE,
    TERMINAL,
    VALIDATE,
    WORKFLOW,
    XML,
    Read,
    read_text,
    register,
    write,
)
from hscb_pm.present.out import in_one_line
from hscb_pm.store.composer import invisible
from running import Hscb

HOSTILE = {
    "text": (*TERMINAL[:4], *WORKFLOW),
    "txt": (*TERMINAL[:4], *WORKFLOW[:2], *MARKUP[:3], MARKUP[6], MARKUP[12], TEMPLATE[0]),
    "table": (*TERMINAL, WORKFLOW[1]),
    "json": ('"\\/\b\f\n\r\t', MARKUP[1], TERMINAL[2], WORKFLOW[2]),
    "csv": (*FORMULA, TERMINAL[4], MARKUP[-1]),
    "ics": (TERMINAL[0], TERMINAL[2], WORKFLOW[1], FORMULA[7], MARKUP[-1], PATH[1], XML[0]),
    "html": (*MARKUP, *TEMPLATE[:1], *XML[:1], WORKFLOW[0]),
    "md": (*MARKUP, *TEMPLATE, TERMINAL[3], WORKFLOW[0]),
    "github": (*WORKFLOW, *TERMINAL),
    "sarif": (*SARIF, *PATH, TERMINAL[2], WORKFLOW[2]),
    "junit": (*XML, MARKUP[2], MARKUP[3], TERMINAL[2], *WORKFLOW[1:3]),
}
"""The texts that each format is tried with."""
SHARED = {
    name: [command for command, formats in COMMANDS.items() if name in formats] for name in HOSTILE
}
"""The commands that have each format."""


def plain(text: str) -> str:
    """The words to compare with; a file with a character that nobody sees is refused."""
    return "Plain \u202e words" if invisible(text) else "Plain words"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A register for each text."""
    texts = {text for texts in HOSTILE.values() for text in texts}
    texts |= {plain(text) for text in texts}
    return {text: write(tmp_path_factory.mktemp("r"), register(text)) for text in sorted(texts)}


@pytest.fixture(scope="module")
def known() -> dict[object, Read]:
    """What was read before: the plain registers are compared with many times."""
    return {}


@pytest.fixture
def read(
    hscb: Hscb, known: dict[object, Read], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Read]:
    """Run a command over a register, and read what it prints."""
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("TERM", "xterm-256color")

    def run(command: tuple[str, ...], format: str, folder: Path) -> Read:
        key = command, format, folder
        if key not in known:
            known[key] = fresh(*key)
        return known[key]

    def fresh(command: tuple[str, ...], format: str, folder: Path) -> Read:
        with monkeypatch.context() as patch:
            if format == "table":
                patch.setattr(sys.stdout, "isatty", lambda: True)
            asked = ["--format", "text" if format == "table" else format]
            arguments = [] if format == "ics" else asked
            ran = hscb(*command, *arguments, "-C", folder, "--today", "2017-11-20")
        assert ran.code in (0, 1, 2)
        read_text(ran.err)
        return READERS[format](ran.out) if ran.out else Read([ran.code], ran.err)

    return run


@pytest.mark.parametrize(
    ("command", "format", "text"),
    [
        pytest.param(command, name, text, id=f"{'-'.join(command)}-{name}-{number}")
        for name, commands in SHARED.items()
        for turn, command in enumerate(commands)
        for number, text in enumerate(HOSTILE[name])
        if (number - turn) % min(len(commands), 3) == 0  # other commands have the others
    ],
)
def test_text_stays_text(
    read: Callable[..., Read],
    folders: dict[str, Path],
    command: tuple[str, ...],
    format: str,
    text: str,
) -> None:
    found = read(command, format, folders[text])
    assert found.shape == read(command, format, folders[plain(text)]).shape
    if text.isprintable() and format != "table":
        assert squeezed(text) in squeezed(found.said) or in_one_line(text) in found.said


def squeezed(text: str) -> str:
    return "".join(text.split())


def spoiled(text: str) -> dict[str, Any]:
    """Records with a text for a key, for a value of another kind, and for an id."""
    files = register("Plain words")
    files["actions/ACT-2017-001.yaml"] |= {text: 1, "arises_from": [text]}
    files["actions/ACT-2017-002.yaml"] |= {"due": text, "implemented": text}
    files["audits/AUD-2017-01.yaml"] |= {"explained": {text: "Why"}}
    files["meetings/MTG-2017-01.yaml"] |= {"group": text}
    return files


REFUSED = (*TERMINAL, *WORKFLOW, *SARIF, *XML, PATH[0], MARKUP[3])


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A register for each text that is spoiled with it."""
    texts = {*REFUSED, *map(plain, REFUSED)}
    return {text: write(tmp_path_factory.mktemp("r"), spoiled(text)) for text in sorted(texts)}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_stays_text(
    read: Callable[..., Read], refused: dict[str, Path], text: str
) -> None:
    for name in COMMANDS[VALIDATE]:
        found, wanted = (read(VALIDATE, name, refused[words]) for words in (text, plain(text)))
        assert found.shape == wanted.shape


def misplaced(stem: str, folder: Path) -> Path:
    """A register with files, and a folder, of a name that none has."""
    write(folder, register("Plain words"))
    for place in (f"{stem}.yaml", f"{stem}/ACT-2017-003.yaml", f"actions/{stem}.yaml"):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text("action: Plain words\n", encoding="utf-8")
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("name", [*TERMINAL[:4], *WORKFLOW, *SARIF, "\udcff", "\uffff"])
def test_name_of_a_file_stays_text(read: Callable[..., Read], tmp_path: Path, name: str) -> None:
    folder = misplaced(name.replace("/", "\\"), tmp_path / "hostile")
    other = misplaced("plain", tmp_path / "plain")
    for form in COMMANDS[VALIDATE]:
        found, wanted = read(VALIDATE, form, folder).shape, read(VALIDATE, form, other).shape
        assert sorted(map(repr, found)) == sorted(map(repr, wanted))  # names have their own order


def test_path_in_a_record_leads_nowhere(read: Callable[..., Read], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nothing for readers", encoding="utf-8")
    for number, path in enumerate(("../notes.txt", str(tmp_path / "notes.txt"))):
        folder = write(tmp_path / str(number), register(path))
        for turn, (command, formats) in enumerate(COMMANDS.items()):
            name = formats[(turn + number) % len(formats)]
            assert "Nothing for readers" not in read(command, name, folder).said
