"""The chain from a finding to training in each format."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from hscb_pm.models.action import State
from hscb_pm.present.due import for_everyone
from hscb_pm.present.out import Out, in_one_line
from hscb_pm.queries.said import Weight
from hscb_pm.queries.steps import Node
from hscb_pm.queries.trace import FOLLOWED, Trace
from hscb_pm.register import Register
from hscb_pm.words import count, joined, left_out

FORMATS: Final = ("text", "json", "md")
_COUNTED: Final = {
    "finding": "finding",
    "recommendation": "recommendation",
    "action": "action",
    "learning": "lesson",
    "training": "course",
}
_MARKS: Final = {Weight.FACT: "", Weight.MISSING: "MISSING: ", Weight.NOT_YET: "not yet: "}
_STYLES: Final = {Weight.FACT: "", Weight.MISSING: "bold red", Weight.NOT_YET: "yellow"}
_INDENT: Final = 3


class Line(NamedTuple):
    """A line of the tree: a step, or something that is said of the step above it."""

    depth: int
    text: str
    is_step: bool
    weight: Weight = Weight.FACT

    @property
    def margin(self) -> int:
        """How far the line is moved to the right."""
        return max(0, self.depth * _INDENT - 1)


def show_trace(
    found: Trace, register: Register, format: str, out: Out, head: Mapping[str, Any]
) -> None:
    """Print a chain in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            nodes = map(_as_data, found.nodes.values())
            links = [{"from": a, "to": b, "how": how} for a, b, how in found.links]
            out.raw(as_json(head, "nodes", nodes, root=found.root, links=links))
        case "md":
            from hscb_pm.present.templates import render

            values = {
                "title": _title(found),
                "counted": counted(found),
                "readers": for_everyone(register),
                "illustrative": _is_illustrative(found, register),
                "left_out": left_out(len(register.left_out)),
                "lines": list(_lines(found, register)),
            }
            out.raw(render(register.path, "trace.md.j2", **values))
        case _:
            _text(found, register, out)


def counted(found: Trace) -> str:
    """How many steps of each kind there are, how many outcomes, what is missing and not yet."""
    nodes = found.nodes.values()
    kinds = [node.kind for node in nodes]
    steps = [count(kinds.count(kind), word) for kind, word in _COUNTED.items() if kind in kinds]
    tally = []
    if "action" in kinds:
        achieved = sum(node.state == State.OUTCOME_ACHIEVED for node in nodes)
        tally.append(f"{count(achieved, 'outcome')} achieved")
    weights = [said.weight for node in nodes for said in node.said]
    gaps = weights.count(Weight.MISSING)
    if not (found.links or gaps or found.nodes[found.root].kind in FOLLOWED):
        return f"trace does not follow records of this kind; see hscb show {found.root}"
    tally.append(f"{count(gaps, 'link')} missing")
    if not_yet := weights.count(Weight.NOT_YET):
        tally.append(f"{not_yet} not yet")
    what = joined(steps) if found.links else "no record leads to it, and none follows from it"
    return f"{what or count(len(kinds), 'step')}: {', '.join(tally)}"


def _is_illustrative(found: Trace, register: Register) -> bool:
    owners = {name.partition("/")[0] for name in found.nodes}
    return any(record.illustrative for record in register if record.id in owners)


def _title(found: Trace) -> str:
    return f"{found.root}: {found.nodes[found.root].title}"


def _lines(found: Trace, register: Register) -> Iterator[Line]:
    for depth, node, is_above in found.places():
        yield Line(depth, _step(node, register, is_above=is_above), is_step=True)
        for said in () if is_above else node.said:
            yield Line(
                depth + 1, _MARKS[said.weight] + said.text, is_step=False, weight=said.weight
            )


def _step(node: Node, register: Register, *, is_above: bool) -> str:
    """A step in words; of what is hidden, not found or met before, only what can be said."""
    name = register.id_of(node.id)
    if is_above:
        return f"{name} (see above)"
    if node.title == name:
        return name
    word = node.state or node.kind
    return f"{name}, {word}: {node.title}" if word else f"{name}: {node.title}"


def _text(found: Trace, register: Register, out: Out) -> None:
    out.one_line(_title(found))
    out.line(counted(found))
    out.line()
    for line in _lines(found, register):
        arrow = "-> " if line.is_step and line.depth else ""
        if out.has_room:
            from rich.padding import Padding
            from rich.text import Text

            style = "bold" if line.is_step else _STYLES[line.weight]
            words = Text(in_one_line(arrow + line.text), style=style)
            out.rich(Padding(words, (0, 0, 0, line.margin)))
        else:
            out.one_line(" " * line.margin + arrow + line.text)


def _as_data(node: Node) -> dict[str, object]:
    row = {"id": node.id, "kind": node.kind, "title": node.title, "state": node.state}
    by_weight = {weight: [said for said in node.said if said.weight is weight] for weight in Weight}
    facts = [{"on": said.on, "text": said.text} for said in by_weight[Weight.FACT]]
    missing = [said.text for said in by_weight[Weight.MISSING]]
    not_yet = [said.text for said in by_weight[Weight.NOT_YET]]
    return row | {"facts": facts, "missing": missing, "not_yet": not_yet}
