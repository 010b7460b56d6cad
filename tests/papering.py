"""What tests of papers share: a paper of a small register, as the Board reads it."""

from dataclasses import replace
from datetime import date

from hscb_pm.models import Meeting
from hscb_pm.papers import PAPERS, Audience, Paper
from hscb_pm.papers.front import meeting_for
from hscb_pm.present.papers import paper_as_markdown
from hscb_pm.register import Register

TODAY = date(2017, 11, 20)


def paper_text(
    name: str,
    register: Register,
    subject: str | None = None,
    today: date = TODAY,
    audience: Audience = Audience.PUBLIC,
) -> str:
    """The text of a paper; its front sheet names the meeting that is planned for it."""
    shown = register.for_public() if audience is Audience.PUBLIC else register
    kind = PAPERS[name]
    if kind.subject and subject is None and kind.subject.default:
        subject = kind.subject.default(shown, today)
    meeting: Meeting | None = meeting_for(kind, shown, today, subject)
    return paper_as_markdown(kind, Paper(shown, today, meeting, audience, subject), None)


def unread(register: Register, *paths: str) -> Register:
    """The register, as if these files were there and could not be read."""
    stems = {path.rpartition("/")[2].removesuffix(".yaml") for path in paths}
    return replace(register, rejected=frozenset(stems), left_out=paths)
