"""What text looks like when it is shown: nothing obeyed, nothing hidden, nothing spoilt."""

import pytest

from hscb_pm.present.out import visible
from hscb_pm.store.composer import invisible

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
JOINED = [FAMILY, "\u2764\ufe0f\u200d\U0001f525", "\U0001f3f4\u200d\u2620\ufe0f"]


@pytest.mark.parametrize("text", [*JOINED, "é", "£84,000", "a\nb"])
def test_what_a_register_may_hold_is_shown_as_it_is(text: str) -> None:
    assert invisible(text) is None
    assert visible(text) == text


@pytest.mark.parametrize("text", ["a\u200db", "\u200d", "\u200b", "\x1b", "\u202e", "\U000e0041"])
def test_what_is_hidden_or_obeyed_is_spelled_out(text: str) -> None:
    assert invisible(text) is not None
    assert visible(text).isprintable()
