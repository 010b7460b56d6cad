"""A draw of cases, and what proves it, in each format."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from hscb_pm.present.out import Out, in_one_line
from hscb_pm.sampling import Draw
from hscb_pm.words import count

FORMATS: Final = ("text", "json", "csv")
COLUMNS: Final = ("reference", "stratum")


class DrawnFor(NamedTuple):
    """A draw, the audit that it is for, and how it came about."""

    audit: str
    draw: Draw
    by: str | None
    """The column of the strata, if the draw was stratified."""
    seed_given: bool

    def recorded(self, *, with_strata: bool) -> dict[str, Any]:
        """What the audit's record says of the draw: nothing of the list but how long it is."""
        draw = self.draw
        said: dict[str, Any] = {
            "method": "stratified" if self.by else "random",
            "population": draw.population,
            "size": len(draw.cases),
            "seed": draw.seed,
            "list_fingerprint": draw.fingerprint,
        }
        if self.by:
            said["by"] = self.by
        if self.by and with_strata:
            said["strata"] = [stratum._asdict() for stratum in draw.strata]
        return said


def show_drawn(found: DrawnFor, format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print the cases drawn in one of FORMATS; `head` opens the JSON envelope."""
    columns = COLUMNS if found.by else COLUMNS[:1]
    rows = [{name: getattr(case, name) for name in columns} for case in found.draw.cases]
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            more = found.recorded(with_strata=True)
            more |= {"seed_given": found.seed_given, "not_eligible": found.draw.not_eligible}
            out.raw(as_json(head, "cases", rows, audit=found.audit, **more))
        case "csv":
            out.csv(columns, rows)
        case _:
            for row in rows:
                out.one_line("  ".join(row.values()))


def about(found: DrawnFor) -> Iterator[str]:
    """What is said beside the cases, a line each."""
    draw = found.draw
    if draw.not_eligible:
        left_out = count(draw.not_eligible, "case")
        yield f"{left_out} left out: fewer than two agencies were involved"
    yield f"{len(draw.cases)} of {count(draw.population, 'case')} drawn for {found.audit}"
    for stratum in draw.strata if found.by else ():
        yield f"  {in_one_line(stratum.name)}: {stratum.size} of {stratum.population}"
    if found.seed_given:
        yield f"seed {draw.seed}, which was given: who gives a seed can choose the cases by it"
    else:
        yield f"seed {draw.seed}, chosen by the operating system"
    yield f"fingerprint of the list: {draw.fingerprint}"
