"""Indicators in each format, as those who read may see them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from hscb_pm.papers import Audience
from hscb_pm.papers.analyst import latest_benchmarks
from hscb_pm.papers.figures import (
    RULES,
    assurance,
    figure_in_words,
    interval,
    number,
    target_words,
    variation,
)
from hscb_pm.papers.indicators import Readout, chance_alone
from hscb_pm.papers.paper import READERS
from hscb_pm.periods import days_apart, say, say_with_weekday
from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out
from hscb_pm.queries.questions import Question
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
QUESTION_COLUMNS: Final = (
    "indicator",
    "period",
    "question",
    "ask",
    "by",
    "state",
    "answered",
    "answer",
    "action",
)
_BARS: Final = "▁▂▃▄▅▆▇█"


class View(NamedTuple):
    """Some indicators of a register on a day, for those who read them."""

    register: Register
    today: date
    audience: Audience
    readouts: list[Readout]

    @property
    def head(self) -> str:
        """How many there are, how many questions are open, and what chance alone would show."""
        asked = [q for readout in self.readouts for q in readout.open_questions]
        late = sum(question.by is not None and question.by < self.today for question in asked)
        said = f"{say_with_weekday(self.today)}: {count(len(self.readouts), 'indicator')}, "
        said += f"{count(len(asked), 'open question')} ({late} overdue)"
        judged, by_chance = chance_alone(self.readouts)
        if judged:
            charts = count(judged, "chart is", "charts are")
            signals = f"{by_chance:.1f}" if by_chance > 0.05 else "hardly any"  # noqa: PLR2004, rounded
            said += f"; {charts} judged, of which chance alone makes {signals} signal"
        return said


def sparkline(series: Series) -> str:
    """The values as small bars, · where there is none."""
    values = [reading.figure.value for reading in series.readings]
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, room = min(known), max(known) - min(known)
    top = len(_BARS) - 1
    return "".join(
        "·" if value is None else _BARS[round((value - low) / room * top) if room else top // 2]
        for value in values
    )


# --- The list --------------------------------------------------------------------------------


def show_list(view: View, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print the indicators in one of FORMATS."""
    rows = [_listed(readout) for readout in view.readouts]
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "items", rows, audience=str(view.audience)))
        case "csv":
            from hscb_pm.present.rows import as_csv

            flat = ({**row, "cautions": " ".join(row["cautions"])} for row in rows)
            out.raw(as_csv(LIST_COLUMNS, flat))
        case "md":
            out.raw(_list_as_markdown(view))
        case _:
            _list_as_text(view, out)


def _listed(readout: Readout) -> dict[str, Any]:
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
        **_numbers(figure),
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


def _numbers(figure: Figure) -> dict[str, Any]:
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
        return "", readout.sentences()[0].rstrip("."), "rare events", ""
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
        bars = sparkline(readout.found.series)
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
        title=_title(view, "indicators"),
        counted=view.head,
        readers=for_everyone(view.register)
        if view.audience is Audience.PUBLIC
        else f"Readers: {READERS[view.audience]}",
        left_out=left_out(len(view.register.left_out)),
        rows=rows,
    )


def _title(view: View, what: str) -> str:
    board = view.register.board
    return f"{board.title if board else 'The Board'}: {what}"


# --- One indicator ---------------------------------------------------------------------------


