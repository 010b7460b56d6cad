"""The columns of an action plan, and the words of plans for the state of an action."""

from collections.abc import Mapping
from typing import Final

from hscb_pm.exchange.plan import HEADINGS
from hscb_pm.exchange.tables.table import Column
from hscb_pm.models.action import State

STATES: Final[Mapping[str, tuple[str, ...]]] = {
    State.OPEN: ("open", "not started", "not yet started", "no progress", "to do", "pending"),
    State.IN_PROGRESS: (
        *("in progress", "ongoing", "on going", "started", "under way", "underway", "continuous"),
        *("on track", "on course", "ahead", "slippage", "delayed", "behind schedule", "overdue"),
    ),
    State.IMPLEMENTED: (
        *("implemented", "complete", "completed", "done", "closed", "finished", "achieved"),
        *("signed off", "delivered"),
    ),
    State.OUTCOME_ACHIEVED: ("outcome achieved",),
    State.WITHDRAWN: ("withdrawn", "cancelled", "given up", "no longer needed", "abandoned"),
    State.CONTINUED: ("continued",),
}
"""What plans say, by the state that it means. That something is complete says that it was carried
out, and never what it changed; that it is late is told by its date alone."""
_STATUS: Final = r"(progress )?status|b?rag( rating| status)?"
_ENDED: Final = r"(date )?(implemented|completed|closed|signed off|completion)( on| date)?"
_NOTES: Final = r"progress( notes?| update| to date)?|updates?|comments?|commentary|notes?"
_WHY: Final = r"reasons?( for (the )?(slippage|delay|extension|withdrawal))?"
COLUMNS: Final = (
    Column("id", "Id", others=(r"(action )?(id|ref(erence)?|no|number)",), width=14),
    Column(
        *("action", "Action", "text", ("action",)),
        is_open=True,
        others=HEADINGS["action"],
        width=50,
    ),
    Column(
        *("arises_from", "Arises from", "ids"),
        is_open=True,
        others=("source|arising from",),
        note="Ids of recommendations, as AUD-2017-01/R2",
    ),
    Column("answers", "What it answers", width=40),
    Column(
        *("agency", "Agency", "agency", ("owner", "agency")),
        is_open=True,
        others=(r"(lead |responsible |owning )?(agency|agencies|organisation|partner)",),
        width=28,
    ),
    Column(
        *("owner_role", "Owner role", "text", ("owner", "role")),
        is_open=True,
        others=HEADINGS["owner"],
        width=28,
        note="A role, never a person's name",
    ),
    Column(
        *("group", "Group", "group", ("group",)),
        is_open=True,
        others=("(lead )?(sub )?group|board|forum",),
        width=24,
    ),
    Column(
        *("measure", "Measure", "text", ("measure",)),
        is_open=True,
        others=HEADINGS["measure"],
        width=40,
    ),
    Column(
        *("agreed", "Agreed", "day", ("agreed",)),
        is_open=True,
        others=("(date )?agreed( on)?|start( date)?",),
        width=12,
    ),
    Column("first_due", "First due", "day", width=12),
    Column(
        *("due", "Due", "day"),
        is_open=True,
        others=HEADINGS["due"],
        width=12,
        note="A later day needs the reason for the change, and who agreed",
    ),
    Column(
        *("reason", "Reason for change", "text"),
        is_open=True,
        others=(_WHY,),
        width=30,
        note="Why the date moves, or why it is given up",
    ),
    Column(
        *("agreed_by", "Change agreed by", "group"),
        is_open=True,
        others=("(agreed|approved) by",),
        width=24,
        note="The group that agreed to the change",
    ),
    Column("state", "State", is_open=True, others=(_STATUS,), width=16),
    Column(
        *("progress", "Latest progress"),
        is_open=True,
        others=(_NOTES,),
        width=40,
        note="Another text is noted as further progress",
    ),
    Column(
        *("progress_on", "Progress on", "day"),
        is_open=True,
        others=("(date of )?(last )?update( on| date)?",),
        width=12,
    ),
    Column("implemented_on", "Implemented on", "day", is_open=True, others=(_ENDED,), width=12),
    Column(
        *("signed_off_by", "Signed off by", "group"),
        is_open=True,
        others=("sign(ed)? off( by)?",),
        width=24,
    ),
    Column("result", "Outcome found", width=18),
    Column("evidence", "Outcome evidence", width=40),
)
