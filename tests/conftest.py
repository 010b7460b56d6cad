"""How tests run a command: in this process, as a user would type it."""

import gc
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from hscb_pm.__main__ import main
from hscb_pm.exchange import starter
from hscb_pm.present import schema
from remembering import remember
from running import ROOT, Hscb, Ran

gc.set_threshold(200_000, 20, 50)  # registers that tests keep are no rubbish to look through
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _schemas_made_once() -> Iterator[None]:
    """The schemas are the same for every register; making them takes most of `hscb init`."""
    once = cache(schema.schema_files)
    with pytest.MonkeyPatch.context() as patch:
        for module in (schema, starter):
            patch.setattr(module, "schema_files", lambda: dict(once()))
        yield


@pytest.fixture
def hscb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Hscb]:
    """Run `hscb` with arguments, in the folder that holds the example register."""
    monkeypatch.chdir(ROOT)
    remember(monkeypatch)
    for name in ("HSCB_REGISTER", "NO_COLOR", "HSCB_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["hscb", *map(str, arguments)])
        with pytest.raises(SystemExit) as ending:
            main()
        out, err = capsys.readouterr()
        return Ran(ending.value.code, out, err)

    yield run
    gc.enable()
