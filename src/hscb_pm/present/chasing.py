"""Messages to those who owe something: drafts, which a person reads, changes and sends."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hscb_pm.days import add_working_days
from hscb_pm.documents.mail import Correspondent, Mail
from hscb_pm.models import Action, Agency
from hscb_pm.models.chasing import Rung
from hscb_pm.periods import days_apart, say, say_with_weekday
from hscb_pm.present.markdown import markdown_text
from hscb_pm.present.out import in_one_line, visible
from hscb_pm.queries.chasing import ASKED, SENDER, WRITTEN, Chased
from hscb_pm.queries.item import chair_of, lead_of
from hscb_pm.register import Register
from hscb_pm.words import capital, count, joined

if TYPE_CHECKING:
    from hscb_pm.present.templates import Blank

FORMATS: Final = ("txt", "md", "eml")
TEMPLATE: Final = "chase.md.j2"
HEADINGS: Final = {
    Rung.EXECUTIVE: "Before the Executive",
    Rung.CHALLENGE: "Challenge",
    Rung.LETTER: "Overdue, and asked for before",
    Rung.OVERDUE: "Overdue",
    Rung.COMING: "Coming up",
}
"""What stands over what has come to each step, the last one first."""
ANSWER_DAYS: Final = {
    Rung.COMING: 5,
    Rung.OVERDUE: 5,
    Rung.LETTER: 10,
    Rung.CHALLENGE: 10,
    Rung.EXECUTIVE: 5,
}
"""The working days that somebody has to answer."""
_GAPS: Final = re.compile(r"\n{3,}")


class Recipient(NamedTuple):
    """Whom a message is for: a role, as a rule in an agency."""

    agency: str | None
    role: str


@dataclass(frozen=True)
class Common:
    """What all messages are made of: it is looked up once, for many of them."""

    register: Register

    @cached_property
    def blank(self) -> "Blank":
        """The template."""
        from hscb_pm.present.templates import Blank

        return Blank(self.register.path, TEMPLATE)

    @cached_property
    def invented(self) -> set[str]:
        """The records that are illustrative."""
        return {record.id for record in self.register if record.illustrative}


@dataclass(frozen=True)
class Draft:
    """A message that nobody has sent yet."""

    common: Common
    to: Recipient
    chased: tuple[Chased, ...]
    head: Mail
    """The message without its text."""
    lacking: tuple[str, ...] = ()
    """What was to be attached and could not be made, and why."""

    @cached_property
    def markdown(self) -> str:
        """What it says, as the template has it."""
        values = _values(self.common, self.head.day, self.to, self.chased)
        names = [each.name for each in self.head.attached]
        text = self.common.blank.filled(**values, attached=names)
        return _GAPS.sub("\n\n", text).strip() + "\n"

    @property
    def rung(self) -> Rung:
        """The furthest step in it, which sets its tone."""
        return furthest(self.chased)

    def as_(self, format: str) -> bytes:
        """The message in one of FORMATS."""
        if format == "eml":
            from hscb_pm.documents import mail

            return mail.write(self.head._replace(text=self._text))
        names = joined([each.name for each in self.head.attached])
        lines: dict[str, Correspondent | str] = {
            "To": self.head.to,
            "From": self.head.sender,
            "Subject": self.head.subject,
            "Attached": names,
        }
        above = [(name, said) for name, said in lines.items() if str(said)]
        if format == "md":
            head = "".join(f"- {name}: {_marked(said)}\n" for name, said in above)
            return f"{head}\n{self.markdown}".encode("utf-8", "backslashreplace")
        head = "".join(f"{name}: {in_one_line(str(said))}\n" for name, said in above)
        return f"{head}\n{self._text}".encode("utf-8", "backslashreplace")

    @property
    def _text(self) -> str:
        from hscb_pm.documents import text, tree

        document = tree.read(self.markdown, self.head.subject, "", self.head.day)
        return "\n".join(map(visible, text.write(document).split("\n")))


def _marked(said: Correspondent | str) -> str:
    """A line of the head as Markdown; a mailbox stays as it is, to be copied."""
    if isinstance(said, Correspondent) and said.mailbox:
        return f"{_marked(said.name)} `{said.mailbox}`"
    return markdown_text(in_one_line(str(said)))


def furthest(chased: Iterable[Chased]) -> Rung:
    """The step that is furthest from a first reminder."""
    return max((each.rung for each in chased if each.rung), key=lambda rung: rung.height)


def drafts(
    register: Register, today: date, chased: Iterable[Chased], agency: str | None
) -> list[Draft]:
    """A message for each role, or one for all of an agency; what has come furthest first."""
    found: dict[Recipient, list[Chased]] = {}
    for each in chased:
        to = Recipient(each.item.agency, each.item.lead)
        if agency:
            to = Recipient(agency, lead_of(register, agency))
        found.setdefault(to, []).append(each)
    common = Common(register)
    made = [_draft(common, today, to, tuple(items)) for to, items in found.items()]
    return sorted(made, key=lambda d: (-d.rung.height, d.to.agency or "", d.to.role))


def _draft(common: Common, today: date, to: Recipient, chased: tuple[Chased, ...]) -> Draft:
    register = common.register
    agency = register.get(Agency, to.agency)
    name = f"{to.role}, {agency.title}" if agency and agency.title not in to.role else to.role
    board = register.board
    head = Mail(
        sender=Correspondent(_board(register), board.mailbox if board else None),
        to=Correspondent(name, agency.mailbox if agency else None),
        subject=_subject(register, chased),
        day=today,
        text="",
    )
    return Draft(common, to, chased, head)


def _board(register: Register) -> str:
    return register.board.title if register.board else "The Board"


def _subject(register: Register, chased: tuple[Chased, ...]) -> str:
    rung = furthest(chased)
    board = register.board
    items = count(sum(each.rung is rung for each in chased), "item")
    last = max(each.item.due for each in chased if each.item.due and each.rung is rung)
    said = {
        Rung.COMING: f"{items} due by {say(last)}",
        Rung.OVERDUE: f"{items} overdue",
        Rung.LETTER: f"letter from the Chair about {items} overdue",
        Rung.CHALLENGE: f"challenge about {items} overdue",
        Rung.EXECUTIVE: f"{items} overdue, to be put before the Executive",
    }
    return f"{(board and board.abbreviation) or _board(register)}: {said[rung]}"


def _values(
    common: Common, today: date, to: Recipient, chased: tuple[Chased, ...]
) -> dict[str, Any]:
    """What the template is given."""
    register = common.register
    rung = furthest(chased)
    reply_by = add_working_days(today, ANSWER_DAYS[rung], register.holidays)
    board, executive = register.group_for("board"), register.group_for("executive")
    meetings = register.meetings.get(executive.id, []) if executive else []
    meeting = next(
        (m.date for m in meetings if m.date > reply_by and not register.hides(m.id)), None
    )
    chair = chair_of(register, board.id) if board else "Chair"
    return {
        "board": _board(register),
        "role": to.role,
        "whom": register.title_of(to.agency) if to.agency else "you",
        "rung": str(rung),
        "heading": HEADINGS[rung],
        "reply_by": say_with_weekday(reply_by),
        "executive": register.title_of(executive.id) if executive else "Executive",
        "meeting": say(meeting) if meeting else None,
        "sections": _sections(register, to, chased),
        "signed": SENDER if rung in (Rung.COMING, Rung.OVERDUE) else chair,
        "illustrative": any(each.item.file in common.invented for each in chased),
    }


def _sections(register: Register, to: Recipient, chased: Sequence[Chased]) -> list[dict[str, Any]]:
    """What is asked for, by how far it has come, and numbered through."""
    found = []
    number = 0
    for rung, heading in HEADINGS.items():
        rows = []
        for each in chased:
            if each.rung is rung:
                number += 1
                rows.append({"number": number, **_row(register, to, each)})
        if rows:
            found.append({"heading": heading, "rows": rows})
    return found


def _row(register: Register, to: Recipient, chased: Chased) -> dict[str, Any]:
    item = chased.item
    assert item.due  # noqa: S101, what has no date is not chased
    action = register.get(Action, item.record)
    return {
        "what": register.struck(action.action if action else item.title).removesuffix("."),
        "record": item.record,
        "due": say(item.due),
        "late": days_apart(item.due, item.today),
        "moved": capital(item.moved) if item.moved else None,
        "sent": said_of(chased, register),
        "lead": item.lead if item.lead != to.role else None,
        "asked": ASKED[item.kind],
    }


def said_of(chased: Chased, register: Register) -> str:
    """What was sent before, and when; not what only a confidential record tells."""
    shown = [step for step in chased.sent if not register.hides(step.log)]
    return joined([f"{WRITTEN[step.rung]} of {say(step.on)}" for step in shown])
