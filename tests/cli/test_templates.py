"""`hscb templates`: what there is, a copy to change, and whether a board's own can be filled in."""

import json
import shutil
from pathlib import Path

import pytest

from hscb_pm.cli.templates import _OTHERS
from hscb_pm.papers import PAPERS
from hscb_pm.present.own_templates import LAYOUT
from running import EXAMPLE, ROOT, Hscb

ALONE = [name for name, kind in PAPERS.items() if not kind.subject or kind.subject.default]
"""The papers that need no id."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The example, as a register of its own."""
    shutil.copytree(EXAMPLE, tmp_path / "register")
    return tmp_path


def own(place: Path, **templates: str) -> None:
    (place / "templates").mkdir(exist_ok=True)
    for name, text in templates.items():
        (place / f"templates/{name}.md.j2").write_text(text, encoding="utf-8")


def report(hscb: Hscb, place: Path, name: str = "board") -> str:
    ran = hscb("report", name, "-C", place)
    assert ran.code == 0, ran.err
    return ran.out


def test_every_template_is_listed_and_named_once(hscb: Hscb) -> None:
    ran = hscb("templates", "list", "--format", "json")
    found = json.loads(ran.out)["templates"]
    there = {file.name.removesuffix(".md.j2") for file in (ROOT / "templates").glob("*.md.j2")}
    names = [each["name"] for each in found]
    assert set(names) == there >= {*PAPERS, LAYOUT, *_OTHERS}
    assert len(set(names)) == len(names)
    assert names[: len(PAPERS)] == [*PAPERS]
    for each in found[: len(PAPERS)]:
        assert {"title", "front", "body", "footer"} <= {*each["blocks"]}
        assert (each["typed"].endswith(" ID")) == (each["name"] not in ALONE)
    for line, each in zip(hscb("templates", "list").out.splitlines(), found, strict=True):
        assert line.startswith(each["name"])


@pytest.mark.parametrize("name", [*[*PAPERS][::3], LAYOUT, "due"])
def test_template_tells_its_blocks_and_what_it_is_given(hscb: Hscb, name: str) -> None:
    ran = hscb("templates", "list", name)
    assert ran.code == 0
    data = json.loads(hscb("templates", "list", name, "--format", "json").out)
    for block in data["template"]["blocks"]:
        assert f"  {block}\n" in ran.out
    assert [each["name"] for each in data["values"] if each["name"] == "title"] == (
        ["title"] if name in PAPERS else []
    )
    for each in data["values"]:
        assert f"  {each['name']} " in ran.out
    assert hscb("templates", "list", name, "--format", "md").out.startswith("# Templates\n")


def test_one_block_is_changed_and_all_else_stays(hscb: Hscb, place: Path) -> None:
    before = report(hscb, place)
    own(
        place,
        board='{% extends "hscb/board.md.j2" %}\n{% block late %}\nOurs, of {{ board }}.\n\n'
        "{{ super() }}{% endblock %}",
    )
    ours = "Ours, of Hertfordshire Safeguarding Children Board.\n\n### Late\n"
    assert report(hscb, place) == before.replace("### Late\n", ours)


def test_own_layout_changes_all_papers(hscb: Hscb, place: Path) -> None:
    before = {name: report(hscb, place, name) for name in ALONE[:2]}
    own(
        place,
        paper='{% extends "hscb/paper.md.j2" %}{% block footer %}Ours. {{ super() }}{% endblock %}',
        board='{% extends "hscb/board.md.j2" %}{% block title %}# Ours\n{% endblock %}',
    )
    for name, text in before.items():
        found = report(hscb, place, name).splitlines()
        assert found[-1] == f"Ours. {text.splitlines()[-1]}"
        assert (found[0] == "# Ours") == (name == "board")


@pytest.mark.parametrize("name", [*ALONE[::4], LAYOUT])
def test_copy_says_what_the_original_says(hscb: Hscb, place: Path, name: str) -> None:
    paper = ALONE[0] if name == LAYOUT else name
    before = report(hscb, place, paper)
    listed = json.loads(hscb("templates", "list", name, "--format", "json", "-C", place).out)
    each = [f"--block={block}" for block in listed["template"]["blocks"]]
    for blocks in (each, []):
        ran = hscb("templates", "copy", name, *blocks, "--replace", "-C", place)
        assert (ran.code, ran.out) == (0, f"wrote {place}/templates/{name}.md.j2\n"), ran.err
        assert report(hscb, place, paper) == before


def test_block_in_a_block_can_be_copied_alone(hscb: Hscb, place: Path) -> None:
    before = report(hscb, place)
    assert hscb("templates", "copy", "board", "--block", "late", "-C", place).code == 0
    copy = (place / "templates/board.md.j2").read_text("utf-8")
    assert copy.count("{% block ") == copy.count("{% endblock %}") == 1
    assert report(hscb, place) == before


