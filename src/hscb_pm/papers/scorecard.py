"""The indicators' paper: what wants an answer, what has changed, then each indicator in turn."""

from typing import Final

from hscb_pm.charts.series import Series
from hscb_pm.papers.figures import (
    assurance,
    ends,
    figure_in_words,
    in_unit,
    interval_in_words,
    target_words,
    variation,
)
from hscb_pm.papers.indicators import Readout, event_rows, overview_of, sources
from hscb_pm.papers.paper import Kind, Paper, Values
from hscb_pm.papers.pictures import Picture, at_a_glance, drawn, pictures_of
from hscb_pm.periods import days_apart
from hscb_pm.queries.questions import Question
from hscb_pm.queries.series import figure_of
from hscb_pm.words import capital, count

HOW_TO_READ: Final = (
    (
        "Limits stand 2.66 mean steps from the average. What lies between them, in no order, is "
        "what chance alone brings: to ask about single values there wastes everybody's time."
    ),
    (
        "Four things chance does not explain: a value beyond a limit; seven in a row on one side "
        "of the average; seven in a row rising or falling; two of three close to a limit."
    ),
    (
        "A signal is a question and no verdict. Improvement and concern say which way is better; "
        "where neither is, a signal is called a change."
    ),
    "Where a chart is not judged, the reason stands in place of the verdict.",
    (
        "A 95% interval is the range in which the underlying figure is likely to lie: Wilson's "
        "for percentages, Byar's or the exact one for rates."
    ),
)


def indicators(paper: Paper) -> Values:
    """Everything that the indicators' paper says."""
    found = paper.readouts
    charts = [drawn(each) for each in found]
    return {
        "title": f"{paper.board}: what the indicators say",
        "asked": _asked(found),
        "said": overview(paper, found),
        "open": question_rows(paper, found),
        "changed": [readout_lines(each) for each in found if signals_now(each)],
        "missed": [row for each in found if (row := _missed(each))],
        "rows": scorecard_rows(found),
        "glance": [_shown(paper, picture) for picture in at_a_glance(charts)],
        "sections": [section(paper, *each) for each in zip(found, charts, strict=True)],
        "how_to_read": HOW_TO_READ,
    }


def _asked(found: list[Readout]) -> list[str]:
    """What the group is asked to do about the figures."""
    wanted = sum(len(each.open_questions) for each in found)
    return (
        [f"see that {count(wanted, 'open question is', 'open questions are')} answered"]
        if wanted
        else []
    )


def _shown(paper: Paper, picture: Picture) -> Values:
    """A chart that is part of the paper: its file, and what it says."""
    paper.pictures[picture.source] = picture.svg
    return {"source": picture.source, "alt": picture.alt}


def overview(paper: Paper, found: list[Readout]) -> str:
    """How many indicators there are, what they ask, and what chance alone would have shown."""
    asked, late, judged, by_chance = overview_of(found, paper.today)
    if not found:
        return "No indicator is kept yet."
    open_now = count(asked, "question is", "questions are")
    said = f"{capital(count(len(found), 'indicator'))} {'is' if len(found) == 1 else 'are'} kept. "
    said += f"{capital(open_now)} open, {late or 'none'} of them overdue."
    if judged:
        signal = sum(map(signals_now, found))
        said += (
            f" Of {count(judged, 'chart')} that can be judged, {signal or 'none'} "
            f"{'shows' if signal == 1 else 'show'} more than chance now; chance alone would make "
            f"{by_chance} look so."
        )
    not_judged = len(found) - judged
    if not_judged:
        said += f" {count(not_judged, 'indicator is', 'indicators are')} not judged; each says why."
    return said


def signals_now(readout: Readout) -> bool:
    """Whether chance does not explain the latest value."""
    found = readout.found.series
    latest = found.latest
    return latest is not None and any(signal.holds(latest.period) for signal in found.signals)


def readout_lines(readout: Readout) -> Values:
    """An indicator's name and what an analyst says first of it."""
    return {"title": readout.indicator.label, "sentences": readout.sentences[:3]}


def _missed(readout: Readout) -> tuple[object, ...] | None:
    found = readout.found.series
    stands = target_words(found, found.latest) if found.latest else ""
    if not found.latest or stands in {"", "met", "as expected"}:
        return None
    figure = figure_in_words(found.latest.figure)
    lies = assurance(found) or variation(found)
    return readout.indicator.label, found.latest.period.title, figure, stands, lies


def scorecard_rows(found: list[Readout]) -> list[tuple[object, ...]]:
    """Each indicator in a row: its latest figure, how it lies, and how it stands to its target."""
    rows: list[tuple[object, ...]] = []
    for readout in found:
        series = readout.found.series
        latest = series.latest
        if readout.rare or readout.is_withheld:
            said = readout.sentences[0].rstrip(".")
            rows.append((readout.indicator.label, None, said, "rare events", None))
            continue
        rows.append(
            (
                readout.indicator.label,
                latest.period.title if latest else None,
                figure_in_words(latest.figure) if latest else "no value yet",
                variation(series) if latest else None,
                (target_words(series, latest) or None) if latest else None,
            )
        )
    return rows


def question_rows(paper: Paper, found: list[Readout]) -> list[tuple[object, ...]]:
    """The open questions, the most overdue first."""
    asked = [question for readout in found for question in readout.open_questions]
    asked.sort(key=lambda question: (question.by is None, question.by or paper.today))
    return [_question(paper, question) for question in asked]


def _question(paper: Paper, question: Question) -> tuple[object, ...]:
    late = days_apart(question.by, paper.today) if question.by else "no meeting is planned"
    return question.indicator.label, question.text, question.ask, question.by, late


def section(paper: Paper, readout: Readout, series: Series) -> Values:
    """Everything that the paper says of one indicator; `series` is what is drawn of it."""
    found = readout.found.series
    return {
        "id": readout.indicator.id,
        "title": readout.indicator.label,
        "why": readout.indicator.question,
        "owner": f"{readout.indicator.owner.role}, {paper.name(readout.indicator.owner.agency)}",
        "sentences": readout.sentences,
        "pictures": [_shown(paper, picture) for picture in pictures_of(readout, series)],
        "values": [
            (period.title, figure_in_words(figure), interval_in_words(figure) or None)
            for period, figure, _ in found.readings[::-1]
        ],
        "events": event_rows(readout),
        "authorities": _authorities(readout),
        "sources": sources(readout),
        "illustrative": bool(readout.indicator.illustrative),
        "answers": [
            (q.text, q.answer.on, q.answer.text, q.answer.action)
            for q in readout.questions
            if q.answer
        ],
    }


def _authorities(readout: Readout) -> list[tuple[object, ...]]:
    """The authorities of a comparison, the highest first, each with the limits of its size."""
    peers, figure = readout.peers, figure_of(readout.indicator, None)
    if peers is None:
        return []
    found = [
        (name, each)
        for name, each in zip(peers.names, peers.funnel.authorities, strict=True)
        if each is not None
    ]
    found.sort(key=lambda pair: -pair[1].value)
    return [
        (
            name,
            in_unit(each.value, figure),
            ends(each.limits.lower998, each.limits.upper998, figure),
        )
        for name, each in found
    ]


INDICATORS: Final = Kind(
    "indicators",
    shows="what the figures say, with charts, and the questions that they raise",
    purpose="To show what the figures say and do not say, and to have each question that they "
    "raise answered by somebody, by a day.",
    basis="Working Together 2015, chapter 3: Boards use data to assess how effective help is.",
    gather=indicators,
    group="performance",
)
