"""A file that came in: whether it is a form of this register, and whether it may be read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from hscb_pm.exchange.forms import layout as form
from hscb_pm.exchange.forms.layout import Asked, what_is_asked
from hscb_pm.exchange.forms.reading import Filled, read_form
from hscb_pm.exchange.forms.taking import NothingSaidError, Taken, take
from hscb_pm.exchange.forms.versions import (
    ACTIONS,
    Held,
    copy_of,
    held_against,
    said_again,
    sealed,
)
from hscb_pm.exchange.texts import bytes_of
from hscb_pm.exchange.workbook import Workbook, open_workbook
from hscb_pm.models import Cycle
from hscb_pm.periods import say
from hscb_pm.privacy import KINDS, hide_name, scan
from hscb_pm.problem import CannotError
from hscb_pm.register import Register

_MOST_CELLS: Final = 20_000
"""Ten times what a form has."""
_OF_THOSE_ASKED: Final = ("email", "phone", "person_name")
"""What may stand where somebody says whom to ask; nothing of it enters the register."""
_THEIRS: Final = (f"'{form.CONTACT}'!", "document property ")
_AGAIN: Final = "send the form again: hscb section11 form"


class Refused(NamedTuple):
    """A form that is not taken in, whose it is, and everything that is to be mended."""

    asked: Asked
    why: list[str]
    remarks: tuple[str, ...] = ()
    is_private: bool = False


class Came(NamedTuple):
    """A form that can be read."""

    name: str
    asked: Asked
    filled: Filled
    own: Mapping[str, str]

    @property
    def seal(self) -> str:
        """The fingerprint of what it says."""
        return sealed(self.asked, self.filled)


class Copy(NamedTuple):
    """A form that says what an earlier version said, though a newer one came."""

    asked: Asked
    why: str


def receive(register: Register, path: Path, received: date) -> Came | Refused:
    """Read a form, and everything that is wrong with it.

    Raises CannotError where it is no form that this register can take.
    """
    book = open_workbook(path, bytes_of(path), _MOST_CELLS)
    asked = _asked(register, book)
    _guard_day(asked.cycle, received)
    if seen := list(_private(book, register.allowed_names)):
        return Refused(asked, seen, is_private=True)
    filled = read_form(book, asked, received)
    if filled.wrong:
        return Refused(asked, filled.all_wrong, tuple(filled.remarks))
    return Came(book.name, asked, filled, book.own_properties())


def taken(
    register: Register, came: Came, received: date, *, again: bool = False
) -> Taken | Copy | Refused:
    """What a form changes in the register as it is by now; `again` takes an old one as new.

    Raises CannotError for what no agency did wrong: it and what came since changed the same.
    """
    asked, filled = came.asked._replace(register=register), came.filled
    try:
        held = Held(came.seal) if again else held_against(asked, filled, came.own)
        if held.again:
            return Copy(asked, said_again(asked, held.again))
        if filled.late and ACTIONS not in held.untouched:
            return Refused(asked, filled.late, tuple(filled.remarks))
        return take(asked, filled, held, received)
    except NothingSaidError as why:
        return Refused(asked, [str(why)])
    except CannotError as error:  # of the register: no agency can mend it
        raise CannotError(f"{came.name} is not taken in: {error}") from None


def rivals(found: Iterable[Came]) -> dict[str, list[str]]:
    """The files of each return of which several are new and say different things."""
    new: dict[str, dict[str, list[str]]] = {}
    for came in found:
        if copy_of(came.asked, came.filled) is None:
            new.setdefault(came.asked.id, {}).setdefault(came.seal, []).append(came.name)
    return {
        name: [file for files in by_seal.values() for file in files]
        for name, by_seal in new.items()
        if len(by_seal) > 1
    }


def _asked(register: Register, book: Workbook) -> Asked:
    """What the form asks, by its properties; CannotError where it is of something else."""
    own, name = book.own_properties(), book.name
    if own.get(form.FORM) != form.THIS_FORM:
        raise CannotError(
            f"{name} is no Section 11 form, or has lost the properties by which it is known: "
            "fill in the form as it was sent"
        )
    version = own.get(form.VERSION, "")
    if version != form.THIS_VERSION:
        is_newer = version.isdecimal() and int(version[:9]) > int(form.THIS_VERSION)
        why = "a newer hscb made it: pipx upgrade hscb-pm" if is_newer else _AGAIN
        raise CannotError(f"{name} is a form of another version; {why}")
    if own.get(form.BOARD) != (register.board.title if register.board else ""):
        raise CannotError(f"{name} is the form of another board, and is not taken in here")
    return _of_cycle(register, name, own.get(form.ID, ""))


def _of_cycle(register: Register, name: str, return_id: str) -> Asked:
    for cycle in register.of(Cycle):
        if not return_id.startswith(f"{cycle.id}-"):
            continue
        for asked in cycle.asked:
            if cycle.return_id(asked.agency) == return_id:
                if cycle.closed:
                    closed = f"{cycle.id} was closed on {say(cycle.closed)}"
                    raise CannotError(f"{name}: {closed}, and takes no return any more")
                return what_is_asked(register, cycle, asked.agency)
        raise CannotError(f"{name} is the form of an agency that was not asked in {cycle.id}")
    raise CannotError(
        f"{name} is the form of a cycle that this register does not have; take it in where the "
        "form was made, or fetch that cycle first (git pull)"
    )


def _guard_day(cycle: Cycle, received: date) -> None:
    if received < cycle.opened:
        raise CannotError(
            f"{cycle.id} was opened on {say(cycle.opened)}, so nothing came on {say(received)}: "
            "give the day on which it came with --received"
        )


def _private(book: Workbook, allowed: tuple[str, ...]) -> Iterator[str]:
    """Where the form holds what may identify somebody, and what to write there instead."""
    for where, text in book.texts():
        for match in scan(text, allowed=allowed):
            if not (match.kind in _OF_THOSE_ASKED and where.startswith(_THEIRS)):
                yield f"{where}: {match.masked}. Instead: {KINDS[match.kind][1]}"


def file_name(path: Path) -> str:
    """A file's name as it may be said."""
    return hide_name(path.name)
