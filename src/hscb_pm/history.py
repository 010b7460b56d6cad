"""The only door to git."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that a register was read at, and whether its files have changed since."""

    id: str
    dirty: bool


def head(folder: Path) -> Commit | None:
    """The commit that a folder's files are at; None where there is no git or no commit."""
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return None
    changed = _git(folder, "status", "--porcelain", "--untracked-files=all", "--", ".")
    return Commit(commit.strip(), dirty=changed != "")


def work_tree(folder: Path) -> Path | None:
    """The top of the git work tree that holds a folder, found without starting git."""
    resolved = folder.resolve()
    return next((up for up in (resolved, *resolved.parents) if (up / ".git").exists()), None)


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None if it cannot. It writes nothing and runs no program of the repository."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments],
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout
