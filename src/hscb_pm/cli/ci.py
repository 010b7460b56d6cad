"""`hscb ci`: the one verb for pull requests: what is wrong, what was lost, what changes."""

import os
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.services import Service, service_of
from hscb_pm.cli.validate import NEW, compared_with
from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.problem import CannotError, reason_of

if TYPE_CHECKING:
    from hscb_pm.present.pull_request import PullRequest
    from hscb_pm.rules import Base

_EXAMPLES = """\b
Examples:
  hscb ci                            on GitHub and GitLab: against what it is to be merged into
  hscb ci --against main             anywhere else
  hscb ci --code-quality quality.json

Exit codes: 0 nothing of the level of --fail-on; 1 there is; 2 it could not be carried out, or the
files were checked and compared with nothing, since the clone lacks the other branch (GitHub:
fetch-depth: 0; GitLab: GIT_DEPTH: 0)."""


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(ci)


def ci(
    ctx: typer.Context,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="What to compare with; else what GitHub or GitLab names, if any."
        ),
    ] = None,
    fail_on: Annotated[
        str, typer.Option(metavar="LEVEL", help="Exit with 1 on error, warning or never.")
    ] = "error",
    code_quality: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Also write the problems as GitLab's code quality."),
    ] = None,
) -> None:
    """Check a pull request: every file, what has been lost, what it changes and makes due.

    The worst problems become annotations; GitHub also gets a summary for the page of the run.
    """
    ws = workspace(ctx, guard=True)
    from hscb_pm.present.pull_request import as_code_quality, as_markdown, show
    from hscb_pm.store.write import write_file

    fail_on = one_of("--fail-on", fail_on, ["error", "warning", "never"])
    service = service_of(os.environ)
    base, lacking, error = _base(ws, service, against)
    found = _found(ws, base, fail_on, lacking)
    show(found, service.name, ws.out)
    if code_quality is not None:
        write_file(Path(code_quality), as_code_quality(found.verdict))
    if service.summary:
        _append(ws, Path(service.summary), as_markdown(found))
    if error:
        raise error
    ws.end(failed=found.verdict.failed)


def _base(
    ws: Workspace, service: Service, against: str | None
) -> "tuple[Base | None, str, CannotError | None]":
    """What to compare with, if anything; or why there is nothing, and the files are still checked.

    An error where that is no answer.
    """
    try:
        revision = _revision(ws, service) if against is None else against
        if revision is None:
            return None, "", None
        base = compared_with(ws, revision)
    except CannotError as error:
        return None, f"{error}. What it changes, and what has been lost, is not known", error
    return base, "" if base else NEW, None


def _revision(ws: Workspace, service: Service) -> str | None:
    """What a pull request is to be merged into; None where this is none."""
    if not service.bases:
        ws.out.talk("nothing to compare with: this is no pull request; else add --against REV")
        return None
    from hscb_pm.revisions import NoRevisionError, Revisions

    past = Revisions(ws.folder)
    past.commit()  # or git tells of none at all, and why
    for name in service.bases:
        with suppress(NoRevisionError):
            return past.commit(name).id
    branch = service.branch
    lacks = f"{branch}, the branch" if branch else "the commit"
    said = f"this clone lacks {lacks} that the change is to be merged into"
    if past.first_known:
        raise CannotError(f"{said}; have it hold the whole history: {service.whole}")
    if branch:
        said += f"; git fetch origin {quote(f'{branch}:refs/remotes/origin/{branch}')} gets it"
    raise CannotError(said)


def _found(ws: Workspace, base: "Base | None", fail_on: str, lacking: str) -> "PullRequest":
    from hscb_pm import rules
    from hscb_pm.present.problems import Verdict
    from hscb_pm.present.pull_request import PullRequest
    from hscb_pm.queries.changes import changes
    from hscb_pm.queries.due import newly_due

    # A service's log is read by more people than a terminal, whatever the register is.
    register = ws.register.for_public()
    problems = rules.for_public(register, rules.check(ws.register, None, base))
    then = base.register.commit if base else None
    verdict = Verdict(register, problems, work_tree=ws.work_tree(), fail_on=fail_on, base=then)
    if base is None:
        return PullRequest(verdict, register, lacking=lacking)
    before, today = base.register.for_public(), ws.today
    rows = changes(register, before, today, today)  # of one day: time itself changes nothing
    return PullRequest(verdict, register, rows, newly_due(register, before, today))


def _append(ws: Workspace, file: Path, text: str) -> None:
    """Add to a file of the service's; that it cannot be done changes no verdict."""
    why = "it is no file"
    try:
        if file.is_file() or not file.exists():
            with file.open("ab") as summary:
                summary.write(text.encode("utf-8", "backslashreplace"))
            return
    except OSError as error:
        why = reason_of(error)
    except ValueError:  # a name that no system has
        pass
    ws.out.talk(f"the summary could not be written to {file}: {why}")
