"""What each board paper gathers; how it looks is the template's and `present`'s affair."""

from collections.abc import Callable
from typing import Final

from hscb_pm.papers.board import board
from hscb_pm.papers.paper import Audience, Paper, Values
from hscb_pm.papers.scorecard import indicators

__all__ = ["PAPERS", "Audience", "Paper", "Values"]

PAPERS: Final[dict[str, Callable[[Paper], Values]]] = {"board": board, "indicators": indicators}
"""The papers by name; each has the template of that name."""
