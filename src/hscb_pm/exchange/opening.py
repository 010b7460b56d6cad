"""A register is opened: its files, one look at them, and a git repository around them."""

import shutil
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from hscb_pm import rules
from hscb_pm.exchange.demo import AUTHOR, snapshots
from hscb_pm.exchange.making import REGISTER, NoRoomError, Site, make
from hscb_pm.exchange.starter import Answers, register_files
from hscb_pm.exchange.surroundings import around_the_demo, surroundings
from hscb_pm.history import commit_all, is_installed, knows_the_user, start, start_with
from hscb_pm.models import Programme
from hscb_pm.periods import FIRST_YEAR, LAST_YEAR, financial_year, say
from hscb_pm.problem import CannotError, Problem
from hscb_pm.register import Register
from hscb_pm.store import load

FIRST_COMMIT = "Open the register"


class Git(StrEnum):
    """What became of the files in git."""

    COMMITTED = "committed"
    NOT_COMMITTED = "not committed"
    NOBODY = "nobody to commit for"
    ABSENT = "no git"
    FAILED = "git could not make a repository"
    LEFT = "left to the repository that is there"


class Opened(NamedTuple):
    """What was made."""

    register: Register
    open_places: list[Problem]
    """What is still to be filled in."""
    git: Git
    made: tuple[str, ...] = ()
    """What stands at the top of the new folder."""
    kept: tuple[str, ...] = ()
    """Files that were there and were left as they are."""


def open_register(where: Site, answers: Answers, today: date) -> Opened:
    """Make the register of a board, kept from a day on, with the audit programme of its year."""
    year = financial_year(today)
    if not Programme.fits(year.name):
        raise CannotError(
            f"{say(today)} lies in the financial year {year}, and hscb knows none that begins "
            f"before {FIRST_YEAR} or after {LAST_YEAR}; name another day with --today"
        )
    files = surroundings(answers.name, year)
    files |= {f"{REGISTER}/{path}": text for path, text in register_files(answers, today).items()}

    def look(scaffold: Path) -> Opened:
        register = load(scaffold / REGISTER)
        problems = [problem for problem in rules.check(register) if not problem.explained]
        if faults := {problem.code for problem in problems} - {"REG-013"}:
            raise RuntimeError(f"the new register has problems: {', '.join(sorted(faults))}")
        git = Git.LEFT if where.tree else _commit(scaffold)
        return Opened(register, problems, git, _tops(files))

    opened, kept = make(where, files, look)
    return opened._replace(kept=kept)


def open_demo(where: Site) -> Opened:
    """Make the worked example, as a repository with the commits of its year."""
    if where.is_repository:
        raise NoRoomError(f"{where.folder} is a git repository; the example makes one of its own")
    past = list(snapshots(around_the_demo()))
    files = {path: content for snapshot in past for path, content in snapshot.files.items()}

    def look(scaffold: Path) -> Opened:
        made = start_with(scaffold, AUTHOR, past)
        register = load(scaffold / REGISTER)
        return Opened(register, [], Git.COMMITTED if made else _without(scaffold), _tops(files))

    return make(where, files, look)[0]


def _tops(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({path.partition("/")[0] for path in paths}))


def _commit(folder: Path) -> Git:
    if not start(folder):
        return _without(folder)
    if not knows_the_user(folder):
        return Git.NOBODY
    return Git.COMMITTED if commit_all(folder, FIRST_COMMIT) else Git.NOT_COMMITTED


def _without(folder: Path) -> Git:
    """Leave no half of a repository behind, and say why there is none."""
    shutil.rmtree(folder / ".git", ignore_errors=True)
    return Git.FAILED if is_installed() else Git.ABSENT
