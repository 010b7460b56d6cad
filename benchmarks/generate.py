"""Write a register of so many records, valid and the same for the same seed.

Of the records 10 % are audits, 10 % indicators and 5 % Section 11 returns; a frame of agencies,
groups, objectives, meetings and cycles holds them together, and the rest are actions. A record has
some 29 lines and 950 bytes. Nearly all that is old is settled, as in a register in use: what is
still owed stands in the last year.
"""

import argparse
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, islice, product
from pathlib import Path
from textwrap import wrap

TODAY = date(2017, 11, 20)
"""The day on which the register is to be asked what is due."""
LAST_YEAR = 2017
FEWEST = 200

File = tuple[str, str]

PLACES = (
    "northfield",
    "eastbrook",
    "southmere",
    "westwell",
    "ashford",
    "kingsbourne",
    "millbridge",
    "oakham",
    "riverdale",
    "stonegate",
)
BODIES = (
    "council",
    "constabulary",
    "community-trust",
    "hospitals-trust",
    "commissioning-group",
    "probation-service",
    "youth-justice",
    "childrens-services",
)
ROLES = (
    "Head of Safeguarding",
    "Named Nurse",
    "Detective Chief Inspector",
    "Quality Assurance Manager",
    "Designated Safeguarding Lead",
)
GROUPS = {
    "board": "board",
    "executive-group": "executive",
    "audit-sub-group": "audit",
    "performance-sub-group": "performance",
    "training-group": "training",
}
ROUTE = ("audit-sub-group", "board")
WORK_PLANS = tuple(group for group in GROUPS if group != "board")
TOPICS = (
    "core groups",
    "return interviews",
    "pre-birth assessments",
    "strategy discussions",
    "private fostering",
    "neglect",
    "children missing from education",
    "chronologies",
)
DEEDS = (
    "Write a practice note of one page and take it through each team meeting",
    "Change the form so that the child's own words come first",
    "Send a summary to the other agencies in three days",
    "Sample twenty records each quarter",
    "Name one manager for each locality",
)
EFFECTS = (
    "Done in 36 of 40 sampled records (14 of 40 before)",
    "Children said that they had been asked",
    "Managers can name the last case that it changed",
    "Half of the teams do it each week",
    "Plans say who will do what by when",
)
NOTES = (
    "First draft went to those who will use it",
    "Two teams have tried it",
    "The supplier has put the change into the next release",
)
REASONS = (
    "The post was filled in the following month",
    "Two agencies asked for time to consult their staff",
    "The release came later than the supplier had said",
)
GRADES = ("not-met", "partly-met", "met", "embedded")
STANDARDS = (
    "Senior management commitment to safeguarding",
    "A clear statement of responsibility to children",
    "A clear line of accountability",
    "Services informed by the views of children and families",
    "Staff training on safeguarding",
    "Recruitment, vetting and allegations against staff",
    "Interagency working",
    "Information sharing",
    "Work with individual children and their families",
)
LEVELS = {
    "section-11": ("ongoing-monitoring-audits", "{every: year, month: 6}"),
    "case-review": ("responsive-audits", "{when: as-required}"),
    "performance-indicators": ("ongoing-quality-assurance-reports", "{every: quarter}"),
    "single-agency-audit": ("ongoing-quality-assurance-reports", "{when: as-completed}"),
    "multi-agency-audit": ("commissioned-scrutiny-audits", "{when: as-required}"),
    "themed-review": ("commissioned-scrutiny-audits", "{when: as-required}"),
}
BOARD = """\
title: Exampleshire Safeguarding Children Board
area: Exampleshire
register_is: public               # so no count of one to five children anywhere
illustrative: true
"""


@dataclass(frozen=True, slots=True)
class Done:
    """An audit, as far as other records have to know of it."""

    id: str
    reported: date
    route: tuple[str, ...]


