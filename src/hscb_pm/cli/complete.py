"""What the shell offers when Tab is pressed: names of files, read without parsing any."""

import os
import re
from pathlib import Path
from typing import Final

import typer

# A shell may run what else a name could hold.
_PLAIN: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def _names(folder: str) -> list[str]:
    for up in (Path(os.environ.get("HSCB_REGISTER", ".")), Path.cwd(), *Path.cwd().parents):
        for register in (up, up / "register"):
            if (register / "board.yaml").is_file():
                stems = (file.stem for file in register.glob(f"{folder or '.'}/*.yaml"))
                return sorted(stem for stem in stems if _PLAIN.fullmatch(stem))
    return []


def complete_agency(incomplete: str) -> list[str]:
    """The ids of the agencies."""
    return [name for name in _names("agencies") if name.startswith(incomplete)]


def complete_group(incomplete: str) -> list[str]:
    """The ids of the groups."""
    return [name for name in _names("groups") if name.startswith(incomplete)]


def complete_year(incomplete: str) -> list[str]:
    """The years that have a programme."""
    return [name for name in _names("programme") if name.startswith(incomplete)]


def complete_action(incomplete: str) -> list[str]:
    """The ids of the actions."""
    return [name for name in _names("actions") if name.startswith(incomplete)]


def complete_audit(incomplete: str) -> list[str]:
    """The ids of the audits."""
    return [name for name in _names("audits") if name.startswith(incomplete)]


def complete_cycle(incomplete: str) -> list[str]:
    """The ids of the Section 11 cycles."""
    return [name for name in _names("section11/cycles") if name.startswith(incomplete)]


def complete_record(incomplete: str) -> list[str]:
    """The ids of all records that have files of their own."""
    return [name for name in _names("**") if name.startswith(incomplete)]


def complete_rule(incomplete: str) -> list[str]:
    """The codes of the rules."""
    from hscb_pm.rules import RULES

    return [code for code in RULES if code.startswith(incomplete.upper())]


def complete_indicator(incomplete: str) -> list[str]:
    """The ids of the indicators."""
    return [name for name in _names("indicators") if name.startswith(incomplete)]


def complete_paper(incomplete: str) -> list[str]:
    """The names of the papers, and the ids that may stand after them."""
    from hscb_pm.papers import PAPERS

    papers = [name for name in PAPERS if name.startswith(incomplete)]
    return papers or complete_record(incomplete)


def complete_template(incomplete: str) -> list[str]:
    """The names of the templates of papers."""
    from hscb_pm.papers import PAPERS

    return [name for name in PAPERS if name.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """The kinds of record."""
    from hscb_pm.queries.records import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def complete_setting(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of all records; behind one of them, the fields that it can have."""
    from hscb_pm.exchange.setting import fields_within
    from hscb_pm.models import RECORD_TYPES

    typed = ctx.params.get("words") or ()
    if not typed and not ctx.params.get("where"):
        return complete_record(incomplete)
    record = str(typed[0]).partition("/")[0] if typed else ""
    kinds = [kind for kind in RECORD_TYPES if record in _names(kind.folder)] if record else ()
    names = (name for kind in kinds for name in fields_within(kind, incomplete))
    return [name for name in names if name.startswith(incomplete)]
