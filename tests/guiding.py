"""How the pages of docs/ are run: what they type is typed, in a folder that the page makes itself.

A block ```console holds commands, each behind `$ `, and what they say; ```console exits N, where
they end with N. A block ```yaml that begins with `# register/…` is a file, and is written.
`…` stands for what is left out: alone, for any lines; in a line, for any characters.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pytest

from hscb_pm.__main__ import main
from running import ROOT

DOCS = ROOT / "docs"
LEFT_OUT = "…"
PINNED = ", the date pinned in board.yaml"
"""How the line ends that stands before each answer about the worked example; pages say so once."""
_BLOCK = re.compile(r"^```(console|yaml)(?: exits (\d))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(hscb [a-z][^`]*)`")
_SHELL = re.compile(r"^```(?:sh|powershell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (register/\S+\.yaml)\n")


@dataclass(frozen=True)
class Step:
    """One command of a page, and what the page says that it says."""

    command: str
    shown: list[str]
    code: int


def run_page(text: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Step, list[str]]]:
    """Do what a page says, in the folder that this is in; each command with what it says."""
    for kind, code, body in _BLOCK.findall(text):
        if kind == "yaml":
            if named := _FILE.match(body):
                Path(named[1]).write_text(body, encoding="utf-8", newline="\n")
            continue
        for typed in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, *shown = typed.removesuffix("\n").split("\n")
            step = Step(command, shown, int(code or 0))
            yield step, _said(step, monkeypatch)


def _said(step: Step, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    program, *arguments = shlex.split(step.command)
    if program == "cd":
        os.chdir(arguments[0])
        return []
    if program == "git":
        subprocess.run(["git", *arguments], check=True, capture_output=True)
        return []
    assert program == "hscb", step.command
    screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", [program, *arguments])
        patch.setattr(sys, "stdout", screen)
        patch.setattr(sys, "stderr", screen)
        with pytest.raises(SystemExit) as ending:
            main()
    screen.flush()
    said = screen.buffer.getvalue().decode("utf-8")
    assert (ending.value.code or 0) == step.code, f"{step.command}\n{said}"
    lines = [line.rstrip() for line in said.removesuffix("\n").split("\n")] if said else []
    return [line for line in lines if not line.endswith(PINNED)]


def as_kept(shown: list[str], said: list[str]) -> list[str]:
    """What a page is to show of what was said: as many lines as it shows, from the same places."""
    pieces = _pieces(shown)
    if len(pieces) == 1:
        return [_as_shown(old, new) for old, new in _beside(shown, said)]
    first, *middle, last = pieces
    kept, place = _piece(first, said[: len(first)]), len(first)
    for piece in middle:
        place = _found(piece[0], said, place)
        kept += [LEFT_OUT, *_piece(piece, said[place : place + len(piece)])]
        place += len(piece)
    rest = said[max(place, len(said) - len(last)) :] if last else []
    return [*kept, LEFT_OUT, *_piece(last, rest)]


def _pieces(shown: list[str]) -> list[list[str]]:
    pieces: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            pieces.append([])
        else:
            pieces[-1].append(line)
    return pieces


def _beside(shown: list[str], said: list[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(said):
        yield shown[number] if number < len(shown) else "", line


def _piece(shown: list[str], said: list[str]) -> list[str]:
    return [_as_shown(old, new) for old, new in _beside(shown, said)]


def _as_shown(old: str, new: str) -> str:
    """A line as it was said, or as it was shown with a part left out that may be anything."""
    pattern = ".*".join(map(re.escape, old.split(LEFT_OUT)))
    return old if LEFT_OUT in old and re.fullmatch(pattern, new) else new


def _found(line: str, said: list[str], place: int) -> int:
    """Where a line is said again, or the line that is most like it."""
    rest = said[place:]
    for number, new in enumerate(rest):
        if _as_shown(line, new) == line:
            return place + number
    like = get_close_matches(line, rest, 1, cutoff=0.0)
    return place + rest.index(like[0]) if like else len(said)


def with_output(text: str, kept: list[list[str]]) -> str:
    """A page with what its commands say now."""
    outputs = iter(kept)

    def block(found: re.Match[str]) -> str:
        kind, code, body = found.groups()
        if kind == "yaml":
            return found[0]
        lines = []
        for typed in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            lines += [f"$ {typed.partition(chr(10))[0]}", *next(outputs)]
        exits = f" exits {code}" if code else ""
        return "\n".join([f"```console{exits}", *lines, "```"])

    return _BLOCK.sub(block, text)


def only_named(text: str) -> Iterator[list[str]]:
    """The commands that a page names and does not run: in sentences, and those that need more."""
    blocks = "\n".join(_SHELL.findall(text)).split("\n")
    for command in [*_INLINE.findall(text), *blocks]:
        if command.startswith("hscb ") and not command.startswith("hscb --"):
            yield shlex.split(command.partition("  #")[0])[1:]
