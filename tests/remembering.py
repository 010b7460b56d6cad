"""What tests of commands need not do again: build the command line, read what was read before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from hscb_pm import store
from hscb_pm.cli import app
from hscb_pm.history import Commit
from hscb_pm.register import Register
from hscb_pm.store import many
from hscb_pm.store.composer import Composer
from hscb_pm.store.slips import Refusal
from running import EXAMPLE

_COMMAND_LINE = get_command(app)
_composed = many._composed  # noqa: SLF001, tests of the store hold what it does
_KNOWN: dict[tuple[str, bool, bool, bytes], many.Composed] = {}
_EXAMPLES: dict[tuple[Path, bool] | None, Register] = {}


def remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files of the same content once, and take the example, which no test changes, once."""
    monkeypatch.setattr("hscb_pm.cli.app", _COMMAND_LINE)
    monkeypatch.setattr(many, "_composed", _composed_once)
    monkeypatch.setattr(many, "_helpers", lambda _: 0)  # a helper's memory ends with it
    monkeypatch.setattr(store, "Begun", _BegunOnce)


def _composed_once(
    composer: Composer, read: Callable[[str], bytes], path: str, *, guard: bool
) -> many.Composed:
    try:
        key = (path, guard, composer.keep_marks, read(path))
    except Refusal:
        return _composed(composer, read, path, guard=guard)
    if key not in _KNOWN:
        _KNOWN[key] = _composed(composer, read, path, guard=guard)
    return _KNOWN[key]


class _BegunOnce(store.Begun):
    def __init__(
        self,
        path: Path | str,
        rev: str | Commit | None = None,
        *,
        guard: bool = True,
        known: Register | None = None,
    ) -> None:
        root = Path(path)
        is_example = rev is None and root.is_dir() and root.samefile(EXAMPLE)
        self._key = (root, guard) if is_example else None
        if self._key not in _EXAMPLES:
            super().__init__(path, rev, guard=guard, known=known)

    def register(self) -> Register:
        if self._key is None:
            return super().register()
        if self._key not in _EXAMPLES:
            _EXAMPLES[self._key] = super().register()
        return _EXAMPLES[self._key]
