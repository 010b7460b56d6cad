"""What git's objects say of a folder's past: nothing is checked out, and nothing is written."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from hscb_pm.history import Commit, ask, day_of, first_known, is_installed, prefix, work_tree
from hscb_pm.periods import say
from hscb_pm.problem import CannotError

_FOUND: Final = re.compile(rb"([0-9a-f]{40,64}) [a-z]+ ([0-9]+)")
_COMMITTED: Final = re.compile(rb"^committer .*> (-?[0-9]{1,18}) ", re.MULTILINE)
_NOTHING: Final = re.compile(r"0+")
_DIFF: Final = (
    *("diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev"),
    *("--no-renames", "--no-ext-diff", "--no-textconv"),
)
CUT_OFF: Final = (
    "this clone has the last commits only, so fetch the whole history: "
    "git fetch --unshallow (in CI: fetch-depth: 0)"
)
_BOARD: Final = "board.yaml"
_MOST_PATHS: Final = 200
"""More paths than a command should be given one by one; then the whole folder is asked about."""


class NoRevisionError(CannotError):
    """There is no past, or none such as somebody asked for."""


class Entry(NamedTuple):
    """A file of a commit: git's mode for it, the name of its content, how long that is."""

    path: str
    mode: str
    id: str
    size: int


class Touch(NamedTuple):
    """A commit that changed a file; what the file said before and after, None where it was not."""

    commit: Commit
    subject: str
    path: str
    before: str | None
    after: str | None


