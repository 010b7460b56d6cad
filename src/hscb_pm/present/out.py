"""Where output goes: stdout is data, stderr is talk; nothing in either is ever a command."""

import os
import re
import sys
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final, TextIO

from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, RenderableType

    from hscb_pm.present.rows import Row

_HIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]|#(?=#\\[)"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f1e6-\U0001faff])\u200d"  # in an emoji it joins two to one
)
_COMMAND: Final = re.compile(r"^(\s*):(?=:)")
MARGIN: Final = 120
NARROWEST: Final = 60
WIDEST: Final = 1000


def visible(text: str) -> str:
    """Spell out characters that a terminal would obey or hide, so that text stays text.

    `##[` goes too: wherever it stands in a line of a log, a workflow reads a command.
    """
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def in_one_line(text: str) -> str:
    """The same in one line, whatever text holds: none of it may begin a line of its own."""
    return visible(text.replace("\n", "\\n"))


def _lines(text: str) -> str:
    """Lines that nothing obeys: a workflow takes one that starts with `::` as a command."""
    lines = map(visible, text.split("\n"))
    return "\n".join(_COMMAND.sub(r"\1\\u003a", line) for line in lines) + "\n"


class UnwritableError(CannotError):
    """The output could not be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the output could not be written: {error.strerror}")


class Out:
    """The two streams of a command."""

    def __init__(self, stdout: TextIO, stderr: TextIO, *, colour: bool = True) -> None:
        self._stdout, self._stderr, self._colour = stdout, stderr, colour
        self._passing = 0
        """The length of the line that the next one takes the place of."""
        self.is_for_programs = False
        """Whether CSV is for programs, and not for Excel."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking, so that tables and colours help."""
        return self._stdout.isatty() and os.environ.get("TERM") != "dumb"

    @property
    def has_room(self) -> bool:
        """Whether a person is looking at a terminal on which a table can be read."""
        return self.is_terminal and self.width >= NARROWEST

    @cached_property
    def width(self) -> int:
        """The columns of the terminal: as COLUMNS says if that can be, else as the system does."""
        from shutil import get_terminal_size

        last = os.name == "nt"  # an old Windows console starts a new line after its last column
        return min(get_terminal_size().columns, WIDEST) - last

    @cached_property
    def console(self) -> "Console":
        """Rich's console, imported only where a person is looking."""
        from rich.console import Console

        colour = self._colour and "NO_COLOR" not in os.environ
        return Console(
            file=self._stdout,
            width=self.width,
            height=24,  # asked of nothing; else Rich stumbles over a LINES that is no number
            no_color=not colour,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def line(self, text: str = "") -> None:
        """Print a line of text; what it holds is shown, never obeyed."""
        self.raw(_lines(text))

    def one_line(self, text: str) -> None:
        """Print one line, whatever text holds."""
        self.line(in_one_line(text))

    def raw(self, text: str) -> None:
        """Print data exactly as it is; its format has escaped what needs it."""
        try:
            self._stdout.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UnwritableError(error) from error

    def csv(self, columns: "Iterable[str]", rows: "Iterable[Row]") -> None:
        """Print comma-separated values."""
        from hscb_pm.present.rows import as_csv

        self.raw(as_csv(columns, rows, raw=self.is_for_programs))

    def rich(self, table: "RenderableType") -> None:
        """Print something of Rich's."""
        self.console.print(table)

    def talk(self, text: str) -> None:
        """Say something beside the data."""
        self.pass_by("")
        with suppress(OSError):  # the data matters more
            self._stderr.write(_lines(text))

    @property
    def is_watched(self) -> bool:
        """Whether a person waits for what is said beside the data."""
        return self._stderr.isatty()

    def pass_by(self, text: str) -> None:
        """Say to those who wait, in one line, what the next words take the place of."""
        if not self.is_watched or not (text or self._passing):
            return
        shown = in_one_line(text)[: self.width - 1]  # a longer one would not go away
        with suppress(OSError):
            self._stderr.write(f"\r{' ' * self._passing}\r{shown}")
            self._stderr.flush()
        self._passing = len(shown)


def set_up_streams() -> None:
    """Let no character stop the output: Windows consoles have code pages, pipes get UTF-8."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the caller has closed it; data that is lost is told, talk is not
            rights = os.O_RDONLY if name == "stdout" else os.O_WRONLY
            nowhere = os.open(os.devnull, rights)
            setattr(sys, name, open(nowhere, "w", encoding="utf-8"))  # noqa: PTH123, SIM115, till the end
            continue
        if not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
