"""IND: a figure can be trusted to raise the right question, and gives nobody away."""

from collections.abc import Iterator
from datetime import date

from hscb_pm.models import Indicator
from hscb_pm.models.indicator import Share
from hscb_pm.periods import Period
from hscb_pm.problem import Severity
from hscb_pm.queries.indicators import SMALL, small_counts
from hscb_pm.register import Register
from hscb_pm.rules.rule import Hit, hit, rule


@rule(
    "IND-001",
    Severity.WARNING,
    "an indicator that underpins no objective",
    fix="Add `objectives:`.",
    clause="F7.2",
)
def indicator_without_objective(register: Register) -> Iterator[Hit]:
    """Indicators are selected to underpin the business priorities of the year."""
    for indicator in register.of(Indicator):
        if not indicator.objectives:
            yield hit(indicator, "title")


@rule(
    "IND-002",
    Severity.ERROR,
    "{period} is not {wanted}",
    fix="Write it like {example}.",
    clause="F7.1",
    words={
        "wanted": "one of the indicator's own length",
        "example": "2017-18 Q1, 2017-06 or 2017-18",
    },
)
def period_of_another_length(register: Register) -> Iterator[Hit]:
    """A series of mixed periods shows a trend where there is none."""
    examples = {
        "month": ("a month", "2017-04"),
        "quarter": ("a financial quarter", "2017-18 Q1"),
        "year": ("a financial year", "2017-18"),
        "calendar-year": ("a calendar year", "'2017', in quotes"),
        "academic-year": ("an academic year", "2016/17"),
    }
    for indicator in register.of(Indicator):
        wanted, example = examples[indicator.frequency.every]
        for index, value in enumerate(indicator.values):
            if indicator.period_named(value.period) is None:
                values = {"period": value.period, "wanted": wanted, "example": example}
                yield hit(indicator, "values", index, "period", **values)


@rule(
    "IND-003",
    Severity.ERROR,
    "{period} has two values",
    fix="Keep one.",
    clause="F7.1",
)
def period_twice(register: Register) -> Iterator[Hit]:
    """Of two figures for one period, nobody could say which holds."""
    for indicator in register.of(Indicator):
        seen: set[Period] = set()
        for index, period in indicator.periods():
            if period in seen:
                yield hit(
                    indicator, "values", index, "period", period=indicator.values[index].period
                )
            seen.add(period)


@rule(
    "IND-004",
    Severity.ERROR,
    "{message}",
    fix="Correct the numbers; a percentage or rate is computed from both.",
    clause="F7.1",
)
def figure_cannot_be(register: Register) -> Iterator[Hit]:
    """A figure that cannot be computed, or cannot be true, raises the wrong question."""
    for indicator in register.of(Indicator):
        for path, value in indicator.figures():
            if value.numerator is None or indicator.measure.kind == "count":
                continue
            if value.denominator is None:
                message = f"a {indicator.measure.kind} without its denominator"
                yield hit(indicator, *path, "numerator", message=message)
            elif value.denominator == 0:
                yield hit(indicator, *path, "denominator", message="divided by nothing")
            elif indicator.measure.kind == "percentage" and value.numerator > value.denominator:
                message = f"{value.numerator} of {value.denominator} is more than all of them"
                yield hit(indicator, *path, "numerator", message=message)


@rule(
    "IND-005",
    Severity.ERROR,
    "{message}",
    fix="Give `numerator:`, or `missing:` with the letter for the reason; not both.",
    clause="F7.1",
)
def neither_figure_nor_reason(register: Register) -> Iterator[Hit]:
    """Every expected period is explicit: a figure, or why there is none."""
    for indicator in register.of(Indicator):
        for path, value in indicator.figures():
            key, name = ("of", value.of) if isinstance(value, Share) else ("period", value.period)
            if value.numerator is None and value.missing in (None, "p", "r", "b"):
                message = f"{name} has no figure, and nothing says why"
                yield hit(indicator, *path, key, message=message)
            elif value.numerator is not None and value.missing not in (None, "p", "r", "b"):
                message = f"{name} has a figure, and is said to have none"
                yield hit(indicator, *path, "missing", message=message)


@rule(
    "IND-006",
    Severity.ERROR,
    "a count of {least} to {most} children in a public register",
    fix="Write `missing: c` in place of the numbers; keep the exact ones outside the register.",
    clause="F1.2",
)
def small_count_in_public(register: Register) -> Iterator[Hit]:
    """A very small number, with an area and a date, can point to a child."""
    sizes = {"least": SMALL[0], "most": SMALL[-1]}
    for indicator, path in small_counts(register):
        yield hit(indicator, *path, **sizes)


