"""A chart as a picture of dots, for papers that cannot hold the drawing itself."""

import re
from pathlib import Path
from typing import Final

FONTS = Path(__file__).with_name("fonts")

_NOT_IN_FONTS = re.compile(
    "[^\\s -~\xa0-\u024f\u0300-\u0304\u0308\u030a-\u030c\u0327\u0370-\u03ff\u0400-\u045f"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u2044\u20ac\u2122\u2190-\u2195\u2212\u2248"
    "\u2260\u2264\u2265]"
)
"""Letters that the fonts do not have, and that would vanish without a trace."""


WIDE: Final = 1200
"""How many points wide a chart is: sharp on paper, and small enough to send."""


def png(svg: str, width: int) -> bytes:
    """The chart, so many pixels wide, with letters from the font that is shipped with it.

    Without a font of its own the words of a chart would vanish where a machine has none. Letters
    that this one lacks are drawn as a question mark in a box.
    Raises ImportError, in a plain sentence, where the package that draws is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise ImportError(
            "A chart as PNG needs the package resvg-py: pip install resvg-py"
        ) from None
    return bytes(
        svg_to_bytes(
            svg_string=_NOT_IN_FONTS.sub("\ufffd", svg),
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
            sans_serif_family="DejaVu Sans",
            font_family="DejaVu Sans",
        )
    )
