"""The user's own editor, opened on a private copy of a file."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple, Self

from hscb_pm.problem import CannotError, reason_of
from hscb_pm.store.files import read_bytes
from hscb_pm.store.slips import Refusal

_RETURN_AT_ONCE: Final = frozenset({"code", "code-insiders", "codium", "cursor", "subl", "mate"})
"""Editors that leave the command before the file is closed, unless they are told to wait."""
_ON_A_TERMINAL: Final = ("nano", "vim", "vi")


class Editor(NamedTuple):
    """What opens a file, and what named it."""

    command: list[str]
    named_by: str | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return Path(self.command[0]).name.removesuffix(".exe").removesuffix(".cmd")


def editor(record: str) -> Editor:
    """The editor that VISUAL or EDITOR names, else one that is here; CannotError if none is."""
    for variable in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(variable, ""), posix=os.name != "nt")
        except ValueError:
            raise CannotError(
                f"{variable} cannot be read: a quotation mark is not closed"
            ) from None
        if words := [word.strip('"') for word in words]:
            found = Editor(words, variable)
            waits = not {"--wait", "-w"}.isdisjoint(words)
            if found.name in _RETURN_AT_ONCE and not waits:
                return found._replace(command=[*words, "--wait"])
            return found
    if os.name == "nt":
        return Editor(["notepad"])
    if os.environ.get("TERM_PROGRAM") == "vscode" and shutil.which("code"):
        return Editor(["code", "--wait"])
    here = (name for name in _ON_A_TERMINAL if sys.stdin.isatty() and shutil.which(name))
    if name := next(here, None):
        return Editor([name])
    raise CannotError(f"no editor is known here; name one: {_naming(record)}")


def _naming(record: str) -> str:
    """The whole line that opens a record in an editor of one's choice."""
    if os.name == "nt":
        return f'$env:EDITOR = "notepad"; hscb edit {record}'
    return f"EDITOR=nano hscb edit {shlex.quote(record)}"


class Copy:
    """A copy of a file in a folder that nobody else can read; what was typed outlives a failure."""

    def __init__(self, name: str, content: bytes, tell: Callable[[str], None]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hscb-"))
        self.file = self.folder / name
        self.file.write_bytes(content)
        self._content, self._tell, self._is_kept = content, tell, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure:
            self.keep()
        if not self._is_kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def keep(self) -> None:
        """Say where the text is, if there is one that would be lost."""
        try:
            is_lost = read_bytes(self.file) != self._content
        except Refusal:  # one that is too large, say
            is_lost = self.file.is_file()
        if is_lost:
            self._tell(f"your text is in {self.file}")
            self._is_kept = True

    def edited(self, by: Editor, record: str) -> bytes:
        """What it says when the editor is closed; CannotError if that went wrong."""
        try:
            process = subprocess.Popen(_found(by, self.file))  # noqa: S603, the user's own editor
        except OSError as error:
            how = f"{by.named_by} names it; " if by.named_by else ""
            why = f"{by.name} cannot be opened: {reason_of(error)}"
            raise CannotError(f"{why}; {how}name another: {_naming(record)}") from None
        code = None
        while code is None:
            with suppress(KeyboardInterrupt):  # which is for the editor
                code = process.wait()
        if code:
            raise CannotError(f"{by.name} ended with an error ({code}); nothing is changed")
        try:
            return read_bytes(self.file)
        except Refusal as refusal:
            is_there = os.path.lexists(self.file)
            left = f"what cannot be taken: {refusal.message}" if is_there else "no file"
            raise CannotError(f"{by.name} left {left}; nothing is changed") from None


def _found(by: Editor, file: Path) -> list[str]:
    """The command, found where the system looks for programs, and run without a shell."""
    program, *options = by.command
    return [shutil.which(program) or program, *options, str(file)]
