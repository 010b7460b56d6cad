"""Templates are found wherever hscb runs, and register text never becomes mark-up."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hscb_pm.present.markdown import HELPERS, markdown_table, markdown_text
from hscb_pm.present.templates import BadTemplateError, folders, render
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
    """What a reader sees of an inline token: not the space without width that follows an `@`."""
    said = "".join(
        {"softbreak": " ", "hardbreak": " "}.get(child.type, child.content)
        for child in token.children or []
    )
    return said.replace("@\u200b", "@")


def plain(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip().replace("@\u200b", "@")


@given(PIECES)
def test_register_text_stays_text_in_a_cell(text: str) -> None:
    tokens = MARKDOWN.parse(markdown_table([["x", text]], ["A", "B"]))
    cells = [shown(token) for token in tokens if token.type == "inline"]
    assert cells == ["A", "B", "x", plain(text)]
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text", "text_special"}


ODD = st.recursive(
    PIECES | st.none() | st.booleans() | st.integers() | st.floats() | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(PIECES, inner, max_size=2),
    max_leaves=3,
)


@given(ODD, st.lists(PIECES, min_size=2, max_size=2), PIECES)
def test_table_of_odd_values_is_text(value: object, columns: list[str], said: str) -> None:
    tokens = MARKDOWN.parse(markdown_table([[value, said], (said, value)], columns, f"A {said}"))
    shapes = [token.type for token in tokens]
    assert [shapes.count(kind) for kind in ("table_open", "tr_open", "th_open", "td_open")] == [
        *(1, 3, 2, 4)
    ]
    assert_only_text(tokens)


@given(PIECES, PIECES)
def test_prose_is_paragraphs_of_text(one: str, other: str) -> None:
    parts = [plain(part) for part in re.split(r"\n\s*\n", f"{one}\n\n{other}".strip())]
    tokens = MARKDOWN.parse(HELPERS["prose"](f"{one}\n\n{other}"))
    assert [shown(token) for token in tokens if token.type == "inline"] == [*filter(None, parts)]
    assert {token.tag for token in tokens} <= {"p", ""}
    assert_only_text(tokens)


@given(PIECES, st.from_regex(r"[a-z-]{1,9}\.svg", fullmatch=True))
def test_chart_is_one_picture_with_its_words(alt: str, source: str) -> None:
    tokens = MARKDOWN.parse(HELPERS["chart"]({"alt": alt, "source": source}))
    (image,) = (child for token in tokens for child in token.children or [])
    assert (image.type, image.attrs["src"]) == ("image", source)
    assert shown(image) == plain(alt)
    assert {child.type for child in image.children or []} <= {"text", "text_special"}


@given(st.integers(), PIECES, PIECES)
def test_number_with_its_noun_is_text(number: int, one: str, many: str) -> None:
    tokens = MARKDOWN.parse(HELPERS["plural"](number, one, many))
    noun = one if number == 1 else many or f"{one}s"
    assert [shown(t) for t in tokens if t.type == "inline"] == [plain(f"{number or 'no'} {noun}")]
    assert_only_text(tokens)


@given(st.dates() | st.none() | PIECES)
def test_date_is_text(value: object) -> None:
    assert_only_text(MARKDOWN.parse(f"a {HELPERS['date'](value)}"))


def assert_only_text(tokens: list[Token]) -> None:
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


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@octocat has seen it", "@&#8203;octocat has seen it"),
        ("seen by (@octocat/team)", "seen by (@&#8203;octocat/team)"),
        ("audit@board.example", r"audit\@board.example"),
        ("at 5 @ £3", "at 5 @ £3"),
    ],
)
def test_name_in_a_text_calls_nobody(text: str, written: str) -> None:
    assert markdown_text(text) == written


HOSTILE = (
    "**bold** and _slanted_ and ~~gone~~",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; and &#60;b&#62;",
    "[here](https://x.example) ![](y.png)",
    "https://x.example or _www.x.example",
    "`code` and $x$",
    "# Heading",
    "1. first",
    "- item",
    "a | b\n--- | ---\n1 | 2",
    "{{ 7 * 7 }} {x} %(x)s",
    r"\*\*bold\*\* \<b\>",
    "[^1] \"quoted\" 'quoted'",
)
AS_IT_IS = (
    "{{ x }}",
    "{% set s = x %}{{ s }}",
    "{% set s %}{{ x }}{% endset %}{{ s }}",
    "{% set n = namespace() %}{% set n.s %}{{ x }}{% endset %}{{ n.s }}",
    "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}",
    "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(m(x)) }}",
    "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) if x else '' }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
    "{% macro m() %}{{ caller(x) }}{% endmacro %}{% call(y) m() %}{{ y }}{% endcall %}",
    "{% for y in [[x]] recursive %}{{ y if y is string else loop(y) }}{% endfor %}",
    "{% block b %}{{ x }}{% endblock %}",
    "{% extends 'base.md.j2' %}{% block b %}{{ super() }}{% endblock %}",
    "{% include 'base.md.j2' %}",
    "{% from 'macro.md.j2' import m %}{{ m(x) }}",
    "{{ x | string }}",
    "{{ x | default('—') | trim }}",
    "{% with y = x %}{{ y }}{% endwith %}",
    "{{ [x] | join }}",
    "{{ '%s' | format(x) }}",
    "{{ '{}'.format(x) }}",
)
TWISTED = (
    "{{ 'a' ~ x }}",
    "{{ x ~ x }}",
    "{{ x + x }}",
    "{{ x * 2 }}",
    "{{ '%s' % x }}",
    "{{ [x, x] | join(' ') }}",
    "{{ 'y' | replace('y', x) }}",
    "{{ x | replace('b', 'c') }}",
    "{{ x | upper }}{{ x | title }}",
    "{{ x | indent(width=4) }}",
    "{{ x | truncate(5, true) }}",
    "{{ x | wordwrap(3) }}",
    "{{ x | center(200) }}",
    "{{ x | reverse }}",
    "{{ x | list }}{{ {'x': x} }}{{ (x,) }}",
    "{{ x | pprint }}",
    "{{ x[:3] }}{{ x[3:] }}",
    "{% for c in x %}{{ c }}{% endfor %}",
    "{{ x.split('b') | join('**b**') }}",
    "{% set s %}{{ x }}{% endset %}{{ s ~ x }}",
    "{% set s %}{{ x }}{% endset %}{{ s + x }}",
    "{% set s %}%s{% endset %}{{ s % x }}",
    "{% set s %}%s{% endset %}{{ s | format(x) }}",
    "{% set s %}{{ x }}{% endset %}{{ s[1:] }}{{ s | replace('\\\\', '') }}",
    "{% set s %}{{ x }}{% endset %}{% for c in s %}{{ c }}{% endfor %}",
    "{% set s %}-{% endset %}{{ [s, x] | join }}{{ s | replace('-', x) }}",
    "{% set s %}{{ x }}{% endset %}{{ s | upper }}",
)
REFUSED = (
    "{{ x | e }}",
    "{{ x | escape }}",
    "{{ x | forceescape }}",
    "{{ x | safe }}",
    "{{ x | tojson }}",
    "{{ x | urlize }}",
    "{{ x | striptags }}",
    "{{ {'a': x} | xmlattr }}",
    "{% filter upper %}{{ x }}{% endfilter %}",
    "{% filter replace('\\\\', '') %}{{ x }}{% endfilter %}",
    "{% set s | replace('\\\\', '') %}{{ x }}{% endset %}{{ s }}",
    "{% autoescape true %}{{ x }}{% endautoescape %}",
    "{% autoescape false %}{{ x }}{% endautoescape %}",
    "{% set s %}{}{% endset %}{{ s.format(x) }}",
    "{% set s %}{}{% endset %}{{ s.format_map(x) }}",
    "{% set s %}{}{% endset %}{{ (s | attr('format'))(x) }}",
    "{% set s %}{}{% endset %}{{ [s] | map(attribute='format') | first }}",
    "{% set s %}{{ x }}{% endset %}{{ s['replace']('b', x) }}",
    "{% call x.format() %}{% endcall %}",
    "{% call dict(x=x) %}{% endcall %}",
    "{% call table([[x]], ['X']) %}{% endcall %}",
)
OTHERS = {
    "base.md.j2": "{% block b %}{{ x }}{% endblock %}",
    "macro.md.j2": "{% macro m(y) %}{{ y }}{% endmacro %}",
}


def assert_inert(text: str) -> None:
    tokens = MARKDOWN.parse(f"a\n\n{text}\n\na {text} a")
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline"}
    parts = {child.type for token in tokens for child in token.children or []}
    assert parts <= {"text", "text_special", "softbreak", "hardbreak"}
    assert not re.search(r"https?://|\bwww\.", text)


@pytest.mark.parametrize("value", HOSTILE)
def test_what_a_template_passes_on_is_escaped_once(value: str, tmp_path: Path) -> None:
    register = a_register_with("", tmp_path, **OTHERS)
    for template in AS_IT_IS:
        write(tmp_path, "own.md.j2", template)
        assert render(register, "own.md.j2", x=value) == markdown_text(value), template
        assert_inert(markdown_text(value))


@pytest.mark.parametrize("value", HOSTILE)
def test_what_a_template_makes_of_a_value_is_no_mark_up(value: str, tmp_path: Path) -> None:
    register = a_register_with("", tmp_path)
    for template in TWISTED:
        write(tmp_path, "own.md.j2", template)
        assert_inert(render(register, "own.md.j2", x=value))


@pytest.mark.parametrize("template", REFUSED)
def test_what_could_undo_an_escape_is_refused(template: str, tmp_path: Path) -> None:
    register = a_register_with(f"a\n{template}", tmp_path)
    with pytest.raises(BadTemplateError, match=r"own\.md\.j2:2 cannot be filled in: "):
        render(register, "own.md.j2", x="**b** {}")


BOMBS = (
    "{% for a in range(10**9) %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(9999) %}a{% endfor %}{% endfor %}",
    "{% macro m() %}{% for a in range(99999) %}"
    + "a" * 9999
    + "{% endfor %}{% endmacro %}{{ m() }}",
    "{{ 9 ** 999999999 }}",
    "{{ 'a' * 999999999 }}",
    "{{ [0] * 999999999 }}",
    "{% set n = namespace(s=3) %}{% for a in range(99) %}{% set n.s = n.s * n.s %}{% endfor %}",
    "{% set n = namespace(s='a') %}{% for a in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='a') %}{% for a in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% macro m(n, s) %}{{ m(n - 1, [s, s]) if n else s }}{% endmacro %}{{ m(60, []) }}",
    "{{ 'a' | center(999999999) }}",
    "{{ 'a'.ljust(999999999) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%*d' | format(999999999, 1) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{{ '{:{}}'.format(1, 999999999) }}",
    "{% set s = 'a' * 99999 %}{{ s.replace('a', s) }}",
    "{% set s = 'a' * 99999 %}{{ s | replace('a', s) }}",
    "{% set s = 'a' * 99999 %}{{ s.join(s) }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% for a in range(999) %}{% include 'base.md.j2' %}{% endfor %}" * 9,
    "{{ lipsum(9) }}",
)


@pytest.mark.parametrize("template", BOMBS)
def test_what_would_go_on_for_ever_ends(template: str, tmp_path: Path) -> None:
    register = a_register_with(f"a\n{template}", tmp_path, **OTHERS)
    with pytest.raises(BadTemplateError, match=r"own\.md\.j2:2 cannot be filled in: "):
        render(register, "own.md.j2", x="a")


def test_large_register_is_no_bomb(tmp_path: Path) -> None:
    register = a_register_with(
        "{% for row in rows %}{{ plural(row[1], 'pound') }}, {{ '£{:,}'.format(row[1]) }}; "
        "{% endfor %}{{ table(rows, ['A', 'B'], 'All') }}",
        tmp_path,
    )
    rows = [["some words of a record", 60_000_000 + number] for number in range(5_000)]
    assert render(register, "own.md.j2", rows=rows).endswith("60004999 |")


SLIPS = (
    ("a\n{{ actoins.late }}", "2", "there is no `actoins`; did you mean `actions`?"),
    ("{{ actions.laet }}", "1", "there is no `laet`; did you mean `late`?"),
    ("{{ actions['a b'] }}", "1", "there is no such entry"),
    ("{{ title.name }}", "1", "there is no `name`: what it is asked of has no parts"),
    ("{{ tabel(rows, []) }}", "1", "there is no `tabel`; did you mean `table`?"),
    ("{% for row in rows %}{{ rwo }}{% endfor %}", "1", "there is no `rwo`; did you mean `row`?"),
    ("a\n{{ title | uper }}", "2", "there is no filter `uper`; did you mean `upper`?"),
    ("{{ title | safe }}", "1", "there is no filter `safe`: what a value says is always shown"),
    ("{% if title is defind %}{% endif %}", "1", "there is no test `defind`; did you mean `defin"),
    ("\n{% include 'bse.md.j2' %}", "2", "no template `bse.md.j2`; did you mean `base.md.j2`?"),
    ("{% extends 'hscb/bord.md.j2' %}", "1", "did you mean `hscb/board.md.j2`?"),
    (
        "{% extends 'own.md.j2' %}",
        "1",
        'cannot extend itself: write {% extends "hscb/own.md.j2" %}',
    ),
    ("{% extends title %}", "1", 'name the template: {% extends "hscb/own.md.j2" %}'),
    ("{% extends 'base.md.j2' %}\n{% block bb %}{% endblock %}", "2", "did you mean `b`?"),
    ("{% extends 'hscb/board.md.j2' %}\n\n{% block fornt %}{% endblock %}", "3", "`front`?"),
    ("{% extends 'base.md.j2' %}\n\nstray\n", "3", "this stands in no block"),
    ("{% extends 'base.md.j2' %}\n\n{% if x %}{% endif %}", "3", "this stands in no block"),
    ("{% block b %}{% endblock %}\n{% block b %}{% endblock %}", "2", "`b` stands here twice"),
    ("{{ table() }}", "1", "`table` is called as `table(rows, columns, caption, none)`"),
    ("{{ table(rows, ['A'], captoin='x') }}", "1", "`table` is called as"),
    ("{{ table(title, ['A']) }}", "1", "`table` takes rows first"),
    ("{{ table(actions, ['A']) }}", "1", "`table` takes rows first"),
    ("{{ table(['ab'], ['A', 'B']) }}", "1", "row 1 of the table is no list of cells"),
    ("{{ table(rows, ['A']) }}", "1", "row 1 of the table has 2 cells, and there are 1 columns"),
    ("{{ table(rows, 'AB') }}", "1", "`table` takes the names of its columns as a list"),
    ("{{ chart(title) }}", "1", "`chart` takes one of the paper's charts"),
    ("{{ plural('3', 'file') }}", "1", "`plural` takes a whole number first"),
)


@pytest.mark.parametrize(("template", "line", "said"), SLIPS)
def test_slip_is_told_with_its_line_and_the_nearest_name(
    template: str, line: str, said: str, tmp_path: Path
) -> None:
    register = a_register_with(template, tmp_path, **OTHERS)
    given = {"title": "A title", "actions": {"late": []}, "rows": [["a", "b"]], "x": "x"}
    with pytest.raises(BadTemplateError) as caught:
        render(register, "own.md.j2", **given)
    assert caught.value.place.endswith(f"own.md.j2:{line}")
    assert said in caught.value.why


def test_entry_of_a_row_is_meant_before_what_python_has_of_that_name(tmp_path: Path) -> None:
    register = a_register_with("{{ each.values }} {{ each.items }}", tmp_path)
    assert render(register, "own.md.j2", each={"values": "3", "items": "4"}) == "3 4"


def write(folder: Path, name: str, template: str) -> None:
    (folder / "templates" / name).write_text(template, encoding="utf-8")


def a_register_with(template: str, folder: Path, **others: str) -> Path:
    (folder / "templates").mkdir()
    for name, text in {"own.md.j2": template, **others}.items():
        write(folder, name, text)
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
        ("a\n{{ countd }}", "own.md.j2:2 cannot be filled in: there is no `countd`"),
        ("{{ ().__class__ }}", "'__class__' of 'tuple' object is unsafe"),
        ("a\n{% if %}", "own.md.j2:2 cannot be filled in"),
        ("{{ 1 + 'a' }}", "unsupported operand"),
        ("{% include 'missing.md.j2' %}", "there is no template `missing.md.j2`"),
        (
            "{% include '../own.md.j2' %}",
            "there is no template `../own.md.j2`; did you",
        ),
        ("a\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "own.md.j2:2 cannot be filled in"),
        (
            "a\n{% include 'own.md.j2' %}",
            "own.md.j2:2 cannot be filled in: it calls or",
        ),
        ("{{ '%(a)s' | format(b=1) }}", "own.md.j2:1 cannot be filled in: KeyError: a value is"),
        ("{{ " + "(" * 10_000, "own.md.j2"),
        ("{{ table(1, 2) }}", "own.md.j2:1 cannot be filled in: `table` takes the names"),
        ("{{ ''.encode('x') }}", "own.md.j2:1 cannot be filled in: LookupError"),
        ("{{ x }}\x1b[2J", "an invisible character (U+001B)"),
    ],
)
def test_template_that_cannot_be_filled_in_names_its_line(
    template: str, said: str, tmp_path: Path
) -> None:
    register = a_register_with(template, tmp_path)
    with pytest.raises(BadTemplateError, match=re.escape(said)):
        render(register, "own.md.j2")


def test_fault_is_placed_in_the_template_that_has_it(tmp_path: Path) -> None:
    register = a_register_with("{% include 'part.md.j2' %}", tmp_path)
    write(tmp_path, "part.md.j2", "a\n\n{{ countd }}")
    with pytest.raises(BadTemplateError, match=r"part\.md\.j2:3 cannot be filled in"):
        render(register, "own.md.j2")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example, with a template of its board's own."""
    import shutil

    shutil.copytree(EXAMPLE, tmp_path / "register")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/due.md.j2").write_text("{% include 'part' %}", encoding="utf-8")
    return tmp_path


