"""One audit or themed review: what was found, and what has come of it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hscb_pm.models import Audit
from hscb_pm.models.audit import Independence, Sample
from hscb_pm.papers.paper import Audience, Kind, Paper, Subject, Values
from hscb_pm.papers.scrutiny import asked_besides, is_reported, lead_of, named, shared
from hscb_pm.periods import say
from hscb_pm.queries.audits import DOCUMENTS
from hscb_pm.queries.framework.foundations import LEVELS
from hscb_pm.queries.indicators import SMALL
from hscb_pm.words import joined

_MULTI: Final = "multi-agency-audit"
_DRAWN: Final = {
    "random": "drawn at random",
    "stratified": "drawn at random within each part of the list",
    "chosen": "chosen",
}
_THIRD: Final = {
    "none": "No third person took part",
    "individual": "A third person audited alone",
    "joint": "A third person took part",
    "consultation": "A third person was consulted",
}


def audit(paper: Paper) -> Values:
    """Everything that the paper of an audit says."""
    record = paper.record(Audit)
    return {
        "title": f"{record.title}: {LEVELS[record.level]}",
        **shared(paper, record, list(_unsaid(paper, record))),
        "looked_at": list(_looked_at(paper, record)),
        "documents": [
            (DOCUMENTS[one.what], one.requested, one.due, _came(paper, one.received))
            for one in record.documents
            if one.requested <= paper.today
        ],
        "policy": record.policy,
    }


def _came(paper: Paper, day: date | None) -> str:
    return say(day) if day and paper.is_past(day) else "not yet"


def _unsaid(paper: Paper, record: Audit) -> Iterator[str]:
    """What an audit is to say of itself, and does not; of cases and auditors, if it names many."""
    wanted: list[tuple[object, str]] = [
        (record.methodology or record.level == "single-agency-audit", "how it is to be done"),
        (record.route, "which groups its report passes"),
    ]
    if is_reported(paper, record):
        is_single, is_multi = record.level == "single-agency-audit", record.level == _MULTI
        wanted += [
            (record.findings, "what was found"),
            (record.equality, "how equality was considered"),
            (record.involved or record.not_involved, "who was asked, or why nobody was"),
            (record.sample or not is_multi, "how the cases were chosen"),
            (record.auditors or not is_multi, "who audited"),
            (record.independence or not is_single, "whether a third person took part"),
        ]
    return (words for value, words in wanted if not value)


def _looked_at(paper: Paper, record: Audit) -> Iterator[tuple[str, str]]:
    """What was looked at, by whom and how; of cases only how many."""
    auditors = [
        paper.who(one.role, one.agency)
        for one in record.auditors
        if not paper.register.hides(one.agency)
    ]
    said = {
        "Level": LEVELS[record.level],
        "Agencies": "; ".join(named(paper, *record.agencies)),
        "Asked for by": "".join(named(paper, record.commissioned_by)),
        "Theme identified by": "".join(named(paper, record.identified_by)),
        "In the programme": "".join(named(paper, record.fulfils)),
        "Method": _method(paper, record),
        "Approaches": "; ".join(record.approaches),
        "Perspectives": joined([each.replace("-", " ") for each in record.perspectives]),
        "Decisions looked at": joined(list(record.decisions_at)),
        "Cases": _cases(paper, record.sample) if record.sample else "",
        "Audited by": "; ".join(auditors),
        "Independence": _third(paper, record.independence) if record.independence else "",
        "Asked besides": asked_besides(record),
    }
    return ((name, words) for name, words in said.items() if words)


def _method(paper: Paper, record: Audit) -> str:
    method = record.methodology
    if method is None:
        return ""
    if method.agreed is None or method.agreed > paper.today:
        return f"{method.text} It is not agreed yet."
    by = f" by the {paper.name(method.by)}" if method.by else ""
    return f"{method.text} Agreed{by} on {say(method.agreed)}."


def _cases(paper: Paper, sample: Sample) -> str:
    """How many cases, and how they were chosen; in public no number that could tell of a child."""

    def shown(number: int) -> str:
        is_withheld = paper.audience is Audience.PUBLIC and number in SMALL
        return "fewer than six" if is_withheld else str(number)

    if sample.method == "all":
        return f"all of them: {shown(sample.size)}"
    of = f" of {shown(sample.population)}" if sample.population is not None else ""
    said = f"{shown(sample.size)}{of}, {_DRAWN[sample.method]}"
    if sample.method != "chosen" and sample.seed is not None:
        said += "; the draw can be repeated"
    return f"{said}: {sample.reason}" if sample.reason else said


def _third(paper: Paper, found: Independence) -> str:
    said = _THIRD[found.kind] + (f": {found.by}" if found.by else "")
    asked = found.request
    if asked is None or asked.on > paper.today:
        return f"{said}."
    said += f". Asked for by {paper.name(asked.by)} on {say(asked.on)}"
    if asked.answer and asked.answered and asked.answered <= paper.today:
        return f"{said}; {asked.answer.replace('-', ' ')} on {say(asked.answered)}."
    return f"{said}; not answered yet."


AUDIT: Final = Kind(
    "audit",
    shows="one audit: its method, findings, recommendations, action plan and dissemination",
    purpose="To show what was found, what is recommended, and what has come of it.",
    basis="Working Together 2015, chapters 3 and 4: Boards audit practice, involving practitioners "
    "and identifying lessons to be learned. Equality Act 2010, section 149.",
    gather=audit,
    subject=Subject("an audit", "AUD-2017-01", (Audit,)),
    author=lambda paper: lead_of(paper, paper.record(Audit)),
    none="None recorded.",
)
