"""What a check answers: five letters, each with a verdict and its problems."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Literal, NamedTuple

Field = Literal["action", "owner", "due", "measure"]


class Verdict(StrEnum):
    """What may be said of a letter."""

    MET = "met"
    NOT_MET = "not-met"
    NEEDS_A_PERSON = "needs-a-person"


class Problem:
    """One thing that is wrong, or advice: a letter that is met may have problems too."""

    __slots__ = ("_suggestion", "code", "field", "reason", "spans")

    def __init__(
        self,
        code: str,
        reason: str,
        suggestion: str | Callable[[], str],
        spans: tuple[tuple[int, int], ...] = (),
        field: Field = "action",
    ) -> None:
        self.code = code
        self.reason = reason
        self._suggestion = suggestion
        self.spans = spans
        """Offsets `[start, end)` into the text of `field`, exactly as it was given."""
        self.field: Field = field

    @property
    def suggestion(self) -> str:
        """What would be better, worded when it is first asked for: most callers never ask."""
        if not isinstance(self._suggestion, str):
            self._suggestion = self._suggestion()
        return self._suggestion

    def _asdict(self) -> dict[str, Any]:
        names = ("code", "reason", "suggestion", "spans", "field")
        return {name: getattr(self, name) for name in names}

    def _replace(self, **changes: Any) -> "Problem":  # noqa: ANN401 - whatever a field holds
        return Problem(**{**self._asdict(), **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._asdict() == other._asdict()

    def __hash__(self) -> int:
        return hash((self.code, self.reason, self.spans, self.field))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"Problem({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Problem, tuple(self._asdict().values())

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
