"""The site of the example: every page is whole, and every link leads somewhere."""

import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from builders import a_board, a_group, a_programme, a_register, a_row, an_action, an_agency
from hostile import FORMULA, MARKUP, PATH, TEMPLATE, TERMINAL, WORKFLOW, XML, register, write
from hscb_pm.site import parts
from hscb_pm.store import load
from pages import Page
from running import EXAMPLE
from site_of import TODAY, a_site


@pytest.fixture(scope="module")
def example() -> dict[str, str]:
    return a_site(load(EXAMPLE))


@pytest.fixture(scope="module")
def pages(example: dict[str, str]) -> dict[str, Page]:
    return {file: Page(text) for file, text in example.items()}


def test_every_link_leads_somewhere(pages: dict[str, Page]) -> None:
    places = {
        file: [str(a["id"]) for _, a in page.elements if "id" in a] for file, page in pages.items()
    }
    for file, page in pages.items():
        assert len(places[file]) == len({*places[file]})
        for link in page.all("a"):
            to, _, place = str(link["href"]).partition("#")
            target = normpath(join(dirname(file), to)) if to else file
            assert target in pages, (file, link)
            assert not place or place in places[target], (file, link)


def test_every_page_is_reached(pages: dict[str, Page]) -> None:
    linked = {
        normpath(join(dirname(file), str(link["href"]).partition("#")[0]))
        for file, page in pages.items()
        for link in page.all("a")
    }
    assert {*pages} <= linked | {"index.html"}


def test_every_page_is_whole(pages: dict[str, Page]) -> None:
    for file, page in pages.items():
        assert page.all("html") == [{"lang": "en-GB"}]
        assert [len(page.all(tag)) for tag in ("title", "h1", "main", "footer")] == [1, 1, 1, 1]
        assert page.all("main")[0]["id"] == "main"
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, file
        assert all(link.get("alt") for link in page.all("img"))
        assert len(page.all("table")) == len(page.all("caption"))
        assert all(head.get("scope") for head in page.all("th"))
        marked = [link for link in page.all("a") if link.get("aria-current")]
        assert [link["href"] for link in marked] in ([file], [])


def test_nothing_runs_or_loads_but_what_the_page_names(example: dict[str, str]) -> None:
    for text in example.values():
        page = Page(text)
        policy = str(page.all("meta")[1]["content"])
        for tag in ("style", "script"):
            for inside in re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL):
                assert f"'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
        assert "default-src 'none'" in policy
        for _, attributes in page.elements:
            assert not [name for name in attributes if name == "style" or name.startswith("on")]
            assert ":" not in str(attributes.get("href", ""))
            assert str(attributes.get("src", "data:image/svg+xml")).startswith("data:image/svg+xml")


def test_names_of_files_are_told_apart_by_every_system(example: dict[str, str]) -> None:
    assert len({file.casefold() for file in example}) == len(example)
    assert all(re.fullmatch("(records/)?[A-Za-z0-9.-]+\\.html", file) for file in example)


def test_all_is_there_without_a_script(pages: dict[str, Page]) -> None:
    actions = pages["actions.html"]
    (form,) = actions.all("form")
    assert "hidden" in form
    assert actions.all("button") == []
    assert len([tag for tag, _ in actions.elements if tag == "tr"]) == 37
    assert [a["data-column"] for a in actions.all("select")] == ["1", "4", "5"]
    assert {"role": "status", "class": "status"} in actions.all("p")


def test_record_says_what_hangs_on_it(example: dict[str, str]) -> None:
    action = example["records/ACT-2017-014.html"]
    assert '<a href="../records/AUD-2017-01.html#R3">Send core group minutes' in action
    assert '<a href="../records/S11-2017-hertfordshire-constabulary.html">' in action
    assert "<code>actions/ACT-2017-014.yaml</code>" in action
    audit = example["records/AUD-2017-01.html"]
    assert '<a href="../records/board.html">Hertfordshire Safeguarding Children Board</a>' in audit
    assert '<a href="../records/ACT-2017-014.html">' in audit
    assert "data:image/svg+xml" in example["records/IND-re-referrals.html"]
    assert 'id="7@2017-18-Q2"' in example["records/PRG-2017-18.html"]


def test_text_is_not_changed_where_it_looks_like_a_name(example: dict[str, str]) -> None:
    police = example["records/hertfordshire-constabulary.html"]
    assert "safeguarding@hertfordshire-constabulary.example" in police


def test_what_has_no_page_leads_to_what_asks_for_it(example: dict[str, str]) -> None:
    late = "Section 11 return of Watford Borough Council"
    assert f'<a href="records/S11-2017.html">{late}</a>' in example["index.html"]
    assert '<a href="records/watford-borough-council.html">' in example["section11.html"]


def test_long_tables_are_in_parts_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parts.MOST == 1000
    most = 320
    monkeypatch.setattr(parts, "MOST", most)  # as many rows as that take long to write
    due = [TODAY - timedelta(days=365), TODAY, TODAY]
    actions = [
        an_action(f"ACT-2017-{number:05}", due=due[number % 3].isoformat())
        for number in range(3 * most + 3)
    ]
    found = a_site(a_register(a_board(), a_group(), an_agency(), *actions))
    rows = {
        file: text.count("<tr>") - 1 for file, text in found.items() if not file.startswith("rec")
    }
    assert max(rows.values()) <= most
    assert sum(rows[file] for file in rows if re.match("actions-", file)) == len(actions)
    for part in ("2016-17-1", "2016-17-2", "2017-18-1", "2017-18-3"):
        assert f'<a href="actions-{part}.html">' in found["actions.html"]
        assert f'<a href="due-{part}.html">' in found["index.html"]
    assert found["records/a-constabulary.html"].count("<tr>") < len(actions)


def test_of_several_years_each_has_a_page() -> None:
    board, group = a_board(), a_group("board", "board")
    years = [a_programme(a_row(), id=f"PRG-{year}") for year in ("2016-17", "2017-18")]
    found = a_site(a_register(board, group, *years))
    assert '<a href="programme-2016-17.html">2016-17</a>' in found["programme.html"]
    assert "records/PRG-2016-17.html#7" in found["programme-2016-17.html"]


def test_empty_register_has_every_page() -> None:
    found = a_site(a_register())
    assert "Nothing is due" in found["index.html"]
    assert "There is no programme" in found["programme.html"]
    assert "There is no Section 11 cycle" in found["section11.html"]
    assert "0 actions" in found["actions.html"] or "no actions" in found["actions.html"]


TEXTS = {
    "all": "\n".join(
        (*MARKUP, *TEMPLATE, *FORMULA[:2], *TERMINAL[3:], *WORKFLOW[:1], *PATH, *XML[:1])
    ),
    "script": MARKUP[1],
    "attribute": "'\"><img src=x onerror=alert(1)>",
    "address": "javascript:alert(1)",
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_register_says_stays_text(tmp_path: Path, name: str) -> None:
    text = TEXTS[name]
    plain = re.sub(r"\S", "a", text)
    found, wanted = (
        a_site(load(write(tmp_path / folder, register(f"{words} 3"))))  # a number is withheld
        for folder, words in (("hostile", text), ("plain", plain))
    )
    assert found.keys() == wanted.keys()
    for file, html in found.items():
        assert Page(html).shape == Page(wanted[file]).shape, file
    said = "".join(Page(found["records/ACT-2017-001.html"]).said)
    assert "".join(text.split()) in "".join(said.split())


def test_same_bytes_again(tmp_path: Path) -> None:
    folder = write(tmp_path, register("Plain words"))
    assert a_site(load(folder)) == a_site(load(folder))
