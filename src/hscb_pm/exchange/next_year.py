"""The next year's programme: this year's file, in which only what speaks of this year moves."""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from hscb_pm.models import Programme
from hscb_pm.periods import Period
from hscb_pm.problem import CannotError
from hscb_pm.register import Register
from hscb_pm.store.composer import Composer, Span, best_source, spans
from hscb_pm.store.slips import Refusal
from hscb_pm.store.yaml_text import scalar

THIS_YEAR: Final = re.compile(r"\b(?:this|last|next|current|coming)\s+year\b", re.IGNORECASE)
Edit = tuple[int, int, str]


class CarriedForward(NamedTuple):
    """A programme for the next year, to be reviewed."""

    path: str
    before: str
    after: str
    dropped: dict[str, str]
    """The explanations that speak of the year that was, by the rules they answer."""


def carried_forward(register: Register, last: Programme) -> CarriedForward:
    """Prepare the programme that follows the last one; schedules hold for any year as they are."""
    source, year = register.sources[last.id], last.year
    before, following = source.text, year.next().name
    dropped = {code: why for code, why in last.explained.items() if _speaks_of(why, year)}
    origin = f"Carried forward from the programme of {year.name}"
    after = before
    for start, end, said in sorted(_edits(before, year, origin, dropped), reverse=True):
        after = after[:start] + said + after[end:]
    if not _is_all_that_moved(before, after, year, origin, dropped):
        raise CannotError(
            f"{source.path} is laid out in a way that hscb cannot change safely; copy it to "
            f"{following}.yaml and edit `title:`, `source:` and `explained:` there"
        )
    return CarriedForward(f"{last.folder}/{following}.yaml", before, after, dropped)


def _edits(text: str, year: Period, origin: str, dropped: Collection[str]) -> Iterator[Edit]:
    """What to write in the place of which characters."""
    found, said = spans(best_source(), text), scalar(origin, bracketed=True)
    if title := found.get("title"):
        yield title.value, title.end, _moved(text[title.value : title.end], year)
    if place := found.get("source"):
        yield place.value, place.end, said
    else:
        first, newline = min(found.values()).key, "\r\n" if "\r\n" in text else "\n"
        yield first, first, f"source: {said}{newline}"
    if dropped:
        entries = spans(best_source(), text, ("explained",))
        gone = [entries[code] for code in dropped]
        for place in [found["explained"]] if len(gone) == len(entries) else gone:
            yield *_lines_of(text, place), ""


def _lines_of(text: str, place: Span) -> tuple[int, int]:
    """The lines on which an entry stands, with whatever else does."""
    start = text.rfind("\n", 0, place.key) + 1
    return start, text.find("\n", place.end) + 1 or len(text)


def _is_all_that_moved(
    before: str, after: str, year: Period, origin: str, dropped: Collection[str]
) -> bool:
    """Whether a file still says what it said, but for what was to move."""
    compose = Composer(best_source()).compose
    wanted = {**compose(before).data, "source": origin}
    if "title" in wanted:
        wanted["title"] = _moved(wanted["title"], year)
    kept = {code: why for code, why in wanted.pop("explained", {}).items() if code not in dropped}
    try:
        found = compose(after).data
    except Refusal:
        return False
    return isinstance(found, dict) and {"explained": {}, **found} == {**wanted, "explained": kept}


def _speaks_of(why: str, year: Period) -> bool:
    """Whether a reason may hold for that year only: it names one of its years, or `this year`."""
    named = rf"(?<!\d)(?:{year.start.year}|{year.end.year})(?!\d)"
    return bool(THIS_YEAR.search(why) or re.search(named, why))


def _moved(text: str, year: Period) -> str:
    """Move the financial year that a text names by one, in whatever way it is written."""
    first, second = year.start.year, year.end.year
    pair = rf"(?<!\d){first}(\s*(?:[-/\u2013]|to)\s*)({second}|{second % 100:02})(?!\d)"

    def following(found: re.Match[str]) -> str:
        return f"{first + 1}{found[1]}{str(second + 1)[-len(found[2]) :]}"

    return re.sub(pair, following, text)
