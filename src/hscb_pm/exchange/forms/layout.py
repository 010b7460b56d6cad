"""How the form of a Section 11 return is laid out: what is written out is what is read in."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, get_args

from hscb_pm.models import Action, Cycle, Return
from hscb_pm.models.section11 import Evidence
from hscb_pm.models.standard import Question, Standard
from hscb_pm.problem import CannotError
from hscb_pm.register import Register

FORM: Final = "hscb_form"
VERSION: Final = "hscb_form_version"
ID: Final = "hscb_form_id"
BOARD: Final = "hscb_form_board"
"""The properties by which a form is known again."""
AFTER: Final = "hscb_form_after"
MADE: Final = "hscb_form_made"
"""The version that had come when it was made, and a fingerprint of what stood in it."""
THIS_FORM: Final = "section11-return"
THIS_VERSION: Final = "1"

GUIDANCE, RETURN, ACTIONS, CONTACT = "Guidance", "Return", "Actions", "Contact"
NUMBER, ASKED, HELD = "No.", "Standard or question", "What we hold from you"
STILL, GRADE = "Still true?", "Your grade"
KIND, EVIDENCE = "Kind of evidence", "Evidence: what it is, and where it can be seen"
IMPROVEMENT, ITS_ACTION = "What is to improve", "Its action"
ACTION_ID, FOR_ROW, ACTION, STATE = "Action", "For row", "What will be done", "Where it stands"
ROLE, BY_WHEN, MEASURE = "Who: the role", "By when", "How you will know that it worked"
PROGRESS: Final = "Done since"
CONTACT_WHAT, CONTACT_ANSWER = "About this return", "Your answer"
CONTACTS: Final = (
    "Role of whoever filled it in",
    "Mailbox of that role or team",
    "Role of a substitute",
    "Mailbox of the substitute",
)
YES, NO = "yes", "no"
KINDS: Final[tuple[str, ...]] = get_args(Evidence.model_fields["kind"].annotation)
_FREE: Final = 2
"""Rows left free for each standard, besides those of its questions."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ROW: Final = re.compile(r"([0-9]{1,2})(?:([a-z]+)|\.[0-9]{1,2})?")


class Asked(NamedTuple):
    """What an agency is asked in a cycle: the standards, each with the questions put to it."""

    register: Register
    cycle: Cycle
    agency: str
    standards: tuple[tuple[Standard, tuple[Question, ...]], ...]

    @property
    def id(self) -> str:
        """The id of its return, which may not have come."""
        return self.cycle.return_id(self.agency)

    @property
    def its_return(self) -> Return | None:
        """The return as the register has it."""
        return self.register.get(Return, self.id)

    def standard_of(self, row: str) -> int | None:
        """The standard that a row of the form is about; None for a row that no form has."""
        found = _ROW.fullmatch(row)
        if found is None:
            return None
        for standard, questions in self.standards:
            its = {str(standard.standard), *(question.id for question in questions)}
            if row in its or (found[2] and int(found[1]) == standard.standard):
                return standard.standard
        return None


def what_is_asked(register: Register, cycle: Cycle, agency: str) -> Asked:
    """What an agency is asked; CannotError where files are unread that would tell."""
    its_own = (agency, *(each.return_id(agency) for each in register.of(Cycle)))
    if register.is_missing_any(Cycle.folder, Action.folder) or any(
        map(register.is_rejected, its_own)
    ):
        raise CannotError("files of the register could not be read; mend them first: hscb validate")
    standards = register.standards
    if standards is None:
        raise CannotError("there is no standards.yaml that could be read: hscb validate")
    return Asked(
        register,
        cycle,
        agency,
        tuple(
            (each, tuple(q for q in each.questions if not q.agencies or agency in q.agencies))
            for each in standards.standards
        ),
    )


def further_rows(standard: int, pieces: int) -> Iterator[str]:
    """The numbers of the rows below a standard that hold what its own row has no room for."""
    for count in range(max(pieces - 1, 0) + _FREE):
        yield f"{standard}{_LETTERS[count % 26] * (count // 26 + 1)}"


def known_actions(asked: Asked) -> list[tuple[Action, int | None]]:
    """The actions that a return gave rise to or names, and the standard that they answer."""
    found: dict[str, tuple[Action, int | None]] = {}
    its = asked.its_return
    for answer in its.standards if its else ():
        for improvement in answer.improvements:
            if action := asked.register.get(Action, improvement.action):
                found.setdefault(action.id, (action, answer.standard))
    for action in asked.register.of(Action):
        if asked.id in action.arises_from and action.owner.agency == asked.agency:
            found.setdefault(action.id, (action, None))
    return list(found.values())
