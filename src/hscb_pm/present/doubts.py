"""What hidden numbers may be, in text and JSON."""

from collections.abc import Mapping
from typing import Any

from hscb_pm.present.indicators import View
from hscb_pm.present.out import Out
from hscb_pm.problem import CannotError
from hscb_pm.queries.doubts import Doubt, doubts
from hscb_pm.words import count


def show_doubts(
    view: View,
    told: Mapping[str, Mapping[tuple[str, str, str], int]],
    format: str,
    out: Out,
    head: Mapping[str, Any],
) -> bool:
    """Print what each hidden number may be; whether each may be enough different numbers."""
    rows = []
    for readout in view.readouts:
        name = readout.indicator.id
        try:
            found = list(doubts(readout.found, told.get(name, {})))
        except ValueError:
            message = f"{name}: what was published before cannot be, beside what is shown now"
            raise CannotError(message) from None
        rows += [_doubt(name, doubt) for doubt in found]
    close = sum(not row["enough"] for row in rows)
    if format == "json":
        from hscb_pm.present.rows import as_json

        out.raw(as_json(head, "items", rows))
    else:
        hidden = count(len(rows), "hidden number")
        out.one_line(f"{hidden}, {close} known too closely")
        for row in rows:
            part = f", {row['part']}" if row["part"] else ""
            most = row["highest"] if row["highest"] is not None else "any number"
            verdict = "enough doubt" if row["enough"] else "KNOWN TOO CLOSELY"
            where = f"{row['indicator']} {row['period']}{part}"
            out.one_line(f"  {where}, {row['what']}: {row['lowest']} to {most}: {verdict}")
        if close:
            out.talk("Instead: hide another number beside it, or leave the total out.")
    return close == 0


def _doubt(indicator: str, doubt: Doubt) -> dict[str, Any]:
    period, part = doubt.cell
    return {
        "indicator": indicator,
        "period": period.name,
        "part": part or None,
        "what": doubt.what,
        "lowest": doubt.may_be.lowest,
        "highest": doubt.may_be.highest,
        "enough": doubt.enough,
    }
