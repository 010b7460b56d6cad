"""The history of one record: each commit that changed its file, and what that changed."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from hscb_pm.history import Commit
from hscb_pm.models import RECORD_TYPES, Record
from hscb_pm.queries.changes import Change, between
from hscb_pm.queries.changes.compared import passed
from hscb_pm.queries.renumbered import renumbered
from hscb_pm.register import Register
from hscb_pm.revisions import CUT_OFF, NoRevisionError, Revisions, Touch
from hscb_pm.store import NoRegisterError, before
from hscb_pm.store.files import is_record_file
from hscb_pm.store.places import place_of
from hscb_pm.store.versions import versions

_PART_2: Final = re.compile(rb"""(?<![\w-])part['"]?\s*:\s*2\b""")


class Step(NamedTuple):
    """One commit that changed a record; the last may be what is not committed yet."""

    commit: Commit | None
    subject: str
    changes: list[Change]
    note: str = ""
    """Why nothing is told of it, where nothing is."""


class Past(NamedTuple):
    """The history of a record, the first step first."""

    id: str
    title: str
    steps: list[Step]
    without_git: str = ""
    """Why there are only dated facts, where that is so."""
    cut_off: str = ""
    """That its first step is only the first that this clone knows of, where that is so."""
    is_confidential: bool = False


class _Version(NamedTuple):
    """A record as a commit left it; None where there was none, or it could not be read."""

    touch: Touch | None
    record: Record | None
    is_there: bool
    is_first_known: bool = False
    """Whether the clone lacks what came before."""


def past_of(register: Register, record_id: str, today: date) -> Past | None:
    """The history of a record; None where neither the register nor git knows of it."""
    record = register.record(record_id)
    if register.hides(record_id):
        return Past(record_id, "", [], is_confidential=True)
    try:
        seen = _versions(register, record_id, record)
    except NoRevisionError as error:
        if record is None:
            return None
        said = f"{error}. So only what has a date in the record is told"
        steps = [Step(None, "", between(register, None, record, today))]
        return Past(record_id, register.title_of(record_id), steps, said)
    last = next((one.record for one in reversed(seen) if one.record), None)
    if last is None:
        return None
    hidden = register.public and record is None and last.part is not None
    title = register.title_of(record_id) if record else register.struck(last.label)
    steps = list(_steps(register, seen, today))
    if steps[-1].changes and record is None:
        steps[-1] = _end(register, last, steps[-1])
    cut_off = CUT_OFF if seen[0].is_first_known else ""
    return Past(record_id, title, steps, cut_off=cut_off, is_confidential=hidden)


def _steps(register: Register, seen: list[_Version], today: date) -> Iterator[Step]:
    before: Record | None = None
    private = _private(register, [one.touch for one in seen if one.touch])
    for touch, record, is_there, is_first_known in seen:
        said = _subject(register, touch) if touch and touch.commit.id not in private else ""
        step = partial(Step, touch and touch.commit, said)
        if is_there and record is None:
            yield step([], "the file could not be read as it stood then")
            continue
        told = [one for one in (before, record) if one is not None]
        if register.public and any(one.part for one in told):
            yield step([], "confidential then")
        elif is_first_known:
            yield step([], "it was there; this clone does not know what came before")
        elif found := between(register, before, record, today):
            yield step([one._replace(said=passed(register, one.said)) for one in found])
        else:
            yield step([], "nothing but how it is written")
        before = record


def _subject(register: Register, touch: Touch) -> str:
    """The first line of a commit's message: anybody can have written it."""
    return register.struck(passed(register, touch.subject))


def _private(register: Register, touches: list[Touch]) -> set[str]:
    """The commits that also changed what is hidden: their messages may speak of that."""
    if not register.public or not touches:
        return set()
    revisions = Revisions(register.path)
    every = [t for t in revisions.all_of(t.commit for t in touches) if is_record_file(t.path)]
    names = sorted({name for each in every for name in (each.before, each.after) if name})
    texts = dict(zip(names, revisions.read(names), strict=True))
    hidden = tuple(f"/{s.path}" for name, s in register.sources.items() if register.hides(name))
    return {
        each.commit.id
        for each in every
        if f"/{each.path}".endswith(hidden)
        or any(_PART_2.search(texts[name]) for name in (each.before, each.after) if name)
    }


def _versions(register: Register, record_id: str, record: Record | None) -> list[_Version]:
    """The record as each commit left it, and as it stands where that is not committed."""
    revisions = Revisions(register.path)
    for path in _paths(register, record_id):
        if touches := _as_read(register, revisions, path):
            break
    else:
        return [_Version(None, record, is_there=True)] if record else []
    touches.reverse()
    contents = revisions.read(touch.after for touch in touches if touch.after)
    found: list[_Version] = []
    for touch in touches:
        place = place_of(touch.path)
        if touch.after is None or place.kind is None:
            found.append(_Version(touch, None, is_there=False))
        else:
            (its,) = versions(place.kind, place.id, [next(contents)])
            is_first = touch.before is None and touch.commit.id in revisions.first_known
            found.append(_Version(touch, its, is_there=True, is_first_known=is_first))
    if found[-1].record != record and (record or not register.is_rejected(record_id)):
        found.append(_Version(None, record, is_there=record is not None))
    return found


def _end(register: Register, last: Record, step: Step) -> Step:
    """The step that took a record out of the register, or only gave it another id."""
    try:
        base = before(register, f"{step.commit.id}^1" if step.commit else "HEAD")
        after = before(register, step.commit) if step.commit else register
    except (NoRegisterError, NoRevisionError):
        return step
    name = renumbered(after, base).get(last.id)
    if name is None:
        return step
    said = f"renumbered: now {register.id_of(name)}"
    return step._replace(changes=[change._replace(said=said) for change in step.changes])


def _as_read(register: Register, revisions: Revisions, path: str) -> list[Touch]:
    """The commits that changed a file, the latest first, up to the one the register is of."""
    touches = revisions.touches(path)
    if register.commit is None:
        return touches
    names = {entry.path: entry.id for entry in revisions.files(register.commit)}
    while touches and touches[0].after != names.get(path):
        touches = touches[1:]
    return touches


def _paths(register: Register, record_id: str) -> list[str]:
    """Where a record's file is, or could have been if it is gone."""
    if source := register.sources.get(record_id):
        return [source.path]
    found = []
    for kind in RECORD_TYPES:
        stem = record_id.removeprefix(kind.id_of(""))
        if kind.fits(stem) and kind.id_of(stem) == record_id:
            found.append(f"{kind.folder}/{stem}.yaml".lstrip("/"))
    return found
