"""Templates are found wherever hscb runs, and register text never becomes mark-up."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hscb_pm.present.templates import (
    BadTemplateError,
    folders,
    markdown_table,
    markdown_text,
    render,
)
from running import EXAMPLE, ROOT, Hscb

NASTY = st.text(
    st.sampled_from("aB1 .:/@-+=*_`~#>|\\[](){}<!&;$\"'\n\téﬁ中")
    | st.characters(exclude_categories=["Cs"]),
    max_size=40,
)
PIECES = st.lists(
    st.sampled_from(
        [
            "http://x.y",
            "www.x.y",
            "a@b.cc",
            "&amp;",
            "&#65;",
            "<b>",
            "**",
            "](",
            "- ",
            "1. ",
            "#",
            "|",
        ]
    )
    | NASTY,
    max_size=5,
).map("".join)
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False}).enable("table")


def shown(token: Token) -> str:
    """What a reader sees of an inline token."""
    return "".join(
        {"softbreak": " ", "hardbreak": " "}.get(child.type, child.content)
        for child in token.children or []
    )


def plain(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip()


@given(PIECES)
def test_register_text_stays_text_in_a_cell(text: str) -> None:
    tokens = MARKDOWN.parse(markdown_table([["x", text]], ["A", "B"]))
    cells = [shown(token) for token in tokens if token.type == "inline"]
    assert cells == ["A", "B", "x", plain(text)]
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text", "text_special"}


@given(PIECES)
def test_register_text_stays_text_in_a_heading_and_a_paragraph(text: str) -> None:
    tokens = MARKDOWN.parse(f"# A {markdown_text(text)}\n\n{markdown_text(text)}\n")
    inline = [shown(token) for token in tokens if token.type == "inline"]
    assert inline == [f"A {plain(text)}".strip(), *([plain(text)] if plain(text) else [])]
    assert {token.type for token in tokens} <= {
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
    }


def a_register_with(template: str, folder: Path) -> Path:
    (folder / "templates").mkdir()
    (folder / "templates/own.md.j2").write_text(template, encoding="utf-8")
    (folder / "register").mkdir()
    return folder / "register"


def test_own_template_wins_file_by_file(hscb: Hscb, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(EXAMPLE, tmp_path / "register")
    arguments = ("due", "--format", "md", "-C", tmp_path / "register")
    assert hscb(*arguments).out.startswith(
        "# Hertfordshire Safeguarding Children Board: what is due"
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/due.md.j2").write_text("Ours: {{ counted }}", encoding="utf-8")
    assert hscb(*arguments).out.startswith("Ours: Monday 20 November 2017")


def test_templates_are_found_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    _, packaged, checkout = folders(tmp_path / "register")
    assert checkout == ROOT / "templates"
    assert packaged == ROOT / "src" / "hscb_pm" / "templates"  # where the wheel puts them


def test_template_sees_text_as_text(tmp_path: Path) -> None:
    register = a_register_with("{{ x }} {{ y }}", tmp_path)
    assert render(register, "own.md.j2", x="{{ 7*7 }}", y="<b>") == r"\{\{ 7\*7 \}\} \<b\>"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{{ countd }}", "own.md.j2:2 cannot be filled in: 'countd' is undefined"),
        ("{{ ().__class__ }}", "'__class__' of 'tuple' object is unsafe"),
        ("a\n{% if %}", "own.md.j2:2 cannot be filled in"),
        ("{{ 1 + 'a' }}", "unsupported operand"),
        ("{% include 'missing.md.j2' %}", "missing.md.j2"),
    ],
)
def test_template_that_cannot_be_filled_in_names_its_line(
    template: str, said: str, tmp_path: Path
) -> None:
    register = a_register_with(template, tmp_path)
    with pytest.raises(BadTemplateError, match=re.escape(said)):
        render(register, "own.md.j2")
