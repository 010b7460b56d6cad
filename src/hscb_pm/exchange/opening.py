"""A register is opened: its files, one look at them, and a git repository around them."""

import shutil
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from hscb_pm import rules
from hscb_pm.exchange.demo import AUTHOR, snapshots
from hscb_pm.exchange.making import REGISTER, NoRoomError, Site, make
from hscb_pm.exchange.starter import Answers, register_files
from hscb_pm.exchange.surroundings import around_the_demo, surroundings
from hscb_pm.history import commit_all, knows_the_user, start, start_with
from hscb_pm.periods import financial_year
from hscb_pm.problem import Problem
from hscb_pm.register import Register
from hscb_pm.store import load

FIRST_COMMIT = "Open the register"


class Git(StrEnum):
    """What became of the files in git."""

    COMMITTED = "committed"
    NOT_COMMITTED = "not committed"
    NOBODY = "nobody to commit for"
    ABSENT = "no git"
    LEFT = "left to the repository that is there"


class Opened(NamedTuple):
    """What was made."""

    register: Register
    open_places: list[Problem]
    """What is still to be filled in."""
    git: Git
    kept: tuple[str, ...] = ()
    """Files that were there and were left as they are."""


def open_register(where: Site, answers: Answers, today: date) -> Opened:
    """Make the register of a board, kept from a day on, with the audit programme of its year."""
    files = surroundings(answers.name, financial_year(today))
    files |= {f"{REGISTER}/{path}": text for path, text in register_files(answers, today).items()}

    def look(scaffold: Path) -> Opened:
        register = load(scaffold / REGISTER)
        problems = [problem for problem in rules.check(register) if not problem.explained]
        if faults := {problem.code for problem in problems} - {"REG-013"}:
            raise RuntimeError(f"the new register has problems: {', '.join(sorted(faults))}")
        return Opened(register, problems, Git.LEFT if where.tree else _commit(scaffold))

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
        if not made:
            shutil.rmtree(scaffold / ".git", ignore_errors=True)
        register = load(scaffold / REGISTER)
        return Opened(register, [], Git.COMMITTED if made else Git.ABSENT)

    return make(where, files, look)[0]


def _commit(folder: Path) -> Git:
    if not start(folder):
        return Git.ABSENT
    if not knows_the_user(folder):
        return Git.NOBODY
    return Git.COMMITTED if commit_all(folder, FIRST_COMMIT) else Git.NOT_COMMITTED