@dataclass
class Plan:
    """How many records there are to be of each kind, and what others can refer to."""

    records: int
    rng: random.Random
    done: list[Done] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Work out the numbers; a small register covers fewer years."""
        self.years = range(LAST_YEAR + 1 - max(2, min(10, self.records // 100)), LAST_YEAR + 1)
        self.returns = self.records // 20
        self.audits = self.indicators = self.records // 10
        names = (f"{place}-{body}" for body, place in product(BODIES, PLACES))
        more = (f"{PLACES[n % len(PLACES)]}-partnership-{n}" for n in count())
        needed = self.returns // len(self.years) + 1  # the last cycle still waits for some
        self.agencies = [*islice(names, needed)]
        self.agencies += islice(more, needed - len(self.agencies))
        self.series = [
            f"IND-{TOPICS[n % len(TOPICS)].replace(' ', '-')}-{n}" for n in range(self.indicators)
        ]

    def agency(self) -> str:
        """Any agency."""
        return self.rng.choice(self.agencies)

    def owner(self) -> str:
        """An agency and a role in it, on one line."""
        return f"{{agency: {self.agency()}, role: {self.rng.choice(ROLES)}}}"

    def chance(self, share: float) -> bool:
        """Whether something that happens so often happens now."""
        return self.rng.random() < share


def spread(total: int, years: range) -> Iterator[tuple[int, int]]:
    """Share a number of records out among years: each year and how many."""
    for index, year in enumerate(years):
        yield year, total * (index + 1) // len(years) - total * index // len(years)


def folded(key: str, text: str, indent: int = 0) -> str:
    """A text in folded style, as people write what is longer than a line."""
    lead = " " * indent
    lines = wrap(text, 88 - indent)
    return f"{lead}{key}: >-\n" + "\n".join(f"{lead}  {line}" for line in lines)


def block(*lines: str) -> str:
    """Lines that stand together; empty ones are left out."""
    return "\n".join(filter(None, lines))


def whole(*lines: str) -> str:
    """Lines to the text of a file."""
    return block(*lines, "illustrative: true") + "\n"


def small_frame() -> Iterator[File]:
    """What every register has once: board, standards, groups, objectives, programme."""
    yield "board.yaml", BOARD
    texts = [f"  - standard: {n}\n    text: {text}" for n, text in enumerate(STANDARDS, 1)]
    yield "standards.yaml", whole("standards:", *texts)
    for group, function in GROUPS.items():
        yield f"groups/{group}.yaml", _group(group, function)
    for number, group in enumerate(WORK_PLANS, 1):
        yield f"objectives/OBJ-{LAST_YEAR}-{number}.yaml", _objective(number, group)
    rows = [_row(n, *level) for n, level in enumerate(LEVELS.items(), 1)]
    yield "programme/2017-18.yaml", whole("items:", *rows)


def _group(group: str, function: str) -> str:
    title = group.replace("-", " ").title()
    return whole(
        f"title: {title}",
        f"function: {function}",
        "" if group == "board" else "reports_to: board",
        f"chair: Chair of the {title}",
    )


def _objective(number: int, group: str) -> str:
    return whole(
        f"objective: Children are safer from {TOPICS[number]}",
        folded("outcome", f"{EFFECTS[1]}. {EFFECTS[4]}."),
        f"known_by: {EFFECTS[0]}",
        "value_for_money: Forty auditor days a year from the partners' own staff",
        f"groups: [{group}]",
    )


def _row(number: int, level: str, place: tuple[str, str]) -> str:
    section, schedule = place
    return block(
        f"  - row: {number}",
        f"    section: {section}",
        f"    title: Row on {level}",
        "    as_written: {frequency: As required, lead: Business Manager}",
        f"    schedule: {schedule}",
        "    lead: {group: audit-sub-group, role: Chair}",
        "    route: [{group: audit-sub-group, for: scrutiny}, {group: board, for: discussion}]",
        f"    level: {level}",
    )


def agencies(plan: Plan) -> Iterator[File]:
    """The agencies, all of them asked in every cycle."""
    for agency in plan.agencies:
        text = whole(
            f"title: {agency.replace('-', ' ').title()}",
            "basis: statutory",
            "categories: [{paragraph: (h), from: 2005-04-01}]",
            "safeguarding_lead: Head of Safeguarding",
            f"mailbox: safeguarding@{agency}.example",
        )
        yield f"agencies/{agency}.yaml", text


def cycles(plan: Plan) -> Iterator[File]:
    """A cycle for each year; the last is still open."""
    for year in plan.years:
        text = whole(
            f"title: Section 11 self-audit {year}",
            f"opened: {year}-04-24",
            f"due: {year}-06-30",
            "scale:",
            "  - {grade: not-met, means: No arrangements are in place, shortfall: true}",
            "  - {grade: partly-met, means: Arrangements are not used everywhere, shortfall: true}",
            "  - {grade: met, means: Arrangements are in use, shortfall: false}",
            "  - {grade: embedded, means: In use for a year or more, shortfall: false}",
            "asked:",
            *(f"  - {{agency: {agency}, basis: statutory}}" for agency in plan.agencies),
            f"moderation: {{by: audit-sub-group, until: {year}-09-15}}",
            "" if year == LAST_YEAR else f"closed: {year}-12-01",
        )
        yield f"section11/cycles/S11-{year}.yaml", text


def returns(plan: Plan) -> Iterator[File]:
    """The returns that came, cycle by cycle."""
    asked = product(plan.years, plan.agencies)
    for year, agency in islice(asked, plan.returns):
        day = date(year, 5, 1) + timedelta(days=plan.rng.randrange(60))
        text = whole(
            "# Moderated on paper by two members of the sub group.",
            f"cycle: S11-{year}",
            f"agency: {agency}",
            "completed_by: Head of Safeguarding",
            "received:",
            f"  - {{on: {day}, version: 1}}",
            "standards:",
            *(_answer(plan, year, day, number) for number in range(1, len(STANDARDS) + 1)),
            "survey:",
            "  asked: 120",
            "  answered: 64",
            "  questions: [{id: Q1, standard: 5, answered: 64, yes: 51}]",
        )
        yield f"section11/returns/S11-{year}-{agency}.yaml", text


def _answer(plan: Plan, year: int, day: date, standard: int) -> str:
    grade = plan.rng.choice(GRADES)
    waits = year == LAST_YEAR and plan.chance(0.02)
    moderated = date(year, 9, 1)
    better = f"[{{what: {plan.rng.choice(DEEDS)}, action: ACT-{year}-001}}]"
    return block(
        f"  - standard: {standard}",
        f"    self: {{grade: {grade}, on: {day}}}",
        f"    evidence: [{{kind: document, what: Policy of {year}}}]",
        "" if waits else f"    moderated: {{grade: {grade}, on: {moderated}, by: audit-sub-group}}",
        f"    improvements: {better}" if grade in GRADES[:2] else "",
    )


def audits(plan: Plan) -> Iterator[File]:
    """The audits, year by year; the last few are not reported yet."""
    for year, number in spread(plan.audits, plan.years):
        for index in range(number):
            name = f"AUD-{year}-{index + 1:02}"
            ready = date(year, 1, 20) + timedelta(days=250 * index // number)
            level = plan.rng.choices(
                ("single-agency-audit", "multi-agency-audit", "themed-review"), (6, 3, 1)
            )[0]
            late = year == LAST_YEAR and index > 0 and plan.chance(0.1)
            route = ROUTE[:1] if level.startswith("single") else ROUTE
            yield f"audits/{name}.yaml", _audit(plan, level, route, ready, late=late)
            if not late:
                plan.done.append(Done(name, ready, route))


def _audit(plan: Plan, level: str, route: tuple[str, ...], ready: date, *, late: bool) -> str:
    first, *others = plan.rng.sample(plan.agencies, 3)
    single = level.startswith("single")
    topic = plan.rng.choice(TOPICS)
    return whole(
        f"# Asked for after the meeting of {ready:%B %Y}.",
        f"title: Audit of {topic}",
        f"level: {level}",
        f"agencies: [{first}]" if single else f"agencies: [{first}, {', '.join(others)}]",
        f"lead: {{agency: {first}, role: {plan.rng.choice(ROLES)}}}",
        f"due: {ready}",
        f"notified: {ready - timedelta(days=90)}" if single else "",
        "methodology:",
        folded("text", f"Records on {topic} were read against twelve questions by two readers.", 2),
        f"  agreed: {ready - timedelta(days=80)}",
        "  by: audit-sub-group",
        "sample: {method: random, population: 236, size: 40, seed: 48117}",
        f"auditors: [{{agency: {first}, role: Auditor}}, {{agency: {others[0]}, role: Auditor}}]",
        "independence: {kind: consultation, by: Independent Reviewing Officer}",
        f"route: [{', '.join(route)}]",
        "" if level != "themed-review" else "identified_by: audit-sub-group",
        "" if late else _reported(plan, level, first, ready),
    )


def _reported(plan: Plan, level: str, agency: str, ready: date) -> str:
    passed_on = f"{{on: {ready + timedelta(days=30)}, how: Bulletin to all agencies}}"
    answer = f"{{kind: agreed, on: {ready + timedelta(days=14)}, by: {agency}}}"
    lines = [
        f"fieldwork_done: {ready - timedelta(days=20)}",
        f"reported: {ready}",
        "equality: |",
        "  Read by age, sex, ethnicity and disability.",
        "  Interpreters had been booked wherever one was needed.",
        "findings:",
    ]
    for number, kind in enumerate(("shortfall", "strength"), 1):
        lines += [
            f"  - id: F{number}",
            f"    kind: {kind}",
            f"    text: {plan.rng.choice(EFFECTS)}",
            f"    standard: {plan.rng.randrange(1, 10)}",
            f"    disseminated: [{passed_on}]",
        ]
    if not plan.chance(0.05):  # a warning, where nothing is said
        how = "They were telephoned, and asked what would have helped."
        lines.append(f"involved: {{who: [children, families], how: '{how}'}}")
    if not level.startswith("single"):
        lines.append("decisions_at: [practice, operational, strategic]")
    if level == "themed-review":
        lines.append("approaches: [Records of forty families, Interviews with parents]")
        lines.append("perspectives: [practice, user-experience]")
        lines.append("policy: The procedure for strategy discussions was rewritten.")
    lines.append("recommendations:")
    for number in (1, 2):
        lines += [
            f"  - id: R{number}",
            f"    from: [F{number}]",
            f"    text: {plan.rng.choice(DEEDS)}",
            f"    response: {answer}",
        ]
    return "\n".join(lines)


def meetings(plan: Plan) -> Iterator[File]:
    """Two meetings a year of the two groups that audits pass; one of each is still to come."""
    days = {
        group: [date(year, month, day) for year in plan.years for month in (5, 11)]
        for group, day in zip(ROUTE, (21, 28), strict=True)
    }
    items: dict[tuple[str, date], list[str]] = {}
    for audit in plan.done:
        after = audit.reported
        for group in audit.route:
            place = bisect_right(days[group], after)
            if place == len(days[group]):
                break
            after = days[group][place]
            items.setdefault((group, after), []).append(audit.id)
    for year in plan.years:
        held = sorted((day, group) for group in days for day in days[group] if day.year == year)
        for index, (day, group) in enumerate(held, 1):
            about = items.get((group, day), [])
            yield f"meetings/MTG-{year}-{index:02}.yaml", _meeting(group, day, about)


def _meeting(group: str, day: date, about: list[str]) -> str:
    purpose = "scrutiny, decision: table" if group != "board" else "discussion"
    held = day <= TODAY
    agreed = day + timedelta(days=60)
    return whole(
        f"group: {group}",
        f"date: {day}",
        f"papers_by: {day - timedelta(days=7)}",
        "items:" if held and about else "",
        *(f"  - {{about: {audit}, for: {purpose}}}" for audit in about if held),
        f"minutes_agreed: {agreed}" if agreed <= TODAY else "",
    )


def indicators(plan: Plan) -> Iterator[File]:
    """Quarterly indicators with two years of values each."""
    years = ("2015-16", "2016-17", "2017-18")
    quarters = [f"{year} Q{quarter}" for year in years for quarter in (1, 2, 3, 4)]
    for number, name in enumerate(plan.series):
        topic = TOPICS[number % len(TOPICS)]
        known = quarters[2 : 9 if plan.chance(0.05) else 10]
        yield f"indicators/{name}.yaml", _indicator(plan, topic, known)


def _indicator(plan: Plan, topic: str, known: list[str]) -> str:
    rng = plan.rng
    figures = [
        f"  - {{period: {quarter}, numerator: {rng.randrange(40, 90)}, denominator: 100}}"
        for quarter in known
    ]
    answer = "{on: 2017-09-04, text: One team had three vacancies}"
    return whole(
        "# Counted on the last day of the quarter.",
        f"title: Share of children for whom {topic} went as agreed",
        f"question: Do agencies keep to what they agreed on {topic}?",
        "basis: local",
        f"objectives: [OBJ-{LAST_YEAR}-{rng.randrange(1, len(WORK_PLANS) + 1)}]",
        f"owner: {plan.owner()}",
        "measure:",
        "  kind: percentage",
        f"  numerator: Children for whom {topic} went as agreed",
        f"  denominator: Children for whom {topic} was agreed",
        "frequency: {every: quarter, ready_after_days: 21}",
        "direction: increase",
        "targets: [{from: 2015-04-01, to: 2018-03-31, value: 80, agreed_by: board}]",
        "benchmarks:",
        "  - {area: england, period: 2016-17, value: 71.5, illustrative: true}",
        "disclosure: {profile: dfe}",
        "reported_to: [performance-sub-group, board]",
        "values:",
        *figures,
        "signals:",
        f"  - period: {known[-1]}",
        "    question: Is that more children, or fewer plans that ended?",
        f"    ask: {rng.choice(ROLES)}",
        "    by: 2018-01-25",
        "" if plan.chance(0.1) else f"    answer: {answer}",
    )


def actions(plan: Plan, number: int) -> Iterator[File]:
    """So many actions, shared out among the years; each answers an audit of its year."""
    for year, total in spread(number, plan.years):
        audits_of_year = [audit for audit in plan.done if audit.reported.year == year]
        for index in range(total):
            turn, place = divmod(index, len(audits_of_year))
            action = Deed(
                plan,
                audits_of_year[place],
                recommendation=turn % 2 + 1,
                next_id=f"ACT-{year}-{index + 2:03}" if index + 1 < total else None,
            )
            yield f"actions/ACT-{year}-{index + 1:03}.yaml", action.text()


class Deed:
    """One action: agreed after an audit, moved or not, done or not, shown to have helped or not."""

    def __init__(self, plan: Plan, audit: Done, recommendation: int, next_id: str | None) -> None:
        self.plan, self.rng, self.audit, self.next_id = plan, plan.rng, audit, next_id
        self.arises_from = f"{audit.id}/R{recommendation}"
        self.group = self.rng.choice(WORK_PLANS)
        self.agreed = audit.reported + timedelta(days=21)
        self.first_due = self.agreed + timedelta(days=self.rng.randrange(60, 240))
        self.slips = plan.chance(0.25) and self.first_due < TODAY
        self.due = self.first_due + timedelta(days=60 if self.slips else 0)

    def text(self) -> str:
        """The file."""
        return whole(
            f"# From the meeting of {self.agreed:%d %B %Y}.",
            folded("action", f"{self.rng.choice(DEEDS)}, for {self.rng.choice(TOPICS)}."),
            "owner:",
            f"  agency: {self.plan.agency()}",
            f"  role: {self.rng.choice(ROLES)}",
            f"group: {self.group}",
            f"arises_from: [{self.arises_from}]",
            f"objective: OBJ-{LAST_YEAR}-{self.rng.randrange(1, len(WORK_PLANS) + 1)}",
            f"measure: {self.rng.choice(EFFECTS)}",
            "resources: |\n  Two days.\n  No money." if self.plan.chance(0.3) else "",
            self._procedure() if self.plan.chance(0.15) else "",
            f"agreed: {self.agreed}",
            f"due: {self.due}",
            self._revisions() if self.slips else "",
            self._progress(),
            self._end(),
        )

    @staticmethod
    def _procedure() -> str:
        return block(
            "procedure: Procedure on the first visit",
            "delivery:",
            "  dissemination: Bulletin and team meetings",
            "  implementation: In the case system from the first of the month",
            "  training: Half a day for each team",
        )

    def _revisions(self) -> str:
        return block(
            "revisions:",
            f"  - on: {self.first_due - timedelta(days=10)}",
            f"    was: {self.first_due}",
            f"    now: {self.due}",
            f"    reason: {self.rng.choice(REASONS)}",
            f"    agreed_by: {self.group}",
        )

    def _progress(self) -> str:
        day = self.agreed + timedelta(days=30)
        if day > TODAY:
            return ""
        return f"progress:\n  - {{on: {day}, note: {self.rng.choice(NOTES)}}}"

    def _end(self) -> str:
        """How it stands: the old are settled, of the newer ones each is somewhere on the way."""
        old = self.due < TODAY - timedelta(days=500)
        if not old and (self.due > TODAY or self.plan.chance(0.2)):
            return ""
        if self.plan.chance(0.04):
            reason = self.rng.choice(REASONS)
            fields = f"{{on: {self.due}, agreed_by: {self.group}, reason: {reason}}}"
            return f"withdrawn: {fields}"
        implemented = f"implemented: {{on: {self.due}, signed_off_by: {self.group}}}"
        if self.due + timedelta(days=180) > TODAY:
            return implemented
        if self.plan.chance(0.06) and self.next_id:
            failed, other = self._outcome(180, "not-achieved"), f"continued_by: {self.next_id}"
            return block(implemented, "outcomes:", failed, other)
        achieved = self._outcome(180, "achieved")
        look = f"    recheck: {self.due + timedelta(days=545)}"
        return block(implemented, "outcomes:", achieved, self._again() if old else look)

    def _outcome(self, after: int, result: str) -> str:
        return block(
            f"  - on: {self.due + timedelta(days=after)}",
            f"    result: {result}",
            "    evidence:",
            f"      - kind: {self.rng.choice(('audit', 'survey', 'visit'))}",
            f"        ref: {self.audit.id}",
            f"        finding: {self.rng.choice(EFFECTS)}",
        )

    def _again(self) -> str:
        """Some time later it was looked at again, and had lasted."""
        day = self.due + timedelta(days=360)
        evidence = "[{kind: visit, finding: It lasts}]"
        return f"  - {{on: {day}, result: achieved, evidence: {evidence}}}"


def register(records: int, seed: int) -> Iterator[File]:
    """Every file of a register: its path and its text."""
    if records < FEWEST:
        message = f"a register like a real one has at least {FEWEST} records"
        raise SystemExit(message)
    plan = Plan(records, random.Random(seed))  # noqa: S311, to be repeated, not to be secret
    written = 0
    for part in (
        small_frame(),
        agencies(plan),
        cycles(plan),
        returns(plan),
        audits(plan),
        meetings(plan),
        indicators(plan),
    ):
        for file in part:
            written += 1
            yield file
    yield from actions(plan, records - written)


def main() -> None:
    """Write a register into a new folder, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("records", type=int)
    parser.add_argument("--seed", type=int, default=2017)
    options = parser.parse_args()
    files = lines = size = 0
    for name, text in register(options.records, options.seed):
        path = options.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        files, lines, size = files + 1, lines + text.count("\n"), size + len(text.encode())
    print(f"{files} records, {lines / files:.1f} lines and {size / files:.0f} bytes on average")


if __name__ == "__main__":
    main()
