"""Questions that figures raised, in each format."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hscb_pm.papers.paper import READERS
from hscb_pm.periods import days_apart, say
from hscb_pm.present.indicators import View, title_of
from hscb_pm.present.out import Out
from hscb_pm.queries.questions import Question
from hscb_pm.words import count

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


def state_of(question: Question, today: date) -> str:
    """answered, overdue, open, or without a day to answer it."""
    if question.answer:
        return "answered"
    if question.by is None:
        return "undated"
    return "overdue" if question.by < today else "open"


def question_row(question: Question, today: date) -> dict[str, Any]:
    """A question as data."""
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


def say_question(question: Question, today: date, out: Out) -> None:
    """Print a question, whom it is put to and what was found."""
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
    rows = [question_row(question, view.today) for question in wanted]
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "items", rows, audience=str(view.audience)))
        case "csv":
            out.csv(QUESTION_COLUMNS, rows)
        case "md":
            out.raw(_questions_as_markdown(view, wanted))
        case _:
            states = [state_of(question, view.today) for question in wanted]
            said = [f"{states.count(each)} {each}" for each in dict.fromkeys(states)]
            out.one_line(f"{count(len(wanted), 'question')}: {', '.join(said) or 'none'}")
            for question in wanted:
                out.line()
                out.one_line(f"{question.indicator.label} ({question.indicator.id})")
                say_question(question, view.today, out)


def _questions_as_markdown(view: View, wanted: list[Question]) -> str:
    from hscb_pm.present.templates import render

    rows = [
        (question.indicator.label, *row)
        for question, row in zip(wanted, question_rows(tuple(wanted), view.today), strict=True)
    ]
    return render(
        view.register.path,
        "indicators-questions.md.j2",
        title=title_of(view, "questions that figures raised"),
        day=say(view.today),
        readers=READERS[view.audience],
        rows=rows,
    )
