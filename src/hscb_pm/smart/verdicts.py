"""What a check answers: five letters, each with a verdict and its problems."""

from enum import StrEnum
from typing import Any, Literal, NamedTuple

Field = Literal["action", "owner", "due", "measure"]


class Verdict(StrEnum):
    """What may be said of a letter."""

    MET = "met"
    NOT_MET = "not-met"
    NEEDS_A_PERSON = "needs-a-person"


class Problem(NamedTuple):
    """One thing that is wrong, or advice: a letter that is met may have problems too."""

    code: str
    reason: str
    suggestion: str
    spans: tuple[tuple[int, int], ...] = ()
    """Offsets `[start, end)` into the text of `field`, exactly as it was given."""
    field: Field = "action"

    def as_json(self) -> dict[str, Any]:
        """The problem as plain JSON types."""
        return {**self._asdict(), "spans": [list(span) for span in self.spans]}


class Letter(NamedTuple):
    """The verdict on one letter, and its problems, the decisive one first."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The letter as plain JSON types."""
        return {
            "verdict": str(self.verdict),
            "problems": [problem.as_json() for problem in self.problems],
        }


class Verdicts(NamedTuple):
    """The five letters of one action. With evidence, replace one: `verdicts._replace(A=letter)`."""

    S: Letter
    M: Letter
    A: Letter
    R: Letter
    T: Letter

    @property
    def smart(self) -> bool:
        """Whether no letter is `not-met`."""
        return all(letter.verdict is not Verdict.NOT_MET for letter in self)

    @property
    def complete(self) -> bool:
        """Whether every letter is `met`, so that no person is needed either."""
        return all(letter.verdict is Verdict.MET for letter in self)

    def as_json(self) -> dict[str, Any]:
        """The letters, and the two answers, as plain JSON types."""
        return {
            "letters": {name: letter.as_json() for name, letter in self._asdict().items()},
            "smart": self.smart,
            "complete": self.complete,
        }