class Revisions:
    """The past of a folder in a git work tree, as far as this clone holds it; paths are its own.

    `within` is where the folder stood, from the top of the work tree and with a slash at its end,
    if that is another place than where it stands. Raises NoRevisionError where there is none.
    """

    def __init__(self, folder: Path, within: str | None = None) -> None:
        self.folder, self.within = folder, within
        if work_tree(folder) is None:
            raise NoRevisionError(
                f"{folder} is in no git repository, so nothing is known of its past; "
                "without --rev, --as-of and --against hscb needs no git"
            )
        if not is_installed():
            raise NoRevisionError("git is not installed, and what was is in git; install git")

    def commit(self, revision: str = "HEAD") -> Commit:
        """The commit that a revision names: a tag, a branch, `main~3`, the first part of an id."""
        if not revision.startswith("-") and revision.isprintable() and revision:
            (found,) = self._objects([f"{revision}^{{commit}}"])
            if found:
                return _commit(*found)
        if revision == "HEAD":
            raise NoRevisionError(f"git tells of no commit in {self.folder}: git log says why")
        self.commit()  # or git tells of none at all
        remote = f"origin/{revision}"
        (there,) = self._objects([f"refs/remotes/{remote}"]) if revision.isprintable() else (None,)
        try_ = f"did you mean {remote}?" if there else "try a tag, main~3, or a date with --as-of"
        raise NoRevisionError(
            f"there is no revision {revision!r}; {try_}{'' if there else self._hint}"
        )

    def on(self, day: date) -> Commit:
        """The last commit of HEAD's own line by the end of a day in London."""
        end = datetime.combine(day, time(23, 59, 59), ZoneInfo("Europe/London")).timestamp()
        self.commit()  # says it where there is none at all
        first = date.max
        for line in self._lines("rev-list", "--first-parent", "--timestamp", "HEAD", "--"):
            seconds, name = line.split()
            if int(seconds) <= end:
                return Commit(name.decode(), day_of(int(seconds)), dirty=False)
            first = min(first, day_of(int(seconds)))
        raise NoRevisionError(
            f"nothing was committed by {say(day)}; the first commit here is of {say(first)}"
            f"{self._hint}"
        )

    def merge_base(self, revision: str, of: Commit | None = None) -> Commit:
        """The commit at which the line of HEAD, or of another commit, left that of a revision."""
        theirs, ours = self.commit(revision), of or self.commit()
        base = self._lines("merge-base", theirs.id, ours.id)
        if not base:
            both = f"{revision} and {ours.id[:7]}"
            raise NoRevisionError(f"{both} have no commit in common{self._hint}")
        return self.commit(base[0].decode())

    def files(self, commit: Commit) -> list[Entry]:
        """All files of the folder at a commit."""
        where = (
            [commit.id] if self.within is None else ["--full-tree", f"{commit.id}:{self.within}"]
        )
        answer = ask(self.folder, "ls-tree", "-r", "-l", "-z", *where)
        if answer is None:
            raise NoRevisionError(f"git cannot read {commit.id[:7]}: git fsck says why")
        return [_entry(line) for line in answer.split(b"\0") if line]

    def registers(self, commit: Commit) -> dict[str, set[str]]:
        """The folders of a commit that hold a board.yaml, and the files in each, by their paths."""
        every = [entry.path for entry in Revisions(self.folder, "").files(commit)]
        folders = [p.removesuffix(_BOARD) for p in every if f"/{p}".endswith(f"/{_BOARD}")]
        return {
            folder: {path.removeprefix(folder) for path in every if path.startswith(folder)}
            for folder in folders
        }

    def read(self, names: Iterable[str]) -> Iterator[bytes]:
        """The contents of these names, in one question to git."""
        for found in self._objects(list(names)):
            if found is None:
                raise NoRevisionError(f"git has lost a file of that time{self._hint}")
            yield found[1]

    def last(self, paths: Sequence[str]) -> list[bytes | None]:
        """What these files said when they were committed last; None for those that were not."""
        if len(paths) <= _MOST_PATHS:
            found = self._objects([f"HEAD:./{path}" for path in paths])
            return [each and each[1] for each in found]
        # asked for each by its path, git would look through the whole folder every time
        lines = (ask(self.folder, "ls-tree", "-r", "-l", "-z", "HEAD") or b"").split(b"\0")
        ids = {entry.path: entry.id for entry in map(_entry, filter(None, lines))}
        known = [path for path in paths if path in ids]
        objects = self._objects([ids[path] for path in known])
        contents = {path: each and each[1] for path, each in zip(known, objects, strict=True)}
        return [contents.get(path) for path in paths]

    def touches(self, path: str) -> list[Touch]:
        """The commits of HEAD's own line that changed a file, the latest first.

        Where it came to be as another file went with the same content, it goes on as that file.
        """
        found: list[Touch] = []
        past, start = self, "HEAD"
        while start and (its := past._changes(past._line(start, [path]), [path])):
            found += its
            start, last = "", found[-1]
            if last.before is None and (moved := past._moved_from(last)):
                past, gone = moved
                found[-1] = last._replace(before=gone.before)
                path, start = gone.path, f"{last.commit.id}^1"
        return found

    def all_of(self, commits: Iterable[Commit]) -> list[Touch]:
        """All that commits changed, in whatever folder."""
        lines = self._lines("rev-list", "--no-walk", "--parents", *(each.id for each in commits))
        pairs = [b" ".join(line.split()[:2]) for line in lines]
        top = Revisions(self.folder, "")
        return top._changes(pairs, ["."])

    def deleted(self, commit: Commit, paths: Sequence[str]) -> dict[str, str]:
        """Of these paths, those that were deleted on the way to a commit: what they said last."""
        found: dict[str, str] = {}
        some = paths if len(paths) <= _MOST_PATHS else ["."]
        for touch in self._changes(self._line(commit.id, some), some) if paths else ():
            if touch.after is None and touch.before:
                found.setdefault(touch.path, touch.before)
        return {path: found[path] for path in paths if path in found}

    def _moved_from(self, touch: Touch) -> "tuple[Revisions, Touch] | None":
        """What a file was called before, where its commit gave it another name and nothing else.

        Or the file of the same name in the folder from which all of it moved.
        """
        gone = [other for other in self.all_of([touch.commit]) if other.after is None]
        gone.sort(key=lambda other: other.before != touch.after)
        own = prefix(self.folder) if self.within is None else self.within
        for other in gone:
            if f"/{other.path}".endswith(f"/{touch.path}"):
                within = other.path.removesuffix(touch.path)
                return Revisions(self.folder, within), other._replace(path=touch.path)
        for other in gone:
            if other.before == touch.after and other.path.startswith(own):
                return self, other._replace(path=other.path.removeprefix(own))
        return None

    def _line(self, start: str, paths: Sequence[str]) -> list[bytes]:
        """The commits up to one that changed any of these paths, each with the one before it."""
        how = ("rev-list", "--first-parent", "--parents", start)
        return [b" ".join(line.split()[:2]) for line in self._lines(*how, *self._limits(paths))]

    def _changes(self, pairs: Sequence[bytes], paths: Sequence[str]) -> list[Touch]:
        """What each commit did to these paths."""
        stdin = b"".join(b"%b\n" % pair for pair in pairs)
        relative = "--relative" if self.within is None else f"--relative={self.within}"
        how = (*_DIFF, relative if self.within != "" else "--no-relative")
        answer = ask(self.folder, *how, *self._limits(paths), stdin=stdin) or b""
        names = [pair.split()[0].decode() for pair in pairs]
        objects = dict(zip(names, self._objects(names), strict=True))
        return list(_touches(answer.split(b"\0"), objects))

    def _objects(self, names: Sequence[str]) -> list[tuple[str, bytes] | None]:
        """The id and content of each of these names; None for what git has not."""
        if not names:
            return []
        asked = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        answer = ask(self.folder, "cat-file", "--batch", stdin=asked) or b""
        found: list[tuple[str, bytes] | None] = []
        at = 0
        for _ in names:
            end = answer.find(b"\n", at)
            told = _FOUND.fullmatch(answer[at:end])
            at = end + 1
            if told is None:
                found.append(None)
            else:
                length = int(told[2])
                found.append((told[1].decode(), answer[at : at + length]))
                at += length + 1
        return found

    def _limits(self, paths: Sequence[str]) -> list[str]:
        if self.within is None:
            return ["--", *(f":(literal){path}" for path in paths)]
        return ["--", *(f":(top,literal){self.within}{path.lstrip('.')}" for path in paths)]

    def _lines(self, *arguments: str) -> list[bytes]:
        return (ask(self.folder, *arguments) or b"").splitlines()

    @cached_property
    def first_known(self) -> frozenset[str]:
        """The commits of which this clone lacks those before; none where it has the whole past."""
        return frozenset(first_known(self.folder))

    @property
    def _hint(self) -> str:
        return f"; {CUT_OFF}" if self.first_known else ""


