"""The packed parts of a workbook, looked at before anything is made of them: no bomb goes off."""

import io
import zipfile
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError

from hscb_pm.exchange.sieve import Budget, Sieve
from hscb_pm.problem import CannotError

MOST_UNPACKED: Final = 64 << 20
"""Bytes that a workbook may unpack to; a plan or a return has less than one."""
MOST_CELLS: Final = 300_000
"""Cells, those of merged blocks and rows."""
_MOST_OBJECTS: Final = 40_000
"""Styles, merged blocks, comments and the like, of which each costs as much as many cells."""
_MOST_TEXT: Final = 16 << 20
_MOST_MARKS: Final = 2_500_000
"""Marks of XML, each of which takes time to read; a cell has four."""
_MOST_PARTS: Final = 2_000
_BY_PART: Final = {
    "xl/workbook.xml": None,
    "xl/workbook.bin": "is a binary workbook (.xlsb): save it as .xlsx",
    "word/document.xml": "is a Word document: save it as text, or its table as .xlsx",
    "content.xml": "is an OpenDocument file: save it as Excel 2007-365 (.xlsx)",
}
"""What a zip file is by a part that it has; None for a workbook."""
ZIP: Final = b"PK\x03\x04"
OLD: Final = b"\xd0\xcf\x11\xe0"
"""What Office files began with before 2007, and do when they are locked."""
_AGAIN: Final = "open it in Excel and save it as .xlsx again"
_MACROS: Final = "vbaProject.bin"


class Part(NamedTuple):
    """A part of the packed file, and what it says besides what is handed on of it."""

    name: str
    text: str


class Unpacked(NamedTuple):
    """A workbook that is fit to be read."""

    parts: list[Part]
    data: bytes
    """The workbook anew, with nothing in it but what is read."""


def why_no_workbook(data: bytes) -> str | None:
    """Why bytes are no Excel workbook that is taken, and what to do; None if they are one."""
    if data.startswith(OLD):
        return (
            "is an Office file of before 2007, or locked with a password: open it, take the "
            "password off and save it as .xlsx"
        )
    if not data.startswith(ZIP):
        return "is no Excel workbook, whatever its name says: open it in Excel and save it as .xlsx"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return f"cannot be read as a workbook; {_AGAIN}"
    if any(name.endswith(_MACROS) for name in names):
        return "holds macros, which are never run: save it as .xlsx without them"
    kinds = (why for name, why in _BY_PART.items() if name in names)
    return next(kinds, "is a zip file and no workbook: unpack it and give the .xlsx itself")


def unpacked(data: bytes, most_cells: int = MOST_CELLS) -> Unpacked:
    """What of a workbook is read; CannotError, as the end of a sentence, if it is too much."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        if sum(part.file_size for part in infos) > MOST_UNPACKED:
            raise CannotError(f"unpacks to more than {MOST_UNPACKED >> 20} MiB")
        if len(infos) > _MOST_PARTS:
            raise CannotError(f"has more than {_MOST_PARTS:,} parts; {_AGAIN}")
        # texts that cells share are known before the cells that show them
        infos.sort(key=lambda part: not part.filename.endswith("sharedStrings.xml"))
        return _sifted({part.filename: _read(packed, part) for part in infos}, most_cells)


def _read(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as file:
        return file.read(part.file_size)  # asked for all, it unpacks more than the file says


def _sifted(contents: dict[str, bytes], most_cells: int) -> Unpacked:
    budget, strings = _budget(most_cells), list[str]()
    parts, anew = [], io.BytesIO()
    with zipfile.ZipFile(anew, "w") as packed:
        for name, content in contents.items():
            is_xml = name.endswith((".xml", ".rels"))
            said = []
            if is_xml or content[:100].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                budget.spend("marks", content.count(b"<"))
                sieve = Sieve(budget, strings)
                try:
                    sieve.parse(content)
                except ExpatError:
                    if is_xml:
                        raise
                else:
                    said = sieve.said if is_xml else []
                    if sieve.handed_on:
                        packed.writestr(name, sieve.handed_on)
            parts.append(Part(name, "\n".join(dict.fromkeys(said))))
    return Unpacked(parts, anew.getvalue())


def _budget(most_cells: int) -> Budget:
    too_large = f"is too large to be read; {_AGAIN}"
    return Budget(
        {
            "cells": most_cells,
            "objects": _MOST_OBJECTS,
            "text": _MOST_TEXT,
            "marks": _MOST_MARKS,
        },
        {
            "cells": f"has more than {most_cells:,} cells; delete the empty rows and columns below "
            "and beside it",
            "objects": too_large,
            "text": too_large,
            "marks": too_large,
        },
    )
