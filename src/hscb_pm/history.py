"""The only door to git."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hscb_pm.unlike import Name, unlike

# A bare repository among a register's files could name programs for git to run.
_CAREFUL = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
_MISLEADING = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
}
"""What leads git to another repository or other files than those of the folder it is asked about.

A git hook sets some of them. Settings of the user's (`GIT_CONFIG_…`, `GIT_AUTHOR_…`) stay.
"""
_RECORDS = (".yaml", ".yml", ".j2")
"""What a register is read from, in any folder below; names that begin with a dot are not."""
_NO_PROGRAMS = ("-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgSign=false")
_NO_GUESS = ("-c", "user.useConfigOnly=true")
"""A name that git makes up from the machine's is nobody's."""


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that a register was read at, its day, and whether its records changed since."""

    id: str
    day: date
    dirty: bool


def head(folder: Path) -> Commit | None:
    """The commit that a folder's files are at; None where there is no git or no commit."""
    if work_tree(folder) is None:  # a bare repository inside a register is not to be asked
        return None
    commit = (_git(folder, "rev-list", "--max-count=1", "--timestamp", "HEAD", "--") or "").split()
    if not commit:
        return None
    names = names_at(folder, commit[1], ["."])
    dirty = names is None or any(unlike(folder, names, ["."], _is_read))
    return Commit(commit[1], day_of(int(commit[0])), dirty=dirty)


def _is_read(path: str) -> bool:
    return path.endswith(_RECORDS)


def names_at(folder: Path, commit: str, within: Iterable[str]) -> dict[str, Name] | None:
    """What git calls the files of a folder at a commit; None if it cannot say."""
    told = ask(folder, "--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--", *within)
    if told is None:
        return None
    lines = (line.partition(b"\t") for line in told.split(b"\0") if line)
    split = ((os.fsdecode(path), facts.decode().split()) for facts, _, path in lines)
    return {path: Name(mode, name) for path, (mode, _, name) in split}


def day_of(seconds: int) -> date:
    """The day in London of a commit's time, however far off somebody's clock was."""
    try:
        return datetime.fromtimestamp(seconds, ZoneInfo("Europe/London")).date()
    except (OverflowError, OSError, ValueError):
        return date.max if seconds > 0 else date.min


def work_tree(folder: Path) -> Path | None:
    """The top of the git work tree that holds a folder, found without starting git."""
    resolved = folder.resolve()
    above = (resolved, *resolved.parents)
    # Not `Path.exists`, which raises where a folder above may not be searched.
    return next((up for up in above if os.path.exists(up / ".git")), None)  # noqa: PTH110


def prefix(folder: Path) -> str:
    """What stands before a folder's paths where they are seen from the top of the work tree."""
    top, resolved = work_tree(folder), folder.resolve()
    within = resolved.relative_to(top.resolve()).as_posix() if top else "."
    return "" if within == "." else f"{within}/"


def restoring(path: str, at: str = "HEAD") -> str:
    """The command that makes a file what it was, typed at the top of the work tree."""
    return f"git restore --source={at} {quote(path)}"


class Snapshot(NamedTuple):
    """A commit to be made: when, in what words, and the files that changed."""

    when: datetime
    message: str
    files: Mapping[str, bytes]


def is_installed() -> bool:
    """Whether there is a git, whatever it can do here."""
    return shutil.which("git") is not None


def start(folder: Path) -> bool:
    """Make a folder a repository of its own; False where git is not there, or fails."""
    return _git(folder, "init", "--quiet") is not None


def knows_the_user(folder: Path) -> bool:
    """Whether git has been told in whose name to commit."""
    names = ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
    return all(_git(folder, *_NO_GUESS, "var", name) is not None for name in names)


def commit_all(folder: Path, message: str) -> bool:
    """Commit every file of a folder in the user's name; False where git does not do it."""
    if _git(folder, "add", "--all", "--force") is None:
        return False
    commit = ("commit", "--quiet", "--no-verify", f"--message={message}")
    return _git(folder, *_NO_GUESS, *_NO_PROGRAMS, *commit) is not None


def start_with(folder: Path, author: str, snapshots: Iterable[Snapshot]) -> bool:
    """Make a repository with a past and its files; its commits are the same on every machine."""
    stream = b"".join(_import(author, snapshot) for snapshot in snapshots)
    return (
        _git(folder, "init", "--quiet", "--template=", alone=True) is not None
        and _git(folder, "symbolic-ref", "HEAD", _BRANCH, alone=True) is not None
        and _git(folder, "fast-import", "--quiet", stdin=stream, alone=True) is not None
        and _git(folder, "reset", "--quiet", "--hard", alone=True) is not None
    )


_BRANCH = "refs/heads/main"


