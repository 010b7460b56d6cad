"""All that comes from outside: the folder, the clock, the terminal."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import typer

from hscb_pm import __version__
from hscb_pm.periods import Period, read_day, read_financial_year, say, say_with_weekday
from hscb_pm.present.out import Out, in_one_line, visible
from hscb_pm.problem import CannotError, listed
from hscb_pm.words import count, left_out

if TYPE_CHECKING:
    from hscb_pm.history import Commit
    from hscb_pm.papers import Audience
    from hscb_pm.register import Register
    from hscb_pm.store import Begun


"""Bytes that a command takes from a pipe."""


class Settings(NamedTuple):
    """The global options, as they were typed."""

    register: str | None = None
    today: str | None = None
    strict: bool = False
    colour: bool = True
    rev: str | None = None
    as_of: str | None = None


class Workspace:
    """What a command works with; the expensive parts are made when they are asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.out = Out(sys.stdout, sys.stderr, colour=settings.colour)
        self._guard = False
        self._alone = ExitStack()

    @cached_property
    def folder(self) -> Path:
        """The register's folder."""
        if self.settings.register == "":
            raise typer.BadParameter(
                "no folder is named; write -C DIR", param_hint="'-C' / '--register'"
            )
        if self.settings.register is not None:
            given = Path(self.settings.register)
            for folder in (given, given / "register"):
                if is_register(folder):
                    return folder
            raise typer.BadParameter(
                f"{given} is no register: it holds no board.yaml", param_hint="'-C' / '--register'"
            )
        here = Path()
        try:
            above = here.resolve().parents
        except OSError:
            raise typer.BadParameter(
                "the folder you are in has been deleted, or may not be read. "
                "Go to another, or name the register with -C DIR."
            ) from None
        for up in (here, *above):
            for folder in (up, up / "register"):
                if is_register(folder):
                    return folder
        raise typer.BadParameter(
            "no register here: a register is a folder with board.yaml. "
            "Go to its folder, or name it with -C DIR."
        )

    def begin(self, *, guard: bool) -> None:
        """Have the register's files composed by helpers while this process loads its libraries."""
        self._guard = guard
        with suppress(typer.BadParameter, CannotError):  # which come again when it is asked for
            _ = self._begun

    def begin_to_change(self) -> None:
        """Keep others from changing the register, and first undo what was cut off."""
        from hscb_pm.store.journal import settle
        from hscb_pm.store.locking import locked

        with suppress(typer.BadParameter):  # which comes again when the register is asked for
            self._alone.enter_context(locked(self.folder))
            if undone := settle(self.folder):
                self.out.talk(in_one_line(str(undone)))

    def let_others_change(self) -> None:
        """Keep nobody waiting for a person; a file that others change meanwhile is not written."""
        self._alone.close()

    @cached_property
    def _begun(self) -> "Begun":
        from hscb_pm.store import Begun, NoRegisterError

        try:
            return Begun(self.folder, self.asked_for, guard=self._guard)
        except NoRegisterError:
            if self.asked_for is None:
                raise
            then = f"{self.asked_for.id[:7]} of {say(self.asked_for.day)}"
            raise CannotError(f"{self.folder} was no register in {then}: no board.yaml") from None

    @cached_property
    def asked_for(self) -> "Commit | None":
        """The commit to read in place of the files on disk, where somebody asked for one."""
        rev, day = self.settings.rev, self._as_of
        if rev is None and day is None:
            return None
        if rev is not None and day is not None:
            raise typer.BadParameter("--rev and --as-of both say which files to read; give one")
        from hscb_pm.revisions import Revisions

        past = Revisions(self.folder)
        found = past.on(day) if day else past.commit(rev or "")
        self.out.talk(f"as committed in {found.id[:7]} on {say(found.day)}")
        return found

    @cached_property
    def _as_of(self) -> date | None:
        given = self.settings.as_of
        return None if given is None else a_day("--as-of", given, self._clock())

    @cached_property
    def commit(self) -> "Commit | None":
        """The commit that outputs name: the one asked for, or the one the files on disk are at."""
        from hscb_pm.history import head

        return self.asked_for or head(self.folder)

    @cached_property
    def register(self) -> "Register":
        """The register, read once; what could not be read is said on stderr."""
        register = self._begun.register()
        _guard_version(register)
        self._say_cut_off(register)
        return register

    def _say_cut_off(self, register: "Register") -> None:
        """Say that files may not fit together; of a note that is nobody's, `validate` tells."""
        from hscb_pm.store.files import JOURNAL

        if os.path.lexists(self.folder / JOURNAL) and JOURNAL not in register.left_out:
            from hscb_pm.store.journal import CUT_OFF, is_cut_off

            if is_cut_off(self.folder):
                self.out.talk(CUT_OFF)

    @cached_property
    def today(self) -> date:
        """The day to reckon from: as asked, as pinned by a worked example, or now in London."""
        if self.settings.today is not None:
            holidays = self.register.holidays
            day = a_day("--today", self.settings.today, self._clock(), holidays)
            self.out.talk(f"as of {say_with_weekday(day)}")
            return day
        if self._as_of is not None:
            self.out.talk(f"as of {say_with_weekday(self._as_of)}")
            return self._as_of
        if self.register.board and self.register.board.today:
            day = self.register.board.today
            self.out.talk(f"as of {say_with_weekday(day)}, the date pinned in board.yaml")
            return day
        if self.register.board is None:
            why = "board.yaml could not be read, and with it any pinned date"
            self.out.talk(f"as of {say_with_weekday(self._clock())}: {why}")
        return self._clock()

    @property
    def today_without_register(self) -> date:
        """The day to reckon from where there is no register yet: as asked, or now in London."""
        if self.settings.today is None:
            return self._clock()
        day = a_day("--today", self.settings.today, self._clock())
        self.out.talk(f"as of {say_with_weekday(day)}")
        return day

    def allowed(self) -> tuple[str, ...]:
        """The names that are no person's, as the register tells; none without a register."""
        try:
            return self.register.allowed_names
        except typer.BadParameter:
            if self.settings.register is not None:
                raise
            return ()

    def audience(self, given: str | None, *, is_file: bool = False) -> "Audience":
        """Who reads: as asked; else those inside on a terminal over a private register."""
        from hscb_pm.papers import Audience

        if given is not None:
            return Audience(one_of("--audience", given, [str(known) for known in Audience]))
        board = self.register.board
        is_private = board is not None and board.register_is == "private"
        inside = is_private and not is_file and self.out.is_terminal
        return Audience.INTERNAL if inside else Audience.PUBLIC

    @staticmethod
    def read_stdin() -> bytes:
        """What comes in by a pipe; refused where it is more than any file may be."""
        from hscb_pm.exchange.texts import MAX_BYTES

        if sys.stdin is None:
            raise typer.BadParameter("nothing comes in by a pipe", param_hint="'-'")
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise typer.BadParameter(f"more than {MAX_BYTES >> 20} MiB come in by the pipe")
        return data

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there who can answer."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str:
        """What somebody types in answer; Ctrl-C and the end of input end the command."""
        self.out.talk(question)
        self.let_others_change()
        try:
            answer: str = typer.prompt(
                ">", default="", show_default=False, prompt_suffix=" ", err=True
            )
        except typer.Abort:
            raise typer.Exit(130) from None
        return answer.strip()

    @staticmethod
    def _clock() -> date:
        from zoneinfo import ZoneInfo

        return datetime.now(ZoneInfo("Europe/London")).date()

    def head(self, today: date | None) -> dict[str, Any]:
        """What opens every JSON output: the tool, the day, the register and its commit."""
        commit = self.commit
        return {
            **self.tool(),
            "today": today,
            "register": {
                "path": self.folder.as_posix(),
                "commit": commit.id if commit else None,
                "dirty": commit.dirty if commit else None,
            },
            "left_out": list(self.register.left_out),
        }

    @staticmethod
    def tool() -> dict[str, Any]:
        """What opens a JSON output that is of no register."""
        return {"tool": f"hscb {__version__}"}

    def work_tree(self) -> Path | None:
        """The top of the git work tree that holds the register."""
        from hscb_pm.history import work_tree

        return work_tree(self.folder)

    def say_left_out(self, today: date) -> None:
        """Say beside the data what does not count: unreadable files, facts of later days."""
        if said := left_out(len(self.register.left_out)):
            self.out.talk(f"{said}: hscb validate")
        if later := self.register.facts_after(today):
            facts = f"{count(len(later), 'fact')} dated after {say(today)}"
            verb = "is" if len(later) == 1 else "are"
            where = listed(dict.fromkeys(later), most=3)
            self.out.talk(in_one_line(f"{facts} {verb} left out, in {where}"))

    def guard_board(self) -> None:
        """Refuse to write what goes elsewhere on no more than what is left without board.yaml."""
        if self.register.board is None:
            found = (each.location for each in self.register.problems)
            place = next((each for each in found if each.path == "board.yaml"), "board.yaml")
            raise CannotError(
                f"{place}: board.yaml cannot be read, and without it what is due and since when "
                "would be wrong; nothing is written. Type next: hscb validate"
            )

    def refuse_the_past(self) -> None:
        """A usage error where the register is to be read as it was, which nobody can change."""
        if self.settings.rev is not None or self.settings.as_of is not None:
            raise typer.BadParameter("what was committed is only read; leave out --rev and --as-of")

    def end(self, *, failed: bool = False) -> None:
        """Give the exit code: 1 if the command failed, or if `--strict` wants it."""
        if failed or (self.settings.strict and self.register.left_out):
            raise typer.Exit(1)


