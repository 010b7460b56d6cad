"""A small register with a cycle of Section 11 returns, and forms of it as agencies fill them in."""

import io
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from hostile import write
from running import ROOT, Hscb, Ran

ID = "S11-2018-a-constabulary"
OTHER = "S11-2018-a-council"
FILE = f"section11/returns/{ID}.yaml"
RECEIVED = "2018-06-28"
FILLED = ROOT / "tests" / "forms_filled"
"""Forms filled in and saved with LibreOffice 7.4: as it should be, and spoiled in many ways."""
_OWNER = {"agency": "a-constabulary", "role": "Head of Learning"}
_SCALE = [
    {"grade": "not-met", "means": "No arrangements", "shortfall": True},
    {"grade": "partly-met", "means": "Arrangements in places", "shortfall": True},
    {"grade": "met", "means": "Arrangements in use", "shortfall": False},
]
_ASKED = [{"agency": name, "basis": "statutory"} for name in ("a-constabulary", "a-council")]
_FILES: dict[str, Any] = {
    "board.yaml": {
        "title": "A Safeguarding Board",
        "area": "A Shire",
        "register_is": "private",
        "today": "2018-07-02",
    },
    "standards.yaml": {
        "standards": [
            {
                "standard": 1,
                "text": "Senior managers are committed",
                "questions": [
                    {"id": "1.1", "text": "Who answers for it?"},
                    {"id": "1.2", "text": "What do wards do?", "agencies": ["a-council"]},
                ],
            },
            {"standard": 2, "text": "Staff are trained"},
            {"standard": 3, "text": "Information is shared"},
        ]
    },
    "agencies/a-constabulary.yaml": {
        "title": "A Constabulary",
        "basis": "statutory",
        "mailbox": "safeguarding@a-constabulary.example",
    },
    "agencies/a-council.yaml": {"title": "A Council", "basis": "statutory"},
    "groups/board.yaml": {"title": "The Board", "function": "board"},
    "groups/audit-sub-group.yaml": {"title": "Audit Sub Group", "function": "audit"},
    "actions/ACT-2017-001.yaml": {
        "action": "Brief each shift of response officers on the child at an incident by March",
        "owner": _OWNER,
        "measure": "20 of 20 shifts briefed (11 of 20 in October)",
        "agreed": "2017-08-30",
        "due": "2018-03-29",
    },
    "section11/cycles/S11-2017.yaml": {
        "title": "Section 11 self-audit 2017-18",
        "opened": "2017-04-24",
        "due": "2017-06-30",
        "scale": _SCALE,
        "asked": _ASKED,
        "closed": "2018-01-31",
    },
    "section11/cycles/S11-2018.yaml": {
        "title": "Section 11 self-audit 2018-19",
        "opened": "2018-04-23",
        "due": "2018-06-29",
        "scale": _SCALE,
        "asked": _ASKED,
        "moderation": {"by": "audit-sub-group", "until": "2018-09-14"},
    },
    "section11/returns/S11-2017-a-constabulary.yaml": {
        "cycle": "S11-2017",
        "agency": "a-constabulary",
        "received": [{"on": "2017-06-28", "version": 1}],
        "standards": [
            {
                "standard": 2,
                "self": {"grade": "met", "on": "2017-06-28"},
                "evidence": [{"kind": "data", "what": "94% did the course"}],
                "moderated": {
                    "grade": "partly-met",
                    "on": "2017-08-30",
                    "by": "audit-sub-group",
                    "reason": "Half of officers recall none",
                },
                "improvements": [{"what": "Briefings by the sergeant", "action": "ACT-2017-001"}],
            }
        ],
    },
}
CARRIED = """\
# Carried forward from S11-2017.
cycle: S11-2018
agency: a-constabulary
standards:
  - standard: 1
    self: {grade: met, on: 2017-06-28}  # carried forward from S11-2017, to be reconfirmed
    evidence:
      - {kind: document, what: Minutes of March 2017}   # seen by the Business Manager
  - standard: 2
    self: {grade: met, on: 2017-06-28}  # carried forward (moderated there to partly-met)
    evidence: [{kind: data, what: 94% did the course}]
    improvements: [{what: Briefings by the sergeant, action: ACT-2017-001}]
"""
"""The return of the constabulary, as the last cycle left it."""


def a_board_with_returns(folder: Path) -> Path:
    """The register, on disk."""
    write(folder, _FILES)
    (folder / FILE).write_text(CARRIED, encoding="utf-8", newline="")
    return folder


class Form:
    """A form that somebody fills in."""

    def __init__(self, hscb: Hscb, folder: Path, agency: str = "a-constabulary") -> None:
        sent = folder.parent / f"sent-{len(list(folder.parent.iterdir()))}"
        ran = hscb("section11", "form", "--agency", agency, "-o", sent, "-C", folder)
        assert ran.code == 0, ran.err
        self.file = sent / f"S11-2018-{agency}.xlsx"
        self.book = openpyxl.load_workbook(self.file)
        self.folder = folder
        self.hscb = hscb

    def sheet(self, name: str) -> Worksheet:
        """A sheet by its name."""
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def row(self, name: str) -> int:
        """The row of the return that has a number."""
        rows = self.sheet("Return").iter_rows(max_col=1)
        return next(number for number, (cell,) in enumerate(rows, 1) if cell.value == name)

    def put(self, row: str, **typed: Any) -> None:
        """Type into the cells of a row of the return: still, grade, kind, evidence, better."""
        columns = {"still": "D", "grade": "E", "kind": "F", "evidence": "G", "better": "H"}
        for name, value in typed.items():
            self.sheet("Return")[f"{columns[name]}{self.row(row)}"] = value

    def act(self, *values: Any) -> None:
        """Type a new action: row, what, role, date, measure."""
        sheet = self.sheet("Actions")
        free = next(r for r in range(3, 40) if not sheet[f"C{r}"].value)
        for column, value in zip("BCDEF", values, strict=False):
            sheet[f"{column}{free}"] = value

    def answered(self) -> "Form":
        """With all that a whole return has."""
        self.put("1", still="yes")
        self.put("2", grade="partly-met")
        self.put("3", grade="met", kind="document", evidence="Agreement of May 2018")
        return self

    def saved(self) -> Path:
        """The file as it comes back."""
        packed = io.BytesIO()
        self.book.save(packed)
        file = self.folder.parent / self.file.name
        file.write_bytes(packed.getvalue())
        return file

    def sent(self, *more: str) -> Ran:
        """What importing it gives."""
        received = () if "--received" in more else ("--received", RECEIVED)
        return self.hscb("section11", "import", self.saved(), "-C", self.folder, *received, *more)
