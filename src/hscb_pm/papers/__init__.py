"""What each board paper gathers; how it looks is the template's and `present`'s affair.

The papers themselves are loaded when one is asked for: who reads is asked by many commands.
"""

from typing import TYPE_CHECKING, Any

from hscb_pm.papers.paper import Audience, Kind, Paper, Values

if TYPE_CHECKING:
    from hscb_pm.papers.every import PAPERS, gather

__all__ = ["PAPERS", "Audience", "Kind", "Paper", "Values", "gather"]


def __getattr__(name: str) -> Any:  # noqa: ANN401, whatever has the name
    if name not in ("PAPERS", "gather"):
        raise AttributeError(name)
    from hscb_pm.papers import every

    return getattr(every, name)
