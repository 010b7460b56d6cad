"""Indicators as their readers may see them: each with its chart, its peers and its questions."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from hscb_pm.models import Indicator
from hscb_pm.models.indicator import BETWEEN, PERCENT, Comparison, Event, Share
from hscb_pm.papers.analyst import area_name, sentences
from hscb_pm.papers.figures import ends, in_unit, number
from hscb_pm.papers.paper import Audience
from hscb_pm.periods import PeriodKind, financial_year, say
from hscb_pm.queries.disclosure import (
    Published,
    is_zero_sensitive,
    profile_of,
    published,
)
from hscb_pm.queries.questions import Question, questions_about
from hscb_pm.queries.series import HIDDEN, figure_of, series
from hscb_pm.rates import band, rank
from hscb_pm.register import Register
from hscb_pm.spc.authorities import Authority, Funnel, funnel
from hscb_pm.spc.chance import NORMAL_FROM, expected_false_alarms, time_to_signal
from hscb_pm.spc.rare import RareEvents, days_between, g_chart, t_chart
from hscb_pm.words import count

_A_PERIOD: Final = {
    PeriodKind.MONTH: ("month", 1),
    PeriodKind.QUARTER: ("quarter", 3),
    PeriodKind.FINANCIAL_YEAR: ("year", 12),
    PeriodKind.CALENDAR_YEAR: ("year", 12),
    PeriodKind.ACADEMIC_YEAR: ("year", 12),
}


class Peers(NamedTuple):
    """Many authorities in one period, and the local one among them."""

    comparison: Comparison
    names: tuple[str, ...]
    funnel: Funnel
    local: Authority | None


class Readout:
    """One indicator on a day, for those who read it."""

    def __init__(
        self, register: Register, indicator: Indicator, today: date, audience: Audience
    ) -> None:
        self.register, self.today, self.audience = register, today, audience
        self.area = register.board.area.casefold() if register.board else None
        """The Board's own area, folded; None where `board.yaml` cannot be read."""
        others = [b for b in indicator.benchmarks if self._is_elsewhere(b.area)]
        self.indicator = indicator.model_copy(update={"benchmarks": tuple(others)})

    def _is_elsewhere(self, name: str) -> bool:
        """Whether an area is another one: a figure of the own could tell what is hidden here.

        Where nobody knows the own area, the public sees none.
        """
        if self.area is None:
            return self.audience is Audience.INTERNAL
        return not name.casefold().startswith(self.area)

    @cached_property
    def found(self) -> Published:
        """The series, its parts and its years."""
        public = self.audience is Audience.PUBLIC
        return published(series(self.indicator, self.today), public=public)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Its rare events up to the day, in the order of time."""
        known = (event for event in self.indicator.events if event.on <= self.today)
        return tuple(sorted(known, key=lambda event: event.on))

    @cached_property
    def rare(self) -> RareEvents | None:
        """The chart of rare events; None where the measure is none, or nobody may see it."""
        kind = self.indicator.measure.kind
        if kind not in BETWEEN or self.is_withheld:
            return None
        if kind == "cases-between":
            return g_chart([e.cases for e in self.events[1:] if e.cases is not None])
        days = [event.on for event in self.events]
        since = (self.today - days[-1]).days if days else None
        return t_chart(days_between(days), since=since)

    @property
    def has_intervals(self) -> bool:
        """Whether its figures are rates or percentages, which have confidence intervals."""
        return self.indicator.measure.scale is not None

    @property
    def is_withheld(self) -> bool:
        """Whether the dates of its events could point to a child, before these readers."""
        of_children = self.indicator.measure.counts == "children"
        return self.audience is Audience.PUBLIC and of_children and bool(self.indicator.events)

    @cached_property
    def peers(self) -> Peers | None:
        """The latest comparison with other authorities; of small counts nothing is shown."""
        known = [
            comparison
            for comparison in self.indicator.comparisons
            if comparison.published is None or comparison.published <= self.today
        ]
        per = self.indicator.measure.scale
        if not known or per is None:
            return None
        latest = max(known, key=lambda comparison: comparison.period)
        areas = [area for area in latest.areas if self._can_be_compared(latest, area)]
        if not areas:
            return None
        found = funnel(
            [area.numerator for area in areas],
            [area.denominator for area in areas],
            kind="proportion" if per == PERCENT else "rate",
            per=per,
        )
        names = tuple(area.of for area in areas)
        return Peers(latest, names, found, self._local(names, found))

    def _can_be_compared(self, comparison: Comparison, area: Share) -> bool:
        """Whether an authority has a figure that these readers may see."""
        top, bottom = area.numerator, area.denominator
        is_share = self.indicator.measure.kind == "percentage"
        if top is None or not bottom or (is_share and top > bottom):
            return False
        if self.audience is Audience.INTERNAL or self.indicator.measure.counts != "children":
            return True
        rule, zero = profile_of(self.indicator), is_zero_sensitive(self.indicator)
        told = (top, bottom, bottom - top) if is_share else (top, bottom)
        if any(rule.hides(number, zero_sensitive=zero) for number in told):
            return False
        is_local = area.of.casefold() == self.area
        return not (is_local and (rule.base > 1 or self._hides_any_of(comparison.period)))

    def _hides_any_of(self, name: str) -> bool:
        """Whether a figure of a period, or of a part of it, is hidden."""
        readings = self.found.series.readings
        return any(
            reading.figure.missing == HIDDEN
            and name in {reading.period.name, financial_year(reading.period.end).name}
            for reading in readings
        )

    def _local(self, names: tuple[str, ...], found: Funnel) -> Authority | None:
        places = {name.casefold(): place for place, name in enumerate(names)}
        return found.authorities[places[self.area]] if self.area in places else None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions about it, the answered ones too."""
        return tuple(questions_about(self.register, self.indicator, self.today, self.found.series))

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that nobody has answered."""
        return tuple(question for question in self.questions if not question.answer)

    @cached_property
    def sentences(self) -> list[str]:
        """What an analyst would say of it, the most important first."""
        if self.is_withheld:
            return ["Its events are not for these readers: a date could point to a child."]
        if self.indicator.measure.kind in BETWEEN:
            return list(self._of_rare())
        return [*sentences(self.found), *self._of_peers(), *self._of_patience()]

    def _of_rare(self) -> Iterator[str]:
        chart, kind = self.rare, self.indicator.measure.kind
        if chart is None or not chart.points:
            yield "There are too few events to say anything."
            return
        unit = "days" if kind == "days-between" else "cases"
        centre = f", typically {chart.centre:.0f} {unit} apart" if chart.centre else ""
        last = say(self.events[-1].on)
        yield f"{count(len(chart.points) + 1, 'event')}{centre}; the last on {last}."
        if chart.cautions:
            yield "Not judged, for too few events: limits are judged from 13 intervals on."
        else:
            odd = sum(point.special_cause != "Common Cause" for point in chart.points)
            said = count(odd, "interval is", "intervals are") if odd else "No interval is"
            yield f"{said} beyond what chance explains."
            if chart.runs.signal:
                yield "The test of runs signals: something other than chance is at work."
            if chart.open_signal:
                yield "The time since the last event is already longer than chance explains."
        yield chart.statement

    def _of_peers(self) -> Iterator[str]:
        """Where the local authority stands among others, and how far that can be trusted."""
        peers = self.peers
        if peers is None or peers.local is None:
            return
        figure = figure_of(self.indicator, None)
        values = [each.value for each in peers.funnel.authorities if each]
        limits = peers.local.limits
        between = ends(limits.lower998, limits.upper998, figure)
        where = {"within": "within", "high": "above", "low": "below"}[peers.local.side]
        if peers.local.level == 95:  # noqa: PLR2004 - per cent
            where = f"{where} the 95% limits, yet within"
        said = (
            f"Among {count(len(values), 'authority', 'authorities')} in {peers.comparison.period}"
        )
        said += f" the local figure, {in_unit(peers.local.value, figure)}, is {where} the limits "
        said += f"({between}, with room for how much authorities differ: φ {peers.funnel.phi:.1f})"
        if self.indicator.direction != "neutral":
            high = self.indicator.direction == "increase"
            place = rank(peers.local.value, values, highest_first=high)
            quarter = band(peers.local.value, values, high_is_good=high)
            said += f"; place {place} of {len(values)} from the best, band {quarter} of A to D"
        yield f"{said} (source: {peers.comparison.source.rstrip('.')})."

    def _of_patience(self) -> Iterator[str]:
        """How long a change has to last until it shows."""
        chart, cautions = self.found.series.chart, self.found.series.cautions
        sigma = chart.segments[-1].sigma if chart else None
        if cautions or not sigma:
            return
        wait = time_to_signal(1.0, run_length=self.indicator.judging.run_length)
        name, months = _A_PERIOD[self.indicator.period_kind]
        if wait.median:
            figure = figure_of(self.indicator, None)
            size = number(sigma, figure)
            unit = " points" if figure.per == PERCENT else ""
            long = f" ({count(wait.median * months, 'month')})" if months > 1 else ""
            yield (
                f"A lasting change of {size}{unit} would take about {count(wait.median, name)}"
                f"{long} to show, and one twice as large "
                f"{count(time_to_signal(2.0).median or 0, name)}."
            )


def sources(readout: Readout) -> list[str]:
    """Where its figures, and those it is held against, were published; each once."""
    indicator = readout.indicator
    every = [
        indicator.source,
        *(f"{area_name(b.area)}, {b.period}: {b.source}" for b in indicator.benchmarks if b.source),
        *(f"Authorities, {c.period}: {c.source}" for c in indicator.comparisons),
    ]
    return list(dict.fromkeys(each for each in every if each))


def event_rows(readout: Readout) -> list[tuple[str, str, str]]:
    """Each rare event, the latest first: its day, what lies before it, and notes; in words."""
    if readout.rare is None:
        return []
    unit = "days" if readout.indicator.measure.kind == "days-between" else "cases"
    between = (f"{point.value:,.0f} {unit} after the one before" for point in readout.rare.points)
    before = ["", *between]
    return [
        (say(event.on), since, event.note or "")
        for event, since in zip(readout.events, before, strict=False)
    ][::-1]


def readouts(register: Register, today: date, audience: Audience) -> list[Readout]:
    """Every indicator that these readers may know of."""
    return [
        Readout(register, indicator, today, audience)
        for indicator in register.of(Indicator)
        if not register.hides(indicator.id)
    ]


class Overview(NamedTuple):
    """What some indicators ask, and what chance alone would have shown."""

    asked: int
    late: int
    judged: int
    """How many charts are judged."""
    by_chance: str
    """How many of them chance alone would make signal now, in words."""


def overview_of(found: Sequence[Readout], today: date) -> Overview:
    """Count the open questions, and the charts that are judged."""
    dates = [question.by for readout in found for question in readout.open_questions]
    judged = []
    for readout in found:
        shown = readout.found.series
        if shown.chart is None or shown.cautions:
            continue
        segment = shown.chart.segments[-1]
        counts = [r.figure.numerator for r in shown.readings[segment.start :]]
        whole = [each for each in counts if each is not None]
        average = sum(whole) / len(whole) if whole else None
        usual = None if average is None or average >= NORMAL_FROM else average
        judged.append((segment.observed, usual))
    by_chance = f"{expected_false_alarms(judged):.1f}"
    return Overview(
        len(dates),
        sum(by is not None and by < today for by in dates),
        len(judged),
        "hardly any" if by_chance == "0.0" else f"about {by_chance}",
    )
