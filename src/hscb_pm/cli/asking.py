"""Questions to somebody at a terminal: one for each thing that a new record lacks."""

from typing import TYPE_CHECKING, Any, Final

from hscb_pm.cli.workspace import Workspace
from hscb_pm.periods import read_day, say_with_weekday
from hscb_pm.problem import FieldPath, dotted

if TYPE_CHECKING:
    from hscb_pm.exchange.typed import ReadDay
    from hscb_pm.models.record import Model

LEAVE: Final = "(Enter: leave it out)"


def day_reader(ws: Workspace) -> "ReadDay":
    """What reads days as people type them, and says how it understood them."""
    from datetime import date

    holidays = ws.register.holidays

    def read(text: str) -> date:
        day = read_day(text, ws.today, holidays)
        if text != day.isoformat():
            ws.out.talk(f"{text}: {say_with_weekday(day)}")
        return day

    return read


def ask_for(
    ws: Workspace, kind: "type[Model]", data: dict[str, Any], path: FieldPath, *, needed: bool
) -> None:
    """Ask for one field until the answer can be used; Enter leaves out what can be left out."""
    from hscb_pm.exchange.adding import put
    from hscb_pm.exchange.typed import names_for, read_field, wanted_at

    wanted, day = wanted_at(kind, path), day_reader(ws)
    choices = [*map(str, wanted.choices), *names_for(ws.register, wanted)]
    hint = f" ({', '.join(choices)})" if choices else ""
    question = f"{dotted(path)}: {wanted.description}{hint}"
    while True:
        typed = ws.ask(question if needed else f"{question}\n{LEAVE}")
        if not typed and not needed:
            return
        try:
            guard_private(ws, typed)
            value = read_field(ws.register, kind, path, typed, day)
        except ValueError as error:
            ws.out.talk(str(error).replace("FIELD", dotted(path) or ""))
        else:
            put(data, path, value)
            return


def guard_private(ws: Workspace, text: str) -> None:
    """Refuse a text that may identify somebody, without repeating it."""
    from hscb_pm.privacy import KINDS, scan

    for match in scan(text, allowed=ws.register.allowed_names):
        better = KINDS[match.kind][1]
        raise ValueError(f"that may identify somebody ({match.masked}). Instead: {better}")