def _entry(line: bytes) -> Entry:
    facts, _, path = line.partition(b"\t")
    mode, _, name, size = facts.decode().split()
    return Entry(os.fsdecode(path), mode, name, int(size) if size.isdecimal() else 0)


def _commit(name: str, content: bytes) -> Commit:
    when = _COMMITTED.search(content)
    return Commit(name, day_of(int(when[1]) if when else 0), dirty=False)


def _subject(content: bytes) -> str:
    message = content.partition(b"\n\n")[2].decode("utf-8", "replace").strip()
    return message.partition("\n")[0].strip()


def _touches(
    told: Sequence[bytes], objects: Mapping[str, tuple[str, bytes] | None]
) -> Iterator[Touch]:
    """What `git diff-tree` says: a commit, then for each file what changed and its path."""
    here: tuple[str, bytes] | None = None
    waiting = iter(told)
    for word in waiting:
        if not word.startswith(b":"):
            here = objects.get(word.decode())
        elif here:
            _, _, before, after, _ = word.decode().split()
            path = os.fsdecode(next(waiting))
            subject = _subject(here[1])
            yield Touch(_commit(*here), subject, path, _or_none(before), _or_none(after))


def _or_none(name: str) -> str | None:
    return None if _NOTHING.fullmatch(name) else name