def workspace(
    ctx: typer.Context, *, reads: bool = True, guard: bool = False, writes: bool = False
) -> Workspace:
    """The workspace of this run; what `reads` the register asks for it before it loads the rest.

    With `guard`, the privacy guard looks at every file that is read. What `writes` is refused
    where the register is to be read from a commit; while it changes the register, no other does.
    """
    found: Workspace = ctx.obj
    if writes:
        found.refuse_the_past()
    if writes and not ctx.params.get("dry_run"):
        ctx.call_on_close(found.let_others_change)
        found.begin_to_change()
    if reads:
        found.begin(guard=guard)
    return found


def is_register(folder: Path) -> bool:
    """Whether a folder holds a register."""
    try:
        return (folder / "board.yaml").is_file()
    except OSError:
        return False


def _guard_version(register: "Register") -> None:
    """Refuse a register that wants another version of hscb (`requires:` in board.yaml)."""
    board = register.board
    if board and not board.accepts(__version__):
        raise typer.BadParameter(
            f"this register requires hscb {board.requires}, and this is hscb {__version__}. "
            "Install the version it requires: pipx upgrade hscb-pm"
        )


def a_day(
    option: str,
    text: str,
    today: date,
    holidays: Iterable[date] = (),
    read: Callable[[str, date, frozenset[date]], date] = read_day,
) -> date:
    """A day as somebody typed it; a usage error that lists what is understood."""
    try:
        return read(text, today, frozenset(holidays))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=f"'{option}'") from None