def refused(hscb: Hscb, example: Path) -> str:
    ran = hscb("due", "--format", "md", "-C", example / "register")
    assert (ran.code, ran.out) == (2, "")
    return ran.err


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_own_template_that_is_no_plain_file_is_refused(hscb: Hscb, example: Path) -> None:
    secret = example / "secret"
    secret.mkdir()
    (secret / "part").write_text("the key to everything", encoding="utf-8")
    templates = example / "templates"
    part = templates / "part"
    for there in (secret / "part", Path("/dev/zero"), Path("nowhere")):
        part.symlink_to(there)
        assert f"{part} cannot be filled in: this is a link" in refused(hscb, example)
        part.unlink()
    part.mkdir()
    assert f"{part} cannot be filled in: this is not a regular file" in refused(hscb, example)
    part.rmdir()
    os.mkfifo(part)
    assert "not a regular file" in refused(hscb, example)
    part.unlink()
    part.write_bytes(b"x" * ((1 << 20) + 1))
    assert f"{part} cannot be filled in: this file is larger" in refused(hscb, example)
    part.write_bytes(b"caf\xe9")
    assert f"{part} cannot be filled in: this character is not UTF-8" in refused(hscb, example)


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_folder_of_templates_that_is_a_link_is_refused(hscb: Hscb, example: Path) -> None:
    (example / "templates").rename(example / "elsewhere")
    (example / "templates").symlink_to("elsewhere")
    assert f"{example / 'templates'} cannot be filled in: this is a link" in refused(hscb, example)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_own_template_that_may_not_be_read_is_named(hscb: Hscb, example: Path) -> None:
    file = example / "templates/due.md.j2"
    file.chmod(0)
    assert f"{file} cannot be filled in: this file cannot be opened" in refused(hscb, example)
    file.parent.chmod(0)
    try:
        assert str(file) in refused(hscb, example)
    finally:
        file.parent.chmod(0o700)