def show_one(view: View, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print one indicator in one of FORMATS: what it says, its values, its questions."""
    readout = view.readouts[0]
    points = list(_points(readout))
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            more = {
                "audience": str(view.audience),
                "indicator": {**_listed(readout), "sentences": readout.sentences()},
                "years": [
                    {"year": year.name, **_numbers(figure)}
                    for year, figure in readout.found.years.items()
                ],
                "parts": [
                    {"period": period.name, "part": part, **_numbers(figure)}
                    for (period, part), figure in readout.found.parts.items()
                ],
                "questions": [_question(question, view.today) for question in readout.questions],
            }
            out.raw(as_json(head, "points", points, **more))
        case "csv":
            from hscb_pm.present.rows import as_csv

            out.raw(as_csv(POINT_COLUMNS, points))
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
            **_numbers(reading.figure),
            "mean": point.mean if point else None,
            "lpl": point.lpl if point else None,
            "upl": point.upl if point else None,
            "special_cause": point.special_cause if point else None,
            "point_type": point.point_type if point else None,
            "note": reading.note,
        }


def facts(readout: Readout) -> list[tuple[str, str]]:
    """What an indicator is, who answers for it, and how it is judged."""
    indicator, register = readout.indicator, readout.register
    measure = indicator.measure
    what = measure.numerator + (f", of: {measure.denominator}" if measure.denominator else "")
    better = {"increase": "higher is better", "decrease": "lower is better"}
    spc = indicator.spc
    rows = [
        ("Why it is watched", indicator.question),
        ("What is counted", what),
        ("Which way is better", better.get(indicator.direction, "neither way is better by itself")),
        ("Who answers", f"{indicator.owner.role}, {register.title_of(indicator.owner.agency)}"),
        ("Reported to", ", ".join(map(register.title_of, indicator.reported_to)) or "nobody"),
    ]
    if spc:
        rows += [
            (
                "Limits start anew",
                f"{rebase.period}: {rebase.reason} ({register.title_of(rebase.agreed_by)})",
            )
            for rebase in spc.rebases
        ]
    profile = readout.found.profile
    if profile.most >= profile.least:
        hidden = f"{profile.least} to {profile.most} ({profile.name} rules)"
        rows.append(("Hidden from these readers", f"counts of {hidden}"))
    return rows


def value_rows(readout: Readout) -> list[tuple[str, str, str, str]]:
    """Each period, latest first: its figure, its interval, and what it signals; all in words."""
    series = readout.found.series
    judged = series.chart.points if series.chart and not series.cautions else ()
    found = []
    for place, reading in enumerate(series.readings):
        bounds = interval(reading.figure)
        ends = (
            f"{number(bounds.lower, reading.figure)} to {number(bounds.upper, reading.figure)}"
            if bounds
            else ""
        )
        rule = RULES.get(judged[place].special_cause, "") if judged else ""
        note = "; ".join(each for each in (rule, reading.note or "") if each)
        found.append((reading.period.name, figure_in_words(reading.figure), ends, note))
    return found[::-1]


def year_rows(readout: Readout) -> list[tuple[str, str]]:
    """Each whole year and its figure, the latest first."""
    years = readout.found.years.items()
    return [(year.name, figure_in_words(figure)) for year, figure in years][::-1]


def _one_as_text(view: View, readout: Readout, out: Out) -> None:
    out.one_line(f"{readout.indicator.label} ({readout.indicator.id})")
    if bars := sparkline(readout.found.series):
        out.one_line(f"{bars}  {variation(readout.found.series)}")
    out.line()
    for sentence in readout.sentences():
        out.one_line(f"- {sentence}")
    out.line()
    for name, text in facts(readout):
        out.one_line(f"{name}: {text}")
    if rows := value_rows(readout):
        out.line("\nValues (with the 95% interval)")
        for period, figure, ends, note in rows:
            words = [figure, *([ends] if ends else []), *([note] if note else [])]
            out.one_line(f"  {period}: {' · '.join(words)}")
    if years := year_rows(readout):
        out.line("\nWhole years")
        for year, figure in years:
            out.one_line(f"  {year}: {figure}")
    if readout.questions:
        out.line("\nQuestions")
        for question in readout.questions:
            _say_question(question, view.today, out)


def _one_as_markdown(view: View, readout: Readout) -> str:
    from hscb_pm.present.templates import render

    return render(
        view.register.path,
        "indicator.md.j2",
        title=readout.indicator.label,
        sentences=readout.sentences(),
        facts=facts(readout),
        values=value_rows(readout),
        years=year_rows(readout),
        questions=question_rows(readout.questions, view.today),
        readers=READERS[view.audience],
        day=say(view.today),
    )


# --- Questions -------------------------------------------------------------------------------


def state_of(question: Question, today: date) -> str:
    """answered, overdue, open, or without a day to answer it."""
    if question.answer:
        return "answered"
    if question.by is None:
        return "undated"
    return "overdue" if question.by < today else "open"


def _question(question: Question, today: date) -> dict[str, Any]:
    answer = question.answer
    return {
        "indicator": question.indicator.id,
        "period": question.period.name if question.period else None,
        "question": question.text,
        "ask": question.ask,
        "by": question.by,
        "state": state_of(question, today),
        "answered": answer.on if answer else None,
        "answer": answer.text if answer else None,
        "action": answer.action if answer else None,
    }


def question_rows(asked: tuple[Question, ...], today: date) -> list[tuple[object, ...]]:
    """Questions in words: what, whom, by when, how it stands, and what was found."""
    return [
        (
            question.text,
            question.ask,
            question.by,
            state_of(question, today),
            _answer(question),
        )
        for question in asked
    ]


def _answer(question: Question) -> str | None:
    answer = question.answer
    if answer is None:
        return None
    return f"{answer.text} ({say(answer.on)}{f', {answer.action}' if answer.action else ''})"


def _say_question(question: Question, today: date, out: Out) -> None:
    out.one_line(f"  {question.text}")
    by = f"by {say(question.by)}, {days_apart(question.by, today)}" if question.by else "no day yet"
    state = state_of(question, today)
    out.one_line(f"    {state}: {question.ask}" + ("" if question.answer else f", {by}"))
    if answer := _answer(question):
        out.one_line(f"    {answer}")


def show_questions(
    view: View, wanted: list[Question], format: str, out: Out, head: Mapping[str, Any]
) -> None:
    """Print questions in one of FORMATS."""
    rows = [_question(question, view.today) for question in wanted]
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "items", rows, audience=str(view.audience)))
        case "csv":
            from hscb_pm.present.rows import as_csv

            out.raw(as_csv(QUESTION_COLUMNS, rows))
        case "md":
            out.raw(_questions_as_markdown(view, wanted))
        case _:
            states = [state_of(question, view.today) for question in wanted]
            said = [f"{states.count(each)} {each}" for each in dict.fromkeys(states)]
            out.one_line(f"{count(len(wanted), 'question')}: {', '.join(said) or 'none'}")
            for question in wanted:
                out.line()
                out.one_line(f"{question.indicator.label} ({question.indicator.id})")
                _say_question(question, view.today, out)


def _questions_as_markdown(view: View, wanted: list[Question]) -> str:
    from hscb_pm.present.templates import render

    rows = [
        (question.indicator.label, *row)
        for question, row in zip(wanted, question_rows(tuple(wanted), view.today), strict=True)
    ]
    return render(
        view.register.path,
        "indicators-questions.md.j2",
        title=_title(view, "questions that figures raised"),
        day=say(view.today),
        readers=READERS[view.audience],
        rows=rows,
    )
