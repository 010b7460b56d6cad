r"""Drawing cases at random, so that anybody who holds the list can draw the same ones again.

The method, which never changes: each reference is hashed together with the seed, the cases are put
in the order of their hashes, and the first so many are drawn. To a seed that nobody chose, every
order is equally likely, so every case has the same chance. No random number generator is asked:
those of programming languages differ from version to version, a hash does not.

The hash of a case is BLAKE2b, 128 bits, of the lines `hscb-draw-1`, the seed and the reference,
without a line end after the last; `printf 'hscb-draw-1\n7\nc-0412' | b2sum -l 128` says the same.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple


class Case(NamedTuple):
    """A case on the list: its pseudonymous reference, its part of the list, whether it can come."""

    reference: str
    stratum: str = ""
    eligible: bool = True


class Stratum(NamedTuple):
    """A part of the list: how many cases it holds, and how many of them are drawn."""

    name: str
    population: int
    size: int


class Draw(NamedTuple):
    """The cases drawn, stratum by stratum in the order of the draw, and what proves the draw."""

    cases: tuple[Case, ...]
    strata: tuple[Stratum, ...]
    not_eligible: int
    seed: int
    fingerprint: str

    @property
    def population(self) -> int:
        """How many cases there were to draw from."""
        return sum(stratum.population for stratum in self.strata)


class TooFewError(ValueError):
    """There are fewer cases than are to be drawn."""


def tidy(text: str) -> str:
    """A reference or a name as it is shown: one spelling of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def folded(text: str) -> str:
    """The same as it is compared and hashed: capitals make no difference."""
    return tidy(tidy(text).casefold())


def draw(cases: Iterable[Case], size: int, seed: int) -> Draw:
    """Draw so many of the eligible cases, each reference given once; their order is no matter."""
    listed = sorted(cases)
    strata: dict[str, list[Case]] = {}
    for case in listed:
        if case.eligible:
            strata.setdefault(folded(case.stratum), []).append(case)
    allocated = allocate(size, {name: len(strata[name]) for name in sorted(strata)})
    drawn: list[Case] = []
    found = []
    for name, count in allocated.items():
        here = sorted(strata[name], key=lambda case: _place(seed, case))
        drawn += here[:count]
        found.append(Stratum(min(case.stratum for case in here), len(here), count))
    left_out = sum(not case.eligible for case in listed)
    return Draw(tuple(drawn), tuple(found), left_out, seed, fingerprint(listed, size, seed))


def _place(seed: int, case: Case) -> str:
    return _hash(f"hscb-draw-1\n{seed}\n{folded(case.reference)}")


def allocate(size: int, populations: Mapping[str, int]) -> dict[str, int]:
    """Share a sample out among strata in proportion, by the largest remainder.

    A stratum whose share is less than one case gets one, if there are as many cases as strata, and
    the others share the rest. Of equal remainders that of the larger stratum counts for more.
    """
    if size > sum(populations.values()):
        raise TooFewError(f"{size} are to be drawn from {sum(populations.values())}")
    allocated = dict.fromkeys(populations, 0)
    rest = dict(populations)
    while size >= len(populations) and (small := _below_one(size, rest, len(populations))):
        for name in small:
            allocated[name] = 1
            del rest[name]
    left, total = size - sum(allocated.values()), sum(rest.values())
    for name, population in rest.items():
        allocated[name] = left * population // total
    by_remainder = sorted(rest, key=lambda n: (-(left * rest[n] % total), -rest[n], n))
    for name in by_remainder[: size - sum(allocated.values())]:
        allocated[name] += 1
    return allocated


def _below_one(size: int, rest: Mapping[str, int], strata: int) -> list[str]:
    """The strata whose share of what is left is less than one case."""
    left, total = size - (strata - len(rest)), sum(rest.values())
    return [name for name, count in rest.items() if left * count < total]


def fingerprint(cases: Iterable[Case], size: int, seed: int) -> str:
    """What shows later that a list is the one that was drawn from, and tells nothing of it.

    It is over the whole list at once, whatever the order of its lines: references, strata, and who
    was eligible. To find out one case by trying, all the others would have to be guessed as well.
    The seed makes that of the same list differ from audit to audit, so that nobody can compare;
    the size is in it, so that no drawn case can be dropped from the record.
    """
    lines = sorted(
        f"{folded(case.reference)}\t{folded(case.stratum)}\t{case.eligible:d}\n" for case in cases
    )
    return "blake2b-" + _hash(f"hscb-draw-1\n{seed}\n{size}\n{''.join(lines)}")


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
