"""Charts are drawn alike everywhere, read aloud, and hold nothing that a page would not allow."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charting import (
    SVG,
    a_series,
    boxes,
    compared,
    concern,
    drawings,
    hidden,
    improved,
    quarters,
    rare,
    read,
    spots,
    titles,
    words,
)
from hscb_pm.charts.funnel import funnel_plot
from hscb_pm.charts.individuals import individuals_chart
from hscb_pm.charts.marks import (
    BENCHMARK,
    BLUE,
    FILLS,
    GREY,
    INK,
    LINES,
    ORANGE,
    PURPLE,
    QUIET,
    TARGET,
    mark,
)
from hscb_pm.charts.rare import rare_chart
from hscb_pm.charts.scorecard import scorecard
from hscb_pm.charts.series import Benchmark, Hidden, Series
from hscb_pm.charts.words import KINDS
from hscb_pm.spc.rare import g_chart
from running import golden

DRAWINGS = drawings()
HOSTILE = "</title><script>alert(1)</script>\"' & ]]> \x00\x1b[31m\ud800\x85" + "w" * 5000
VALUES = st.lists(
    st.none() | st.floats(-1e15, 1e15) | st.integers(0, 40).map(float), min_size=0, max_size=70
)
TITLES = st.text(max_size=200)


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_kind_is_drawn_as_kept(name: str) -> None:
    golden(f"chart-{name}.svg", DRAWINGS[name])


def test_same_chart_is_same_bytes() -> None:
    assert drawings() == DRAWINGS


@pytest.mark.parametrize("name", DRAWINGS)
def test_picture_has_name_description_and_text(name: str) -> None:
    root = read(DRAWINGS[name])
    assert root.get("role") == "img"
    title, described = (root.find(f"{SVG}{tag}") for tag in ("title", "desc"))
    assert title is not None
    assert described is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text
    assert (described.text or "").endswith(".")
    assert len(words(DRAWINGS[name])) > 5


def test_two_charts_on_a_page_have_different_ids() -> None:
    found = re.findall(r' id="([^"]*)"', "".join(DRAWINGS.values()))
    assert len(set(found)) == len(found) == 2 * len(DRAWINGS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_that_strict_pages_forbid(name: str) -> None:
    svg = DRAWINGS[name].replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"://|url\(|href|<style|style=|<script|\son\w+=|<image|<foreign", svg)
    assert 'fill="#ffffff"' in svg.splitlines()[3]


def test_hostile_words_stay_words() -> None:
    series = concern()._replace(
        title=HOSTILE,
        unit=HOSTILE,
        measure=HOSTILE,
        period=HOSTILE,
        periods=(HOSTILE,) * 32,
        rebases=(HOSTILE,),
        benchmark=Benchmark(HOSTILE, (1.0,) * 32),
        cautions=(HOSTILE,),
    )
    funnelled = compared()._replace(title=HOSTILE, own=HOSTILE, names=(HOSTILE,) * 30, size=HOSTILE)
    intervals = rare()._replace(title=HOSTILE, labels=(HOSTILE,) * 16, unit=HOSTILE)
    for svg in (
        individuals_chart(series),
        scorecard(HOSTILE, [series]),
        funnel_plot(funnelled),
        rare_chart(intervals),
    ):
        assert "<script" not in svg
        assert {each.tag.removeprefix(SVG) for each in read(svg).iter()} <= {
            *("svg", "title", "desc", "rect", "text", "path", "circle", "g")
        }
        inside(svg)


def inside(svg: str) -> None:
    _, _, wide, tall = map(float, read(svg).attrib["viewBox"].split())
    for x, y in spots(svg):
        assert -0.1 <= x <= wide + 0.1, (x, y)
        assert -0.1 <= y <= tall + 0.1, (x, y)


def apart(svg: str) -> None:
    """No words lie on others."""
    for a, b in combinations(boxes(svg), 2):
        beside = a[2] <= b[0] or b[2] <= a[0]
        assert beside or a[3] <= b[1] or b[3] <= a[1], (a[4], b[4])


@settings(max_examples=25)
@given(VALUES, TITLES, st.sampled_from(["increase", "decrease", "neutral"]), st.floats(-1e6, 1e6))
def test_all_is_within_the_picture_and_words_are_apart(
    values: list[float | None], title: str, direction: str, aim: float
) -> None:
    rebase = tuple(at for at in (5, 6, 30) if at < len(values))
    series = a_series(values, direction, rebase=rebase, aim=aim)._replace(
        title=title, measure=title, unit=title[:9], rebases=(title,), places=len(title) % 3
    )
    gone = tuple(Hidden(at, 1, 5) for at, value in enumerate(values) if value is None)
    svg = individuals_chart(series._replace(hidden=gone[::2]))
    inside(svg)
    apart(svg)
    svg = scorecard(title, [series, series._replace(least=None)])
    inside(svg)
    apart(svg)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**6), max_size=40), st.none() | st.integers(0, 10**6), st.text())
def test_rare_events_fit(between: list[int], since: int | None, title: str) -> None:
    chart = g_chart(between, since=since)
    labels = quarters(len(between))
    svg = rare_chart(rare()._replace(chart=chart, labels=labels, since=since, title=title))
    inside(svg)
    apart(svg)


@settings(max_examples=8)
@given(st.integers(5, 60), st.text(max_size=80))
def test_funnels_fit(number: int, name: str) -> None:
    found = compared(number)
    svg = funnel_plot(found._replace(names=(name, *found.names[1:]), own=name))
    inside(svg)


@pytest.mark.parametrize("number", [1, 8, 24, 60, 400])
def test_each_value_has_one_point(number: int) -> None:
    series = a_series([float(at * 7 % 11) for at in range(number)])
    said = titles(individuals_chart(series))
    assert [each.partition(":")[0] for each in said] == list(series.periods)


def test_what_is_hidden_is_a_band_and_no_point() -> None:
    svg = individuals_chart(hidden())
    assert "2001-02 Q2: hidden, 1 to 5" in titles(svg)
    assert len([each for each in titles(svg) if "hidden" not in each]) == 6
    assert "hidden, between 1 and 5" in words(svg)


def test_line_breaks_at_a_gap() -> None:
    broken, whole = (individuals_chart(a_series([5.0, 6, middle, 6, 5])) for middle in (None, 5.0))
    joined_up = f'stroke="{QUIET}" stroke-width="1.5"'
    assert (broken.count(joined_up), whole.count(joined_up)) == (2 + 1, 1 + 1)  # and the legend's


def test_chart_that_is_not_judged_shows_no_verdict() -> None:
    series = improved()
    judged, not_judged = (
        individuals_chart(each) for each in (series, series._replace(cautions=("rolling",)))
    )
    assert "improvement, higher" in words(judged)
    assert BLUE in judged
    assert "Not judged: values that overlap" in words(not_judged)
    assert BLUE not in not_judged


@pytest.mark.parametrize(
    ("kind", "series"),
    [
        ("special_cause_concern", concern()),
        ("special_cause_improvement", improved()),
        ("common_cause", concern()),
    ],
)
def test_every_colour_has_words(kind: str, series: Series) -> None:
    svg = individuals_chart(series)
    assert FILLS[kind][0] in svg
    assert KINDS[kind] in words(svg)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str) -> float:
    """Against white."""
    return 1.05 / (luminance(colour) + 0.05)


def test_marks_and_words_stand_out_from_white() -> None:
    marks = {edge for _, edge in FILLS.values()} | {str(line["stroke"]) for line in LINES.values()}
    assert min(map(contrast, {*marks, GREY, BLUE, ORANGE, PURPLE, TARGET, BENCHMARK})) >= 3
    assert min(map(contrast, (INK, QUIET))) >= 4.5
    drawn = {
        each.get("fill", INK) for svg in DRAWINGS.values() for each in read(svg).iter(f"{SVG}text")
    }
    assert min(map(contrast, drawn)) >= 4.5


def test_no_two_kinds_share_a_shape() -> None:
    shapes = {re.sub("#[0-9a-f]{6}", "", mark(kind, (0, 0), 10)) for kind in FILLS}
    assert len(shapes) == len(FILLS) - 1  # an interval that is still open is a hollow circle