def test_copy_writes_over_nothing(hscb: Hscb, place: Path) -> None:
    own(place, board="Ours")
    ran = hscb("templates", "copy", "board", "-C", place)
    assert ran.code == 2
    assert "board.md.j2 is there already: change it, or add --replace" in ran.err
    assert (place / "templates/board.md.j2").read_text("utf-8") == "Ours"
    ran = hscb("templates", "copy", "bord", "-C", place)
    assert "did you mean board?" in ran.err
    ran = hscb("templates", "copy", "board", "--block", "exceptoins", "-C", place)
    assert "did you mean exceptions?" in ran.err


def test_check_fills_in_every_template(hscb: Hscb, place: Path) -> None:
    papers = ["board", "agenda"]
    names = [*papers, LAYOUT, *_OTHERS]
    for name in names:
        assert hscb("templates", "copy", name, "-C", place).code == 0
    ran = hscb("templates", "check", "-C", place)
    assert ran.out.startswith(f"{len(names)} templates of the board's own, filled in ")
    assert ran.out.endswith(" times: no faults\n")
    assert ran.code == 0
    for name in ("board", LAYOUT):  # each filled in many times
        names.remove(name)
        (place / f"templates/{name}.md.j2").unlink()
    for name in names:
        file = place / f"templates/{name}.md.j2"
        file.write_text(file.read_text("utf-8") + "{{ 1 + 'a' }}", encoding="utf-8")
    faults = json.loads(hscb("templates", "check", "--format", "json", "-C", place).out)["faults"]
    found = {each["path"].removeprefix("templates/").removesuffix(".md.j2") for each in faults}
    assert found == set(names)


FAULTY = """{% extends "hscb/board.md.j2" %}
{% block exceptoins %}
{{ excetions.said }}
{% endblock %}
stray
{% block actions %}
{{ actoins.said | uper }}
{% include "nowhere.md.j2" %}
{% endblock %}
"""
FOUND = """\
templates/board.md.j2:2: there is no block `exceptoins`; did you mean `exceptions`?
templates/board.md.j2:3: there is no `excetions`; did you mean `exceptions`?
templates/board.md.j2:5: this stands in no block, so nobody would see it: put it into one
templates/board.md.j2:7: there is no `actoins`; did you mean `actions`?
templates/board.md.j2:7: there is no filter `uper`; did you mean `upper`?
templates/board.md.j2:8: there is no template `nowhere.md.j2`
templates/boards.md.j2: nothing shows a template `boards.md.j2`; did you mean `board.md.j2`?
templates/due.md: nothing shows a template `due.md`; did you mean `due.md.j2`?
templates/due.md.j2:2: there is no `contued`; did you mean `counted`?
templates/indicators.md.j2: the paper can be written as Markdown only: its Markdown holds HTML
templates/smart.md.j2:1: unexpected '}'
5 templates of the board's own, filled in 4 times: 11 faults
"""


def test_check_lists_all_faults(hscb: Hscb, place: Path) -> None:
    own(
        place,
        board=FAULTY,
        boards="{{ 1 }}",
        due="\n{{ contued }}",
        smart="{{ a }",
        indicators='{% extends "hscb/indicators.md.j2" %}{% block title %}<b>x</b>{% endblock %}',
    )
    (place / "templates/due.md").write_text("What is due", encoding="utf-8")
    (place / "templates/README.md").write_text("How we write", encoding="utf-8")
    ran = hscb("templates", "check", "-C", place)
    assert ran.out == FOUND
    assert ran.code == 1


def test_what_another_template_takes_in_is_no_stray(hscb: Hscb, place: Path) -> None:
    own(place, due='{% include "head.md.j2" %}', head="{{ board }}")
    assert hscb("templates", "check", "-C", place).code == 0
    own(place, head="{{ baord }}")
    ran = hscb("templates", "check", "-C", place)
    assert ran.out.startswith("templates/head.md.j2:1: there is no `baord`; did you mean `board`?")


def test_board_without_templates_is_told_how_to_begin(hscb: Hscb, place: Path) -> None:
    ran = hscb("templates", "check", "-C", place)
    assert ran.code == 0
    assert "no templates of the board's own" in ran.out
    assert "hscb templates copy NAME" in ran.out


def test_register_without_records_has_templates_too(hscb: Hscb, tmp_path: Path) -> None:
    assert hscb("init", tmp_path / "kent", "--yes").code == 0
    for name in ("indicator", "show", "trace", "section11-matrix"):
        hscb("templates", "copy", name, "-C", tmp_path / "kent")
    ran = hscb("templates", "check", "-C", tmp_path / "kent")
    assert ran.code == 0
    assert "not tried: indicator.md.j2: this register has nothing that it could show" in ran.out
    for name in PAPERS:
        assert hscb("templates", "list", name, "-C", tmp_path / "kent").code == 0
