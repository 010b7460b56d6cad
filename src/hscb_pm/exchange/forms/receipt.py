"""What goes back to an agency: a receipt of its return, or what is to be mended before."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.forms.layout import Asked
from hscb_pm.exchange.forms.receiving import Refused
from hscb_pm.exchange.forms.taking import Taken
from hscb_pm.models import Action, Agency, Return
from hscb_pm.models.section11 import Answer, Evidence, Improvement
from hscb_pm.periods import say, say_with_weekday
from hscb_pm.present.markdown import markdown_table, markdown_text
from hscb_pm.privacy import scan
from hscb_pm.problem import listed
from hscb_pm.register import Register
from hscb_pm.words import count

STARTS: Final = ("# Receipt: ", "# To be mended: ")
"""How what is sent back begins, by which a file of ours is known."""
_PLEASE: Final = "Please put that right in the same file, save it as .xlsx and send it again."
_ALSO: Final = "## Also seen"
_NOT_TAKEN: Final = ("It is not taken in, ", "Nothing of it is taken in yet: ")
_TITLE: Final = re.compile(r"(?i)^(?:(?:mr|mrs|ms|miss|mx|dr|prof|rev|sir|dame)\b\.?\s*)+")
_COLUMNS: Final = ("Standard", "Grade", "Evidence", "Improvements", "Actions")
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9._%+'/=-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z0-9-]{2,63}"
)
"""A mailbox that may be copied as it stands; nothing in it ends a piece of code."""


def receipt(taken: Taken, received: date) -> str:
    """What was received, what is missing, and what happens next."""
    asked, register = taken.asked, taken.changed.register
    its = register.get(Return, asked.id)
    answers = {answer.standard: answer for answer in its.standards} if its else {}
    before = asked.its_return
    held = {answer.standard: answer for answer in before.standards} if before else {}
    is_later = bool(before and before.received) and taken.is_new
    came = f"Version {taken.version} of the return {asked.id} came on {say(received)}."
    if not taken.is_new:
        came = f"It says nothing that version {taken.version} of {asked.id} had not said."
    missing = list(_missing(asked, answers, received))
    return _page(
        f"{STARTS[0]}{_title(asked)}",
        *_head(taken),
        markdown_text(came),
        "## What we have",
        markdown_table(list(_rows(asked, answers)), _COLUMNS),
        *_part("## What is to improve", _to_improve(asked, register, answers, received)),
        *_part(
            f"## What is new in version {taken.version}",
            _new(taken, held, answers, is_later=is_later),
        ),
        "## What is still missing",
        _points(missing) if missing else "Nothing is missing.",
        *_part("## Please look at these", taken.remarks),
        "## What happens next",
        _points(_next(asked, received, missing=bool(missing))),
    )


def to_mend(refused: Refused) -> str:
    """Everything that keeps a form from being taken in, place by place."""
    things = count(len(refused.why), "place")
    why = (
        f"{_NOT_TAKEN[0]}and nobody has read it: {things} may identify somebody."
        if refused.is_private
        else f"{_NOT_TAKEN[1]}{count(len(refused.why), 'thing')} to mend."
    )
    return _page(
        f"{STARTS[1]}{_title(refused.asked)}",
        markdown_text(why),
        _points(refused.why),
        *_part(_ALSO, refused.remarks),
        _PLEASE,
    )


def is_to_mend(text: str, asked: Asked) -> bool:
    """Whether a text is what `to_mend` says of a return, and nobody has added to it."""
    first, *rest = text.splitlines() or [""]
    ours = ("- ", *_NOT_TAKEN)
    return (
        first == f"{STARTS[1]}{_title(asked)}"
        and rest[-1:] == [_PLEASE]
        and all(line in ("", _ALSO, _PLEASE) or line.startswith(ours) for line in rest)
    )


def _title(asked: Asked) -> str:
    agency = markdown_text(asked.register.title_of(asked.agency))
    return f"{markdown_text(asked.cycle.title)}, {agency}"


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def _points(lines: Iterable[str]) -> str:
    return "\n".join(f"- {markdown_text(line)}" for line in lines)


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    said = _points(lines)
    return [heading, said] if said else []


def _head(taken: Taken) -> Iterator[str]:
    """From whom it came, as a role: what looks like a person's name is not repeated."""
    register, asked = taken.asked.register, taken.asked
    role = _TITLE.sub("", taken.contacts.get(form.CONTACTS[0], ""))
    if role and not scan(f"Name: {role}", allowed=register.allowed_names):
        yield f"Filled in by: {markdown_text(role)}"
    agency = register.get(Agency, asked.agency)
    typed = [taken.contacts.get(each, "").strip() for each in (form.CONTACTS[1], form.CONTACTS[3])]
    known = [agency.mailbox] if agency and agency.mailbox else []
    if found := [one for one in typed if _ADDRESS.fullmatch(one)] or known:
        yield f"To: {', '.join(f'`{one}`' for one in dict.fromkeys(found))}"


