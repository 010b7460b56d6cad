"""What of an indicator may be published, so that no child can be found behind a figure.

What is hidden is taken out of the series before anything is worked out from it: a chart, a limit,
a change or a sentence made from what is left cannot give it away.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hscb_pm.models import Indicator
from hscb_pm.models.indicator import PERCENT, Share
from hscb_pm.periods import Period, PeriodKind, financial_year
from hscb_pm.queries.series import HIDDEN, Figure, Reading, Series, charted, figure_of
from hscb_pm.rates import add_up
from hscb_pm.suppression import PROFILES, Profile, protect

WHOLE = ""
"""The part that is the whole area."""
Cell = tuple[Period, str]
"""A period (or the year) and a part of the area."""


class Published(NamedTuple):
    """An indicator as its readers may see it."""

    series: Series
    parts: Mapping[Cell, Figure]
    """The figures of parts of the area, by period and part."""
    years: Mapping[Period, Figure]
    """Whole years, worked out from their periods where that can be done."""
    profile: Profile
    hidden: frozenset[Cell]
    """What is hidden besides what the register itself does not hold."""


def profile_of(indicator: Indicator) -> Profile:
    """Whose rules hold in public: of children, the DfE's where the record names none."""
    named = indicator.disclosure.profile if indicator.disclosure else None
    if indicator.measure.counts != "children":
        return PROFILES[named or "none"]
    return PROFILES["dfe" if named in (None, "none") else named]


def published(series: Series, *, public: bool) -> Published:
    """The series as it may be shown: all of it inside the Board; in public without small counts."""
    indicator = series.indicator
    rule = profile_of(indicator) if public else PROFILES["none"]
    parts, years = dict(_parts(series)), _years(indicator, series.readings)
    if not rule.hides_anything:
        return Published(series, parts, years, rule, frozenset())
    hidden = frozenset(_to_hide(series, parts, years, rule))
    readings = tuple(
        r._replace(figure=_shown(r.figure, (r.period, WHOLE) in hidden, rule))
        for r in series.readings
    )
    if indicator.frequency.snapshot:
        years = _years(indicator, readings)  # a year is its last figure, and hidden where that is
    return Published(
        charted(indicator, readings),
        {cell: _shown(figure, cell in hidden, rule) for cell, figure in parts.items()},
        {year: _shown(figure, (year, WHOLE) in hidden, rule) for year, figure in years.items()},
        rule,
        hidden,
    )


def _shown(figure: Figure, hide: bool, rule: Profile) -> Figure:  # noqa: FBT001 - one of two
    if figure.numerator is None:
        return figure
    if hide:
        return figure._replace(numerator=None, denominator=None, missing=HIDDEN)
    below = figure.denominator
    return figure._replace(
        numerator=rule.rounded(figure.numerator),
        denominator=rule.rounded(below) if below is not None and figure.per == PERCENT else below,
    )


def _parts(series: Series) -> Iterator[tuple[Cell, Figure]]:
    indicator = series.indicator
    shown = {reading.period for reading in series.readings}
    for index, period in indicator.periods():
        for share in indicator.values[index].shares if period in shown else ():
            yield (period, share.of), _figure_of_part(indicator, share)


def _figure_of_part(indicator: Indicator, share: Share) -> Figure:
    whole = figure_of(indicator, None)
    return whole._replace(
        numerator=share.numerator, denominator=share.denominator, missing=share.missing
    )


def _years(indicator: Indicator, readings: Iterable[Reading]) -> dict[Period, Figure]:
    """Every financial year that is whole, and what its periods add up to."""
    kind, frequency = indicator.period_kind, indicator.frequency
    if kind not in {PeriodKind.MONTH, PeriodKind.QUARTER} or frequency.rolling_years:
        return {}
    per_year = 12 if kind is PeriodKind.MONTH else 4
    found: dict[Period, list[Reading]] = {}
    for reading in readings:
        found.setdefault(financial_year(reading.period.end), []).append(reading)
    return {
        year: figure
        for year, within in found.items()
        if len(within) == per_year and (figure := _added(indicator, within))
    }


def table_of(indicator: Indicator, period: Period, years: Container[Period]) -> Period:
    """The year whose total a period is part of, if that is shown; else the period by itself."""
    year = financial_year(period.end)
    return year if year in years and not indicator.frequency.snapshot else period


