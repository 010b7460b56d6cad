"""The next year's programme is this year's, but for what speaks of this year."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hscb_pm.exchange.next_year import CarriedForward, carried_forward
from hscb_pm.models import Programme
from hscb_pm.problem import CannotError
from hscb_pm.store import load
from running import EXAMPLE

BOARD = "title: A Board\narea: A Shire\nregister_is: private\n"
ITEMS = """items:
  # as agreed for 2017-18
  - {row: 1, section: responsive-audits, title: Reviews of 2017-18, as_written: {dates: 2017-2018},
     schedule: {every: year}, lead: {role: LADO}}
"""
ORIGIN = "Carried forward from the programme of 2017-18"


def opened(text: str) -> tuple[CarriedForward, Programme]:
    """What becomes of a file, and the record that it then holds."""
    with TemporaryDirectory() as folder:
        Path(folder, "board.yaml").write_text(BOARD, encoding="utf-8")
        Path(folder, "programme").mkdir()
        Path(folder, "programme/2017-18.yaml").write_bytes(text.encode())
        register = load(folder)
        (last,) = register.of(Programme)
        carried = carried_forward(register, last)
        Path(folder, carried.path).write_bytes(carried.after.encode())
        _, following = load(folder).of(Programme)
        return carried, following


@pytest.mark.parametrize(
    ("title", "moved"),
    [
        ("Audit programme 2017-2018", "Audit programme 2018-2019"),
        ("Audit programme 2017/18", "Audit programme 2018/19"),
        ("\u00c9\U0001f600 2017\u201318: audits", "\u00c9\U0001f600 2018\u201319: audits"),
        ("April 2017 to 2018", "April 2018 to 2019"),
        ("Rooms 12017-18 and 2017-183", "Rooms 12017-18 and 2017-183"),
        ("Follows 2016-17", "Follows 2016-17"),
        ("Audit programme", "Audit programme"),
    ],
)
def test_years_in_the_title_move_as_they_are_written(title: str, moved: str) -> None:
    carried, following = opened(f'title: "{title}"  # of 2017-18\n{ITEMS}')
    assert following.title == moved
    assert f'title: "{moved}"  # of 2017-18\n' in carried.after


def test_rows_and_comments_stay_byte_for_byte() -> None:
    carried, _ = opened(
        f"# 2017-18\r\ntitle: In 2017-18\r\n\r\n{ITEMS}".replace("\r\n", "\n").replace("\n", "\r\n")
    )
    assert carried.after == (
        f"# 2017-18\nsource: {ORIGIN}\ntitle: In 2018-19\n\n{ITEMS}".replace("\n", "\r\n")
    )


def test_source_of_the_year_that_was_is_claimed_no_longer() -> None:
    carried, following = opened(f"source: >-\n  Appendix 1,\n  entire\n# why\n{ITEMS}")
    assert following.source == ORIGIN
    assert carried.after == f"source: {ORIGIN}\n# why\n{ITEMS}"


def test_explanation_of_the_year_is_left_out_and_any_other_is_kept() -> None:
    text = (
        "explained:\n"
        "  # the first\n"
        "  PRG-002: >-\n"
        "    There is none;\n"
        "    # the one of this year is AUD-2017-07\n"
        "  PRG-003: The Board itself scrutinises  # for ever\n"
        f"\n{ITEMS}"
    )
    carried, following = opened(text)
    assert list(carried.dropped) == ["PRG-002"]
    assert following.explained == {"PRG-003": "The Board itself scrutinises"}
    kept = "explained:\n  # the first\n  PRG-003: The Board itself scrutinises  # for ever\n"
    assert carried.after == f"source: {ORIGIN}\n{kept}\n{ITEMS}"


@pytest.mark.parametrize("why", ["In January 2017", "Until 2018", "As last year", "Next  Year"])
def test_last_explanation_takes_its_key_with_it(why: str) -> None:
    carried, following = opened(f"explained: {{PRG-002: {why}}}  # so\n{ITEMS}")
    assert carried.dropped == {"PRG-002": why}
    assert following.explained == {}
    assert carried.after == f"source: {ORIGIN}\n{ITEMS}"


def test_file_of_another_layout_is_left_alone() -> None:
    text = "{title: In 2017-18, explained: {PRG-002: In 2017}, items: []}\n"
    with pytest.raises(CannotError, match=r"copy it to 2018-19\.yaml"):
        opened(text)


def test_example_changes_between_its_first_comment_and_its_rows() -> None:
    text = (EXAMPLE / "programme/2017-18.yaml").read_text(encoding="utf-8")
    comment, _, rest = text.partition("title:")
    assert opened(text)[0].after == (
        f"{comment}title: HSCB Overall Audit Programme 2018-2019\nsource: {ORIGIN}\n"
        f"items:{rest.partition('items:')[2]}"
    )


STYLES = ("{}", "'{}'", '"{}"', ">-\n  {}", "|-\n    {}", "'{}'  # 2017-18", "{} # 2017-18")
KEYS = {
    "title": ("A 2017-18 z", "A 2017-2018"),
    "source": ("Appendix 1", "Of 2017"),
    "explained": (),
}


@st.composite
def files(draw: st.DrawFn) -> list[str]:
    """The entries of a file: each its key, written in some way, and comments between them."""
    entries = [ITEMS]
    for key, values in KEYS.items():
        if key == "explained":
            codes = draw(st.lists(st.sampled_from(["PRG-002", "PRG-003"]), unique=True, min_size=1))
            reasons = st.sampled_from(
                ["Of this year", "For ever", ">-\n    In\n    2017", "'It''s'"]
            )
            entry = "explained:\n" + "".join(f"  {code}: {draw(reasons)}\n" for code in codes)
        else:
            style = draw(st.sampled_from(STYLES))
            entry = f"{key}: {style.format(draw(st.sampled_from(values)))}\n"
        if draw(st.booleans()):
            entries.append(entry)
    comments = st.sampled_from(["", "# 2017-18: not a value\n", "\n", "\n# In 2017\n\n"])
    return [draw(comments) + entry for entry in draw(st.permutations(entries))]


@settings(max_examples=30)
@given(files())
def test_nothing_else_moves_however_a_file_is_written(entries: list[str]) -> None:
    carried, following = opened("".join(entries))
    assert ITEMS in carried.after
    assert following.source == ORIGIN
    assert "2017" not in (following.title or "")
    assert not any("year" in why or "2017" in why for why in following.explained.values())
    for entry in entries:
        for line in entry.splitlines():
            assert not line.startswith("#") or line in carried.after
