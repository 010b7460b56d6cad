"""The funnel: authorities beside each other, each with the limits that suit its size.

Small ones vary more by chance alone. And authorities differ by more than chance for reasons that
no chart knows (deprivation, practice, how things are counted): limits for chance alone put most
of them outside. So the limits are widened by how much they all vary (D. J. Spiegelhalter,
Statistics in Medicine 24, 2005: additive random effects, 10 % winsorised), and `phi` says by how
much: 1 is chance. Figures equal FunnelPlotR 0.6.0; `by_chance` is that of PHEindicatormethods.
"""

from collections.abc import Sequence
from math import asin, pi, sin, sqrt
from typing import NamedTuple

from hscb_pm.rates import exact_interval, quantile
from hscb_pm.spc.figures import mean

TRIM = 0.1
"""The share of z-scores at each end that is pulled in before the variation is measured."""

LEVELS = {0.95: 1.959964, 0.998: 3.090232}
"""The two pairs of limits by their standard deviations, with the digits that FunnelPlotR has."""


class Limits(NamedTuple):
    """The 95 % and 99.8 % limits at one authority's size, in the unit of the values."""

    lower95: float
    upper95: float
    lower998: float
    upper998: float


class Authority(NamedTuple):
    """One authority: its value, its limits (widened, and for chance alone) and where it lies.

    `z` counts standard deviations from the centre on the widened scale, `z_chance` on that of
    chance alone. `side` is high or low beyond the widened 99.8 % limits (`level` 99.8) or the
    95 % ones (`level` 95), else within and None. `chance_side` and `chance_level` are the same
    without widening, by the exact Poisson limits of a rate or the normal ones of a proportion.
    """

    numerator: float
    denominator: float
    value: float
    limits: Limits
    chance_limits: Limits
    z: float
    z_chance: float
    side: str
    level: float | None
    chance_side: str
    chance_level: float | None


class Funnel(NamedTuple):
    """All authorities in the order given, None where one has no figures.

    `centre` is the value of all taken together; `phi` how much more they vary than by chance
    (1: no more), `tau2` the variance between them on the scale of the method.
    """

    centre: float
    phi: float
    tau2: float
    authorities: tuple[Authority | None, ...]


class _Scale(NamedTuple):
    """Where figures vary alike whatever their size: the arcsine of a share, the root of a rate."""

    share: bool
    per: float

    def of(self, value: float) -> float:
        return asin(sqrt(value)) if self.share else sqrt(value)

    def back(self, place: float) -> float:
        """Beyond the ends of the scale are the ends."""
        if self.share:
            return sin(min(max(place, 0.0), pi / 2)) ** 2 * self.per
        return max(place, 0.0) ** 2 * self.per


def funnel(
    numerators: Sequence[int | None],
    denominators: Sequence[float | None],
    *,
    kind: str,
    per: float | None = None,
    widen: bool = True,
) -> Funnel:
    """Compare authorities by `kind`: proportion (in per cent) or rate (per 10,000, or `per`).

    Without `widen` the limits are those of chance alone. Raises ValueError if there is nothing to
    compare, or a proportion above one.
    """
    if kind not in {"proportion", "rate"}:
        raise ValueError(f"A funnel compares a proportion or a rate, not {kind!r}.")
    pairs = list(zip(numerators, denominators, strict=True))
    known = [(x, n) for x, n in pairs if x is not None and n is not None and n > 0]
    share = kind == "proportion"
    if not known or any(x < 0 or (share and x > n) for x, n in known):
        raise ValueError("A funnel needs counts from 0 on, and none larger than its denominator.")
    scale = _Scale(share, per or (100 if share else 10_000))
    middle = sum(x for x, _ in known) / sum(n for _, n in known)
    scores = [(scale.of(x / n) - scale.of(middle)) * 2 * sqrt(n) for x, n in known]
    phi, tau2 = overdispersion(scores, [4 * n for _, n in known])
    used = tau2 if widen else 0.0
    return Funnel(
        middle * scale.per,
        phi,
        tau2,
        tuple(
            None if x is None or n is None or n <= 0 else _authority(x, n, middle, used, scale)
            for x, n in pairs
        ),
    )


def overdispersion(scores: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """How much z-scores vary beyond chance: phi (1 is chance) and the variance between, tau².

    `weights` are the inverse variances. The outer tenth at each end is pulled in first, so that
    the few that stand out do not hide themselves.
    """
    low, high = quantile(scores, TRIM), quantile(scores, 1 - TRIM)
    pulled = [min(max(score, low), high) for score in scores]
    count, total = len(scores), sum(weights)
    phi = mean([score * score for score in pulled])
    room = total - sum(weight * weight for weight in weights) / total
    beyond = count * phi - (count - 1)
    return phi, beyond / room if beyond > 0 and room > 0 else 0.0


def _authority(x: int, n: float, middle: float, tau2: float, scale: _Scale) -> Authority:
    chance, wide = sqrt(1 / (4 * n)), sqrt(1 / (4 * n) + tau2)
    away = scale.of(x / n) - scale.of(middle)
    side, level = _beyond(away / wide)
    chance_side, chance_level = _by_chance(x, n, middle, share=scale.share)
    return Authority(
        x,
        n,
        x / n * scale.per,
        _limits(middle, wide, scale),
        _limits(middle, chance, scale),
        away / wide,
        away / chance,
        side,
        level,
        chance_side,
        chance_level,
    )


def _limits(middle: float, deviation: float, scale: _Scale) -> Limits:
    centre = scale.of(middle)
    found = []
    for deviations in LEVELS.values():
        away = deviations * deviation
        found += [scale.back(centre - away), scale.back(centre + away)]
    return Limits(*found)


def _beyond(score: float) -> tuple[str, float | None]:
    for level, deviations in reversed(LEVELS.items()):
        if abs(score) > deviations:
            return ("high" if score > 0 else "low"), level * 100
    return "within", None


def _by_chance(x: int, n: float, middle: float, *, share: bool) -> tuple[str, float | None]:
    """The side by chance alone: exact for a rate, by the normal limits for a proportion."""
    if share:
        deviation = sqrt(middle * (1 - middle) / n)
        return _beyond((x / n - middle) / deviation if deviation else 0.0)
    for level in reversed(LEVELS):
        allowed = exact_interval(x, level)
        if not allowed.lower <= middle * n <= allowed.upper:
            return ("high" if allowed.lower > middle * n else "low"), level * 100
    return "within", None
