"""`hscb indicators record`, `answer` and `import`: figures and answers into the register."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.complete import complete_indicator
from hscb_pm.cli.workspace import Workspace, a_day, named, one_of, workspace
from hscb_pm.problem import CannotError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hscb_pm.exchange.long_table import Field
    from hscb_pm.exchange.recording import Given
    from hscb_pm.models import Indicator
    from hscb_pm.periods import Period
    from hscb_pm.queries.questions import Question
    from hscb_pm.store.edits import Changed, Edit

_RECORD_EXAMPLES = """\b
Examples:
  hscb indicators record IND-second-plans 2017-18-Q2 45/240
  hscb indicators record IND-second-plans 2017-18 Q2 45/240 --dry-run
  hscb indicators record IND-second-plans 2017-18-Q2 --missing c --reason "Fewer than six"
  hscb indicators record IND-second-plans 2017-18-Q2 46/240 --revise --note "One plan came late" """
_ANSWER_EXAMPLES = """\b
Examples:
  hscb indicators answer IND-second-plans 2017-18-Q2 "Three families moved in with plans"
  hscb indicators answer IND-second-plans 2017-18-Q2 "Thresholds differ" --action ACT-2017-014"""
_IMPORT_EXAMPLES = """\b
Examples:
  hscb indicators import lait.csv --indicator CPP_rate=IND-child-protection-plans --dry-run
  hscb indicators import lait.csv --indicator CPP_rate=IND-child-protection-plans \\
      --area "East of England" --area England --source "LAIT, Department for Education, 2017"
  hscb indicators import quarter.csv       codes in the table are ids of the register

The table has a row for each figure, and columns for indicator, area, period, and numerator with
denominator, or value. Numbers of the Board's own area become values; what is given as a rate, and
what is of other areas, becomes benchmarks. Nothing is written if any row is wrong."""

IndicatorId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The indicator, as IND-second-plans.", autocompletion=complete_indicator
    ),
]
PeriodName = Annotated[
    str, typer.Argument(metavar="PERIOD", help="The period, as 2017-18-Q2, 2017-10 or 2017-18.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
]


def declare(indicators: typer.Typer) -> None:
    """Add the commands."""
    indicators.command(epilog=_RECORD_EXAMPLES)(record)
    indicators.command(epilog=_ANSWER_EXAMPLES)(answer)
    indicators.command("import", epilog=_IMPORT_EXAMPLES)(import_figures)


def record(
    ctx: typer.Context,
    id: IndicatorId,
    period: PeriodName,
    figure: Annotated[
        list[str] | None,
        typer.Argument(metavar="NUM/DEN", help="What was counted, and of how many; or the count."),
    ] = None,
    missing: Annotated[
        str | None,
        typer.Option(
            metavar="LETTER",
            help="Why there is no figure: c confidential, z not applicable, x not available, "
            "u unreliable, k rounds to nothing.",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="More about why there is none, or why it changed."),
    ] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What a reader has to know about it.")
    ] = None,
    provisional: Annotated[
        bool, typer.Option("--provisional", help="The figure may still change.")
    ] = False,
    revise: Annotated[
        bool, typer.Option("--revise", help="Put it in the place of what is recorded.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Record the figure of a period, or why there is none."""
    from hscb_pm.present.out import visible

    words = list(figure or ())
    if words and words[0][:1] in ("Q", "q"):  # `2017-18 Q2` without quotes
        period = f"{period} {words.pop(0)}"
    ws = workspace(ctx)
    from hscb_pm.exchange.recording import new_value, recorded, revised, why_not

    indicator = _indicator(ws, id)
    given = _given(words, missing, provisional=provisional)._replace(reason=reason, note=note)
    when, today = _period(indicator, period), ws.today
    if why := why_not(ws.register, indicator, when, given, today):
        raise typer.BadParameter(f"{when}: {visible(why)}", param_hint="'NUM/DEN'")
    edits = [new_value(indicator, when, given)]
    if known := recorded(indicator, when):
        index, value = known
        place = ws.register.locate(indicator.id, ("values", index))
        if given.is_recorded_in(value) and note in (None, value.note) and not revise:
            ws.out.one_line(f"{indicator.id}, {when.title}: already recorded ({place})")
            return
        if not revise:
            message = f"{when} is recorded otherwise ({place}); to replace that: --revise"
            raise typer.BadParameter(message, param_hint="'NUM/DEN'")
        if given.numerator is None and value.numerator is not None:
            message = f"a figure is taken out by hand: in {place}, write `missing:` in its place"
            raise typer.BadParameter(message, param_hint="'--revise'")
        if value.reason and not reason:
            message = f"the reason in {place} would stay beside it: write another"
            raise typer.BadParameter(message, param_hint="'--reason'")
        edits = list(revised(indicator, index, given))
    changed = _carry_out(ws, edits, dry_run=dry_run)
    if changed:
        path = changed.register.sources[indicator.id].path
        ws.out.one_line(f"{indicator.id}, {when.title}: recorded in {path}")
        _say_next(ws, changed, indicator, when)
    ws.end()


