"""Each paper of the example, whole, as it comes out."""

from datetime import date
from functools import cache

import pytest

from hscb_pm.papers import PAPERS, Audience, Paper
from hscb_pm.papers.front import meeting_for
from hscb_pm.present.papers import paper_as_markdown
from hscb_pm.register import Register
from hscb_pm.store import load
from running import EXAMPLE, golden

TODAY = date(2017, 11, 20)


@cache
def register() -> Register:
    return load(EXAMPLE).for_public()


def paper(name: str) -> Paper:
    """A paper of the example, about the record that its usage names."""
    kind = PAPERS[name]
    subject = None
    if kind.subject:
        default = kind.subject.default
        subject = default(register(), TODAY) if default else kind.subject.example
    meeting = meeting_for(kind, register(), TODAY, subject)
    return Paper(register(), TODAY, meeting, Audience.PUBLIC, subject)


@pytest.mark.parametrize("name", PAPERS)
def test_paper_of_the_example(name: str) -> None:
    text = paper_as_markdown(PAPERS[name], paper(name), None)
    golden(f"paper-{name}.md", text)
    assert paper_as_markdown(PAPERS[name], paper(name), None) == text
