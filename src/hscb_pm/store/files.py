"""The files of a register: found without following links, read whole or refused.

What composes them is loaded where it is called for: mostly in helpers, and not in this process.
"""

import marshal
import os
import re
import stat
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, cast

from hscb_pm.problem import CannotError, FieldPath, line_and_column, reason_of
from hscb_pm.store.marks import Marks, place_in
from hscb_pm.store.slips import Refusal, unreadable

if TYPE_CHECKING:
    from hscb_pm.register import Register

MAX_BYTES: Final = 1 << 20
RESERVED: Final = "schema"
JOURNAL: Final = ".hscb-journal"
"""Tells of a change of several files; what is there when nobody writes was cut off."""
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_RECORD_ENDINGS: Final = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
"""What is, or was meant to be, a record: some editors add .txt."""
_PLAIN: Final = bytes(range(32, 127)) + b"\t\n\r"
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
DEEPEST: Final = 8
"""Folders within folders; a register has two."""
_CONFLICT: Final = re.compile(r"^[ \t]*(<{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)


class Found(NamedTuple):
    """Something in the register's folder: a file to read, or a reason why it cannot be one."""

    path: str
    refusal: Refusal | None = None


def walk(root: Path, folder: str = "") -> Iterator[Found]:
    """Find every YAML file below the register, in the order of their names, links unfollowed."""
    try:
        with os.scandir(root / folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        why = f"this folder cannot be read: {reason_of(error)}"
        yield Found(folder or ".", unreadable(why, "Ask for the right to read it."))
        return
    for entry in found:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name.startswith("."):
            continue  # an editor's or the system's, not the board's
        if entry.is_symlink():
            yield Found(path, a_link())
        elif entry.is_dir(follow_symlinks=False):
            if path == RESERVED:
                continue
            if is_no_folder_of_records(path):
                yield Found(path, a_folder())
            else:
                yield from walk(root, path)
        elif is_record_file(path):
            yield Found(path)


def is_no_folder_of_records(path: str) -> bool:
    """Whether a folder is called as a record should be, or lies too deep."""
    return path.lower().endswith((".yaml", ".yml")) or path.count("/") >= DEEPEST


def is_record_file(path: str) -> bool:
    """Whether a file is, or was meant to be, a record."""
    return path.lower().endswith(_RECORD_ENDINGS)


def a_link() -> Refusal:
    """Why a link is no record."""
    return Refusal("REG-009", "this is a link", "Put the file itself here; hscb follows no links.")


def a_folder() -> Refusal:
    """Why a folder is no record."""
    fix = "Put the file itself here, in one of the folders that the README names."
    return Refusal("REG-009", "this is a folder, not a record", fix)


def too_large(most: int = MAX_BYTES) -> Refusal:
    """Why a file is not read at all."""
    why = f"this file is larger than {most // 1024} KiB"
    return unreadable(why, "A record is a page of text; split it.")


def reader(root: Path) -> Callable[[str], bytes]:
    """What reads the files of a register, each by its path in it."""
    folder = str(root)
    return lambda path: read_bytes(f"{folder}/{path}")


def bytes_of(register: "Register", path: str) -> bytes:
    """What a file of a register says: where it was read from a commit, what it said there."""
    content = register.contents.get(path)
    return read_bytes(register.path / path) if content is None else content


def read_bytes(file: Path | str, most: int = MAX_BYTES) -> bytes:
    """Read a file that is really a file, and not too large; raises Refusal otherwise."""
    try:
        handle = os.open(file, _FLAGS)
    except OSError as error:
        why = f"this file cannot be opened: {reason_of(error)}"
        raise unreadable(why, "Check that it exists and that you may read it.") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise unreadable("this is not a regular file", "Put a YAML file in its place.")
        if status.st_size > most:
            raise too_large(most)
        return _read_all(handle, most)
    except OSError as error:
        why = f"this file cannot be read: {reason_of(error)}"
        raise unreadable(why, "Copy it again from where it came.") from None
    finally:
        os.close(handle)


def _read_all(handle: int, most: int) -> bytes:
    data = os.read(handle, most + 1)
    while more := os.read(handle, most + 1):
        data += more
        if len(data) > most:
            raise unreadable("this file grows while it is read", "Close what writes to it.")
    return data


def decode(data: bytes) -> str:
    """Bytes to text: UTF-8, no invisible characters, no merge conflict; raises Refusal."""
    if not data.translate(None, _PLAIN):
        text = data.decode("ascii")
    else:
        from hscb_pm.store.composer import invisible

        text = _utf8(data)
        if found := invisible(text):
            raise _unseen(text, found)
    if "\r" in text and (found := _LONE_RETURN.search(text)):
        raise _unseen(text, found)  # YAML begins a line here, and most editors show none
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (found := _CONFLICT.search(text)):
        message = "git left two versions here (a merge conflict)"
        fix = "Keep the right lines and delete those that start with <<<<<<<, ======= and >>>>>>>."
        code = "REG-010"
        raise Refusal(code, message, fix, *line_and_column(text, found.start()))
    return text


def _unseen(text: str, found: re.Match[str]) -> Refusal:
    message = f"an invisible character (U+{ord(found[0]):04X})"
    place = line_and_column(text, found.start())
    return unreadable(message, "Delete it, and type the line again.", *place)


def _utf8(data: bytes) -> str:
    fix = "Save it as UTF-8 (in the editor: Save with encoding)."
    if data[:2] == b"PK":
        raise unreadable("this is an Excel, Word or zip file", "Put a YAML file in its place.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        raise unreadable("this file is in UTF-16", fix)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        place = line_and_column(before, len(before))
        raise unreadable("this character is not UTF-8", fix, *place) from None


def digest(data: bytes) -> bytes:
    """A fingerprint of a file's content."""
    from hashlib import blake2b

    return blake2b(data, digest_size=16).digest()


class ChangedUnderneathError(CannotError):
    """A file is not what it was when the register was read."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed while hscb was reading it; run the command again")


def _marks_of(text: str) -> Marks | None:
    from hscb_pm.store.composer import Composer, best_source

    return Composer(best_source(), keep_marks=True).compose(text).marks


class FileSource:
    """Where a record was read: its text and the place of each value, read again when asked.

    A large register has many files, so the marks of one alone are kept: who asks for many places
    asks file by file. What stands in git, or is to be written, comes with its content.
    """

    __slots__ = ("content", "digest", "marks", "path", "root")
    last_asked: ClassVar["FileSource | None"] = None

    def __init__(
        self,
        root: Path,
        path: str,
        digest: bytes,
        marks: Marks | bytes | None = None,
        content: bytes | None = None,
    ) -> None:
        self.root, self.path, self.digest, self.marks = root, path, digest, marks
        self.content = content

    @property
    def text(self) -> str:
        """The file's text; ChangedUnderneathError if it is no longer the text that was read."""
        if self.content is not None:
            return decode(self.content)
        try:
            data = read_bytes(self.root / self.path)
        except Refusal as refusal:
            raise ChangedUnderneathError(self.path) from refusal
        if digest(data) != self.digest:
            raise ChangedUnderneathError(self.path)
        return decode(data)

    def mark(self, text: str) -> None:
        """Note where everything stands in the text that was read."""
        self.marks = self.marks or _marks_of(text)

    def at(self, field_path: FieldPath | str, *, key: bool = False) -> tuple[int, int]:
        """Line and column of a value or its key; of what is missing, the key of what lacks it."""
        if isinstance(field_path, str):
            steps = field_path.split(".") if field_path else []
            field_path = tuple(int(s) if s.isdecimal() and s.isascii() else s for s in steps)
        if self.marks is None and FileSource.last_asked is not self:
            from hscb_pm.store.composer import best_source, find

            FileSource.last_asked = self
            return find(best_source(), self.text, field_path, key=key)
        if isinstance(self.marks, bytes):
            self.marks = cast("Marks", marshal.loads(self.marks))  # noqa: S302, we made it
        marks = self.marks or _marks_again(self)
        return place_in(marks, field_path, key=key) if marks else (1, 1)


@lru_cache(maxsize=1)
def _marks_again(source: FileSource) -> Marks | None:
    return _marks_of(source.text)
