"""What a workbook may hand on: of each of its parts the elements that are read, and no others.

The parser that reads a file decides what stands in it, however it is quoted, spelt or named; what
it finds is counted and written anew, so that nothing else reaches the library that makes cells.
"""

from collections.abc import Mapping
from html import escape
from typing import Final, NamedTuple
from xml.parsers import expat

from hscb_pm.problem import CannotError

_Kept = Mapping[str, "Element"]


class Element(NamedTuple):
    """An element that is handed on, with what of it."""

    attributes: frozenset[str]
    children: _Kept
    counts: str | None = "objects"
    """What it is counted as; None for what costs nothing."""
    is_joined: bool = False
    """Whether it only adds its text to that of the element above."""


def _kept(attributes: str = "", /, **children: Element) -> Element:
    return Element(frozenset(attributes.split()), children)


def _free(**children: Element) -> Element:
    return Element(frozenset(), children, None)


def _cells(attributes: str, **children: Element) -> Element:
    return Element(frozenset(attributes.split()), children, "cells")


_RUN: Final = Element(frozenset(), {}, None, is_joined=True)
_RUNS: Final[_Kept] = {"t": _RUN, "r": Element(frozenset(), {"t": _RUN}, None, is_joined=True)}
_TEXTS: Final = _free(**_RUNS)
_VALUE: Final = _free()
_CELL: Final = _cells("r s t", v=_VALUE, f=_free(), **{"is": _TEXTS})
_SIDES: Final = {side: _kept() for side in ("left", "right", "top", "bottom")}
_CORE: Final = (
    "title subject creator keywords description lastModifiedBy category contentStatus identifier "
    "language revision version created modified lastPrinted"
)
_ROOTS: Final[_Kept] = {
    "Types": _kept(Default=_kept("Extension ContentType"), Override=_kept("PartName ContentType")),
    "Relationships": _kept(Relationship=_kept("Id Type Target TargetMode")),
    "workbook": _kept(
        workbookPr=_kept("date1904"),
        bookViews=_kept(workbookView=_kept()),
        sheets=_kept(sheet=_kept("name sheetId state id")),
    ),
    "worksheet": _kept(
        sheetData=_free(row=_cells("r hidden", c=_CELL)),
        mergeCells=_kept(mergeCell=_kept("ref")),
    ),
    "sst": _free(si=Element(frozenset(), _RUNS, None, is_joined=True)),
    "styleSheet": _kept(
        numFmts=_kept(numFmt=_kept("numFmtId formatCode")),
        borders=_kept(border=_kept(**_SIDES)),
        cellXfs=_kept(xf=_kept("numFmtId")),
    ),
    "comments": _kept(
        authors=_kept(author=_kept()),
        commentList=_kept(comment=_kept("ref authorId", text=_kept(t=_kept(), r=_kept(t=_kept())))),
    ),
    "coreProperties": _kept(**{name: _kept() for name in _CORE.split()}),
    "Properties": _kept(
        property=_kept(
            "fmtid pid name linkTarget",
            **{name: _kept() for name in ("lpwstr", "i4", "r8", "filetime", "bool")},
        )
    ),
}
"""What is read of a part, by the name of its root; parts with another root are not handed on."""


class Budget:
    """What a workbook may still hold of each thing that is counted."""

    def __init__(self, most: Mapping[str, int], why: Mapping[str, str]) -> None:
        self._left, self._why = dict(most), why

    def spend(self, what: str, amount: int = 1) -> None:
        """Count something; CannotError once there is too much of it."""
        self._left[what] -= amount
        if self._left[what] < 0:
            raise CannotError(self._why[what])


class Sieve:
    """A part of a workbook, parsed once: what is handed on of it, and what else it says."""

    def __init__(self, budget: Budget, strings: list[str]) -> None:
        self.said: list[str] = []
        self._budget, self._strings = budget, strings
        self._out: list[str] = []
        self._ends: list[str] = []
        self._open = [Element(frozenset(), _ROOTS)]
        self._passed_over = 0
        self._texts: list[str] = []
        self._is_shared = False

    @property
    def handed_on(self) -> bytes | None:
        """What is handed on; None if the part is none that is read."""
        return "".join(self._out).encode() if self._out else None

    def parse(self, content: bytes) -> None:
        """Read a part; raises an ExpatError if it is no XML in UTF-8, CannotError if too much."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.XmlDeclHandler = _refuse_encoding
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)  # noqa: FBT003, its own signature

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        found = None if self._passed_over else self._open[-1].children.get(local)
        if found is None or (local == "Relationship" and not _is_followed(attributes)):
            self._passed_over += 1
            self.said.extend(attributes.values())
            return
        self._open.append(found)
        if found.counts:
            self._budget.spend(found.counts)
        if found.counts == "objects":
            self.said.extend(attributes.values())
            self._guard_place(local, attributes.get("ref", ""))
        elif local == "c":
            kind = attributes.get("t")
            self._is_shared = kind == "s"
            if kind in ("s", "inlineStr"):
                attributes["t"] = "str"
        elif local == "is":  # text in its own place is handed on as a value
            name = f"{name[:-2]}v"
        if not found.is_joined:
            shown = _shown(attributes, found.attributes) if attributes else ""
            self._out.append(f"<{name}{shown}>")
            self._ends.append(f"</{name}>")

    def _end(self, name: str) -> None:
        if self._passed_over:
            self._passed_over -= 1
            return
        found = self._open.pop()
        if found.is_joined:
            if name.endswith("si"):
                self._strings.append(self._taken().replace("x005F_", ""))  # as openpyxl has it
            return
        if text := self._taken():
            if self._is_shared and found is _VALUE:
                text = self._strings[int(text)]
            self._budget.spend("text", len(text))
            self._out.append(escape(text))
        self._out.append(self._ends.pop())

    def _text(self, text: str) -> None:
        if self._passed_over:
            self.said.append(text)
        elif not self._open[-1].children:
            self._texts.append(text)

    def _taken(self) -> str:
        if not self._texts:
            return ""
        text = "".join(self._texts)
        self._texts.clear()
        return text

    def _guard_place(self, local: str, ref: str) -> None:
        """Count the cells that a merged block spreads over; a comment belongs to one cell."""
        from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

        if local == "mergeCell":
            left, top, right, bottom = (number or 0 for number in range_boundaries(ref))
            self._budget.spend("cells", (abs(right - left) + 1) * (abs(bottom - top) + 1))
        elif local == "comment":
            coordinate_to_tuple(ref)


def _shown(attributes: Mapping[str, str], kept: frozenset[str]) -> str:
    shown = ""
    for name, value in attributes.items():
        if name in kept or name.rpartition(":")[2] in kept or name.startswith("xmlns"):
            shown += f' {name}="{value if value.isalnum() else escape(value)}"'
    return shown


def _is_followed(relationship: Mapping[str, str]) -> bool:
    """Whether it leads to a sheet or to comments; drawings and pivot tables are not opened."""
    return relationship.get("Type", "").endswith(("sheet", "/comments"))


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ValueError(encoding)


def _refuse_entities(*_: object) -> None:
    raise ValueError
