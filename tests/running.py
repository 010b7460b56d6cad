"""What tests of commands share: where things are, what a command gives back."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "register"
GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    code: int | str | None
    out: str
    err: str


Hscb = Callable[..., Ran]


def golden(name: str, text: str, folder: Path = GOLDEN) -> None:
    """Compare with what is kept in tests/golden; UPDATE_GOLDEN=1 keeps it anew."""
    file = folder / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="")
    with file.open(encoding="utf-8", newline="") as kept:
        assert text == kept.read()
