"""Is this computer set up for hscb: what each look finds, and what to type."""

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from shutil import which
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hscb_pm import __version__, history
from hscb_pm.exchange.making import stands_alone
from hscb_pm.extras import adding
from hscb_pm.store.files import JOURNAL, read_bytes
from hscb_pm.store.slips import Refusal
from hscb_pm.words import count, joined

_IS_WINDOWS: Final = sys.platform == "win32"
_OLD_GIT: Final = (2, 30)
"""Older ones get no corrections of faults in their safety."""
_COMPLETIONS: Final = {
    "bash": (".bash_completions/hscb.sh",),
    "zsh": (".zfunc/_hscb",),
    "fish": (".config/fish/completions/hscb.fish",),
    "powershell": (
        "Documents/PowerShell/Microsoft.PowerShell_profile.ps1",
        "Documents/WindowsPowerShell/Microsoft.PowerShell_profile.ps1",
    ),
}
_GET_GIT: Final = {
    "win32": "winget install --id Git.Git",
    "darwin": "xcode-select --install",
}


class Word(StrEnum):
    """How something stands."""

    OK = "ok"
    ATTENTION = "attention"
    ABSENT = "not here"
    STOPS = "stops"


class Look(NamedTuple):
    """One thing that was looked at: how it stands, in words, and what to type."""

    at: str
    word: Word
    said: str
    type: tuple[str, ...] = ()


def look_at_machine(encoding: str, *, is_terminal: bool) -> Iterator[Look]:
    """All that has nothing to do with a register."""
    yield _hscb()
    yield _time_zones()
    yield _encoding(encoding, is_terminal=is_terminal)
    yield _pdf()
    yield _completion()
    yield _git()


def _hscb() -> Look:
    said = f"hscb {__version__}, Python {'.'.join(map(str, sys.version_info[:3]))}"
    if which("hscb"):
        return Look("hscb", Word.OK, said)
    said += "; its folder is not on the PATH, so hooks do not find it"
    return Look("hscb", Word.ATTENTION, said, ("pipx ensurepath",))


def _time_zones() -> Look:
    try:
        ZoneInfo("Europe/London")
    except (ZoneInfoNotFoundError, OSError):
        said = "the time in London is not known here"
        return Look("time zones", Word.STOPS, said, ("pip install tzdata",))
    return Look("time zones", Word.OK, "the time in London is known")


def _encoding(encoding: str, *, is_terminal: bool) -> Look:
    names = {encoding, sys.getfilesystemencoding()} if is_terminal else set()
    others = sorted(name for name in names if name.lower().replace("-", "") != "utf8")
    mode = "on" if sys.flags.utf8_mode else "off"
    if not others:
        return Look("encoding", Word.OK, f"UTF-8; Python's UTF-8 mode is {mode}")
    said = f"the terminal has {others[0]}, in which some characters cannot be shown or typed"
    type_ = "chcp 65001" if _IS_WINDOWS else "export LC_ALL=C.UTF-8"
    return Look("encoding", Word.ATTENTION, said, (type_,))


def _pdf() -> Look:
    if find_spec("typst"):
        return Look("PDF", Word.OK, "papers can be written as PDF")
    said = "papers are written as Word and HTML, not as PDF"
    return Look("PDF", Word.ABSENT, said, (adding("pdf"),))


def _completion() -> Look:
    shell = "powershell" if _IS_WINDOWS else Path(os.environ.get("SHELL", "")).name
    type_ = ("hscb --install-completion",)
    if shell not in _COMPLETIONS:
        said = f"hscb knows how to complete in {joined(list(_COMPLETIONS))}, and this is none"
        return Look("completion", Word.ABSENT, said)
    if any(_speaks_of_hscb(file) for file in _COMPLETIONS[shell]):
        return Look("completion", Word.OK, f"Tab completes commands and ids in {shell}")
    said = f"Tab completes nothing of hscb's in {shell}"
    return Look("completion", Word.ABSENT, said, type_)


def _speaks_of_hscb(file: str) -> bool:
    try:
        there = os.path.realpath(Path.home() / file)  # many keep such files elsewhere
        return b"hscb" in read_bytes(there)
    except (Refusal, RuntimeError):
        return False


def _git() -> Look:
    said = history.version()
    if said is None:
        get = _GET_GIT.get(sys.platform, "sudo apt install git")
        return Look("git", Word.ABSENT, "without git, the register has no history", (get,))
    numbers = [int(part) for part in said.split(".")[:2] if part.isdecimal()]
    if tuple(numbers) < _OLD_GIT:
        get = _GET_GIT.get(sys.platform, "sudo apt install git")
        return Look("git", Word.ATTENTION, f"git {said} is old; a newer one is safer", (get,))
    return Look("git", Word.OK, f"git {said}")


def look_at_user(folder: Path) -> Iterator[Look]:
    """Whether git can commit here."""
    if not history.is_installed():
        return
    if history.knows_the_user(folder):
        yield Look("identity", Word.OK, "git knows in whose name to commit")
        return
    type_ = (
        'git config --global user.name "Business Manager"',
        "git config --global user.email board@example.org",
    )
    yield Look("identity", Word.ATTENTION, "git does not know in whose name to commit", type_)


