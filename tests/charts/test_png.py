"""A chart as dots: letters are there, whatever fonts a machine has."""

import sys
from struct import unpack

import pytest

from charting import concern
from hscb_pm.charts.individuals import individuals_chart
from hscb_pm.charts.png import FONTS, png
from hscb_pm.charts.svg import document, text


def drawn(said: str, **look: str | float) -> bytes:
    return png(document((200, 30), "", "", [text(said, (10, 20), **look)]), 200)


def test_picture_has_the_width_asked_for() -> None:
    picture = png(individuals_chart(concern()), 900)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert unpack(">I", picture[16:20]) == (900,)
    assert len(picture) > 20_000


def test_letters_are_drawn() -> None:
    nothing = drawn("")
    letters = "aZ0£%·…\u2212\u2013\u2019é ŵŷ łążś ñçß αω бЖ".replace(" ", "")
    pictures = {drawn(letter) for letter in letters}
    assert nothing not in pictures
    assert len(pictures) == len(letters)


def test_letters_that_the_fonts_lack_do_not_vanish() -> None:
    for look in ({}, {"font_weight": "bold"}):
        assert drawn("\u6f22", **look) == drawn("\ufffd", **look) != drawn("")


def test_bold_is_a_font_of_its_own() -> None:
    assert drawn("Words") != drawn("Words", font_weight="bold")


def test_fonts_are_small_and_have_their_licence() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 400_000
    assert "Bitstream Vera Fonts Copyright" in (FONTS / "LICENCE.txt").read_text(encoding="utf-8")


def test_without_the_package_the_error_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(ImportError, match="needs the package resvg-py"):
        drawn("Words")
