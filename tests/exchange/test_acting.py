"""The steps in an action's life: what each leaves in its record, whatever came before."""

from contextlib import suppress
from datetime import date
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from builders import an_action, as_read
from hscb_pm.exchange.acting import moved, noted, signed_off
from hscb_pm.models import Action
from hscb_pm.models.action import sealed
from hscb_pm.problem import CannotError
from hscb_pm.rules.meetings import broken_ledger
from hscb_pm.store.edits import Edit
from hscb_pm.store.splicing import with_value

WORDS = st.text("aé.\u0301 \n", min_size=1).filter(str.strip)
DAYS = st.dates(date(2017, 1, 1), date(2019, 12, 31))


def after(action: Action, edits: list[Edit]) -> Action:
    """The action as its file would say it."""
    data = as_read(action.model_dump(mode="json", exclude_none=True))
    for edit in edits:
        data = with_value(data, edit.path, edit.value)
    return Action.model_validate(data)


@given(WORDS, st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "\n  ", "\u00a0"]))
def test_seal_holds_however_a_text_is_broken_and_composed(text: str, form: str, blank: str) -> None:
    other = normalize(form, blank.join(text.split()))  # type: ignore[arg-type]
    assert sealed(text, None) == sealed(other, None)
    assert len({sealed(text, None), sealed(f"{text}.", None), sealed(text, text)}) == 3


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6))
def test_moves_leave_a_ledger_that_leads_from_the_first_date_to_the_last(
    moves: list[tuple[date, date]],
) -> None:
    action = an_action()
    for on, to in moves:
        with suppress(CannotError):
            action = after(action, moved(action, on, to, "Quorum", "board"))
    assert list(broken_ledger(action.revisions, "due", action.due.isoformat())) == []
    assert action.first_due == date(2017, 9, 30)
    if action.revisions:
        last = action.revisions[-1]
        assert moved(action, last.on, last.now, "Quorum", "board") == []


@given(st.lists(st.tuples(DAYS, WORDS), max_size=5))
def test_a_step_that_is_recorded_is_not_recorded_again(steps: list[tuple[date, str]]) -> None:
    action = an_action()
    for on, note in steps:
        action = after(action, noted(action, on, note))
        assert noted(action, on, f" {note}\n") == []
        signed = after(action, signed_off(action, on, "board", "Chair", again=False))
        assert signed_off(signed, on, "board", None, again=True) == []
