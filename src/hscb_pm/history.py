"""The only door to git."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

# A bare repository among a register's files could name programs for git to run.
_CAREFUL = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
_MISLEADING = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that a register was read at, and whether its files have changed since."""

    id: str
    dirty: bool


def head(folder: Path) -> Commit | None:
    """The commit that a folder's files are at; None where there is no git or no commit."""
    if work_tree(folder) is None:  # a bare repository inside a register is not to be asked
        return None
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return None
    changed = _git(
        folder,
        "status",
        "--porcelain",
        "--untracked-files=all",
        "--ignore-submodules=all",
        "--",
        ".",
    )
    return Commit(commit.strip(), dirty=changed != "")


def work_tree(folder: Path) -> Path | None:
    """The top of the git work tree that holds a folder, found without starting git."""
    resolved = folder.resolve()
    return next((up for up in (resolved, *resolved.parents) if (up / ".git").exists()), None)


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says; None if it cannot. It writes nothing and runs no program of the repository."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), *_CAREFUL, *arguments],
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="replace",
            env={k: v for k, v in os.environ.items() if k not in _MISLEADING}
            | {"GIT_OPTIONAL_LOCKS": "0"},
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout
