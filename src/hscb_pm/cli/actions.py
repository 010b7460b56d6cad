"""`hscb progress`, `implement`, `evidence`, `extend`, `withdraw`: the life of an action."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun
from hscb_pm.cli.complete import complete_action, complete_group, complete_record
from hscb_pm.cli.stepping import (
    a_group,
    if_said,
    said_day,
    saved_before,
    step_day,
    taken,
    taken_back_by,
    the_action,
    the_dated,
    wanted,
)
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.periods import say

if TYPE_CHECKING:
    from hscb_pm.exchange.acting import Shown

_PROGRESS = """\b
Examples:
  hscb progress ACT-2017-014 "Rota agreed with the staff association"
  hscb progress ACT-2017-014 "Mailbox open" --on "13 Nov 2017" --dry-run"""
_IMPLEMENT = """\b
Examples:
  hscb implement ACT-2017-014 --signed-off-by audit-sub-group --role Chair
  hscb implement ACT-2017-014 --again --signed-off-by audit-sub-group
                            after its text was changed"""
_EVIDENCE = """\b
Examples:
  hscb evidence ACT-2017-012 --kind audit --ref AUD-2017-01 --result achieved
      --finding "27 of 30 minutes record the child's view"
      --impact "Core groups plan from what the child says" --recheck +12m
  hscb evidence ACT-2017-012 --kind visit --finding "Minutes seen at two hospitals"
                            more of the same day"""
_EXTEND = """\b
Examples:
  hscb extend ACT-2017-014 --to 2018-01-31 --reason "The rota waits for a vote"
      --agreed-by audit-sub-group
  hscb extend MTG-2017-34 --to 20/12/2017 --reason Quorum --agreed-by board"""
_WITHDRAW = """\b
Examples:
  hscb withdraw ACT-2017-027 --reason "The service has one mailbox for all now"
      --agreed-by case-review-group"""

ActionId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The action, as ACT-2017-014.", autocompletion=complete_action
    ),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day on which it happened, if not today."),
]
AgreedBy = Annotated[
    str | None,
    typer.Option(metavar="GROUP", help="The group that agreed.", autocompletion=complete_group),
]


def declare(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=_PROGRESS)(progress)
    app.command(epilog=_IMPLEMENT)(implement)
    app.command(epilog=_EVIDENCE)(evidence)
    app.command(epilog=_EXTEND)(extend)
    app.command(epilog=_WITHDRAW)(withdraw)


def progress(
    ctx: typer.Context,
    id: ActionId,
    note: Annotated[
        str | None, typer.Argument(metavar="NOTE", help="What has been done so far.")
    ] = None,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Note what has been done of an action so far."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.acting import guard_progress, noted

    action = the_action(ws, id)
    guard_progress(action)
    day = step_day(ws, action, on)
    text = wanted(ws, "NOTE", note, "what has been done so far")
    taken(ws, action, noted(action, day, text), "the note is recorded", dry_run=dry_run)


def implement(
    ctx: typer.Context,
    id: ActionId,
    signed_off_by: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP", help="The group that signs it off.", autocompletion=complete_group
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(metavar="ROLE", help="The role that signs for the group, never a name."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Sign it off again, since its text has changed.")
    ] = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Sign an action off: it was carried out, as its text stands now."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.acting import guard_sign_off, signed_off

    action = the_action(ws, id)
    with taken_back_by(ws, action):
        guard_sign_off(action, again=again)
    day = step_day(ws, action, on)
    group = a_group(ws, "--signed-off-by", signed_off_by, "which group signed it off", action.group)
    with taken_back_by(ws, action):
        edits = signed_off(action, day, group, if_said("--role", role), again=again)
    taken(ws, action, edits, "the sign-off is recorded", dry_run=dry_run)


def evidence(
    ctx: typer.Context,
    id: ActionId,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="audit, survey, data, feedback, document or visit."),
    ] = None,
    ref: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="The record that holds it.", autocompletion=complete_record
        ),
    ] = None,
    finding: Annotated[str | None, typer.Option(metavar="TEXT", help="What it shows.")] = None,
    result: Annotated[
        str | None,
        typer.Option(metavar="RESULT", help="achieved, partly-achieved or not-achieved."),
    ] = None,
    impact: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What is different for children now.")
    ] = None,
    recheck: Annotated[
        str | None, typer.Option(metavar="DATE", help="When to look again whether it has lasted.")
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Judge it again as it is worded now, since its text changed."),
    ] = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Record what an action has changed for children, and what shows it."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.acting import guard_evidence, judged_otherwise, shown
    from hscb_pm.models.action import Result

    action = the_action(ws, id)
    with taken_back_by(ws, action):
        guard_evidence(action)
    day = step_day(ws, action, on)
    is_new = all(outcome.on != day for outcome in action.outcomes)
    given = _shown(ws, (kind, ref, finding), result, is_new=is_new)
    look = said_day(ws, "--recheck", recheck, "to be looked at again on")
    given = given._replace(impact=if_said("--impact", impact), recheck=look)
    with taken_back_by(ws, action):
        edits = shown(action, day, given, again=again)
    if action.signatures()[-1].seal not in (None, action.seal):
        ws.out.talk(f"its text has changed since sign-off: hscb implement {action.id} --again")
    if is_new and given.result is Result.ACHIEVED and not look:
        ws.out.talk("whether it lasts is asked only with --recheck DATE")
    otherwise = judged_otherwise(action, day, given)
    done = "the evidence is recorded" + (f" ({otherwise})" if otherwise else "")
    taken(ws, action, edits, done, dry_run=dry_run)


def _shown(
    ws: Workspace,
    evidence: tuple[str | None, str | None, str | None],
    result: str | None,
    *,
    is_new: bool,
) -> "Shown":
    """The evidence and the result that somebody types; a new outcome has to have one."""
    from hscb_pm.exchange.acting import EVIDENCE, Shown
    from hscb_pm.models.action import OutcomeEvidence, Result

    kind, ref, finding = evidence
    kinds = f"what kind of evidence there is: {', '.join(EVIDENCE)}"
    kind = one_of("--kind", wanted(ws, "--kind", kind, kinds), EVIDENCE)
    ref = one_of("--ref", ref, [*ws.register.kinds, *ws.register.rejected])
    finding = wanted(ws, "--finding", finding, "what it shows")
    if is_new or result:
        found = wanted(ws, "--result", result, f"what was found: {', '.join(Result)}")
        result = one_of("--result", found, Result)
    shown = OutcomeEvidence.model_validate({"kind": kind, "ref": ref, "finding": finding})
    return Shown(shown, Result(result) if result else None)


def extend(
    ctx: typer.Context,
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The action, or the meeting.", autocompletion=complete_record
        ),
    ],
    to: Annotated[str | None, typer.Option(metavar="DATE", help="The date agreed now.")] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why the date is moved.")
    ] = None,
    agreed_by: AgreedBy = None,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Move a date; the first one, the reason and who agreed stay in the record."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.acting import agreed_date, guard_move, moved

    record = the_dated(ws, id)
    with taken_back_by(ws, record):
        guard_move(record)
    day = step_day(ws, record, on)
    until = said_day(ws, "--to", wanted(ws, "--to", to, "which date is agreed now"), "moved to")
    assert until  # noqa: S101, it was asked for
    why = wanted(ws, "--reason", reason, "what stood in the way")
    group = a_group(ws, "--agreed-by", agreed_by, "which group agreed", record.group)
    stood = agreed_date(saved_before(ws, record), record)
    with taken_back_by(ws, record):
        edits = moved(record, day, until, why, group, stood=stood)
    if edits and stood != agreed_date(None, record):
        since = f"it was changed by hand from {say(stood)}"
        ws.out.talk(f"{since}; the move is recorded from there")
    papers = next((edit.value for edit in edits if edit.path == ("papers_by",)), None)
    also = f", and its papers are now for {say(papers)}," if papers else ""
    taken(ws, record, edits, f"the move is recorded{also}", dry_run=dry_run)


def withdraw(
    ctx: typer.Context,
    id: ActionId,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why it is given up.")] = None,
    agreed_by: AgreedBy = None,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Give an action up, with the reason and the group that agreed."""
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.acting import guard_withdrawal, withdrawn

    action = the_action(ws, id)
    with taken_back_by(ws, action):
        guard_withdrawal(action)
    day = step_day(ws, action, on)
    why = wanted(ws, "--reason", reason, "what led to giving it up")
    group = a_group(ws, "--agreed-by", agreed_by, "which group agreed", action.group)
    edits = withdrawn(action, day, why, group)
    taken(ws, action, edits, "it is given up, as recorded", dry_run=dry_run)
