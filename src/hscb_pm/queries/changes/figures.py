"""Whether the latest value of an indicator is another than it was."""

from datetime import date, timedelta

from hscb_pm.models import Indicator
from hscb_pm.periods import Period
from hscb_pm.queries.changes.row import Moved
from hscb_pm.queries.disclosure import published
from hscb_pm.queries.series import HIDDEN, Reading, series
from hscb_pm.register import Register


def moved(register: Register, indicator: Indicator, before: Indicator, today: date) -> Moved | None:
    """The latest value beside the latest one of before; None where that has not changed."""
    shown = published(series(indicator, today), public=register.public)
    now, was = shown.series.latest, _latest(before, today)
    if now is None:
        return None
    if was is None:
        return Moved(indicator, now, None, is_revised=False)
    readings = {reading.period: reading for reading in shown.series.readings if _is_told(reading)}
    if now.period != was:
        return Moved(indicator, now, readings.get(was), is_revised=False)
    if _value(indicator, was) == _value(before, was):
        return None
    if shown.profile.hides_anything:  # two counts of one period differ by a few children
        return Moved(indicator, now, None, is_revised=True)
    return Moved(indicator, now, series(before, today).latest, is_revised=True)


def came(register: Register, indicator: Indicator, since: date, today: date) -> Moved | None:
    """The latest value, if it was to be ready only after a day: the files themselves do not say."""
    latest = _latest(indicator, today)
    ready = timedelta(days=indicator.frequency.ready_after_days)
    if latest is None or latest.end + ready <= since:
        return None
    shown = published(series(indicator, today), public=register.public).series
    known = [reading for reading in shown.readings if _is_told(reading)]
    if not known:
        return None
    return Moved(indicator, known[-1], known[-2] if known[1:] else None, is_revised=False)


def _latest(indicator: Indicator, today: date) -> Period | None:
    """The last period by a day of which there is a value, or one that is not to be known."""
    values = indicator.values
    known = (
        period
        for place, period in indicator.periods()
        if period.end <= today
        and (values[place].numerator is not None or values[place].missing == HIDDEN)
    )
    return max(known, default=None)


def _value(indicator: Indicator, wanted: Period) -> tuple[object, ...] | None:
    found = (indicator.values[place] for place, period in indicator.periods() if period == wanted)
    value = next(found, None)
    return (value.numerator, value.denominator, value.missing) if value else None


def _is_told(reading: Reading) -> bool:
    return reading.figure.value is not None or reading.figure.missing == HIDDEN
