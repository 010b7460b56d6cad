"""A page of a site, and what all pages are made from."""

from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from hscb_pm.charts.series import Series
from hscb_pm.models import Record
from hscb_pm.papers import Paper
from hscb_pm.papers.pictures import drawn
from hscb_pm.papers.scorecard import section
from hscb_pm.present.framework import FrameworkAnswer
from hscb_pm.present.records import RecordList
from hscb_pm.queries.framework import framework
from hscb_pm.queries.records import Dossiers, records

Values = dict[str, Any]
Way = tuple[tuple[str, str], ...]
"""The pages that lead to a page: the title and the file of each."""
ALL: Final = ("All records", "all.html")


class Page(NamedTuple):
    """A page: its file in the site, the template that lays it out, its title, plain values."""

    file: str
    template: str
    title: str
    values: Values
    way: Way = ()


class Site:
    """What the pages are made from: a paper on all of the register, for its readers."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.register, self.today = paper.register, paper.today

    @property
    def title(self) -> str:
        """What the site is called."""
        board = self.register.board
        return (board and board.title) or "The Board"

    def known(self, target: str, else_: str) -> str:
        """What is meant, or where there is no record of it yet the one that asks for it."""
        return target if target in self.register.kinds else else_

    @cache  # noqa: B019, there is one site
    def listed(self, kind: type[Record]) -> RecordList:
        """The records of a kind that readers may know of."""
        return RecordList(self.register, kind, records(self.register, kind, self.today))

    @cached_property
    def dossiers(self) -> Dossiers:
        """All about any record."""
        return Dossiers(self.register, self.today, self.paper.items)

    @cached_property
    def answers(self) -> FrameworkAnswer:
        """How each clause of the framework is answered."""
        return FrameworkAnswer(self.register, self.today, framework(self.register, self.today))

    @cached_property
    def charts(self) -> list[Series]:
        """What is drawn of each indicator."""
        return [drawn(readout) for readout in self.paper.readouts]

    @cached_property
    def indicators(self) -> dict[str, Values]:
        """What is said of each indicator, with its charts."""
        found = zip(self.paper.readouts, self.charts, strict=True)
        return {
            readout.indicator.id: section(self.paper, readout, series) for readout, series in found
        }
