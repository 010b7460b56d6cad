"""What once failed is answered; `make fuzz` looks for more."""

import pytest

from fuzzing import TARGETS, corpus

KEPT = [(name, why) for name, samples in corpus().items() for why in samples]


@pytest.mark.parametrize(("target", "why"), KEPT)
def test_what_once_failed_is_answered(target: str, why: str) -> None:
    TARGETS[target].holds(*corpus()[target][why])
