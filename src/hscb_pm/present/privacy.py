"""What the privacy guard saw in files from outside, in each format."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from hscb_pm import __version__
from hscb_pm.present.out import Out
from hscb_pm.privacy import KINDS
from hscb_pm.words import count

FORMATS: Final = ("text", "json")
MOST: Final = 200
"""Places that are listed; nobody mends more at a time. JSON has them all."""
BY_EYE: Final = (
    "The guard knows shapes, not stories. Look yourself for small numbers beside a place or an "
    "age, and for facts that fit one family only."
)


class Seen(NamedTuple):
    """A place in a file that may identify somebody, without what stands there."""

    path: str
    where: str
    """`12:5`, line and column, or `'Sheet'!C9`."""
    kind: str
    masked: str


def show_sightings(found: Sequence[Seen], files: int, format: str, out: Out) -> None:
    """Print what was seen, in one of FORMATS."""
    if format == "json":
        from hscb_pm.present.rows import as_json

        rows = [{**each._asdict(), "instead": KINDS[each.kind][1]} for each in found]
        head = {"tool": f"hscb {__version__}", "files": files}
        out.raw(as_json(head, "matches", rows))
        return
    for each in found[:MOST]:
        out.one_line(f"{each.path}:{each.where}: {each.masked}")
    if more := len(found[MOST:]):
        out.line(f"… and {count(more, 'more place', 'more places')}")
    if found:
        out.line()
    for kind in dict.fromkeys(each.kind for each in found):
        what, instead = KINDS[kind]
        out.line(f"Instead of {what}: {instead}.")
    said = f"{count(len(found), 'place')} may identify somebody" if found else "nothing seen"
    out.line(f"{count(files, 'file')}: {said}")
    out.talk(BY_EYE)
