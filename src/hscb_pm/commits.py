"""What is asked of the user's own repository, and kept in it, when records are added and saved."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from shlex import quote
from typing import Final, NamedTuple

from hscb_pm.history import ask, let_do, names_at, remotes, under_way, work_tree
from hscb_pm.problem import CannotError
from hscb_pm.unlike import unlike

_USER: Final = re.compile(r"(?<=:)//[^/]*@")
_THESE: Final = ("--pathspec-from-file=-", "--pathspec-file-nul")


class Pending(NamedTuple):
    """A file that is not as it was committed last; its path is that in the work tree."""

    path: str
    what: str
    """New, changed or deleted."""


def names_ever(folder: Path, within: str) -> set[str]:
    """The names that files of a folder have had on any branch here, or of any other repository.

    What was deleted counts, and so does what was fetched and not merged yet: a name that is given
    once is not given again. Without git, nothing is known.
    """
    if work_tree(folder) is None:
        return set()
    limit = ("--", f":(literal){within}")
    commits = ask(folder, "rev-list", "--all", "--full-history", *limit)
    how = ("diff-tree", "--stdin", "--root", "-r", "-z", "--name-only", "--no-commit-id", "-m")
    told = ask(folder, *how, "--no-renames", "--relative", *limit, stdin=commits)
    return {os.fsdecode(path).rpartition("/")[2] for path in (told or b"").split(b"\0") if path}


def guard_nothing_under_way(top: Path) -> None:
    """Refuse to commit in the middle of a merge and the like; CannotError says how to go on."""
    if what := under_way(top):
        raise CannotError(
            f"a {what} is under way: finish it with git (git status says how), or leave it with "
            f"git {what} --abort; then save"
        )


def branch_of(top: Path) -> str | None:
    """The branch that commits go to; None where HEAD is on none."""
    told = ask(top, "symbolic-ref", "--quiet", "--short", "HEAD")
    return told.decode("utf-8", "replace").strip() if told else None


def sharing(top: Path, branch: str) -> str:
    """What shares the commits of a branch with others."""
    if ask(top, "rev-parse", "--quiet", "--verify", "@{upstream}"):
        return "git push shares it"
    if (where := pushed_to(top)) is None:
        return "it is on this computer alone; git remote add origin ADDRESS says where else"
    return f"git push -u {quote(where)} {quote(branch)} shares it"


def pushed_to(top: Path) -> str | None:
    """The other repository to which commits go first; None where there is none."""
    known = remotes(top)
    return "origin" if "origin" in known else next(iter(known), None)


def address(top: Path) -> str | None:
    """Where commits go first when they are pushed, without the user's name there or a password."""
    if (where := pushed_to(top)) is None:
        return None
    told = (ask(top, "remote", "get-url", where) or b"").decode("utf-8", "replace").strip()
    return _USER.sub("//", told) or where


def pending(top: Path, within: Iterable[str], is_ours: Callable[[str], bool]) -> list[Pending]:
    """The files in some folders of a work tree that are not as they were committed last."""
    within = list(within)
    told = ask(top, "--literal-pathspecs", "ls-files", "--unmerged", "-z", "--", *within)
    for line in filter(None, (told or b"").split(b"\0")):
        path = os.fsdecode(line.partition(b"\t")[2])
        raise CannotError(f"{path} has a merge conflict: mend it with hscb edit, then git add")
    is_first = ask(top, "rev-parse", "--verify", "--quiet", "HEAD") is None
    names = {} if is_first else names_at(top, "HEAD", within)
    if told is None or names is None:
        raise CannotError("git cannot say what changed: git status says why")
    return [Pending(*each) for each in sorted(unlike(top, names, within, is_ours))]


def ignored(top: Path, within: Iterable[str]) -> list[str]:
    """The files in some folders of a work tree that git is told to pass over."""
    how = ("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *within)
    told = ask(top, "--literal-pathspecs", *how) or b""
    return [os.fsdecode(path) for path in told.split(b"\0") if path]


def commit_only(top: Path, files: Iterable[Pending], message: str) -> tuple[str, str]:
    """Commit these files alone, in the user's name: the commit's id, and what hooks said.

    What else is staged stays staged. CannotError says why git does not do it; nothing is
    committed or staged then.
    """
    files = list(files)
    paths = _nul(files)
    new = _nul(file for file in files if file.what == "new")
    done, said = True, ""
    if new:
        add = ("--literal-pathspecs", "add", "--intent-to-add", *_THESE)
        done, said = let_do(top, *add, stdin=new)
    if done:
        commit = ("commit", "--quiet", "--only", "--cleanup=whitespace", f"--message={message}")
        done, said = let_do(top, "--literal-pathspecs", *commit, *_THESE, stdin=paths)
    if not done:
        if new:
            let_do(top, "--literal-pathspecs", "reset", "--quiet", *_THESE, stdin=new)
        raise CannotError(f"git did not save it; it says: {said or 'nothing'}")
    head = ask(top, "rev-parse", "HEAD") or b""
    return head.decode()[:7], said


def _nul(files: Iterable[Pending]) -> bytes:
    return b"\0".join(os.fsencode(file.path) for file in files)
