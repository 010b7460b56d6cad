"""`hscb changes` and `hscb log`: what changed since a day, and the history of one record."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from hscb_pm.cli.complete import complete_agency, complete_group, complete_record
from hscb_pm.cli.workspace import Workspace, a_day, id_in, named, one_of, workspace
from hscb_pm.periods import say

if TYPE_CHECKING:
    from hscb_pm.history import Commit
    from hscb_pm.register import Register
    from hscb_pm.store import Begun

_EXAMPLES = """\b
Examples:
  hscb changes                             since the Board last met
  hscb changes --since 2017-10-01          since a day, in any form hscb understands
  hscb changes --since main~3              since a tag, a branch or a commit
  hscb changes --short                     only how much of each kind
  hscb changes --group audit-sub-group --format md
  hscb changes --as-of 2017-10-31 --since 2017-10-01

What has a date in its record is told without git. What has none (a record re-worded, or with
another owner) needs the register of that day, from the last commit by its end."""
_LOG_EXAMPLES = """\b
Examples:
  hscb log ACT-2017-014                    each change of an action, in words
  hscb log S11-2017-hertfordshire-constabulary --format md"""
_AUDIENCE = typer.Option(
    metavar="WHO",
    help="public or internal. Without it: internal on a terminal over a private register, "
    "else public.",
)
_FORMAT = typer.Option(metavar="FORMAT", help="text, json or md.")


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_EXAMPLES)(changes)
    app.command(epilog=_LOG_EXAMPLES)(log)


def changes(
    ctx: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="A date, a revision of git, or `last board`.")
    ] = "last board",
    agency: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Changes of this agency and its directorates.",
            autocompletion=complete_agency,
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Changes of this group.", autocompletion=complete_group),
    ] = None,
    lead: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Changes whose role holds this text.")
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help="Only how much changed of each kind.")
    ] = False,
    audience: Annotated[str | None, _AUDIENCE] = None,
    format: Annotated[str, _FORMAT] = "text",
) -> None:
    """Say what changed: closed, moved, newly overdue, new, in other hands, answered."""
    ws = workspace(ctx)
    from hscb_pm.present.changes import FORMATS, Changes, show_changes
    from hscb_pm.queries.changes import changes as changed
    from hscb_pm.queries.changes import wanted_of
    from hscb_pm.queries.due import due_items

    format = one_of("--format", format, FORMATS)
    today = ws.today
    register = _seen_by(ws, audience)
    agency = named(ws, "--agency", agency, "agency")
    group = named(ws, "--group", group, "group")
    start = _start(ws, register, since)
    begun = _begun(ws, start)
    due = due_items(register, today)  # helpers read the files of then meanwhile
    base = begun.register() if begun else None
    rows = changed(register, base, start.day, today, due)
    rows = wanted_of(register, rows, agency=agency, group=group, lead=lead)
    against = start.commit.id if start.commit and base else None
    found = Changes(register, rows, start.day, today, start.why, against, is_short=short)
    if format == "json" or not ws.out.is_terminal:  # else it stands above the data
        ws.out.talk(found.compared())
    ws.say_left_out(today)
    show_changes(found, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()


class _Start(NamedTuple):
    """Since when; why then; the commit that tells how things stood."""

    day: date
    why: str
    commit: "Commit | None"


def _start(ws: Workspace, register: "Register", since: str) -> _Start:
    from hscb_pm.periods import ImpossibleDay
    from hscb_pm.queries.changes import last_meeting

    words = " ".join(since.split()).casefold().replace("-", " ")
    if words == "last board":
        meeting = last_meeting(register, ws.today)
        if meeting is None:
            message = "no earlier meeting of the Board is recorded; write --since DATE"
            raise typer.BadParameter(message, param_hint="'--since'")
        why = f"when the Board met ({register.id_of(meeting.id)})"
        return _Start(meeting.date, why, _commit_on(ws, meeting.date))
    try:
        day = a_day("--since", since, ws.today, register.holidays)
    except typer.BadParameter as error:
        if isinstance(error.__context__, ImpossibleDay):
            raise
        return _start_at(ws, since, str(error))
    if day > ws.today:
        message = f"{say(day)} is after {say(ws.today)}, the day to reckon from"
        raise typer.BadParameter(message, param_hint="'--since'")
    return _Start(day, "", _commit_on(ws, day))


def _start_at(ws: Workspace, revision: str, no_date: str) -> _Start:
    """A revision's own day; that of today, where files are read from before it."""
    from hscb_pm.revisions import NoRevisionError, Revisions

    try:
        commit = Revisions(ws.folder).commit(revision)
    except NoRevisionError as error:
        message = f"{no_date}; and as a revision: {error}"
        raise typer.BadParameter(message, param_hint="'--since'") from None
    return _Start(min(commit.day, ws.today), f"at {commit.id[:7]}", commit)


def _commit_on(ws: Workspace, day: date) -> "Commit | None":
    """The last commit by the end of a day; what that lacks is said."""
    from hscb_pm.revisions import NoRevisionError, Revisions

    try:
        return Revisions(ws.folder).on(day)
    except NoRevisionError as error:
        ws.out.talk(f"{error}. So only what has a date in its record is told")
        return None


def _begun(ws: Workspace, start: _Start) -> "Begun | None":
    """The register as it was, on its way; None where git does not tell."""
    from hscb_pm.store import Begun, NoRegisterError

    if start.commit is None:
        return None
    try:
        return Begun(ws.folder, start.commit, guard=False, known=ws.register)
    except NoRegisterError:
        ws.out.talk("there was no register here then, so only what has a date is told")
        return None


def _seen_by(ws: Workspace, audience: str | None) -> "Register":
    from hscb_pm.papers import Audience

    public = ws.audience(audience) is Audience.PUBLIC
    return ws.register.for_public() if public else ws.register


# --- One record ------------------------------------------------------------------------------


def log(
    ctx: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="ID", help="The id.", autocompletion=complete_record)
    ],
    audience: Annotated[str | None, _AUDIENCE] = None,
    format: Annotated[str, _FORMAT] = "text",
) -> None:
    """Tell the history of a record in words: each commit that changed it, the first one first."""
    ws = workspace(ctx)
    from hscb_pm.history import first_known
    from hscb_pm.present.changes import FORMATS
    from hscb_pm.present.log import show_log
    from hscb_pm.revisions import CUT_OFF
    from hscb_pm.store.past import past_of

    format = one_of("--format", format, FORMATS)
    today = ws.today
    register = _seen_by(ws, audience)
    wanted = id_in(ws.register, record).partition("/")[0]
    found = past_of(register, wanted, today)
    if found is None:
        if first_known(ws.folder):
            ws.out.talk(CUT_OFF)
        wanted = one_of("ID", wanted, [one.id for one in ws.register if not register.hides(one.id)])
        found = past_of(register, wanted, today)
        assert found  # noqa: S101, a record of the register
    if found.is_confidential:
        message = f"{wanted} is confidential (`part: 2`): add --audience internal"
        raise typer.BadParameter(message, param_hint="'ID'")
    if said := found.without_git or found.cut_off:
        ws.out.talk(said)
    ws.say_left_out(today)
    show_log(found, register, format, ws.out, ws.head(today) if format == "json" else {})
    ws.end()
