"""Indicators in each format, as those who read may see them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.charts.sparkline import sparkline
from hscb_pm.papers import Audience
from hscb_pm.papers.analyst import latest_benchmarks
from hscb_pm.papers.figures import (
    assurance,
    figure_in_words,
    interval,
    target_words,
    variation,
)
from hscb_pm.papers.indicators import Readout, overview_of
from hscb_pm.papers.paper import READERS
from hscb_pm.periods import say_with_weekday
from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out
from hscb_pm.queries.series import Figure, Series, target_at
from hscb_pm.register import Register
from hscb_pm.words import count, left_out

FORMATS: Final = ("text", "json", "csv", "md")
LIST_COLUMNS: Final = (
    "indicator",
    "title",
    "owner",
    "direction",
    "period",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "missing",
    "variation",
    "assurance",
    "cautions",
    "target",
    "target_met",
    "benchmark",
    "benchmark_area",
    "benchmark_period",
    "open_questions",
)


class View(NamedTuple):
    """Some indicators of a register on a day, for those who read them."""

    register: Register
    today: date
    audience: Audience
    readouts: list[Readout]

    @property
    def head(self) -> str:
        """How many there are, how many questions are open, and what chance alone would show."""
        asked, late, judged, by_chance = overview_of(self.readouts, self.today)
        said = f"{say_with_weekday(self.today)}: {count(len(self.readouts), 'indicator')}, "
        said += f"{count(asked, 'open question')} ({late} overdue)"
        if judged:
            charts = count(judged, "chart is", "charts are")
            said += f"; {charts} judged, of which chance alone makes {by_chance} signal"
        return said


def bars_of(series: Series) -> str:
    """The values as small bars, · where there is none."""
    return sparkline([reading.figure.value for reading in series.readings])


def show_list(view: View, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print the indicators in one of FORMATS."""
    rows = [listed(readout) for readout in view.readouts]
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "items", rows, audience=str(view.audience)))
        case "csv":
            flat = ({**row, "cautions": " ".join(row["cautions"])} for row in rows)
            out.csv(LIST_COLUMNS, flat)
        case "md":
            out.raw(_list_as_markdown(view))
        case _:
            _list_as_text(view, out)


def listed(readout: Readout) -> dict[str, Any]:
    """An indicator as data, in the columns of the list."""
    series, indicator = readout.found.series, readout.indicator
    latest, chart = series.latest, series.chart
    figure = latest.figure if latest else Figure(None)
    aim = target_at(indicator, latest.period.end) if latest else None
    others = latest_benchmarks(indicator.benchmarks)
    england = [other for other in others if other.area.casefold() == "england"]
    beside = next(iter([*england, *others]), None)
    return {
        "indicator": indicator.id,
        "title": indicator.label,
        "owner": indicator.owner.role,
        "direction": indicator.direction,
        "period": latest.period.name if latest else None,
        **numbers(figure),
        "variation": chart.variation if chart and not series.cautions else None,
        "assurance": chart.assurance if chart and not series.cautions else None,
        "cautions": list(series.cautions),
        "target": aim.value if aim else None,
        "target_met": (target_words(series, latest) or None) if latest else None,
        "benchmark": beside.value if beside else None,
        "benchmark_area": beside.area if beside else None,
        "benchmark_period": beside.period if beside else None,
        "open_questions": len(readout.open_questions),
    }


def numbers(figure: Figure) -> dict[str, Any]:
    """A figure as data, with the ends of its 95% confidence interval."""
    bounds = interval(figure)
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "lower": bounds.lower if bounds else None,
        "upper": bounds.upper if bounds else None,
        "missing": figure.missing,
    }


def _standing(readout: Readout) -> tuple[str, str, str, str]:
    """In words: the period, the latest figure, how it lies, and how it stands to its target."""
    series = readout.found.series
    latest = series.latest
    if readout.rare or readout.is_withheld:
        return "", readout.sentences[0].rstrip("."), "rare events", ""
    if latest is None:
        return "", "no figure", variation(series), ""
    stands = target_words(series, latest)
    target = f"target {stands}" if stands in {"met", "near", "not met"} else stands
    return latest.period.name, figure_in_words(latest.figure), variation(series), target


def _list_as_text(view: View, out: Out) -> None:
    out.one_line(view.head)
    for readout in view.readouts:
        period, figure, lies, target = _standing(readout)
        out.line()
        out.one_line(f"{readout.indicator.label} ({readout.indicator.id})")
        out.one_line(f"  {period}: {figure}" if period else f"  {figure}")
        bars = bars_of(readout.found.series)
        words = [each for each in (bars, lies, target, assurance(readout.found.series)) if each]
        out.one_line(f"  {' · '.join(words)}")
        if asked := readout.open_questions:
            out.one_line(f"  {count(len(asked), 'open question')}: hscb indicators questions")


def _list_as_markdown(view: View) -> str:
    from hscb_pm.present.templates import render

    rows = [
        (
            readout.indicator.label,
            *_standing(readout),
            assurance(readout.found.series) or None,
            len(readout.open_questions),
        )
        for readout in view.readouts
    ]
    return render(
        view.register.path,
        "indicators-list.md.j2",
        title=title_of(view, "indicators"),
        counted=view.head,
        readers=for_everyone(view.register)
        if view.audience is Audience.PUBLIC
        else f"Readers: {READERS[view.audience]}",
        left_out=left_out(len(view.register.left_out)),
        rows=rows,
    )


def title_of(view: View, what: str) -> str:
    """What is at the head of Markdown."""
    board = view.register.board
    return f"{board.title if board else 'The Board'}: {what}"
