"""Board papers: figures made text for those who read them, templates filled in."""

import os
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hscb_pm import __version__
from hscb_pm.history import Commit
from hscb_pm.models.indicator import MISSING
from hscb_pm.papers import PAPERS, Audience, Paper
from hscb_pm.periods import say
from hscb_pm.present.templates import render
from hscb_pm.problem import CannotError
from hscb_pm.queries.indicators import SMALL
from hscb_pm.queries.series import Figure
from hscb_pm.words import count


def paper_as_markdown(name: str, paper: Paper, commit: Commit | None) -> str:
    """One of the papers, as Markdown: the same register and day give the same bytes."""
    withheld: list[Figure] = []
    values = _shown(PAPERS[name](paper), paper.audience, withheld)
    left_out = paper.left_out()
    if withheld:
        figures = count(len(withheld), "figure is", "figures are")
        left_out.insert(0, f"{figures} withheld, so small that a child could be told by it.")
    return render(
        paper.register.path,
        f"{name}.md.j2",
        **values,
        left_out=left_out,
        footer=_footer(paper, commit),
    )


def _shown(value: Any, audience: Audience, withheld: list[Figure]) -> Any:  # noqa: ANN401, plain values of any depth
    """The values with each figure made a text that its readers may see."""
    if isinstance(value, Figure):
        if is_withheld(value, audience):
            withheld.append(value)
        return figure_text(value, audience)
    if isinstance(value, dict):
        return {key: _shown(inner, audience, withheld) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner, audience, withheld) for inner in value]
    return value


def is_withheld(figure: Figure, audience: Audience) -> bool:
    """Whether these readers could tell a child by a figure, or by what it leaves of the whole."""
    top, bottom = figure.numerator, figure.denominator
    if audience is Audience.INTERNAL or top is None:
        return False
    if figure.missing == "c":
        return True
    if not figure.of_children:
        return False
    rest = bottom - top if bottom is not None and bottom > top else 0
    return not {top, bottom, rest}.isdisjoint(SMALL)


def figure_text(figure: Figure, audience: Audience) -> str:
    """A figure in words; none where these readers could tell a child by it."""
    top, bottom = figure.numerator, figure.denominator
    if is_withheld(figure, audience):
        return MISSING["c"]
    if top is None or (figure.per is not None and not bottom):
        return MISSING[figure.missing] if figure.missing else "no figure"
    note = f" ({MISSING[figure.missing]})" if figure.missing else ""
    if figure.per is None or bottom is None:
        return f"{top:,}{note}"
    rate = (Decimal(top) * figure.per / bottom).quantize(Decimal("0.1"), ROUND_HALF_UP)
    unit = "%" if figure.per == 100 else f" per {figure.per:,}"  # noqa: PLR2004, per cent
    return f"{rate:,}{unit} ({top:,} of {bottom:,}){note}"


def _footer(paper: Paper, commit: Commit | None) -> str:
    made_from = (
        f"commit {commit.id[:12]} of the register"
        if commit
        else "files without a known commit"  # outside git, or git will not say
    )
    if commit and commit.dirty:
        made_from += ", with changes that are not committed"
    said = f"As at {say(paper.today)}, from {made_from}, by hscb {__version__}"
    printed = _printed_on(paper.today)
    return f"{said}." if printed == paper.today else f"{said}; printed on {say(printed)}."


def _printed_on(today: date) -> date:
    """The date printed on a paper: the day it was reckoned for, or SOURCE_DATE_EPOCH."""
    wanted = os.environ.get("SOURCE_DATE_EPOCH")
    if not wanted:
        return today
    try:
        return datetime.fromtimestamp(int(wanted), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {wanted!r}; it has to be a number of seconds since 1970"
        raise CannotError(message) from None
