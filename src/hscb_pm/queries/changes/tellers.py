"""How each dated fact is said, in a board's words."""

from collections.abc import Callable
from typing import Any, Final

from hscb_pm.models import (
    Action,
    AnnualReport,
    Audit,
    ChildDeaths,
    Concern,
    Cycle,
    Document,
    Escalation,
    Feedback,
    GroupReport,
    Learning,
    Meeting,
    Rating,
    Review,
    WorkPlan,
)
from hscb_pm.models.action import (
    Attestation,
    Outcome,
    Progress,
    Result,
    Signature,
    SignOff,
    Withdrawal,
)
from hscb_pm.models.audit import IndependenceRequest, Methodology, Requested
from hscb_pm.models.board import Correction, PrivacyException
from hscb_pm.models.chasing import Chase
from hscb_pm.models.document import DocumentReview
from hscb_pm.models.indicator import Benchmark, Comparison, Event, SignalAnswer
from hscb_pm.models.learning import Embedded, Evaluation, Session
from hscb_pm.models.listening import Answered, ChairMeeting, EscalationStep, Resolution
from hscb_pm.models.record import Model, Revision
from hscb_pm.models.review import Threshold
from hscb_pm.models.scrutiny import Dissemination, Publication, Response
from hscb_pm.models.section11 import Answer, ModeratedGrade, Received, SelfGrade
from hscb_pm.models.yearly import BudgetMonth
from hscb_pm.periods import say
from hscb_pm.queries.changes.row import What, who
from hscb_pm.queries.chasing import WRITTEN
from hscb_pm.register import Register
from hscb_pm.words import count, joined

Owners = list[Any]
"""The record, and what leads from it to the part that has the date, which comes last."""
Teller = Callable[[Register, Owners], tuple[What, str]]


def teller_of(part: type[Model], field: str) -> Teller:
    """What says a fact: a date of that name, in a part of that class."""
    found = (_TELLERS.get((kind, field)) for kind in part.__mro__)
    return next((teller for teller in found if teller), _plainly(What.OTHER, field))


def _plainly(what: What, said: str) -> Teller:
    words = said.replace("_", " ")
    return lambda *_: (what, words)


# --- Actions ---------------------------------------------------------------------------------


def _agreed(register: Register, owners: Owners) -> tuple[What, str]:
    action = owners[0]
    return What.NEW, f"agreed: {who(register, action.owner)}, due {say(action.first_due)}"


def _signed_off(register: Register, owners: Owners) -> tuple[What, str]:
    signature = owners[-1]
    again = "" if isinstance(signature, SignOff) else " again, as it is worded now,"
    return (
        What.IMPLEMENTED,
        f"signed off{again} by the {register.title_of(signature.signed_off_by)}",
    )


def _outcome(_: Register, owners: Owners) -> tuple[What, str]:
    outcome: Outcome = owners[-1]
    kinds = joined(list(dict.fromkeys(shown.kind for shown in outcome.evidence)))
    found = "; ".join(shown.finding for shown in outcome.evidence)
    said = f"outcome {outcome.result.replace('-', ' ')}, "
    said += f"shown by {kinds}: {found}" if kinds else "and no evidence shows it"
    if outcome.impact:
        said += f". {outcome.impact}"
    return What.CLOSED if outcome.result is Result.ACHIEVED else What.OUTCOME, said


def _moved(register: Register, owners: Owners) -> tuple[What, str]:
    record, revision = owners[0], owners[-1]
    number = record.revisions.index(revision) + 1
    days = (revision.now - record.revisions[0].was).days
    said = f"moved from {say(revision.was)} to {say(revision.now)}"
    if number > 1:
        said += f", the {ordinal(number)} time"
    said += f", {count(abs(days), 'day')} {'later' if days >= 0 else 'earlier'}"
    said += " in all" if number > 1 else ""
    said += f", as the {register.title_of(revision.agreed_by)} agreed: {revision.reason}"
    return What.MEETINGS if isinstance(record, Meeting) else What.SLIPPED, said


