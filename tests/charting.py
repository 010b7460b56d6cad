"""What tests of charts share: a chart of each kind, and how a drawing is read."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped] # has no types

from hscb_pm.charts.funnel import Compared, funnel_plot
from hscb_pm.charts.individuals import individuals_chart
from hscb_pm.charts.lettering import width
from hscb_pm.charts.rare import Rare, rare_chart
from hscb_pm.charts.scorecard import scorecard
from hscb_pm.charts.series import Benchmark, Hidden, Series
from hscb_pm.spc import xmr
from hscb_pm.spc.authorities import funnel
from hscb_pm.spc.rare import g_chart, t_chart

SVG = "{http://www.w3.org/2000/svg}"
WAVE = (3, -2, 4, 0, -4, 1, 2, -3, 0, 5, -1, -4, 2, 1, -2, 3, -5, 0, 4, -1, 2, -3, 1, 0)


def quarters(number: int) -> tuple[str, ...]:
    """The names of so many quarters."""
    return tuple(
        f"{2000 + at // 4}-{(at // 4 + 1) % 100:02d} Q{at % 4 + 1}" for at in range(number)
    )


def a_series(
    values: list[float | None],
    direction: str = "decrease",
    *,
    rebase: tuple[int, ...] = (),
    aim: float | None = None,
) -> Series:
    """A series, judged."""
    known = any(value is not None for value in values)
    return Series(
        "Children on a plan",
        quarters(len(values)),
        tuple(values),
        xmr(values, direction=direction, target=aim, rebase=rebase) if known else None,
        targets=() if aim is None else (aim,) * len(values),
    )


def level(number: int, middle: float = 40) -> list[float | None]:
    """Values that vary by chance only."""
    return [middle + WAVE[at % len(WAVE)] for at in range(number)]


def concern() -> Series:
    """All that a chart can have, and a last value beyond its limit."""
    series = a_series([*level(16), *level(15, 52), 75], rebase=(16,), aim=38)
    return series._replace(
        title="Children subject to a child protection plan",
        unit=" per 10,000",
        measure="Children per 10,000 aged 0 to 17",
        period="Quarter",
        places=1,
        targets=(None,) * 8 + (44.0,) * 12 + (38.0,) * 12,
        benchmark=Benchmark("England", (42.9,) * 20 + (43.3,) * 12),
        rebases=("A new system counts each child once.",),
    )


def hidden() -> Series:
    """Small counts that may not be shown, and a period without any."""
    values = [9.0, 8, 7, None, 9, None, 8, 12]
    return a_series(values)._replace(hidden=(Hidden(5, 1, 5),), measure="Children")


def improved() -> Series:
    """A last value that is better than chance explains."""
    return a_series([*level(22, 80), 99], "increase")._replace(unit="%", most=100)


def changed() -> Series:
    """A rise that is neither good nor bad."""
    return a_series([*level(30, 90), *level(8, 97)], "neutral")


def compared(number: int = 30) -> Compared:
    """Authorities of which some differ by more than chance."""
    sizes = [3000 + 7919 * at % 200_000 for at in range(number)]
    counts = [size * (60 + 9 * WAVE[at % 24]) // 10_000 for at, size in enumerate(sizes)]
    counts[4] = sizes[4] // 50
    names = ("Hertfordshire", *(f"Authority {at}" for at in range(1, number)))
    found = funnel([*counts[:-1], None], sizes, kind="rate")
    return Compared(
        "Children looked after",
        names,
        found,
        "Hertfordshire",
        " per 10,000",
        "Children looked after per 10,000",
        "Children aged 0 to 17",
    )


def rare(number: int = 16) -> Rare:
    """Days between events, and long since the last."""
    days = [60 + 14 * WAVE[at] for at in range(number)]
    return Rare(
        "Serious incidents", quarters(number), t_chart(days, since=900), since=900, event="Incident"
    )


def cases() -> Rare:
    """Cases between events: a long one, and nothing since."""
    counted = [3, 8, 2, 0, 12, 5, 1, 9, 4, 2, 7, 3, 90]
    labels = quarters(len(counted))
    return Rare("Reviews", labels, g_chart(counted), unit=" cases", measure="Cases in between")


def drawings() -> dict[str, str]:
    """One of each kind of chart."""
    series = [concern(), improved(), changed(), hidden(), a_series([None] * 4)]
    return {
        "individuals": individuals_chart(concern()),
        "improved": individuals_chart(improved()),
        "hidden": individuals_chart(hidden()),
        "funnel": funnel_plot(compared()),
        "rare-days": rare_chart(rare()),
        "rare-cases": rare_chart(cases()),
        "scorecard": scorecard("The Board's scorecard", series),
    }


def read(svg: str) -> Element:
    """A drawing as any reader of XML sees it."""
    root: Element = fromstring(svg)
    return root


def words(svg: str) -> list[str]:
    """The texts that are drawn."""
    return [each.text or "" for each in read(svg).iter(f"{SVG}text")]


def titles(svg: str) -> list[str]:
    """What the points say when pointed at."""
    return [each.text or "" for each in read(svg).iter(f"{SVG}title")][1:]


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Where each text lies at most: left, top, right, bottom, and what it says."""
    found = []
    for each in read(svg).iter(f"{SVG}text"):
        size, said = float(each.get("font-size", 13)), each.text or ""
        wide = width(said, size, bold=each.get("font-weight") == "bold")
        x, y = float(each.attrib["x"]), float(each.attrib["y"])
        x -= {"middle": wide / 2, "end": wide}.get(each.get("text-anchor", ""), 0)
        found.append((x, y - size * 0.76, x + wide, y + size * 0.2, said))
    return found


def spots(svg: str) -> Iterator[tuple[float, float]]:
    """All places that are drawn at, texts with their whole length."""
    for left, top, right, bottom, _ in boxes(svg):
        yield from ((left, top), (right, bottom))
    for each in read(svg).iter():
        if "d" in each.attrib:
            numbers = [float(found) for found in re.findall(r"-?[\d.]+", each.attrib["d"])]
            yield from zip(numbers[::2], numbers[1::2], strict=True)
        if "cx" in each.attrib:
            x, y, r = (float(each.attrib[name]) for name in ("cx", "cy", "r"))
            yield from ((x - r, y - r), (x + r, y + r))
        if each.tag == f"{SVG}rect":
            wide, tall = float(each.attrib["width"]), float(each.attrib["height"])
            x, y = float(each.get("x", 0)), float(each.get("y", 0))
            yield from ((x, y), (x + wide, y + tall))
