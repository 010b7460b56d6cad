"""`hscb indicators record` and `answer`: figures and answers into the register."""

from typing import TYPE_CHECKING, Annotated

import typer

from hscb_pm.cli.changing import DryRun, carry_out, say_next
from hscb_pm.cli.complete import complete_indicator
from hscb_pm.cli.stepping import if_said, text_given
from hscb_pm.cli.workspace import Workspace, a_day, named, one_of, workspace

if TYPE_CHECKING:
    from hscb_pm.exchange.recording import Given
    from hscb_pm.models import Indicator
    from hscb_pm.periods import Period
    from hscb_pm.queries.questions import Question
    from hscb_pm.store.edits import Changed, Edit

_RECORD_EXAMPLES = """\b
Examples:
  hscb indicators record IND-return-interviews 2017-09 25/44
  hscb indicators record IND-missing-episodes "Oct 2017" 260 --dry-run
  hscb indicators record IND-re-referrals 2017-18-Q2 --missing c --reason "Fewer than six"
  hscb indicators record IND-re-referrals 2017-18-Q2 208/1421 --revise --note "One came late" """
_ANSWER_EXAMPLES = """\b
Examples:
  hscb indicators answer IND-re-referrals 2017-18-Q2 "Schools refer sooner"
  hscb indicators answer IND-re-referrals 2017-18-Q2 "Thresholds differ" --action ACT-2017-014"""

IndicatorId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The indicator, as IND-second-plans.", autocompletion=complete_indicator
    ),
]
PeriodName = Annotated[
    str, typer.Argument(metavar="PERIOD", help="The period, as 2017-18-Q2, 2017-10 or 2017-18.")
]


def declare(indicators: typer.Typer) -> None:
    """Add the commands."""
    indicators.command(epilog=_RECORD_EXAMPLES)(record)
    indicators.command(epilog=_ANSWER_EXAMPLES)(answer)


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
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.recording import why_not
    from hscb_pm.store.edits import prepare

    indicator = indicator_named(ws, id)
    given = _given(words, missing, provisional=provisional)._replace(
        reason=if_said("--reason", reason), note=if_said("--note", note)
    )
    when, today = _period(indicator, period), ws.today
    if why := why_not(ws.register, indicator, when, given, today):
        raise typer.BadParameter(f"{when}: {visible(why)}", param_hint="'NUM/DEN'")
    edits = _edits(ws, indicator, when, given, revise=revise)
    if not edits:
        place = ws.register.sources[indicator.id].path
        ws.out.one_line(f"{indicator.id}, {when.title}: already recorded in {place}")
        return
    changed = prepare(ws.register, edits)
    if carry_out(ws, changed, dry_run=dry_run):
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
    ws = workspace(ctx, writes=True)
    from hscb_pm.exchange.recording import answered
    from hscb_pm.store.edits import prepare

    indicator = indicator_named(ws, id)
    today, when = ws.today, _period(indicator, period)
    action = named(ws, "--action", action, "action")
    if not text.strip():
        raise typer.BadParameter("say what was found", param_hint="'TEXT'")
    text = text_given("TEXT", text)
    question = _question(ws, indicator, when)
    if question.answer:
        place = ws.register.locate(indicator.id, (*question.at, "answer"))
        if question.answer.text == text and question.answer.action == action:
            ws.out.one_line(f"{indicator.id}, {when.title}: already answered so ({place})")
            return
        raise typer.BadParameter(f"{when} is answered already ({place})", param_hint="'PERIOD'")
    if by and question.by:
        raise typer.BadParameter(f"it is asked for by {question.by}", param_hint="'--by'")
    day = a_day("--by", by, today, ws.register.holidays) if by else today
    changed = prepare(ws.register, [answered(question, today, text, action, day)])
    if carry_out(ws, changed, dry_run=dry_run):
        path = changed.register.sources[indicator.id].path
        ws.out.one_line(f"{indicator.id}, {when.title}: the answer is recorded in {path}")
        ws.out.one_line(f"  the question was: {question.text}")
        then = f"hscb show {action}" if action else "hscb indicators questions"
        say_next(ws, then)
    ws.end()


def indicator_named(ws: Workspace, given: str, option: str = "ID") -> "Indicator":
    """The indicator that somebody names; a usage error if there is none, or it cannot be read."""
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


def _edits(
    ws: Workspace, indicator: "Indicator", period: "Period", given: "Given", *, revise: bool
) -> "list[Edit]":
    """What to change; nothing if the figure is recorded already."""
    from hscb_pm.exchange.recording import new_value, recorded, revised

    known = recorded(indicator, period)
    if known is None:
        return [new_value(indicator, period, given)]
    index, value = known
    place = ws.register.locate(indicator.id, ("values", index))
    if not revise:
        if given.is_recorded_in(value) and given.note in (None, value.note):
            return []
        message = f"{period} is recorded otherwise ({place}); to replace that: --revise"
        raise typer.BadParameter(message, param_hint="'NUM/DEN'")
    if given.numerator is None and value.numerator is not None:
        message = f"a figure is taken out by hand: in {place}, write `missing:` in its place"
        raise typer.BadParameter(message, param_hint="'--revise'")
    if value.reason and not given.reason:
        message = f"the reason in {place} would stay beside it: write another"
        raise typer.BadParameter(message, param_hint="'--reason'")
    return list(revised(indicator, index, given))


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


def _say_next(ws: Workspace, changed: "Changed", indicator: "Indicator", when: "Period") -> None:
    """A question that the figure raises, if it does; else where to look at it."""
    from hscb_pm.models import Indicator
    from hscb_pm.queries.questions import questions_about

    new = changed.register.get(Indicator, indicator.id)
    found = questions_about(changed.register, new or indicator, ws.today)
    raised = next((q for q in found if q.period == when and not q.answer), None)
    if raised:
        ws.out.one_line(f"  it raises a question: {raised.text} ({raised.ask})")
        say_next(ws, f'hscb indicators answer {indicator.id} {when.suffix} "…"')
    else:
        say_next(ws, f"hscb indicators show {indicator.id}")
