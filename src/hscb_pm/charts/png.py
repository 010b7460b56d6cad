"""A chart as a picture of dots, for papers that cannot hold the drawing itself."""

from pathlib import Path

FONTS = Path(__file__).with_name("fonts")


def png(svg: str, width: int) -> bytes:
    """The chart, so many pixels wide, with letters from the font that is shipped with it.

    Without a font of its own the words of a chart would vanish where a machine has none.
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
            svg_string=svg,
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
            sans_serif_family="DejaVu Sans",
            font_family="DejaVu Sans",
        )
    )
