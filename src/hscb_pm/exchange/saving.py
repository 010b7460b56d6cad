"""What is to be saved of a register: which files, what they change in a board's words."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hscb_pm import rules
from hscb_pm.commits import Pending, guard_nothing_under_way, ignored, pending
from hscb_pm.history import is_installed, knows_the_user, prefix, work_tree
from hscb_pm.models.record import shorten
from hscb_pm.papers.changed import counted, in_words
from hscb_pm.problem import CannotError, Problem, Severity
from hscb_pm.queries.changes import Change, changes
from hscb_pm.queries.renumbered import renumbered
from hscb_pm.register import Register
from hscb_pm.revisions import NoRevisionError
from hscb_pm.rules.rule import Base
from hscb_pm.store import base_of
from hscb_pm.store.files import RESERVED, is_record_file
from hscb_pm.words import capital, count, joined


class Unsaved(NamedTuple):
    """What a register says, and what was saved last does not."""

    top: Path
    """The work tree that holds the register."""
    prefix: str
    """The register's folder in the work tree, with its slash."""
    files: list[Pending]
    passed_over: list[str]
    """Records that git is told to ignore."""


def unsaved(folder: Path) -> Unsaved:
    """The records and templates that are not as they were saved; CannotError if git cannot save."""
    top = work_tree(folder)
    if top is None:
        raise CannotError(f"{folder} is in no git repository, so nothing can be saved; git init")
    if not is_installed():
        raise CannotError("git is not installed, and it is git that saves; install git")
    guard_nothing_under_way(top)
    above = prefix(folder)
    within = above.rstrip("/") or "."
    templates = f"{within.rpartition('/')[0]}/templates/".lstrip("/") if above else None

    def is_ours(path: str) -> bool:
        if path.startswith(above) and _is_record(path.removeprefix(above)):
            return True
        return templates is not None and path.startswith(templates) and path.endswith(".j2")

    folders = [within, *([templates] if templates else [])]
    passed_over = [*filter(is_ours, ignored(top, folders))]
    files = pending(top, folders, lambda path: is_ours(path) and path not in passed_over)
    return Unsaved(top, above, files, passed_over)


def guard_known(folder: Path) -> None:
    """Refuse to save for nobody; CannotError says what to type."""
    if not knows_the_user(folder):
        raise CannotError(
            'git does not know who you are. Type: git config user.name "Business Manager", then: '
            "git config user.email board@example.org"
        )


def _is_record(path: str) -> bool:
    """Whether the store reads a file as a record."""
    steps = path.split("/")
    is_ours = steps[0] != RESERVED and not any(step.startswith(".") for step in steps)
    return is_ours and is_record_file(path)


def last_saved(register: Register) -> Base | None:
    """The register as it was saved last; None where it never was."""
    try:
        return base_of(register, "HEAD")
    except NoRevisionError:
        return None


def errors(register: Register, base: Base | None) -> list[Problem]:
    """What forbids to save, also what would be lost."""
    found = rules.check(register, None, base)
    return [p for p in found if p.severity is Severity.ERROR and not p.explained]


def in_a_boards_words(register: Register, base: Base | None, today: date) -> list[Change]:
    """What has changed since it was saved last."""
    return changes(register, base.register, today, today) if base else []


def only_otherwise(
    register: Register, base: Base | None, found: Unsaved, rows: list[Change]
) -> Iterator[Pending]:
    """The files of which no such words tell: comments, layout, templates, what names new ids."""
    names = renumbered(register, base.register) if base else {}
    naming = _naming(base.register, names) if base else {}
    told = {source.path for row in rows if (source := register.sources.get(row.record))}
    ids = {row.record for row in rows}
    for file in found.files:
        path = file.path.removeprefix(found.prefix)
        stem = path.rpartition("/")[2].removesuffix(".yaml")
        if base and path in {base.register.sources[old].path for old in names}:
            continue  # what is told of the record's new file
        if path not in told and stem not in ids:
            new = naming.get(path)
            yield file._replace(what=f"names {joined(new)}, as it is called now") if new else file


def _naming(base: Register, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The files that name records which have another id now, and these ids."""
    found: dict[str, list[str]] = {}
    for reference in base.references:
        new = names.get(reference.target.partition("/")[0])
        path = base.sources[reference.record].path
        if new and new not in found.setdefault(path, []):
            found[path].append(new)
    return found


def proposed(found: Unsaved, rows: list[Change]) -> str:
    """A message that says what changed, in one line."""
    if len(rows) == 1:
        return shorten(f"{rows[0].record}: {in_words(rows[0])}")
    if rows:
        return shorten(capital(counted(rows)))
    return f"{count(len(found.files), 'file')} of the register"