def answer(
    ctx: typer.Context,
    id: IndicatorId,
    period: PeriodName,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was found.")],
    action: Annotated[
        str | None, typer.Option(metavar="ID", help="The action that follows from it.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="By when it was asked for, where no meeting is planned for it."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Record what was found when the question about a period was put."""
    ws = workspace(ctx)
    from hscb_pm.exchange.recording import answered

    indicator = _indicator(ws, id)
    today, when = ws.today, _period(indicator, period)
    action = named(ws, "--action", action, "action")
    if not text.strip():
        raise typer.BadParameter("say what was found", param_hint="'TEXT'")
    question = _question(ws, indicator, when)
    if question.answer:
        place = ws.register.locate(indicator.id, (*question.at, "answer"))
        if question.answer.text == text and question.answer.action == action:
            ws.out.one_line(f"{indicator.id}, {when.title}: already answered so ({place})")
            return
        raise typer.BadParameter(f"{when} is answered already ({place})", param_hint="'PERIOD'")
    if by and question.by:
        raise typer.BadParameter(f"it is asked for by {question.by}", param_hint="'--by'")
    board = ws.register.board
    day = a_day("--by", by, today, board.bank_holidays if board else ()) if by else today
    changed = _carry_out(ws, [answered(question, today, text, action, day)], dry_run=dry_run)
    if changed:
        path = changed.register.sources[indicator.id].path
        ws.out.one_line(f"{indicator.id}, {when.title}: the answer is recorded in {path}")
        ws.out.one_line(f"  the question was: {question.text}")
        then = f"hscb show {action}" if action else "hscb indicators questions"
        ws.out.talk(f"Type next: {then}")
    ws.end()


def import_figures(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The table, .csv.")],
    indicator: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE=ID",
            help="Take the rows with this code as figures of this indicator; or only an ID. May be "
            "given more than once.",
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Take the rows of this area; without it, of the Board's own and of England. May "
            "be given more than once.",
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Who published it; else the file's name.")
    ] = None,
    years: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            help="What a year by itself is, where the table does not say: financial (2017 is "
            "2016-17), academic (2016/17) or calendar.",
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=HEADING,…", help="Columns that hscb does not know by their headings."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Take figures from a table: of this area as values, of others as benchmarks."""
    ws = workspace(ctx)
    from pathlib import Path

    from hscb_pm.exchange.figures import Wanted, folded, read_figures
    from hscb_pm.exchange.period_words import YEARS
    from hscb_pm.privacy import hide_name

    board, today = ws.register.board, ws.today
    asked = area or ["England", *([board.area] if board else [])]
    kind = YEARS[one_of("--years", years, YEARS)] if years else None
    wanted = Wanted(
        _codes(ws, indicator or ()), frozenset(map(folded, asked)), source, kind, _columns(columns)
    )
    found = read_figures(ws.register, Path(file), wanted, today)
    for line in found.said():
        ws.out.talk(line)
    if found.errors:
        raise CannotError(f"nothing is written: {found.how_many_errors()} in {hide_name(file)}")
    if not found.seen:
        message = "no row is of an indicator and an area asked for; name the codes that the table "
        raise CannotError(f"{message}has for them, --indicator CODE=ID, and the areas, --area NAME")
    if (indicator or area) and (unseen := found.unseen()):
        ws.out.talk(f"no row is of {unseen}")
    if not found.edits:
        ws.out.line("nothing new")
    elif changed := _carry_out(ws, found.edits, dry_run=dry_run):
        for line in found.recorded_in(changed.register):
            ws.out.one_line(line)
        ws.out.talk("Type next: hscb indicators list")
    ws.end()


def _codes(ws: Workspace, given: "Sequence[str]") -> "dict[str, Indicator]":
    """The indicators asked for by their codes in the table; if none is asked for, all."""
    from hscb_pm.models import Indicator

    if not given:
        return {indicator.id: indicator for indicator in ws.register.of(Indicator)}
    pairs = (text.rpartition("=")[::2] for text in given)
    return {
        (code or name).strip(): _indicator(ws, name.strip(), "--indicator") for code, name in pairs
    }


def _columns(given: str | None) -> "dict[Field, str]":
    """The columns that somebody named."""
    from hscb_pm.exchange.long_table import HEADINGS

    found: dict[Field, str] = {}
    for part in filter(None, (given or "").split(",")):
        name, _, heading = part.partition("=")
        field = next((each for each in HEADINGS if each == name.strip().lower()), None)
        if field is None or not heading.strip():
            message = f"write FIELD=HEADING; the fields are {', '.join(HEADINGS)}"
            raise typer.BadParameter(message, param_hint="'--columns'")
        found[field] = heading.strip()
    return found


def _indicator(ws: Workspace, given: str, option: str = "ID") -> "Indicator":
    from hscb_pm.models import Indicator

    name = named(ws, option, given, "indicator")
    found = ws.register.get(Indicator, name)
    if found is None:
        message = f"{name} could not be read: hscb validate"
        raise typer.BadParameter(message, param_hint=f"'{option}'")
    return found


def _period(indicator: "Indicator", text: str) -> "Period":
    from hscb_pm.exchange.period_words import period_for

    try:
        return period_for(indicator, text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'PERIOD'") from None


def _given(words: list[str], missing: str | None, *, provisional: bool) -> "Given":
    """What somebody typed: a figure or a letter, and not both."""
    from hscb_pm.exchange.recording import Given, read_figure

    if missing is not None:
        letter = one_of("--missing", missing, ["c", "z", "x", "u", "k"])
        if words or provisional:
            message = "there is a figure, or a reason why there is none; not both"
            raise typer.BadParameter(message, param_hint="'--missing'")
        return Given(missing=letter)
    found = read_figure(" ".join(words))
    if found is None:
        message = "write it as 141/176, or a count as 141; without a figure: --missing c"
        raise typer.BadParameter(message, param_hint="'NUM/DEN'")
    return found._replace(missing="p" if provisional else None)


def _question(ws: Workspace, indicator: "Indicator", period: "Period") -> "Question":
    """The question about a period: one that is open first."""
    from hscb_pm.queries.questions import questions_about

    every = list(questions_about(ws.register, indicator, ws.today))
    found = [
        question
        for question in every
        if question.period == period or (question.signal and question.signal.holds(period))
    ]
    if not found:
        waiting = [str(question.period) for question in every if not question.answer]
        others = f"; open questions: {', '.join(waiting)}" if waiting else ""
        message = f"{indicator.id} has no question about {period}{others}"
        raise typer.BadParameter(message, param_hint="'PERIOD'")
    return next((question for question in found if not question.answer), found[-1])


def _carry_out(ws: Workspace, edits: "list[Edit]", *, dry_run: bool) -> "Changed | None":
    """Write the changes; if they are only to be shown, show them and give nothing."""
    from hscb_pm.store.edits import prepare

    changed = prepare(ws.register, edits)
    if dry_run:
        ws.out.line(changed.diff().rstrip("\n"))
        ws.out.talk("nothing is written; without --dry-run it is")
        return None
    changed.write()
    return changed


def _say_next(ws: Workspace, changed: "Changed", indicator: "Indicator", when: "Period") -> None:
    """A question that the figure raises, if it does; else where to look at it."""
    from hscb_pm.models import Indicator
    from hscb_pm.queries.questions import questions_about

    new = changed.register.get(Indicator, indicator.id)
    found = questions_about(changed.register, new or indicator, ws.today)
    raised = next((q for q in found if q.period == when and not q.answer), None)
    if raised:
        ws.out.one_line(f"  it raises a question: {raised.text} ({raised.ask})")
        ws.out.talk(f'Type next: hscb indicators answer {indicator.id} {when.suffix} "…"')
    else:
        ws.out.talk(f"Type next: hscb indicators show {indicator.id}")