@rule(
    "IND-007",
    Severity.ERROR,
    "{message}",
    fix="Correct the dates of the targets.",
    clause="F2.6",
)
def targets_overlap(register: Register) -> Iterator[Hit]:
    """A target has dates, and on any day at most one of them holds."""
    for indicator in register.of(Indicator):
        before: tuple[date, int] | None = None  # of those that began, the one that ends last
        for index, target in sorted(enumerate(indicator.targets), key=lambda pair: pair[1].from_):
            if target.to < target.from_:
                yield hit(indicator, "targets", index, "to", message="a target that never holds")
                continue
            if before and target.from_ <= before[0]:
                message = f"two targets hold on {target.from_}"
                yield hit(indicator, "targets", max(index, before[1]), "from", message=message)
            before = max(before or (target.to, index), (target.to, index))


@rule(
    "IND-008",
    Severity.ERROR,
    "a question about {period}, which has no value",
    fix="Correct the period, or add the value.",
    clause="F7.1",
)
def question_about_nothing(register: Register) -> Iterator[Hit]:
    """A question arises from a figure."""
    for indicator in register.of(Indicator):
        known = {period for _, period in indicator.periods()}
        for index, signal in enumerate(indicator.signals):
            if indicator.period_named(signal.period) not in known:
                yield hit(indicator, "signals", index, "period", period=signal.period)


@rule(
    "IND-009",
    Severity.WARNING,
    "an indicator that is reported to nobody",
    fix="Add `reported_to:`.",
    clause="F3.7",
)
def indicator_reported_to_nobody(register: Register) -> Iterator[Hit]:
    """Key performance indicators should be reported to the Board."""
    for indicator in register.of(Indicator):
        if not indicator.reported_to:
            yield hit(indicator, "title")


@rule(
    "IND-010",
    Severity.ERROR,
    "a {kind} that does not say {missing}",
    fix="Add `{key}:` to `measure:`.",
    clause="F7.1",
    words={
        "kind": "rate or percentage",
        "missing": "of what, or per how many",
        "key": "`denominator:` or `per:`",
    },
)
def measure_not_defined(register: Register) -> Iterator[Hit]:
    """A rate can be checked only if it is known what is divided by what."""
    for indicator in register.of(Indicator):
        measure = indicator.measure
        if measure.kind in {"percentage", "rate"} and not measure.denominator:
            values = {"kind": measure.kind, "missing": "of what", "key": "denominator"}
            yield hit(indicator, "measure", "kind", **values)
        if measure.kind == "rate" and not measure.per:
            values = {"kind": measure.kind, "missing": "per how many", "key": "per"}
            yield hit(indicator, "measure", "kind", **values)


@rule(
    "IND-011",
    Severity.ERROR,
    "a benchmark of {area} that does not say where it is from",
    fix="Add `source:`; or `illustrative: true` in a worked example.",
    clause="F2.1",
    words={"area": "another area"},
)
def benchmark_without_source(register: Register) -> Iterator[Hit]:
    """A local figure is held against a national one only if that can be looked up."""
    for indicator in register.of(Indicator):
        for index, benchmark in enumerate(indicator.benchmarks):
            if not (benchmark.source or benchmark.illustrative or indicator.illustrative):
                yield hit(indicator, "benchmarks", index, "area", area=benchmark.area)


@rule(
    "IND-012",
    Severity.ERROR,
    "the hidden {name} of {part} can be worked out: all others are given",
    fix="Hide another part as well, with `missing: c`.",
    clause="F1.2",
    words={"name": "number", "part": "one part"},
)
def hidden_count_can_be_worked_out(register: Register) -> Iterator[Hit]:
    """One number hidden beside the whole and all its other parts is not hidden."""
    if register.board is None or register.board.register_is != "public":
        return
    for indicator in register.of(Indicator):
        if indicator.measure.counts != "children":
            continue
        for index, value in enumerate(indicator.values):
            hidden = [n for n, share in enumerate(value.shares) if share.missing == "c"]
            if len(hidden) != 1:
                continue
            for name in ("numerator", "denominator"):
                whole = getattr(value, name)
                given = [getattr(share, name) for share in value.shares if share.missing != "c"]
                if whole is not None and None not in given and whole - sum(given) in SMALL:
                    path = ("values", index, "shares", hidden[0], "missing")
                    yield hit(indicator, *path, name=name, part=value.shares[hidden[0]].of)