def ordinal(number: int) -> str:
    """Which one in a row: `2nd`, `3rd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _withdrawn(register: Register, owners: Owners) -> tuple[What, str]:
    end: Withdrawal = owners[-1]
    by = register.title_of(end.agreed_by)
    return What.GIVEN_UP, f"given up, as the {by} agreed: {end.reason}"


def _attested(register: Register, owners: Owners) -> tuple[What, str]:
    word: Attestation = owners[-1]
    by = f"the {register.title_of(word.by.group)} ({word.by.role})"
    return What.OTHER, f"{joined(word.letters)} of SMART attested by {by}: {word.reason}"


# --- Audits and reviews ----------------------------------------------------------------------


def _methodology(register: Register, owners: Owners) -> tuple[What, str]:
    by = owners[-1].by
    return What.SCRUTINY, "method agreed" + (f" by the {register.title_of(by)}" if by else "")


def _reported(_: Register, owners: Owners) -> tuple[What, str]:
    found = owners[0]
    findings, asked = len(found.findings), len(found.recommendations)
    said = f"{count(findings, 'finding')}, {count(asked, 'recommendation')}"
    return What.SCRUTINY, f"reported: {said}"


def _disseminated(_: Register, owners: Owners) -> tuple[What, str]:
    about = f"{owners[-2].id} " if hasattr(owners[-2], "kind") and len(owners) > 2 else ""  # noqa: PLR2004, a finding between
    what = What.SCRUTINY if about else What.OTHER
    return what, f"{about}passed on: {owners[-1].how}"


def _response(register: Register, owners: Owners) -> tuple[What, str]:
    answer: Response = owners[-1]
    said = f"{owners[-2].id} {answer.kind.replace('-', ' ')} by {register.title_of(answer.by)}"
    return What.SCRUTINY, f"{said}: {answer.reason}" if answer.reason else said


def _threshold(register: Register, owners: Owners) -> tuple[What, str]:
    found: Threshold = owners[-1]
    met = "met" if found.met else "not met"
    by = register.title_of(found.by)
    return What.SCRUTINY, f"criteria of a Serious Case Review {met}, {by}: {found.reason}"


def _published(_: Register, owners: Owners) -> tuple[What, str]:
    record = owners[0]
    if isinstance(record, Review) and owners[-1] is record.response:
        return What.SCRUTINY, "the agencies' response published"
    return (What.SCRUTINY if isinstance(record, Review) else What.OTHER), "published"


def _requested(_: Register, owners: Owners) -> tuple[What, str]:
    return What.SCRUTINY, f"its {owners[-1].what.replace('-', ' ')} was asked for"


def _came(_: Register, owners: Owners) -> tuple[What, str]:
    return What.SCRUTINY, f"its {owners[-1].what.replace('-', ' ')} came"


def _independence_wanted(register: Register, owners: Owners) -> tuple[What, str]:
    return What.SCRUTINY, f"{register.title_of(owners[-1].by)} asked for somebody independent"


def _independence_answered(_: Register, owners: Owners) -> tuple[What, str]:
    answer = (owners[-1].answer or "answered").replace("-", " ")
    return What.SCRUTINY, f"the request for somebody independent: {answer}"


# --- Section 11 ------------------------------------------------------------------------------


def _received(_: Register, owners: Owners) -> tuple[What, str]:
    version = owners[-1].version
    return What.RETURNS, "received" + (f", version {version}" if version > 1 else "")


def _own_grade(_: Register, owners: Owners) -> tuple[What, str]:
    return What.GRADES, f"{owners[-1].grade} by its own judgement"


def _moderated(register: Register, owners: Owners) -> tuple[What, str]:
    answer, given = owners[-2], owners[-1]
    by = register.title_of(given.by)
    if answer.self_ is None or answer.self_.grade == given.grade:
        return What.GRADES, f"moderated by the {by}, and left as it was"
    said = f"moderated by the {by} from {answer.self_.grade} to {given.grade}"
    return What.GRADES, f"{said}: {given.reason}" if given.reason else said


# --- Listening and learning ------------------------------------------------------------------


def _raised(register: Register, owners: Owners) -> tuple[What, str]:
    record = owners[0]
    if isinstance(record, Escalation):
        by, to = register.title_of(record.by), register.title_of(record.with_)
        return What.NEW, f"raised by {by} with {to}"
    to = f", put to {register.title_of(record.agency)}" if record.agency else ""
    return What.NEW, f"a concern is raised, found by {record.found_by}{to}"


def _ended(_: Register, owners: Owners) -> tuple[What, str]:
    ended: Resolution = owners[-1]
    word = "resolved" if isinstance(owners[0], Escalation) else "closed"
    return What.OTHER, f"{word}: {ended.how}"


def _chair_met(register: Register, owners: Owners) -> tuple[What, str]:
    met: ChairMeeting = owners[-1]
    said = f"the Chair met {register.title_of(met.agency)}"
    return What.MEETINGS, f"{said}, and agreed: {met.agreed}" if met.agreed else said


def _evaluated(_: Register, owners: Owners) -> tuple[What, str]:
    found: Evaluation = owners[-1]
    changed = f"{found.changed} of {found.answered} could say what they do differently"
    return What.OTHER, f"evaluated: {changed}; {found.finding}"


# --- The rest --------------------------------------------------------------------------------


def held(register: Register, meeting: Meeting) -> str:
    """That a meeting was held, and what it took."""
    said = f"held: {count(len(meeting.items), 'item')}"
    if tabled := sum(item.decision == "table" for item in meeting.items):
        said += f", {tabled} to be tabled at the Board"
    asked = [register.id_of(item.requests) for item in meeting.items if item.requests]
    return said + (f"; asked to see {joined(asked)}" if asked else "")


def _answered(register: Register, owners: Owners) -> tuple[What, str]:
    signal, answer = owners[-2], owners[-1]
    said = f"{signal.period}: {signal.question} {signal.ask} answered: {answer.text}"
    return What.QUESTIONS, f"{said} ({register.id_of(answer.action)})" if answer.action else said


def _looked_at(_: Register, owners: Owners) -> tuple[What, str]:
    month: BudgetMonth = owners[-1]
    said = f"the budget was looked at: £{month.spent:,} spent"
    return What.OTHER, said + (f", £{month.forecast:,} forecast" if month.forecast else "")


def _chased(register: Register, owners: Owners) -> tuple[What, str]:
    chase: Chase = owners[-1]
    at = f", {register.title_of(chase.to.agency)}" if chase.to.agency else ""
    about = joined(list(dict.fromkeys(register.id_of(item.record) for item in chase.about)))
    return What.OTHER, f"{WRITTEN[chase.rung]} to {chase.to.role}{at}: {about}"


def _exception(register: Register, owners: Owners) -> tuple[What, str]:
    seen: PrivacyException = owners[-1]
    by = register.title_of(seen.by.group)
    said = f"{register.id_of(seen.record)}: what the privacy guard found may stay"
    return What.OTHER, f"{said}, says the {by}: {seen.reason}"


def _correction(register: Register, owners: Owners) -> tuple[What, str]:
    mended: Correction = owners[-1]
    by = register.title_of(mended.agreed_by)
    said = f"{register.id_of(mended.record)}: deleted, or a fact in it taken back"
    return What.CORRECTED, f"{said}, as the {by} agreed: {mended.reason}"


def _of(what: What, said: str, field: str | None = None) -> Teller:
    """What is said in the same words each time, with a text of the part behind them."""
    if field is None:
        return _plainly(what, said)

    def teller(_: Register, owners: Owners) -> tuple[What, str]:
        text = getattr(owners[-1], field)
        return what, f"{said}: {text}" if text else said

    return teller


_TELLERS: Final[dict[tuple[type[Model], str], Teller]] = {
    (Action, "agreed"): _agreed,
    (Progress, "on"): _of(What.PROGRESS, "progress", "note"),
    (Signature, "on"): _signed_off,
    (Outcome, "on"): _outcome,
    (Revision, "on"): _moved,
    (Withdrawal, "on"): _withdrawn,
    (Attestation, "on"): _attested,
    (Methodology, "agreed"): _methodology,
    (IndependenceRequest, "on"): _independence_wanted,
    (IndependenceRequest, "answered"): _independence_answered,
    (Requested, "requested"): _requested,
    (Requested, "received"): _came,
    (Audit, "notified"): _of(What.SCRUTINY, "the Audit Sub Group was told of it"),
    (Audit, "fieldwork_done"): _of(What.SCRUTINY, "fieldwork done"),
    (Audit, "reported"): _reported,
    (Review, "opened"): _of(What.NEW, "a case review is opened"),
    (Review, "reported"): _reported,
    (Threshold, "on"): _threshold,
    (Response, "on"): _response,
    (Dissemination, "on"): _disseminated,
    (Publication, "on"): _published,
    (Cycle, "opened"): _of(What.NEW, "agencies were asked for their returns"),
    (Cycle, "closed"): _of(What.RETURNS, "closed"),
    (Received, "on"): _received,
    (SelfGrade, "on"): _own_grade,
    (ModeratedGrade, "on"): _moderated,
    (Answer, "reconfirmed"): _of(What.GRADES, "reconfirmed"),
    (SignalAnswer, "on"): _answered,
    (Event, "on"): _of(What.INDICATORS, "an event is recorded"),
    (Benchmark, "published"): _of(What.OTHER, "benchmarks were published"),
    (Comparison, "published"): _of(What.OTHER, "figures of other authorities were published"),
    (Meeting, "minutes_agreed"): _of(What.MEETINGS, "its minutes were agreed"),
    (ChairMeeting, "on"): _chair_met,
    (GroupReport, "received"): _of(What.OTHER, "the report came"),
    (WorkPlan, "agreed"): _of(What.NEW, "the work plan was agreed"),
    (Document, "agreed"): _of(What.NEW, "agreed"),
    (DocumentReview, "on"): _of(What.OTHER, "looked at again", "changed"),
    (Learning, "noted"): _of(What.NEW, "a lesson was noted"),
    (Embedded, "on"): _of(What.OTHER, "shown to have reached practice", "finding"),
    (Session, "on"): _of(What.OTHER, "the course was held"),
    (Evaluation, "on"): _evaluated,
    (Rating, "opened"): _of(What.NEW, "members were asked to rate the Board"),
    (Rating, "closed"): _of(What.OTHER, "the members' rating was counted"),
    (Feedback, "on"): _of(What.NEW, "practitioners were heard"),
    (Feedback, "told"): _of(What.OTHER, "those who spoke heard what was done about it"),
    (Escalation, "raised"): _raised,
    (EscalationStep, "on"): _of(What.OTHER, "taken to", "level"),
    (Resolution, "on"): _ended,
    (Concern, "raised"): _raised,
    (Answered, "on"): _of(What.OTHER, "answered", "text"),
    (BudgetMonth, "on"): _looked_at,
    (Chase, "on"): _chased,
    (ChildDeaths, "reported"): _of(What.OTHER, "the Chair's report was finished"),
    (AnnualReport, "published"): _of(What.OTHER, "published"),
    (PrivacyException, "on"): _exception,
    (Correction, "on"): _correction,
}
