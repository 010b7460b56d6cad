"""One indicator in each format: what it says, its values, its questions."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hscb_pm.papers.figures import figure_in_words, interval_in_words, variation
from hscb_pm.papers.indicators import Readout, event_rows, sources
from hscb_pm.papers.paper import READERS
from hscb_pm.periods import say
from hscb_pm.present.indicators import View, bars_of, listed, numbers
from hscb_pm.present.out import Out
from hscb_pm.present.questions import question_row, question_rows, say_question
from hscb_pm.spc.words import rule

POINT_COLUMNS: Final = (
    "indicator",
    "period",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "missing",
    "mean",
    "lpl",
    "upl",
    "special_cause",
    "point_type",
    "note",
)


def show_one(view: View, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print one indicator in one of FORMATS: what it says, its values, its questions."""
    readout = view.readouts[0]
    points = list(_points(readout))
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            more = {
                "audience": str(view.audience),
                "indicator": {**listed(readout), "sentences": readout.sentences},
                "years": [
                    {"year": year.name, **numbers(figure)}
                    for year, figure in readout.found.years.items()
                ],
                "parts": [
                    {"period": period.name, "part": part, **numbers(figure)}
                    for (period, part), figure in readout.found.parts.items()
                ],
                "questions": [question_row(question, view.today) for question in readout.questions],
            }
            out.raw(as_json(head, "points", points, **more))
        case "csv":
            out.csv(POINT_COLUMNS, points)
        case "md":
            out.raw(_one_as_markdown(view, readout))
        case _:
            _one_as_text(view, readout, out)


def _points(readout: Readout) -> Iterator[dict[str, Any]]:
    series = readout.found.series
    points = series.chart.points if series.chart else [None] * len(series.readings)
    for reading, point in zip(series.readings, points, strict=True):
        yield {
            "indicator": readout.indicator.id,
            "period": reading.period.name,
            **numbers(reading.figure),
            "mean": point.mean if point else None,
            "lpl": point.lpl if point else None,
            "upl": point.upl if point else None,
            "special_cause": point.special_cause if point and not series.cautions else None,
            "point_type": point.point_type if point and not series.cautions else None,
            "note": reading.note,
        }


def facts(readout: Readout) -> list[tuple[str, str]]:
    """What an indicator is, who answers for it, and how it is judged."""
    indicator, register = readout.indicator, readout.register
    measure = indicator.measure
    what = measure.numerator + (f", of: {measure.denominator}" if measure.denominator else "")
    better = {"increase": "higher is better", "decrease": "lower is better"}
    rows = [
        ("Why it is watched", indicator.question),
        ("What is counted", what),
        ("Which way is better", better.get(indicator.direction, "neither way is better by itself")),
        ("Who answers", f"{indicator.owner.role}, {register.title_of(indicator.owner.agency)}"),
        ("Reported to", ", ".join(map(register.title_of, indicator.reported_to)) or "nobody"),
    ]
    for rebase in indicator.judging.rebases:
        by = ", ".join(filter(None, (register.title_of(rebase.agreed_by), rebase.decision)))
        rows.append(("Limits start anew", f"{rebase.period}: {rebase.reason} ({by})"))
    rows += [("Source", text) for text in sources(readout)]
    if indicator.illustrative:
        rows.append(("Illustrative", "wholly or in part invented, to show how the register works"))
    profile = readout.found.profile
    if profile.hides_anything:
        hidden = f"{profile.least} to {profile.most} ({profile.name} rules)"
        rows.append(("Hidden from these readers", f"counts of {hidden}"))
    return rows


def value_rows(readout: Readout) -> list[tuple[str, str, str, str]]:
    """Each period, latest first: its figure, its interval, and what it signals; all in words."""
    series = readout.found.series
    judged = series.chart.points if series.chart and not series.cautions else ()
    found = []
    for place, (period, figure, remark) in enumerate(series.readings):
        signal = rule(judged[place].special_cause) if judged else ""
        note = "; ".join(each for each in (signal, remark) if each)
        found.append((period.name, figure_in_words(figure), interval_in_words(figure), note))
    return found[::-1]


def year_rows(readout: Readout) -> list[tuple[str, str]]:
    """Each whole year and its figure, the latest first."""
    years = readout.found.years.items()
    return [(year.name, figure_in_words(figure)) for year, figure in years][::-1]


def _one_as_text(view: View, readout: Readout, out: Out) -> None:
    out.one_line(f"{readout.indicator.label} ({readout.indicator.id})")
    if bars := bars_of(readout.found.series):
        out.one_line(f"{bars}  {variation(readout.found.series)}")
    out.line()
    for sentence in readout.sentences:
        out.one_line(f"- {sentence}")
    out.line()
    for name, text in facts(readout):
        out.one_line(f"{name}: {text}")
    values = [
        f"{period}: {' · '.join(each for each in (figure, ends, note) if each)}"
        for period, figure, ends, note in value_rows(readout)
    ]
    events = [": ".join(each for each in row if each) for row in event_rows(readout)]
    years = [f"{year}: {figure}" for year, figure in year_rows(readout)]
    head = "Values" + (" (with the 95% interval)" if readout.has_intervals else "")
    for heading, lines in ((head, values), ("Events", events), ("Whole years", years)):
        if lines:
            out.line(f"\n{heading}")
        for line in lines:
            out.one_line(f"  {line}")
    if readout.questions:
        out.line("\nQuestions")
        for question in readout.questions:
            say_question(question, view.today, out)


def _one_as_markdown(view: View, readout: Readout) -> str:
    from hscb_pm.present.templates import render

    return render(
        view.register.path,
        "indicator.md.j2",
        title=readout.indicator.label,
        sentences=readout.sentences,
        facts=facts(readout),
        values=value_rows(readout),
        events=event_rows(readout),
        years=year_rows(readout),
        questions=question_rows(readout.questions, view.today),
        readers=READERS[view.audience],
        day=say(view.today),
    )
