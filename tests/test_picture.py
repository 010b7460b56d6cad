"""The picture in README.md is what a terminal shows; UPDATE_GOLDEN=1 draws it anew."""

import io
import re

import pytest
from rich.console import Console

from hscb_pm.periods import read_day
from hscb_pm.present.due import DueList, show_due
from hscb_pm.present.out import Out
from hscb_pm.queries.due import DueFilter, due_items
from hscb_pm.store import load
from running import EXAMPLE, golden

COMMAND = "hscb due --agency hertfordshire-constabulary --within 4w"
FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_picture_of_the_due_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "125")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Terminal()
    out = Out(screen, io.StringIO())
    register = load(EXAMPLE)
    assert register.board
    today = register.board.today
    assert today
    wanted = DueFilter(
        agency="hertfordshire-constabulary", within=read_day("+4w", today, frozenset())
    )
    shown = Console(
        file=screen, width=125, record=True, force_terminal=True, color_system="truecolor"
    )
    monkeypatch.setattr(Out, "console", shown)
    monkeypatch.setattr(Out, "line", lambda _, text="": shown.print(text))
    show_due(DueList(register, today, due_items(register, today, wanted)), "text", out, {})
    picture = FONTS.sub("", shown.export_svg(title=COMMAND, unique_id="due"))
    golden("due.svg", "\n".join(line.rstrip() for line in picture.split("\n")))