def a_year(option: str, text: str) -> Period:
    """A financial year as somebody typed it, or a usage error."""
    try:
        return read_financial_year(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=f"'{option}'") from None


def named(ws: Workspace, option: str, given: str | None, kind: str) -> str | None:
    """A name that something in the register has; an empty list would look like good news."""
    if given is None:
        return None
    known = [name for name, its_kind in ws.register.kinds.items() if its_kind == kind]
    return one_of(option, given, [*known, *ws.register.rejected])


def record_named(register: "Register", given: str, known: Iterable[str]) -> str:
    """The id of what somebody wants to see; a usage error if it may not, or cannot, be seen."""
    known = list(known)
    if given not in known and register.is_rejected(given):
        raise typer.BadParameter(f"{given} could not be read: hscb validate", param_hint="'ID'")
    found = given if register.hides(given) else one_of("ID", given, known)
    guard_confidential(register, found)
    return found


def guard_confidential(register: "Register", record: str) -> None:
    """Refuse to pass on a record that those who read may not see."""
    if register.hides(record):
        message = f"{record} is confidential (`part: 2`), and Markdown is made to be passed on"
        raise typer.BadParameter(message, param_hint="'--format'")


def id_in(register: "Register", given: str) -> str:
    """The id of the record in a file, where somebody names the file, as `hscb due` does."""
    path = given.replace("\\", "/").partition(":")[0]
    if not path.endswith(".yaml") or "/" not in path:
        return given
    sources = register.sources.items()
    return next((name for name, source in sources if f"/{path}".endswith(f"/{source.path}")), given)


@overload
def one_of(option: str, given: str, known: Iterable[str]) -> str: ...
@overload
def one_of(option: str, given: str | None, known: Iterable[str]) -> str | None: ...
def one_of(option: str, given: str | None, known: Iterable[str]) -> str | None:
    """A word that has to be one of those known, capitals or not; else a usage error."""
    if given is None:
        return None
    known = list(known)
    if given in known:
        return given
    if found := next((name for name in known if name.casefold() == given.casefold()), None):
        return found
    from hscb_pm.problem import listed, nearest

    close = nearest(given, known)
    others = f"it can be {listed(known)}" if known else "there is none yet"
    hint = f"did you mean {close}?" if close else others
    raise typer.BadParameter(f"{given!r} is not known: {visible(hint)}", param_hint=f"'{option}'")
