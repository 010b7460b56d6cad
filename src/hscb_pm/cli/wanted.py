"""Which papers `hscb report` is to write: what each is about, and for which meeting."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import typer

from hscb_pm.cli.workspace import Workspace, id_in, one_of

if TYPE_CHECKING:
    from hscb_pm.models import Meeting
    from hscb_pm.papers import Audience, Kind
    from hscb_pm.present.papers import Tabled
    from hscb_pm.register import Register


class Wanted(NamedTuple):
    """A paper, and the record that it is to be about, as it was typed."""

    kind: "Kind"
    subject: str | None

    @property
    def stem(self) -> str:
        """What its file is called."""
        return f"{self.kind.name}-{self.subject}" if self.subject else self.kind.name


def wanted_papers(words: list[str]) -> list[Wanted]:
    """The papers that are asked for, each once: a name, and after it what it is to be about."""
    from hscb_pm.papers import PAPERS

    found: list[Wanted] = []
    while words:
        name, *words = words
        kind = PAPERS[one_of("NAME", name, PAPERS)]
        subject = kind.subject
        ids: list[str] = []
        while words and subject and (words[0] not in PAPERS or not (ids or subject.default)):
            ids.append(words[0])
            words = words[1:]
        if subject and not subject.default and not ids:
            message = f"name {subject.one} after it: hscb report {name} {subject.example}"
            raise typer.BadParameter(message, param_hint=f"'{name}'")
        found += [Wanted(kind, each) for each in ids or (None,)]
    return [*dict.fromkeys(found)]


def writer_of(
    ws: Workspace, readers: "Audience", meeting: str | None
) -> "Callable[[Wanted], Tabled]":
    """What writes papers for these readers: one after another, without asking everything anew."""
    from hscb_pm.papers import Audience, Paper
    from hscb_pm.present.papers import Tabled, paper_as_markdown

    shown = ws.register.for_public() if readers is Audience.PUBLIC else ws.register
    commit, blank = ws.commit, Paper(shown, ws.today, None, readers)
    blank.base = lambda day: _register_on(ws, day)
    guard = _Guard(ws)

    def written(wanted: Wanted) -> Tabled:
        subject = _subject(shown, wanted, ws.today)
        paper = blank.about(subject, _meeting(shown, ws.today, wanted.kind, subject, meeting))
        text = paper_as_markdown(wanted.kind, paper, commit)
        guard.look(text)
        return Tabled(wanted.stem, paper, text)

    return written


def _register_on(ws: Workspace, day: date) -> "Register | None":
    """The register as it was at the end of a day; None where git does not tell."""
    from hscb_pm.revisions import NoRevisionError, Revisions
    from hscb_pm.store import NoRegisterError, before

    try:
        return before(ws.register, Revisions(ws.folder).on(day))
    except (NoRevisionError, NoRegisterError):
        return None


class _Guard:
    """Looks through papers for what may identify somebody; what stands in many, it reads once."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.clean: set[str] = set()

    def look(self, text: str) -> None:
        """Say how much of a paper may identify somebody; where, `hscb privacy` tells."""
        from hscb_pm.privacy import scan
        from hscb_pm.words import count

        cells = {cell.strip(): None for line in text.splitlines() for cell in line.split(" | ")}
        new = [cell for cell in cells if cell not in self.clean]
        if not scan("\n\n".join(new)):
            self.clean.update(new)
        elif found := scan(text, allowed=self.ws.allowed()):
            places = count(len(found), "place")
            self.ws.out.talk(
                f"the paper has {places} that may identify somebody: hscb privacy FILE"
            )


def _subject(register: "Register", wanted: Wanted, today: date) -> str | None:
    """The id of the record that a paper is about; None where it is about no single one."""
    kind, typed = wanted
    if kind.subject is None:
        return None
    if typed is None:
        return kind.subject.default(register, today) if kind.subject.default else None
    known = [record.id for each in kind.subject.kinds for record in register.of(each)]
    name = id_in(register, typed)
    ending = [each for each in known if each.endswith(f"-{name}")]  # as a year, of what is yearly
    name = ending[0] if len(ending) == 1 and name not in known else name
    other = register.kinds.get(name)
    if other and name not in known and not register.hides(name):
        message = f"{name} is of the kind {other}: this paper wants {kind.subject.one}"
        raise typer.BadParameter(message, param_hint=f"'{kind.name}'")
    if not known and not register.rejected:
        message = f"the register has no record that could be {kind.subject.one}"
        raise typer.BadParameter(message, param_hint=f"'{kind.name}'")
    return _readable(register, name, known, f"'{kind.name}'")


def _meeting(
    register: "Register", today: date, kind: "Kind", subject: str | None, wanted: str | None
) -> "Meeting | None":
    """The meeting that is named; else the next that takes the paper."""
    from hscb_pm.models import Meeting
    from hscb_pm.papers.front import meeting_for

    if wanted is None:
        return meeting_for(kind, register, today, subject)
    known = [meeting.id for meeting in register.of(Meeting)]
    return register.get(Meeting, _readable(register, wanted, known, "'--meeting'"))


def _readable(register: "Register", typed: str, known: list[str], hint: str) -> str:
    """The id of a record that the paper's readers may know of, and that could be read."""
    if not register.hides(typed):
        known = [name for name in known if not register.hides(name)]
    found = one_of(hint.strip("'"), typed, [*known, *register.rejected])
    if found in register.rejected:
        message = f"{found} could not be read: hscb validate"
    elif register.hides(found):
        message = f"{found} is confidential (`part: 2`): add --audience internal"
    else:
        return found
    raise typer.BadParameter(message, param_hint=hint)
