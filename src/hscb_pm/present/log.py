"""The history of one record in each format."""

from collections.abc import Mapping
from typing import Any

from hscb_pm.papers.changed import in_words
from hscb_pm.periods import say
from hscb_pm.present.changes import audience_of, change_as_data, print_line, readers_of
from hscb_pm.present.out import Out
from hscb_pm.queries.changes import Change
from hscb_pm.register import CONFIDENTIAL, Register
from hscb_pm.store.past import Past, Step
from hscb_pm.words import capital, count, left_out

_THEN = "Confidential then"


def show_log(
    found: Past, register: Register, format: str, out: Out, head: Mapping[str, Any]
) -> None:
    """Print a history in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            more = {"record": found.id, "title": found.title, "cut_off": bool(found.cut_off)}
            more |= audience_of(register)
            out.raw(as_json(head, "steps", map(_as_data, found.steps), **more))
        case "md":
            from hscb_pm.present.templates import render

            values = {
                "title": _title(found),
                "counted": counted(found),
                "readers": _readers(found, register),
                "left_out": left_out(len(register.left_out)),
                "steps": [(_head_of(step), _lines(step)) for step in found.steps],
            }
            out.raw(render(register.path, "log.md.j2", **values))
        case _:
            _as_text(found, register, out)


def counted(found: Past) -> str:
    """How many commits changed it."""
    commits = sum(step.commit is not None for step in found.steps)
    if found.without_git:
        return "By the dates in the record alone"
    waiting = len(found.steps) - commits
    said = f"{count(commits, 'commit')} changed it"
    said += "; what stands in it now is not committed yet" if waiting else ""
    return f"{said}; {found.cut_off}" if found.cut_off else said


def _readers(found: Past, register: Register) -> str:
    """Who may read it; that something is withheld, where this record's own history has it."""
    if not register.public:
        return readers_of(register)
    lines = (line for step in found.steps for line in (step.subject, *_lines(step)))
    is_withheld = any(CONFIDENTIAL in line.casefold() or line == _THEN for line in lines)
    return f"For the public{', so what is confidential is not named' if is_withheld else ''}"


def _title(found: Past) -> str:
    return f"{found.id}: {found.title}"


def _head_of(step: Step) -> str:
    if step.commit is None:
        return "As it stands"
    return f"{say(step.commit.day)}, {step.commit.id[:7]}{step.subject and f': {step.subject}'}"


def _lines(step: Step) -> list[str]:
    return [capital(step.note)] if step.note else [*map(_line, step.changes)]


def _line(change: Change) -> str:
    said = capital(in_words(change))
    return f"{said} ({say(change.on)})" if change.on else said


def _as_text(found: Past, register: Register, out: Out) -> None:
    print_line(out, _title(found), style="bold")
    print_line(out, f"{counted(found)}. {_readers(found, register)}.")
    for step in found.steps:
        out.line()
        print_line(out, _head_of(step), style="bold")
        for line in _lines(step):
            print_line(out, line, 2)


def _as_data(step: Step) -> dict[str, object]:
    return {
        "commit": step.commit and step.commit.id,
        "on": step.commit and step.commit.day,
        "subject": step.subject,
        "note": step.note,
        "changes": [*map(change_as_data, step.changes)],
    }
