"""What of Markdown a paper can hold, and how it lies on pages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hscb_pm.documents.layout import pages, widths
from hscb_pm.documents.tree import (
    BadDocumentError,
    Block,
    Code,
    Document,
    Figure,
    Heading,
    LineBreak,
    Link,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Styled,
    Table,
    Text,
    read,
)

DAY = date(2017, 11, 20)
TABLE = "| A | B |\n| --- | --- |\n| a | b |\n"


def tree(markdown: str) -> Document:
    return read(markdown, "board", "About it", DAY)


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("## Two", Heading(2, (Text("Two"),))),
        ("- a\n\n  b\n- c", List(None, ((words("a"), words("b")), (words("c"),)))),
        ("3. a\n4. b", List(3, ((words("a"),), (words("b"),)))),
        ("> a", Quote((words("a"),))),
        ("```\na  b\n```", Preformatted("a  b\n")),
        ('![alt *text*](chart.svg "Caption")', Figure("chart.svg", "alt text", "Caption")),
    ],
)
def test_each_block_has_a_place_in_the_tree(markdown: str, block: Block) -> None:
    assert tree(markdown).blocks == (block,)


def test_words_within_a_line() -> None:
    (paragraph,) = tree("a **b** *c* ~~d~~ `e`  \n<https://f.example> x@\u200by").blocks
    assert paragraph == Paragraph(
        (
            Text("a "),
            Styled("strong", (Text("b"),)),
            Text(" "),
            Styled("emphasis", (Text("c"),)),
            Text(" "),
            Styled("struck", (Text("d"),)),
            Text(" "),
            Code("e"),
            LineBreak(),
            Link("https://f.example", (Text("https://f.example"),)),
            Text(" x@y"),
        )
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc", "data:,a", "a.md", "#a"])
def test_link_that_leads_nowhere_is_words(address: str) -> None:
    (paragraph,) = tree(f"[a]({address})").blocks
    assert isinstance(paragraph, Paragraph)
    assert not any(isinstance(child, Link) for child in paragraph.children)


def test_paragraph_before_a_table_is_its_caption() -> None:
    row = (Text("a"),), (Text("b"),)
    head = (Text("A"),), (Text("B"),)
    assert tree(f"Table: All\n\n{TABLE}").blocks == (Table((Text("All"),), head, (row,)),)
    assert tree(f"All\n\n{TABLE}").blocks == (words("All"), Table((), head, (row,)))
    assert tree("Table: All\n\nNone.").blocks == (words("Table: All"), words("None."))


def test_title_and_footer() -> None:
    document = tree("# A *paper*\n\n---\n\nText\n\n---\n\nAs at today\n")
    assert document.title == "A paper"
    assert document.footer == (Text("As at today"),)
    assert document.blocks[1:] == (words("Text"),)
    assert tree("Text\n\n---\n\none\n\ntwo").footer == ()
    assert tree("Text").title == "board"


@pytest.mark.parametrize(
    ("markdown", "line"),
    [("a\n\n<b>c</b>", 3), ("<div>\n", 1), ("a ![b](c.svg)", 1), ("- x\n- <!-- a -->", 2)],
)
def test_what_other_formats_do_not_have_is_refused_with_its_line(markdown: str, line: int) -> None:
    with pytest.raises(BadDocumentError, match=f"Markdown only: line {line} of its Markdown"):
        tree(markdown)


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert tree("a\x01\ufffe\ud800 `\x02`").blocks == (
        Paragraph((Text("a\ufffd\ufffd\ufffd "), Code("\ufffd"))),
    )


WIDE = "| A | B | C | D | E | F | G |\n" + "| - " * 7 + "|\n"


def test_wide_table_lies_on_its_side_with_its_headings() -> None:
    blocks = tree(f"# One\n\na\n\n## Two\n\n### Three\n\n{WIDE}\n\n## Four\n\nb").blocks
    assert [(page.is_wide, len(page.blocks)) for page in pages(blocks)] == [
        (False, 2),
        (True, 3),
        (False, 2),
    ]
    assert pages(tree("# One").blocks)[0].blocks == [*tree("# One").blocks]
    assert pages(()) == []


@given(
    st.integers(1, 9).flatmap(
        lambda number: st.lists(
            st.lists(st.text(max_size=60), min_size=number, max_size=number), min_size=1, max_size=4
        )
    )
)
def test_widths_make_a_whole_table(rows: list[list[str]]) -> None:
    cells = [tuple((Text(text),) for text in row) for row in rows]
    parts = widths(Table((), cells[0], tuple(cells[1:])))
    assert sum(parts) == 1000
    assert min(parts) > 0


def test_dates_stay_on_one_line_beside_long_texts() -> None:
    long = "word " * 60
    table = tree(f"| Due | What |\n|---|---|\n| 30 September 2017 | {long} |").blocks[0]
    assert isinstance(table, Table)
    assert widths(table)[0] > 150
