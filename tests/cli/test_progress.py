"""What those who wait see of long work."""

import io

import pytest

from hscb_pm.cli import progress
from hscb_pm.cli.progress import counting
from hscb_pm.present.out import Out


class Terminal(io.StringIO):
    """Where a person waits."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_terminal_has_one_line_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_OFTEN", -1)
    out = Out(io.StringIO(), waiting := Terminal())
    assert list(counting(out, "papers", "ab", 2)) == ["a", "b"]
    out.talk("wrote both")
    lines = waiting.getvalue().split("\r")
    assert "1 of 2 papers" in lines
    assert lines[-1] == "wrote both\n"
    assert not lines[-2].strip()


def test_the_line_goes_when_the_work_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_OFTEN", -1)
    out = Out(io.StringIO(), waiting := Terminal())
    work = counting(out, "papers", "abc")
    next(work), next(work)
    with pytest.raises(KeyboardInterrupt):
        work.throw(KeyboardInterrupt)
    assert waiting.getvalue().endswith("\r")


def test_a_log_has_a_line_now_and_then() -> None:
    out = Out(io.StringIO(), log := io.StringIO())
    assert len(list(counting(out, "pages", range(2001)))) == 2001
    assert log.getvalue() == "1,000 pages so far\n2,000 pages so far\n"