def _rows(asked: Asked, answers: dict[int, Answer]) -> Iterator[tuple[object, ...]]:
    for standard, _ in asked.standards:
        answer = answers.get(standard.standard, Answer(standard=standard.standard))
        better = answer.improvements
        yield (
            standard.standard,
            _own_grade(asked, answer),
            len(answer.evidence),
            len(better),
            listed(each.action for each in better if each.action) or None,
        )


def _own_grade(asked: Asked, answer: Answer) -> str | None:
    """The agency's own grade in this cycle; a grade of last time is none."""
    is_carried = asked.cycle.is_carried_forward(answer)
    return answer.self_.grade if answer.self_ and not is_carried else None


def _to_improve(
    asked: Asked, register: Register, answers: dict[int, Answer], on: date
) -> Iterator[str]:
    """Every shortfall with what is done about it, in words that an agency knows."""
    for answer in sorted(answers.values(), key=lambda one: one.standard):
        grade = asked.cycle.grade_of(answer, on)
        about = f"Standard {answer.standard}"
        if grade in asked.cycle.falling_short and not answer.improvements:
            yield f"{about} ({grade}): nothing is said yet."
        for each in answer.improvements:
            action = register.get(Action, each.action)
            said = f": {_in_words(action)}" if action and not action.part else ""
            yield f"{about}{f' ({grade})' if grade else ''}: {each.what}{said}"


def _in_words(action: Action) -> str:
    words, due = action.action.removesuffix("."), say(action.due_on(date.max))
    return f"{words}. {action.owner.role}, by {due} ({action.id})"


def _new(
    taken: Taken, before: dict[int, Answer], after: dict[int, Answer], *, is_later: bool
) -> Iterator[str]:
    """What changed from the version before, standard by standard."""
    for number in sorted(after) if is_later else ():
        was, now = before.get(number, Answer(standard=number)), after[number]
        changes = [*_regraded(taken.asked, was, now)]
        for what, old, new in (
            ("evidence", _texts(was.evidence), _texts(now.evidence)),
            ("to improve", _texts(was.improvements), _texts(now.improvements)),
        ):
            changes += [f"{what}, new: “{each}”" for each in new if each not in old]
            changes += [f"{what}, no longer: “{each}”" for each in old if each not in new]
        if changes:
            yield f"Standard {number}: {'; '.join(changes)}"
    for name in taken.actions if is_later else ():
        yield f"A new action: {name}"


def _regraded(asked: Asked, was: Answer, now: Answer) -> Iterator[str]:
    before, after = _own_grade(asked, was), _own_grade(asked, now)
    if before != after:
        yield f"your grade is {after or 'gone'}" + (f", and was {before}" if before else "")


def _texts(parts: Iterable[Evidence | Improvement]) -> list[str]:
    return [" ".join(part.what.split()) for part in parts]


def _missing(asked: Asked, answers: dict[int, Answer], on: date) -> Iterator[str]:
    """What a whole return would have, standard by standard."""
    cycle, short = asked.cycle, asked.cycle.falling_short
    for standard, _ in asked.standards:
        number, answer = standard.standard, answers.get(standard.standard)
        if answer is None or answer.self_ is None:
            yield f"Standard {number}: a grade."
        elif cycle.is_carried_forward(answer):
            yield f"Standard {number}: whether the grade of last time is still true."
        elif answer.self_.grade not in short and not answer.evidence:
            yield f"Standard {number}: the evidence on which the grade rests."
        elif asked.cycle.grade_of(answer, on) in short and not answer.improvements:
            yield f"Standard {number}: what is to improve, since the grade falls short."
        for each in answer.improvements if answer else ():
            if each.action is None:
                yield f"Standard {number}: an action for “{each.what}”."


def _next(asked: Asked, on: date, *, missing: bool) -> Iterator[str]:
    """What the agency may expect, and what is expected of it."""
    cycle = asked.cycle
    due = next(cycle.due_for(each) for each in cycle.asked if each.agency == asked.agency)
    if missing:
        until = f" by {say_with_weekday(due)}" if on <= due else ", as soon as you can"
        yield f"Please add what is missing in the same file and send it again{until}."
    if moderation := cycle.moderation:
        group = asked.register.title_of(moderation.by)
        until = f", until {say_with_weekday(moderation.until)}" if on <= moderation.until else ""
        yield f"The {group} looks at the grades again{until}."
    yield "You can send a later version; a moderated grade stands until it is moderated again."
