"""What a record says stays text in every paper, about whatever it is, in every format."""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hostile import FORMULA, MARKUP, PATH, READERS, TEMPLATE, WORKFLOW, XML, Read, register, write
from hscb_pm.documents import pdf, tree
from hscb_pm.papers import PAPERS, Audience, Paper
from hscb_pm.present.own_templates import every_paper
from hscb_pm.present.papers import Tabled, paper_as_markdown
from hscb_pm.register import Register
from hscb_pm.store import load

TODAY = date(2017, 11, 20)
MANY = 4
ONE_LINE = [text for text in (*MARKUP[:5], *MARKUP[9:16]) if "\n" not in text]
TEXTS = (
    " ".join([*ONE_LINE, *TEMPLATE, *FORMULA[:3], XML[0], PATH[0], WORKFLOW[0]]),
    "# A heading",
    "- a list",
    "12) a list",
    "> a quotation",
    MARKUP[-1],
)


def plain(text: str) -> str:
    """The words to compare with, in as many paragraphs."""
    return "\n\n".join("Plain words" for _ in re.split(r"\n\s*\n", text))


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Register]:
    """A register for each text, and for the plain words."""
    texts = {*TEXTS, *map(plain, TEXTS)}
    return {
        text: load(write(tmp_path_factory.mktemp("r"), register(text))) for text in sorted(texts)
    }


@cache
def papers(name: str, shown: Register, most: int) -> list[tuple[Paper, str]]:
    """A paper about a record of each kind that it can be about, as Markdown."""
    found = islice(every_paper(PAPERS[name], shown, TODAY, Audience.INTERNAL), most)
    return [(paper, paper_as_markdown(PAPERS[name], paper, None)) for paper in found]


def pairs(
    registers: dict[str, Register], name: str, text: str
) -> Iterator[tuple[tuple[Paper, str], tuple[Paper, str]]]:
    """Each paper with the text, and the same with plain words."""
    most = 3 if text == TEXTS[0] else 1  # where a text stands does not hang on the record
    hostile, other = (papers(name, registers[words], most) for words in (text, plain(text)))
    assert hostile, "the hostile register has no record that this paper can be about"
    return zip(hostile, other, strict=True)


def says(found: Read, text: str) -> bool:
    """Whether the beginning of a text is shown; what names it, shows the first words of it."""
    return "".join(text.split())[:20] in "".join(found.said.split())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(name, text, id=f"{name}-{number}")
        for turn, name in enumerate(PAPERS)
        for number, text in enumerate(TEXTS)
        if number == 0 or number % 3 == turn % 3  # the others have the other thirds
    ],
)
def test_text_stays_text_in_markdown_and_html(
    registers: dict[str, Register], name: str, text: str
) -> None:
    for (paper, markdown), (other, expected) in pairs(registers, name, text):
        found = READERS["md"](markdown)
        assert found.shape == READERS["md"](expected).shape
        assert says(found, text)
        page, wanted = (
            READERS["html"](str(Tabled(name, each, written).as_("html").content))
            for each, written in ((paper, markdown), (other, expected))
        )
        assert page.shape == wanted.shape
        assert says(page, text)


def word_shape(data: str | bytes) -> list[object]:
    """The elements of a Word file, and where its links lead."""
    assert isinstance(data, bytes)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: ET.fromstring(packed.read(name)) for name in names}  # noqa: S314, ours
    return [
        (name, each.tag, sorted(each.attrib), each.get("Target"))
        for name, part in parts.items()
        for each in part.iter()
    ]


@pytest.mark.parametrize("name", ["board", "section11", "audit", "indicators", "cover"])
def test_text_stays_text_in_word_and_pdf(registers: dict[str, Register], name: str) -> None:
    (paper, markdown), (other, expected) = next(pairs(registers, name, TEXTS[0]))
    found, wanted = (
        word_shape(Tabled(name, each, written).as_("docx").content)
        for each, written in ((paper, markdown), (other, expected))
    )
    assert found == wanted
    handed_to_typst = pdf._paper  # noqa: SLF001, all that Typst reads
    handed, plainly = (
        shape_of(json.dumps(handed_to_typst(tree.read(written, name, "", TODAY), each.pictures)))
        for each, written in ((paper, markdown), (other, expected))
    )
    assert handed == plainly


def shape_of(handed: str) -> object:
    """What Typst is given, without the words: which blocks of what, and the addresses of links."""

    def shape(value: object) -> object:
        match value:
            case dict():
                keys = {key for key in value if key not in ("widths", "whole", "picture")}
                named = {key: value[key] for key in ("is", "address", "start") if key in value}
                return [named, *(shape(value[key]) for key in sorted(keys))]
            case list():
                return [*map(shape, value)]
        return type(value).__name__

    return shape(json.loads(handed))


def test_no_file_is_read_for_a_paper(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nothing for readers", encoding="utf-8")
    shown = load(write(tmp_path / "register", register("![x](../notes.txt) ../notes.txt")))
    for name in PAPERS:
        for paper, markdown in papers(name, shown, 1):
            assert "Nothing for readers" not in markdown
            page = Tabled(name, paper, markdown).as_("html").content
            assert "Nothing for readers" not in str(page)
