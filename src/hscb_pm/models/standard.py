"""The standards that Section 11 self-audits answer."""

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from hscb_pm.models.record import AgencyId, Model, Record, Text, between, shape
from hscb_pm.problem import FieldPath

StandardNumber = Annotated[int, between(1, 99)]


class Question(Model):
    """A sub-question of a standard, put to all agencies or to some."""

    id: Annotated[str, shape(r"^[0-9]{1,2}\.[0-9]{1,2}$", "5.1")] = Field(
        description="The number of the standard and of the question, in quotes: '5.1'."
    )
    text: Text = Field(description="The question.")
    agencies: tuple[AgencyId, ...] = Field(
        (), description="The agencies it is put to; all, where none is named."
    )


class Standard(Model):
    """One area in which every agency is expected to comply (framework, section 6)."""

    standard: StandardNumber = Field(description="Its number.")
    text: Text = Field(description="Its wording.")
    questions: tuple[Question, ...] = Field((), description="Its sub-questions.")


class Standards(Record):
    """The standards, in the one file `standards.yaml`."""

    kind: ClassVar = "standards"
    folder: ClassVar = ""
    stem: ClassVar = re.compile("standards")
    example: ClassVar = "standards.yaml"

    standards: tuple[Standard, ...] = Field(description="The standards, in order.")

    @classmethod
    def id_of(cls, stem: str) -> str:
        """There is one such file, and its name is no id that others refer to."""
        return f"{stem}.yaml"

    def parts(self) -> Iterator[tuple[str, str, FieldPath]]:
        """Each standard and question, so that a number used twice is found."""
        for index, standard in enumerate(self.standards):
            path: FieldPath = ("standards", index)
            yield f"standard {standard.standard}", "standard", (*path, "standard")
            for number, question in enumerate(standard.questions):
                yield f"question {question.id}", "question", (*path, "questions", number, "id")
