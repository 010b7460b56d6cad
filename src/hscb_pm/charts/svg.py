"""A small writer of SVG: every text escaped, every number in fixed digits.

The same chart is the same bytes on every machine. There is no script, no style, nothing from
outside; only presentation attributes, which the strictest content security policy allows.
"""

import re
from collections.abc import Sequence
from html import escape
from zlib import crc32

FONTS = "DejaVu Sans, Verdana, Arial, sans-serif"
_NOT_XML = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Spot = tuple[float, float]


def plain(text: str) -> str:
    """A text on one line, in characters that XML allows."""
    return " ".join(_NOT_XML.sub("\ufffd", text).split())


def digits(number: float) -> str:
    """A coordinate: one decimal is a tenth of a pixel."""
    said = f"{number:.1f}".removesuffix(".0")
    return "0" if said in {"-0", ""} else said


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; what is inside is markup already, attributes are escaped here."""
    said = "".join(
        f' {key.replace("_", "-")}="{escape(value) if isinstance(value, str) else digits(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def text(said: str, spot: Spot, **attributes: str | float) -> str:
    """Words that stay words: they can be read aloud, searched and copied."""
    x, y = spot
    return element("text", escape(plain(said)), x=x, y=y, **attributes)


def titled(name: str, title: str, *inside: str, **attributes: str | float) -> str:
    """An element that says what it is when pointed at."""
    return element(name, element("title", escape(plain(title))), *inside, **attributes)


def outline(spots: Sequence[Spot], *, closed: bool = False) -> str:
    """A path through all spots, for the attribute `d`."""
    through = " L".join(f"{digits(x)} {digits(y)}" for x, y in spots)
    return f"M{through}{'Z' if closed else ''}"


def line(spots: Sequence[Spot], **attributes: str | float) -> str:
    """A line through all spots."""
    return element("path", d=outline(spots), fill="none", **attributes)


def document(size: Spot, title: str, described: str, parts: Sequence[str]) -> str:
    """A whole picture, on a white ground of its own, so that it reads on a dark page too."""
    width, height = size
    body, title, described = "\n".join(parts), plain(title), plain(described)
    # Two charts on one page need ids of their own; these are the same on every run.
    key = f"c{crc32((title + described + body).encode()):08x}"
    return (
        element(
            "svg",
            "\n",
            element("title", escape(title), id=f"{key}-title"),
            "\n",
            element("desc", escape(described), id=f"{key}-desc"),
            "\n",
            element("rect", width=width, height=height, fill="#ffffff"),
            f"\n{body}\n",
            xmlns="http://www.w3.org/2000/svg",
            width=width,
            height=height,
            viewBox=f"0 0 {digits(width)} {digits(height)}",
            role="img",
            aria_labelledby=f"{key}-title {key}-desc",
            lang="en-GB",
            font_family=FONTS,
            font_size=13,
            fill="#1a1a1a",
        )
        + "\n"
    )
