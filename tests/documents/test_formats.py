"""The same tree as HTML, Word and PDF: what those who do not see a paper find their way by."""

import json
import re
import sys
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import docx as word
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import FORMULA, MARKUP, PATH, TEMPLATE, TERMINAL, WORKFLOW, XML
from hscb_pm.documents import docx, html, pdf, tree
from hscb_pm.documents.tree import BadDocumentError, Document
from hscb_pm.present.markdown import markdown_table, markdown_text
from hscb_pm.problem import CannotError
from pages import Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
PAPER = """# A paper

First **bold** [page](https://page.example).

1. one
2. two
   - three

![A square.](square "The square")

## Wide

Table: Grades

| Agency | 1 | 2 | 3 | 4 | 5 | 6 |
| --- | --- | --- | --- | --- | --- | --- |
| A Council | met | met | met | met | met | met |

## Narrow

Table: Dates

| Due | What |
| --- | --- |
| 30 September 2017 | Report |

---

As at 20 November 2017.
"""


def document(markdown: str = PAPER) -> Document:
    return tree.read(markdown, "board", "About it", date(2017, 11, 20))


def as_html(markdown: str = PAPER) -> Page:
    return Page(html.write(document(markdown), {"square": SVG}))


def parts(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.endswith((".xml", ".rels"))]
        return {name: ET.fromstring(packed.read(name)) for name in names}  # noqa: S314, ours


def as_word(markdown: str = PAPER, reference: Path | None = None) -> dict[str, ET.Element]:
    return parts(docx.write(document(markdown), {"square": PNG}, reference))


def test_page_can_be_walked_without_eyes() -> None:
    page = as_html()
    count = Counter(tag for tag, _ in page.elements)
    assert page.all("html") == [{"lang": "en-GB"}]
    assert [count[tag] for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    assert count["caption"] == count["table"] == 2
    scopes = Counter(attributes["scope"] for attributes in page.all("th"))
    assert scopes == {"col": 9, "row": 2}
    (region,) = (div for div in page.all("div") if div["class"] == "scroll")
    assert region["aria-label"] == "Table 1: Grades"
    assert region["tabindex"] == "0"
    assert page.all("img")[0]["alt"] == "A square."
    assert "Figure 1: The square" in "".join(page.said)


def test_page_needs_nothing_and_runs_nothing() -> None:
    page = as_html()
    policy = page.all("meta")[1]["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert {"script", "link", "iframe", "svg"}.isdisjoint(tag for tag, _ in page.elements)
    assert not any("style" in attributes for _, attributes in page.elements)
    assert (page.all("img")[0]["src"] or "").startswith("data:image/svg+xml;base64,")
    assert "url(" not in html.write(document(), {"square": SVG})


def test_words_of_a_page_stand_out_from_it() -> None:
    """At least 4.5 to 1, in light, in dark and on paper."""
    style = (Path(html.__file__).parent / "paper.css").read_text("utf-8")
    for root in re.findall(r":root \{([^}]+)\}", style):
        colours = dict(re.findall(r"--(\w+): #(\w{6})", root))
        for ink in ("ink", "soft", "link", "title"):
            for ground in ("page", "band"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_word_file_can_be_walked_without_eyes() -> None:
    files = as_word()
    body = files["word/document.xml"]
    styles = [each.get(f"{W}val") for each in body.iter(f"{W}pStyle")]
    assert [name for name in styles if name and name.startswith("Heading")] == [
        "Heading1",
        "Heading2",
        "Heading2",
    ]
    for table in body.iter(f"{W}tbl"):
        first, *rows = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *rows))
    captions = [each.get(f"{W}val") for each in body.iter(f"{W}tblCaption")]
    assert captions == ["Grades", "Dates"]
    fields = [(each.get(f"{W}instr") or "").split()[1] for each in body.iter(f"{W}fldSimple")]
    assert fields == ["Figure", "Table", "Table"]
    (picture,) = (each for each in body.iter() if each.tag.endswith("}docPr"))
    assert picture.get("descr") == "A square."
    assert {each.get(f"{W}val") for each in files["word/styles.xml"].iter(f"{W}lang")} == {"en-GB"}


def test_wide_table_of_a_word_file_lies_on_its_side() -> None:
    sizes = [
        (size.get(f"{W}orient"), int(size.get(f"{W}w") or 0) > int(size.get(f"{W}h") or 0))
        for size in as_word()["word/document.xml"].iter(f"{W}pgSz")
    ]
    assert sizes == [(None, False), ("landscape", True), (None, False)]


def test_word_file_says_what_it_is_and_no_time() -> None:
    data = docx.write(document(), {"square": PNG})
    properties = word.Document(BytesIO(data)).core_properties
    assert (properties.title, properties.subject) == ("A paper", "About it")
    assert (properties.author, properties.comments, properties.language) == ("", "", "en-GB")
    assert properties.created == properties.modified
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        assert not any("thumbnail" in name for name in packed.namelist())


def test_numbered_lists_count_for_themselves() -> None:
    files = as_word("1. a\n2. b\n\ntext\n\n4. c")
    used = [each.get(f"{W}val") for each in files["word/document.xml"].iter(f"{W}numId")]
    assert len(used) == 3
    assert used[0] == used[1] != used[2]
    starts = [
        each.get(f"{W}val") for each in files["word/numbering.xml"].findall(f".//{W}lvl/{W}start")
    ]
    assert "4" in starts


def test_word_file_takes_the_styles_of_a_councils_own(tmp_path: Path) -> None:
    own = word.Document()
    own.add_paragraph("Not for this paper")
    own.styles["Normal"].font.name = "Council Sans"
    for name in ("Heading 2", "List Bullet", "Caption"):
        own.styles[name].delete()
    file = tmp_path / "house.docx"
    own.save(str(file))
    files = as_word(reference=file)
    assert "Council Sans" in str(
        [each.attrib for each in files["word/styles.xml"].iter(f"{W}rFonts")]
    )
    said = "".join(each.text or "" for each in files["word/document.xml"].iter(f"{W}t"))
    assert "Not for this paper" not in said
    names = [each.get(f"{W}val") for each in files["word/styles.xml"].iter(f"{W}name")]
    assert {"heading 2", "List Bullet", "caption", "Table Text"} <= set(names)


@pytest.mark.parametrize("data", [None, b"", b"PK\x03\x04"])
def test_councils_own_file_that_cannot_be_read(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "house.docx"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CannotError, match=r"house.docx (could not be read|is no Word file)"):
        docx.write(document("a"), {}, file)


def test_pdf_is_tagged_and_made_to_last() -> None:
    made, warning = pdf.write(document(), {"square": SVG})
    assert warning is None
    for said in (b"<pdfuaid:part>1", b"<pdfaid:part>2", b"<pdfaid:conformance>A", b"en-GB"):
        assert said in made
    assert b"/StructTreeRoot" in made
    assert b"A paper" in made


def test_pdf_that_misses_the_standard_is_made_all_the_same_and_says_why() -> None:
    made, warning = pdf.write(document("# One\n\n### Three"), {})
    assert made.startswith(b"%PDF-")
    assert "skipped from heading level 1 to 3" in (warning or "")


def test_pdf_without_typst_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CannotError, match=r'pip install "typst<[0-9.]+,>=[0-9.]+"$'):
        pdf.write(document(), {"square": SVG})


