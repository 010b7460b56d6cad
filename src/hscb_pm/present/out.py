"""Where output goes: stdout is data, stderr is talk; nothing in either is ever a command."""

import os
import re
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Final, TextIO

from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_HIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
MARGIN: Final = 120


def visible(text: str) -> str:
    """Spell out characters that a terminal would obey or hide, so that text stays text."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class UnwritableError(CannotError):
    """The output could not be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the output could not be written: {error.strerror}")


class Out:
    """The two streams of a command."""

    def __init__(self, stdout: TextIO, stderr: TextIO, *, colour: bool = True) -> None:
        self._stdout, self._stderr, self._colour = stdout, stderr, colour

    @property
    def is_terminal(self) -> bool:
        """Whether a person is looking, so that tables and colours help."""
        return self._stdout.isatty() and os.environ.get("TERM") != "dumb"

    @cached_property
    def console(self) -> "Console":
        """Rich's console, imported only where a person is looking."""
        from rich.console import Console

        colour = self._colour and "NO_COLOR" not in os.environ
        return Console(
            file=self._stdout, no_color=not colour, markup=False, emoji=False, highlight=False
        )

    def line(self, text: str = "") -> None:
        """Print a line of text; what it holds is shown, never obeyed."""
        self.raw("\n".join(map(visible, text.split("\n"))) + "\n")

    def one_line(self, text: str) -> None:
        """Print one line, whatever text holds: none of it may begin a line of its own."""
        self.line(text.replace("\n", "\\n"))

    def raw(self, text: str) -> None:
        """Print data exactly as it is; its format has escaped what needs it."""
        try:
            self._stdout.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UnwritableError(error) from error

    def rich(self, table: "RenderableType") -> None:
        """Print something of Rich's."""
        self.console.print(table)

    def talk(self, text: str) -> None:
        """Say something beside the data."""
        self._stderr.write("\n".join(map(visible, text.split("\n"))) + "\n")


def set_up_streams() -> None:
    """Let no character stop the output: Windows consoles have code pages, pipes get UTF-8."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the caller has closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115, till the end
            continue
        if not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