def _added(indicator: Indicator, within: Sequence[Reading]) -> Figure | None:
    """The figure of a year: of snapshots the last, else the sum; None if one is missing."""
    last, kind = within[-1].figure, indicator.measure.kind
    if indicator.frequency.snapshot:
        return last if last.value is not None else None
    if any(reading.figure.value is None for reading in within):
        return None
    above = [reading.figure.numerator for reading in within]
    below = [reading.figure.denominator for reading in within]
    total = add_up(kind, above, below, same_people=kind == "rate")
    if total is None:
        return None
    bottom = None if total[1] is None else round(total[1])
    return last._replace(numerator=int(total[0]), denominator=bottom, missing=None)


def _to_hide(
    series: Series, parts: Mapping[Cell, Figure], years: Mapping[Period, Figure], rule: Profile
) -> Iterator[Cell]:
    """The cells that are small, and those that would give them away, table by table."""
    indicator = series.indicator
    tables: dict[Period, dict[Period, Figure]] = {}
    for period, figure, _ in series.readings:
        below = figure.denominator
        if indicator.measure.kind == "rate" and below is not None and rule.hides(below):
            yield period, WHOLE
        if figure.numerator is not None:
            tables.setdefault(table_of(indicator, period, years), {})[period] = figure
    for top, wholes in tables.items():
        total = None if top in wholes else top
        for table in _tables(indicator, wholes, parts):
            yield from _hidden_in(table, total, rule, zero=is_zero_sensitive(indicator))


def is_zero_sensitive(indicator: Indicator) -> bool:
    """Whether even nought would tell something of a child."""
    return bool(indicator.disclosure and indicator.disclosure.zero_sensitive)


Counts = dict[Period, dict[str, int]]
"""A count for each period and part, with the whole among them."""


def _tables(
    indicator: Indicator, wholes: Mapping[Period, Figure], parts: Mapping[Cell, Figure]
) -> Iterator[Counts]:
    """Every table of counts that could be worked out from what is shown of these periods."""
    cells = {(period, WHOLE): figure for period, figure in wholes.items()}
    cells |= {cell: figure for cell, figure in parts.items() if cell[0] in wholes}
    ways: list[Callable[[int, int], int]] = [lambda top, _: top]
    if indicator.measure.kind == "percentage":
        ways += [lambda _, bottom: bottom, lambda top, bottom: bottom - top]
    for way in ways:
        counts: Counts = {}
        for (period, part), figure in cells.items():
            if figure.numerator is not None:
                found = way(figure.numerator, figure.denominator or 0)
                counts.setdefault(period, {})[part] = max(found, 0)
        yield counts


def _hidden_in(counts: Counts, year: Period | None, rule: Profile, *, zero: bool) -> list[Cell]:
    """The cells of one table that are to be hidden; all of it, where too little is left."""
    periods = list(counts)
    parts = sorted({part for row in counts.values() for part in row if part != WHOLE})
    rows = [_row(counts[period], parts) for period in periods]
    numbers = [count for row in rows for count in row]
    numbers += [count for row in counts.values() for count in row.values()]
    if not any(rule.hides(number, zero_sensitive=zero) for number in numbers):
        return []  # then no total is small either
    try:
        table = protect(
            rows,
            rule,
            row_totals=bool(parts),
            column_totals=year is not None,
            zero_sensitive=zero,
        )
    except ValueError:
        every = [(period, part) for period in periods for part in (*parts, WHOLE)]
        return every if year is None else [*every, (year, WHOLE)]
    wholes = table.row_totals or tuple(row[0] for row in table.cells)
    found = [
        (period, part)
        for period, row, whole in zip(periods, table.cells, wholes, strict=True)
        for part, shown in (*zip(parts, row, strict=False), (WHOLE, whole))
        if shown == rule.symbol
    ]
    total = table.total if parts else (table.column_totals or (None,))[0]
    return [*found, (year, WHOLE)] if year and total == rule.symbol else found


def _row(counts: Mapping[str, int], parts: Sequence[str]) -> list[int]:
    """The parts, and what they leave of the whole; the whole alone where there are none."""
    if not parts:
        return [counts[WHOLE]]
    row = [counts.get(part, 0) for part in parts]
    return [*row, max(counts.get(WHOLE, 0) - sum(row), 0)]
