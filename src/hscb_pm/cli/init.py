"""`hscb init`: a register of one's own, or the worked example with its past."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from hscb_pm.cli.workspace import Workspace, one_of, workspace
from hscb_pm.present.out import in_one_line
from hscb_pm.words import count

if TYPE_CHECKING:
    from hscb_pm.exchange.making import Site
    from hscb_pm.exchange.opening import Opened
    from hscb_pm.exchange.starter import Answers

T = TypeVar("T")

_EXAMPLES = """\b
Examples:
  hscb init kent                           asks for what it needs to know
  hscb init kent --name 'Kent Safeguarding Children Board' --area Kent
  hscb init kent --name … --area Kent --group 'Audit Group' --group 'Executive'
  hscb init try-out --demo hertfordshire-2017

DIR is a new folder, an empty one, or a git repository that has no register."""

_DEMO = "hertfordshire-2017"


def declare(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=_EXAMPLES)(init)


def init(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make.")],
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The full name of the Board.")
    ] = None,
    area: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The area whose children it keeps safe.")
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="A sub group, by its name; again for each."),
    ] = None,
    agency: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="An agency, by its name; again for each."),
    ] = None,
    public: Annotated[
        bool | None, typer.Option("--public/--private", help="Who can read it; private at first.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing; leave open what cannot be guessed.")
    ] = False,
    demo: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=f"Make a worked example instead: {_DEMO}."),
    ] = None,
) -> None:
    """Make a register that validates at once, with the audit programme of this financial year."""
    from hscb_pm.exchange.making import site
    from hscb_pm.exchange.opening import open_demo, open_register

    ws = workspace(ctx, reads=False, writes=True)
    if not folder.strip():
        raise typer.BadParameter("name a folder, as in: hscb init kent", param_hint="'DIR'")
    where = site(Path(folder))
    if demo is not None:
        one_of("--demo", demo, [_DEMO])
        if any(given is not None for given in (name, area, group, agency, public)):
            raise typer.BadParameter("an example has its own names", param_hint="'--demo'")
        _say_demo(ws, where, open_demo(where))
        return
    given = _given(name, area, group, agency, public=bool(public))
    if ws.can_ask and not yes:
        given = _ask_for_the_rest(ws, given, group, public)
    today = ws.today_without_register
    opened = open_register(where, given, today)
    _say_opened(ws, where, given, opened, today)


def _given(
    name: str | None,
    area: str | None,
    groups: list[str] | None,
    agencies: list[str] | None,
    *,
    public: bool,
) -> "Answers":
    """What the options say, where they say something."""
    from hscb_pm.exchange.guesses import GROUPS
    from hscb_pm.exchange.starter import Answers

    return Answers(
        _checked("--name", [name])[0] if name is not None else None,
        _checked("--area", [area])[0] if area is not None else None,
        _checked("--group", groups) if groups else GROUPS,
        _checked("--agency", agencies) if agencies else None,
        public,
    )


def _checked(option: str, names: list[str]) -> tuple[str, ...]:
    from hscb_pm.exchange.starter import a_name

    try:
        return tuple(map(a_name, names))
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=f"'{option}'") from None


def _ask_for_the_rest(
    ws: Workspace, given: "Answers", groups: list[str] | None, public: bool | None
) -> "Answers":
    """Ask for what no option has said; Enter takes what is proposed."""
    from hscb_pm.exchange.guesses import likely_agencies, likely_area
    from hscb_pm.exchange.starter import a_name

    if given.name is None:
        name = _ask(ws, "What is the Board's full name?", "to be filled in later", a_name)
        given = given._replace(name=name)
    if given.area is None:
        likely = likely_area(given.name or "")
        question = "Which area's children is it to keep safe?"
        area = _ask(ws, question, likely or "to be filled in later", a_name) or likely
        given = given._replace(area=area)
    if public is None:
        said = _ask(ws, "Who can read the register, private or public?", "private", _reach)
        given = given._replace(public=said == "public")
    if groups is None:
        question = "Which sub groups has it? Put ; between them."
        asked = _ask(ws, question, "; ".join(given.groups), _names)
        given = given._replace(groups=asked or given.groups)
    if given.agencies is None:
        question = "Which agencies does it bring together? Put ; between them."
        proposed = "; ".join(likely_agencies(given.area or "…"))
        given = given._replace(agencies=_ask(ws, question, proposed, _names))
    return given


def _ask(ws: Workspace, question: str, proposed: str, read: Callable[[str], T]) -> T | None:
    """Ask until the answer can be used; None for what is proposed."""
    while typed := ws.ask(f"{question}\n(Enter: {proposed})"):
        try:
            return read(typed)
        except ValueError as error:
            ws.out.talk(str(error))
    return None


def _reach(typed: str) -> str:
    for word in ("private", "public"):
        if word.startswith(typed.lower()) and len(typed) > 1:
            return word
    raise ValueError("type private or public")


def _names(typed: str) -> tuple[str, ...]:
    from hscb_pm.exchange.starter import a_name

    return tuple(a_name(name) for name in typed.split(";") if name.strip())


def _say_opened(
    ws: Workspace, where: "Site", given: "Answers", opened: "Opened", today: date
) -> None:
    """Say what was made, what to type next, and what only people can say."""
    from hscb_pm.exchange.surroundings import to_decide
    from hscb_pm.models import Agency, Group, Programme
    from hscb_pm.queries.due import due_items

    register, out = opened.register, ws.out
    (programme,) = register.of(Programme)
    agencies = count(len(list(register.of(Agency))), "agency", "agencies")
    groups = count(len(list(register.of(Group))), "group")
    items = due_items(register, today)
    out.line(f"Made {where.folder}: a register with the audit programme of {programme.year.name}.")
    out.line(f"  {agencies}, {groups}, the nine standards, {len(programme.items)} rows")
    out.line(f"  hscb due lists {count(len(items), 'thing')} to come")
    for path in opened.kept:
        out.line(f"  {path} was there, and is as it was")
    _say_git(ws, where, opened)
    _say_next(ws, where)
    out.line("\nOnly you can know:")
    if opened.open_places:
        left = count(len(opened.open_places), "place")
        out.line(f"  - Fill in what was left open, in {left}: hscb validate names each.")
    for line in to_decide(programme.year, guessed=given.agencies is None):
        out.line(f"  - {line}")
    _say_workflow(ws, where)


def _say_demo(ws: Workspace, where: "Site", opened: "Opened") -> None:
    """Say what the worked example is, and what to type."""
    from hscb_pm.exchange.opening import Git

    ws.out.line(f"Made {where.folder}: the worked example, Hertfordshire in 2017-18.")
    ws.out.line(f"  {count(len(opened.register), 'record')} as of 20 November 2017")
    _say_git(ws, where, opened)
    _say_next(ws, where)
    if opened.git is Git.COMMITTED:
        ws.out.line("  git log --stat")


def _say_git(ws: Workspace, where: "Site", opened: "Opened") -> None:
    """Say what became of it in git, and how to go on where git did not."""
    from hscb_pm.exchange.opening import FIRST_COMMIT, Git

    # Not all that lies there: forms and drafts may do by the time it is typed.
    commit = f"git add {' '.join(opened.made)}", f'git commit -m "{FIRST_COMMIT}"'
    who = 'git config user.name "Business Manager"', "git config user.email board@example.org"
    said, *typed = {
        Git.COMMITTED: ("committed to a git repository of its own",),
        Git.NOT_COMMITTED: (
            "in a git repository of its own; git would not commit. Type there:",
            *commit,
        ),
        Git.NOBODY: (
            "in a git repository of its own; git does not know who you are. Type there:",
            *who,
            *commit,
        ),
        Git.ABSENT: (
            "without a history: git is not installed. Once it is, type there:",
            "git init",
            *commit,
        ),
        Git.FAILED: (
            "without a history: git is installed, and failed. Type there, and it says why:",
            "git init",
            *commit,
        ),
        Git.LEFT: (
            f"not committed: that is for you to do in the repository {where.tree}. Type there:",
            *commit,
        ),
    }[opened.git]
    if opened.git is Git.LEFT and not where.is_repository:
        _say_within(ws, where)
        said = "To commit it, type there:"
    ws.out.one_line(f"  {said}")
    for line in typed:
        ws.out.one_line(f"    {line}")


def _say_within(ws: Workspace, where: "Site") -> None:
    """Say what follows where the register lies within a repository of something else."""
    from hscb_pm.commits import address

    tree = where.tree or where.folder
    to = f", which is pushed to {place}" if (place := address(tree)) else ""
    ws.out.one_line(f"  not committed: it lies within the git repository {tree}{to}.")
    ws.out.line(
        "  What you save becomes part of that, for all who can read it. If that is not wanted,"
    )
    ws.out.one_line(f"  move the folder {where.folder} out of it, and type there first: git init")


def _say_workflow(ws: Workspace, where: "Site") -> None:
    """Say that GitHub will not find the workflow, where that is so."""
    from shlex import quote

    if where.tree is None or where.is_repository:
        return
    place = ".github/workflows/register.yml"
    here, there = where.folder / place, where.tree / place
    below = quote(where.folder.resolve().relative_to(where.tree).as_posix())
    ws.out.talk(
        in_one_line(
            f"GitHub runs a workflow only from the top of a repository: move {here} to {there}, "
            f"and change its last line to `- run: hscb -C {below} ci`"
        )
    )


def _say_next(ws: Workspace, where: "Site") -> None:
    from shlex import quote

    # Where -C or HSCB_REGISTER names another register, that would be shown.
    hscb = "hscb" if ws.settings.register is None else "hscb -C ."
    ws.out.line("\nType next:")
    if where.folder.resolve() != Path.cwd():
        name = str(where.folder)
        if name.startswith("-"):  # else cd takes it for an option
            name = f"./{name}"
        ws.out.line(f'  cd "{name}"' if os.name == "nt" else f"  cd {quote(name)}")
    for command in ("due", "validate"):
        ws.out.line(f"  {hscb} {command}")