def test_picture_that_nobody_drew_is_not_looked_for() -> None:
    paper = document("![a](../../etc/passwd)")
    for write in (html.write, docx.write, pdf.write):
        with pytest.raises(BadDocumentError, match="not drawn for it"):
            write(paper, {})


def test_same_paper_gives_the_same_bytes() -> None:
    assert html.write(document(), {"square": SVG}) == html.write(document(), {"square": SVG})
    first, second = (docx.write(document(), {"square": PNG}) for _ in range(2))
    assert first == second
    assert pdf.write(document(), {"square": SVG}) == pdf.write(document(), {"square": SVG})


def holding(*texts: str) -> str:
    """A paper that says texts wherever a template may put them."""
    lines = [f"# {markdown_text(texts[0])} a"]
    for text in texts:
        said = markdown_text(text)
        table = markdown_table([[text, text]], ["A", text], text)
        lines += [f"## {said} a", f"{said} a", f"- {said} a", f"> {said} a", table]
    return "\n\n".join(lines)


def expected(text: str) -> str:
    said = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip()
    return re.sub("[\ufffe\uffff]", "\ufffd", said).replace("@\u200b", "@")


NASTY = st.text(st.sampled_from("aB1 .:/@-=*_`~#>|\\[](){}<!&;$\"'\n\té中\ufffe"), max_size=30)


@settings(max_examples=15)
@given(NASTY)
def test_text_survives_in_each_format(text: str) -> None:
    markdown, wanted = holding(text), expected(text)
    page = as_html(markdown)
    with zipfile.ZipFile(BytesIO(docx.write(document(markdown), {}))) as packed:
        read = ET.fromstring(packed.read("word/document.xml"))  # noqa: S314, ours
    said = ["".join(each.text or "" for each in p.iter(f"{W}t")) for p in read.iter(f"{W}p")]
    assert "".join(page.said).count(wanted) >= 8 * bool(wanted)
    assert sum(wanted in paragraph for paragraph in said) >= 8
    assert json.dumps(wanted)[1:-1] in json.dumps(pdf._paper(document(markdown), {}))  # noqa: SLF001


HOSTILE = tuple(
    dict.fromkeys(
        (*MARKUP, *TEMPLATE, *FORMULA, *TERMINAL, *WORKFLOW, *PATH, *XML, "#import", "$x$")
    )
)


def test_hostile_text_is_text_in_each_format() -> None:
    """Where a text comes, the paper has the shape that it has with plain words."""
    hostile, plain = holding(*HOSTILE), holding(*["Plain words"] * len(HOSTILE))
    page, other = as_html(hostile), as_html(plain)
    assert page.shape == other.shape
    found, wanted = as_word(hostile), as_word(plain)
    assert found.keys() == wanted.keys()
    for name in found:
        assert [each.tag for each in found[name].iter()] == [
            each.tag for each in wanted[name].iter()
        ], name
    relations = found["word/_rels/document.xml.rels"]
    assert all(each.get("TargetMode") is None for each in relations)


def test_hostile_text_is_never_read_as_typst() -> None:
    texts = (*HOSTILE, '#panic("read")', '#read("paper.typ")', "= a", "\\u{41}", "/* a */ // b")
    paper = document("\n\n".join(f"# {markdown_text(text)} a" for text in texts))
    assert pdf.write(paper, {})[0].startswith(b"%PDF-")
    found = json.loads(
        typst.query(
            Path(pdf.__file__).parent / "paper.typ",
            "heading",
            field="body",
            sys_inputs={"paper": json.dumps(pdf._paper(paper, {}))},  # noqa: SLF001
        )
    )
    assert [body["text"] for body in found] == [f"{expected(text)} a" for text in texts]
