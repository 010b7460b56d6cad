"""The worked example, and the commits in which its board saved it through 2017."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from hscb_pm.exchange.past import Past
from hscb_pm.history import Snapshot
from hscb_pm.register import Register
from hscb_pm.store import load

AUTHOR: Final = "HSCB worked example <example@example.invalid>"
_ILLUSTRATIVE: Final = """
Illustrative: made up for the worked example, from the dates in its records.
"""
_SAVED: Final = (
    (
        "2017-04-03T17:00+01:00",
        "Open the register for 2017-18",
        """\
The agencies and groups, the nine standards, the objectives, the audit programme of
Appendix 1, the meetings of the year, and what runs on from 2016-17: the audit of
return interviews, three case reviews, nine actions, courses and lessons.
""",
    ),
    (
        "2017-04-28T17:00+01:00",
        "Agree the business plan and the audit programme",
        """\
Board, 26 April. Five actions are agreed, and the Section 11 cycle has been opened.
The Case Review Group audited completed actions on 27 April.
""",
    ),
    (
        "2017-05-16T17:00+01:00",
        "Agree how core groups are audited",
        """\
Audit Sub Group, 16 May. The draft of the review of neglect was read, and the
constabulary told the group of an audit of its own. The Executive signed the shorter
data set off on 10 May.
""",
    ),
    (
        "2017-06-14T17:00+01:00",
        "Move the protocol with other boards to September",
        """\
Executive, 14 June, for the second time. The letters about empty seats are signed off;
a new procedure for bruising in infants is agreed. Practitioners were heard in Stevenage.
""",
    ),
    (
        "2017-06-30T17:00+01:00",
        "Minute the Board of 28 June and take in nine Section 11 returns",
        """\
The Board agreed the method of the review of neglect and asked to see the
constabulary's audit. The audit of core groups is reported. The private fostering
report did not come, and the interview summaries had only part of their effect.
""",
    ),
    (
        "2017-07-28T17:00+01:00",
        "Scrutinise core groups and table them for the Board",
        """\
Audit Sub Group, 11 July. The agencies have answered, and two actions follow so far. The
map of parenting courses is withdrawn, and the first quarter raised a question about
conferences.
""",
    ),
    (
        "2017-09-13T17:00+01:00",
        "Moderate the Section 11 returns",
        """\
Audit Sub Group, 12 September: ten grades lowered and one raised; three agencies have
sent nothing. The Executive of 13 September moved the protocol a third time, and the
Board to 4 October. The private fostering report came ten weeks late.
""",
    ),
    (
        "2017-09-29T17:00+01:00",
        "Judge what came of the audit of return interviews",
        """\
Strategic Safeguarding Adolescents Group, 26 September. Independent interviews:
achieved. Lists of streets: not achieved, so another action takes their place. The
report on missing children was sent back.
""",
    ),
    (
        "2017-10-11T17:00+01:00",
        "Minute the Board of 4 October",
        """\
Core groups and the constabulary's audit were discussed. The Executive of 11 October
lets the bruising procedure wait for an audit; there was no budget of October to see.
""",
    ),
    (
        "2017-10-31T17:00+00:00",
        "Answer a question about conferences with an action",
        """\
Performance Sub Group, 26 October: two posts of conference chairs had been empty. The
audit of exploitation plans is reported, the Annual Report published, and the
constabulary's follow-up report not in.
""",
    ),
    (
        "2017-11-09T17:00+00:00",
        "Agree actions on exploitation plans",
        """\
Audit Sub Group, 7 November: two recommendations agreed, one refused. Two actions are
signed off and two are moved. The method of the third multi-agency audit is agreed.
""",
    ),
    (
        "2017-11-20T17:00+00:00",
        "Set the agenda of the Board of 13 December",
        """\
And of the other meetings to come. The register as of Monday 20 November 2017.
""",
    ),
)
"""When the board saved its register, and in what words."""


@cache
def example() -> Register:
    """The worked example: it is in the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "example"
    return load(shipped if shipped.is_dir() else package.parent.parent / "register")


def snapshots(around: dict[str, str]) -> Iterator[Snapshot]:
    """The commits of the worked example, in `register/`; what stands around it comes first."""
    register = example()
    days = [datetime.fromisoformat(when) for when, _, _ in _SAVED]
    past = Past(register, days[-1].date())
    before = {path: text.encode() for path, text in around.items()}
    changed = before | _beside_the_records(register)
    for when, (_, subject, body) in zip(days, _SAVED, strict=True):
        now = {f"register/{path}": text.encode() for path, text in past.on(when.date()).items()}
        changed |= {path: text for path, text in now.items() if before.get(path) != text}
        yield Snapshot(when, f"{subject}\n\n{body}{_ILLUSTRATIVE}", changed)
        before, changed = now, {}


def _beside_the_records(register: Register) -> dict[str, bytes]:
    """Files of the example that are no records: the schemas for editors."""
    records = {source.path for source in register.sources.values()}
    files = [file for file in register.path.rglob("*") if file.is_file()]
    names = [file.relative_to(register.path).as_posix() for file in files]
    return {
        f"register/{name}": file.read_bytes()
        for name, file in zip(names, files, strict=True)
        if name not in records
    }
