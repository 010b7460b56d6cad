"""BDG and CDP and ANR: records of a year hold that year, and give nobody away."""

from collections.abc import Iterator
from itertools import pairwise

from hscb_pm.models import AnnualReport, Budget, ChildDeaths, Programme
from hscb_pm.models.yearly import DeathCounts
from hscb_pm.problem import Severity, listed
from hscb_pm.queries.indicators import SMALL
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "BDG-001",
    Severity.ERROR,
    "{occurrence} is not of {year}",
    fix="Correct `fulfils:`, or move the month to the file of its year.",
    clause="F2.4",
)
def month_of_another_budget(register: Register) -> Iterator[Hit]:
    """What was spent in one year says nothing of the money of another."""
    for budget in register.of(Budget):
        for index, month in enumerate(budget.months):
            if not month.fulfils.startswith(f"PRG-{budget.year.name}/"):
                values = {"occurrence": month.fulfils, "year": budget.year.name}
                yield hit(budget, "months", index, "fulfils", **values)


@rule(
    "BDG-002",
    Severity.WARNING,
    "{message}",
    fix="Correct the figure, or explain it.",
    clause="F2.4",
)
def spending_cannot_be(register: Register) -> Iterator[Hit]:
    """What has been spent in a year only grows, and the year will cost no less."""
    for budget in register.of(Budget):
        months = sorted(enumerate(budget.months), key=lambda pair: pair[1].on)
        for (_, before), (index, month) in pairwise(months):
            if month.spent < before.spent:
                message = f"£{month.spent:,} spent, after £{before.spent:,} on {before.on}"
                yield hit(budget, "months", index, "spent", message=message)
        for index, month in months:
            if month.forecast is not None and month.forecast < month.spent:
                message = f"£{month.forecast:,} forecast for the year, and £{month.spent:,} spent"
                yield hit(budget, "months", index, "forecast", message=message)


@rule(
    "CDP-001",
    Severity.ERROR,
    "a count of {least} to {most} children in a public register",
    fix="Write `c` in its place; keep the exact one outside the register.",
    clause="F1.2",
)
def few_deaths_in_public(register: Register) -> Iterator[Hit]:
    """A very small number of deaths, with an area and a year, can point to a child."""
    if register.board is None or register.board.register_is != "public":
        return
    for deaths in register.of(ChildDeaths):
        for name in DeathCounts.model_fields:
            if deaths.counts and getattr(deaths.counts, name) in SMALL:
                yield hit(deaths, "counts", name, least=SMALL[0], most=SMALL[-1])


@rule(
    "CDP-002",
    Severity.ERROR,
    "{part} {what} of {whole}",
    fix="Correct the counts.",
    clause="F12.1",
    words={
        "part": "too many",
        "what": "unexpected, or with modifiable factors,",
        "whole": "those notified or reviewed",
    },
)
def deaths_do_not_add_up(register: Register) -> Iterator[Hit]:
    """What the panel learns from its counts rests on counts that can be."""
    pairs = (
        ("unexpected", "notified", "unexpected"),
        ("modifiable", "reviewed", "with modifiable factors"),
    )
    for deaths in register.of(ChildDeaths):
        for name, of, what in pairs:
            part, whole = getattr(deaths.counts, name, None), getattr(deaths.counts, of, None)
            if isinstance(part, int) and isinstance(whole, int) and part > whole:
                yield hit(deaths, "counts", name, part=part, what=what, whole=whole)


@rule(
    "CDP-003",
    Severity.WARNING,
    "reported without {missing}",
    fix="Add `{key}:`; a function that nothing called for is answered by saying so.",
    clause="F12.1",
    words={
        "missing": "its counts, or one of the four functions",
        "key": "`counts:` or `functions:`",
    },
)
def functions_of_the_panel_not_answered(register: Register) -> Iterator[Hit]:
    """Regulation 6 gives the Board four functions in relation to child deaths."""
    words = {
        "case_reviews": "cases that need a review",
        "concerns": "matters of concern",
        "public_health": "wider public health concerns",
        "response": "the coordinated response",
    }
    for deaths in register.of(ChildDeaths):
        if not deaths.reported:
            continue
        if not deaths.counts:
            yield hit(deaths, "counts", missing="its counts", key="counts")
        missing = deaths.functions.missing() if deaths.functions else tuple(words)
        if missing:
            said = listed(words[name] for name in missing)
            yield hit(deaths, "functions", missing=said, key="functions")


@rule(
    "ANR-001",
    Severity.WARNING,
    "published without {rows}, which {feed} it",
    fix="Name an occurrence of each in `inputs:`.",
    clause="FA.2",
    words={"rows": "rows of the programme", "feed": "feed"},
)
def annual_report_without_input(register: Register) -> Iterator[Hit]:
    """The programme says which of its rows are to be included in the Annual Report."""
    for report in register.of(AnnualReport):
        programme = register.get(Programme, f"PRG-{report.year.name}")
        if not (report.published and programme):
            continue
        there = {name.partition("@")[0] for name in report.inputs}
        rows = [f"{programme.id}/{row.row}" for row in programme.items if row.feeds_annual_report]
        if missing := [row for row in rows if row not in there]:
            feed = "feeds" if len(missing) == 1 else "feed"
            yield hit(report, "inputs", rows=listed(missing), feed=feed)


@rule(
    "ANR-002",
    Severity.ERROR,
    "{occurrence} is not of {year}",
    fix="Name the occurrence of the year that the report is on.",
    clause="FA.2",
)
def input_of_another_year(register: Register) -> Iterator[Hit]:
    """The Annual Report is on one year, and draws on what that year brought."""
    for report in register.of(AnnualReport):
        for index, name in enumerate(report.inputs):
            if not name.startswith(f"PRG-{report.year.name}/"):
                yield hit(report, "inputs", index, occurrence=name, year=report.year.name)