def _import(author: str, snapshot: Snapshot) -> bytes:
    """A commit as `git fast-import` reads it."""
    by = f"{author} {int(snapshot.when.timestamp())} {snapshot.when:%z}"
    head = f"commit {_BRANCH}\nauthor {by}\ncommitter {by}\n".encode()
    files = (
        f"M 100644 inline {path}\n".encode() + _data(content)
        for path, content in sorted(snapshot.files.items())
    )
    return head + _data(snapshot.message.encode()) + b"".join(files) + b"\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _git(
    folder: Path, *arguments: str, stdin: bytes | None = None, alone: bool = False
) -> str | None:
    """What git says, as text; None if it cannot."""
    answer = ask(folder, *arguments, stdin=stdin, alone=alone)
    return None if answer is None else answer.decode("utf-8", errors="replace")


def ask(
    folder: Path, *arguments: str, stdin: bytes | None = None, alone: bool = False
) -> bytes | None:
    """What git says; None if it cannot. It runs no program that the repository names.

    Alone, it also goes by nobody's settings, so that what it makes is the same everywhere.
    """
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), *_CAREFUL, *arguments],
            input=stdin,
            capture_output=True,
            check=True,
            env=_surroundings(alone=alone),
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout


def let_do(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[bool, str]:
    """Have git do something in the user's name, with the user's own hooks; whether, and its words.

    As long as it takes: a hook may run tests, and a signature may want a password.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *_CAREFUL, *_NO_GUESS, *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            env=_surroundings(alone=False),
        )
    except OSError as error:
        return False, str(error.strerror)
    return done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace").strip()


def _surroundings(*, alone: bool) -> dict[str, str]:
    if not alone:
        kept = {k: v for k, v in os.environ.items() if k not in _MISLEADING}
        return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}  # and no network
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k == "GIT_EXEC_PATH"}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def version() -> str | None:
    """Which git there is; None without one."""
    said = _git(Path(), "version")
    return said.removeprefix("git version").strip() if said else None


def setting(folder: Path, name: str) -> str | None:
    """A setting of git's, as it holds for a folder."""
    return (_git(folder, "config", "--get", name) or "").strip() or None


def line_ends(folder: Path) -> str | None:
    """What the repository itself asks of the line ends of its records: lf, crlf or nothing."""
    if not _is_plain(folder, ".gitattributes"):
        return None
    said = (_git(folder, "check-attr", "eol", "--", "a.yaml") or "").rpartition(":")[2].strip()
    return said if said in {"lf", "crlf"} else None


def is_ignored(file: Path) -> bool:
    """Whether git is told to pass over a file, be it there or not."""
    if not _is_plain(file.parent, ".gitignore"):
        return False
    return _git(file.parent, "check-ignore", "--quiet", "--", file.name) is not None


def _is_plain(folder: Path, name: str) -> bool:
    """Whether git can read its settings in the folders above: it would wait for a pipe."""
    top = work_tree(folder) or folder
    here = folder.resolve()
    files = (up / name for up in (here, *here.parents) if up.is_relative_to(top))
    return all(file.is_file() for file in files if os.path.lexists(file))


def hook(folder: Path) -> Path | None:
    """The program that git runs before each commit, if there is one."""
    said = (_git(folder, "rev-parse", "--git-path", "hooks/pre-commit") or "").strip()
    return folder / said if said and (folder / said).is_file() else None


def first_known(folder: Path) -> list[str]:
    """The commits of which a clone lacks those before, in a clone that was cut off."""
    said = _git(folder, "rev-parse", "--git-path", "shallow")
    try:
        return (folder / (said or "").rstrip("\n")).read_text("ascii", "replace").split()
    except OSError:
        return []


def remotes(folder: Path) -> list[str]:
    """The names of the other repositories that this one knows."""
    return (_git(folder, "remote") or "").splitlines()


def not_pushed(folder: Path) -> int:
    """How many commits no other repository has, as far as this one was told."""
    said = _git(folder, "rev-list", "--count", "HEAD", "--not", "--remotes", "--")
    return int(said) if said else 0


def under_way(folder: Path) -> str | None:
    """What git has begun and not ended: a merge or the like."""
    marks = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")
    names = ("merge", "rebase", "rebase", "cherry-pick", "revert")
    asked = (part for mark in marks for part in ("--git-path", mark))
    said = (_git(folder, "rev-parse", *asked) or "").splitlines()
    found = zip(names, said, strict=False)
    return next((name for name, path in found if (folder / path).exists()), None)


def unmerged(folder: Path) -> list[str]:
    """The files of which git holds several versions, below a folder."""
    said = _git(folder, "ls-files", "--unmerged", "-z", "--", ".") or ""
    return sorted({line.partition("\t")[2] for line in said.split("\0") if line})