def look_at_repository(folder: Path) -> Iterator[Look]:
    """What git says of the folder of a register."""
    if not history.is_installed():
        return
    tree = history.work_tree(folder)
    if tree is None:
        yield Look("repository", Word.ABSENT, "this folder is in no git repository", _keep(folder))
        return
    yield _repository(folder)
    yield _past(folder)
    yield _copies(folder, tree)
    yield _merge(folder)
    yield _line_ends(folder)
    yield _leftovers(folder)
    yield _hooks(folder, tree)


def _repository(folder: Path) -> Look:
    at = history.head(folder)
    if at is None:
        said = "there is no commit yet, or git may not read this repository"
        return Look("repository", Word.ATTENTION, said, ("git status",))
    stand = "some records have changed since" if at.dirty else "all records are as in"
    return Look("repository", Word.OK, f"{stand} commit {at.id[:7]}")


def _keep(folder: Path) -> tuple[str, ...]:
    """What keeps a register in git, and nothing that stands around it."""
    top, name = folder.resolve().parent, _quoted(folder.resolve().name)
    go = () if top == Path.cwd() else (f"cd {_quoted(top.as_posix())}",)
    return (*go, "git init", f"git add {name}", 'git commit -m "The register"')


def _quoted(text: str) -> str:
    """A word as the shell takes it."""
    if _IS_WINDOWS:
        return f'"{text}"' if " " in text else text
    return quote(text)


def _past(folder: Path) -> Look:
    if history.first_known(folder):
        said = "this clone has the last commits only; what came before cannot be told"
        return Look("past", Word.ATTENTION, said, ("git fetch --unshallow",))
    return Look("past", Word.OK, "every commit is here")


def _copies(folder: Path, tree: Path) -> Look:
    """Whether what is committed is anywhere else."""
    remotes = history.remotes(folder)
    if not remotes:
        said = "the register is on this computer only: git knows of no other place for it"
        return Look("copies", Word.ABSENT, said, ("git remote add origin ADDRESS",))
    if waiting := history.not_pushed(folder):
        said = f"{count(waiting, 'commit is', 'commits are')} not pushed, as far as git was told"
        if not stands_alone(folder, tree):  # what a push would send is for others to judge
            said += f"; the repository {tree} holds more than the register"
            return Look("copies", Word.ABSENT, said, ("git remote -v",))
        to = "origin" if "origin" in remotes else remotes[0]
        return Look("copies", Word.ABSENT, said, (f"git push -u {_quoted(to)} HEAD",))
    return Look("copies", Word.OK, "all that is committed is pushed")


def _merge(folder: Path) -> Look:
    if several := history.unmerged(folder):
        said = f"git left two versions in {several[0]}"
        said += f" and {len(several) - 1} more" * (len(several) > 1)
        return Look("merge", Word.STOPS, said, ("git status", "hscb validate"))
    if begun := history.under_way(folder):
        ends = "--continue" if begun != "merge" else "--continue, or --abort"
        said = f"a {begun} is under way"
        return Look("merge", Word.ATTENTION, said, (f"git {begun} {ends}",))
    return Look("merge", Word.OK, "no merge is under way")


def _line_ends(folder: Path) -> Look:
    if history.line_ends(folder) == "lf":
        return Look("line ends", Word.OK, "the same for all who commit (.gitattributes)")
    if history.setting(folder, "core.autocrlf") == "true":
        said = "git changes the line ends of files here (core.autocrlf), and not at others'"
    else:
        said = "nothing says that line ends are to be the same for all who commit"
    type_ = ("echo * text=auto eol=lf>> .gitattributes",)
    if not _IS_WINDOWS:
        type_ = ("echo '* text=auto eol=lf' >> .gitattributes",)
    return Look("line ends", Word.ATTENTION, said, (*type_, "git add --renormalize ."))


def _leftovers(folder: Path) -> Look:
    if history.is_ignored(folder / JOURNAL):
        return Look("leftovers", Word.OK, "git passes over what hscb keeps while it changes files")
    said = "git would commit what hscb keeps while it changes files, if that is cut off"
    type_ = f"echo {'.hscb*' if _IS_WINDOWS else repr('.hscb*')} >> .gitignore"
    return Look("leftovers", Word.ATTENTION, said, (type_,))


def _hooks(folder: Path, tree: Path) -> Look:
    """Whether git itself checks before it commits, which those who type `hscb save` need not."""
    if history.hook(folder):
        return Look("hooks", Word.OK, "a check runs before each commit")
    if not (tree / ".pre-commit-config.yaml").is_file():
        return Look("hooks", Word.OK, "none is needed: hscb save checks before it commits")
    type_ = ["pre-commit install"]
    if not which("pre-commit"):
        type_.insert(0, "pipx install pre-commit")
    if history.setting(folder, "core.hooksPath"):
        type_.insert(0, "git config --unset-all core.hooksPath")
    said = "optional: hscb save checks before it commits; git commit alone does not"
    return Look("hooks", Word.ABSENT, said, tuple(type_))
