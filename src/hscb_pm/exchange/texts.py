"""What a file says, whatever it is: the text of a text file, and every cell of a workbook."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hscb_pm.exchange.packed import OLD, ZIP, why_no_workbook
from hscb_pm.exchange.workbook import is_workbook, open_workbook
from hscb_pm.present.privacy import Seen
from hscb_pm.privacy import hide_name, scan, scan_name
from hscb_pm.problem import CannotError, line_and_column, reason_of

MAX_BYTES: Final = 8 << 20
STDIN: Final = "-"
_UTF_32: Final = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(CannotError):
    """A file from outside that cannot be read; the name is told without what it may give away."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{hide_name(str(path))} {why}")


def bytes_of(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file; raises UnreadableError if they cannot be had, or are too many."""
    if path.is_dir():
        raise UnreadableError(path, "is a folder: name the files in it")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError(path, "is no file: save what it gives as a file, and name that")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UnreadableError(path, f"cannot be read: {reason_of(error)}") from None
    if len(data) > most:
        raise UnreadableError(path, f"is larger than {most >> 20} MiB")
    return data


def text_of(path: Path, data: bytes) -> str:
    """The text in bytes: UTF-8, UTF-16 with its mark, or what Windows used before."""
    if data.startswith(b"%PDF"):
        raise UnreadableError(path, "is a PDF: save it as text")
    if data.startswith((ZIP, OLD)) and (why := why_no_workbook(data)):
        raise UnreadableError(path, why)
    if b"\0" in data[:4096] and data[:2] not in _UTF_16 and data[:4] not in _UTF_32:
        raise UnreadableError(path, "is no text and no workbook")
    if data[:4] in _UTF_32:
        raise UnreadableError(path, "is in UTF-32: save it as UTF-8")
    if data[:2] in _UTF_16:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def sightings(path: Path, data: bytes, allowed: tuple[str, ...] = ()) -> Iterator[Seen]:
    """What may identify somebody in a file and in its name, in the order of its lines or cells."""
    name = hide_name(str(path), allowed=allowed)
    for match in scan_name(path.name, allowed=allowed):
        yield Seen(name, "in the name of the file", match.kind, match.masked)
    if is_workbook(data):
        for where, text in open_workbook(path, data).texts():
            for match in scan(text, allowed=allowed):
                yield Seen(name, where, match.kind, match.masked)
    else:
        text = text_of(path, data)
        for match in scan(text, allowed=allowed):
            line, column = line_and_column(text, match.start)
            yield Seen(name, f"{line}:{column}", match.kind, match.masked)
