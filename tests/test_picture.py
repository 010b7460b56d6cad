"""The pictures of README.md and docs/ are what hscb shows; `make pictures` draws them anew."""

import io
import os
import platform
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import typst
from rich.console import Console

from hscb_pm.periods import read_day
from hscb_pm.present.due import DueList, show_due
from hscb_pm.present.out import Out
from hscb_pm.queries.due import DueFilter, due_items
from hscb_pm.store import load
from running import EXAMPLE, ROOT, Hscb, golden

PICTURES = ROOT / "docs" / "pictures"
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
    golden("due.svg", "\n".join(line.rstrip() for line in picture.split("\n")), PICTURES)


def test_picture_of_a_chart(hscb: Hscb, tmp_path: Path) -> None:
    drawn = tmp_path / "re-referrals.svg"
    assert hscb("indicators", "show", "IND-re-referrals", "--chart", drawn).code == 0
    golden(drawn.name, drawn.read_text("utf-8"), PICTURES)


def test_picture_of_a_paper(hscb: Hscb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first page, as in the PDF; what other processors round otherwise is not compared."""
    pages: list[bytes] = []
    compiled = typst.compile

    def as_picture(*given: Any, **options: Any) -> Any:
        plain = {**options, "format": "png", "ppi": 72.0, "pdf_standards": []}
        pages.extend(compiled(*given, **plain))
        return compiled(*given, **options)

    monkeypatch.setattr(typst, "compile", as_picture)
    shutil.copytree(EXAMPLE, tmp_path / "register")  # not in git, so its foot names no commit
    assert hscb("-C", tmp_path, "report", "board", "-o", tmp_path / "board.pdf").code == 0
    kept = PICTURES / "board-paper.png"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_bytes(pages[0])
    elif (sys.platform, platform.machine()) == ("linux", "x86_64"):
        assert kept.read_bytes() == pages[0], "the picture shows another paper: make pictures"
