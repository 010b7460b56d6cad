"""What people type for a field, read as the kind of record wants it."""

import re
from datetime import date
from typing import Any

import pytest

from hscb_pm.exchange.typed import read_typed
from hscb_pm.models import Action, Audit, ChildDeaths, Cycle, Indicator, Meeting, Record
from hscb_pm.periods import read_day
from hscb_pm.problem import FieldPath


def read(kind: type[Record], path: str, text: str) -> Any:
    steps: FieldPath = tuple(int(s) if s.isdecimal() else s for s in path.split("."))
    return read_typed(kind, steps, text, lambda typed: read_day(typed, date(2017, 11, 20)))


@pytest.mark.parametrize(
    ("kind", "path", "text", "data"),
    [
        (Action, "due", "+6w", date(2018, 1, 1)),
        (Action, "owner.role", " 007 ", "007"),
        (Action, "arises_from", "AUD-2017-03/R2, MTG-2017-01", ["AUD-2017-03/R2", "MTG-2017-01"]),
        (Action, "owner", '{agency: x, role: "a, b"}', {"agency": "x", "role": "a, b"}),
        (Action, "progress", "{on: today, note: x}", [{"on": date(2017, 11, 20), "note": "x"}]),
        (Action, "progress.0.on", "1 Feb 2018", date(2018, 2, 1)),
        (Action, "part", "2", 2),
        (Action, "illustrative", "yes", True),
        (Action, "explained.SMART-S2", "true", "true"),
        (Action, "extensions.cost.codes", "x", "x"),
        (Audit, "level", "Multi agency audit", "multi-agency-audit"),
        (Audit, "approaches", "Case files, read; Observation", ["Case files, read", "Observation"]),
        (Audit, "recommendations.0.from", "F1,F2", ["F1", "F2"]),
        (Audit, "recommendations.0.id", "R1", "R1"),
        (ChildDeaths, "counts.notified", "c", "c"),
        (Indicator, "targets.0.value", "12.5", 12.5),
        (Meeting, "attendance.0.present", "no", False),
        (
            Cycle,
            "scale",
            "[{grade: a, means: b, shortfall: no}]",
            [{"grade": "a", "means": "b", "shortfall": False}],
        ),
    ],
)
def test_text_becomes_what_the_field_takes(
    kind: type[Record], path: str, text: str, data: object
) -> None:
    found = read(kind, path, text)
    assert repr(found) == repr(data)  # which tells 1 from true


@pytest.mark.parametrize(
    ("kind", "path", "text", "said"),
    [
        (Action, "due", "31/02/2018", "31/02/2018 does not exist: February 2018 has 28 days"),
        (Meeting, "items.0.decision", "noted", "it takes table, circulate, not-needed"),
        (Meeting, "items.0.decision", "tabled", "did you mean table? it takes"),
        (Action, "ownr.role", "x", "`ownr` is no key here; did you mean `owner`?"),
        (Action, "id", "ACT-2017-001", "`id` is no key here"),
        (Action, "objective.x", "x", "there is nothing within it that could be `x`"),
        (Action, "arises_from.x", "x", "`x` is no position"),
        (Action, "owner", "x", "type FIELD.agency=… and FIELD.role=…"),
        (Action, "owner", "{agency: !!python/name:os.system x}", "a tag"),
        (Action, "owner", "{agency: x", "a comma is missing, or a bracket is not closed"),
        (Action, "owner", "{agency: x, role: [a]}", "more than it takes"),
        (Action, "owner", "{agency: x, role: }", "empty"),
        (Action, "illustrative", "no", "it takes true"),
        (Action, "action", " ", "it is blank"),
        (Action, "action", "a\x1b[2Jb", "an invisible character (U+001B)"),
        (Action, "action", "a\rb", "an invisible character (U+000D)"),
        (Action, "action", "\udc80", "it is not in UTF-8"),
        (Action, "action", "x" * 20_000, "it has 20000 characters"),
        (Audit, "level", "multi", "did you mean multi-agency-audit?"),
        (Audit, "sample.size", "1e3", "it takes a whole number"),
        (Audit, "sample.size", "9" * 5000, "it takes a whole number"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words(
    kind: type[Record], path: str, text: str, said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read(kind, path, text)
