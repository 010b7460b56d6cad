"""The templates that there are, as people read them: what is in each, and what it is given."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from hscb_pm.papers import PAPERS
from hscb_pm.present.markdown import HELPERS, usage
from hscb_pm.present.out import Out
from hscb_pm.present.own_templates import LAYOUT, Block, Value

FORMATS: Final = ("text", "json", "md")
COLUMNS: Final = ("Template", "What it shows", "Typed as", "Blocks", "Board's own")
_WIDEST: Final = 60
"""The characters that are shown of an example."""


class Listed(NamedTuple):
    """A template, the command that shows it, and the board's own one if there is one."""

    name: str
    shows: str
    typed: str
    blocks: Sequence[Block]
    own: str | None

    def data(self) -> dict[str, object]:
        """The same as plain data."""
        return {**self._asdict(), "blocks": [block.name for block in self.blocks]}


def listed(name: str, blocks: Sequence[Block], own: str | None) -> Listed:
    """The template of a paper, or the one that all papers share, as the list has it."""
    if name == LAYOUT:
        return Listed(name, "what all papers share", "hscb report NAME", blocks, own)
    kind = PAPERS[name]
    wants_id = kind.subject and not kind.subject.default
    typed = f"hscb report {name}{' ID' if wants_id else ''}"
    return Listed(name, kind.shows, typed, blocks, own)


def show_list(found: Sequence[Listed], format: str, out: Out, head: Mapping[str, Any]) -> None:
    """Print the list in one of FORMATS; `head` opens the JSON envelope."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            out.raw(as_json(head, "templates", [each.data() for each in found]))
        case "md":
            out.raw(_as_markdown(found))
        case _:
            wide = max(len(each.name) for each in found), max(len(each.typed) for each in found)
            for each in found:
                own = f" (the board's own: {each.own})" if each.own else ""
                out.one_line(f"{each.name:{wide[0]}}  {each.typed:{wide[1]}}  {each.shows}{own}")


def _as_markdown(found: Sequence[Listed]) -> str:
    from hscb_pm.present.markdown import markdown_table

    rows = [
        (each.name, each.shows, each.typed, ", ".join(b.name for b in each.blocks), each.own)
        for each in found
    ]
    return f"# Templates\n\n{markdown_table(rows, COLUMNS)}\n"


def show_one(
    found: Listed, given: Sequence[Value], format: str, out: Out, head: Mapping[str, Any]
) -> None:
    """Print all about one template in one of FORMATS: its blocks, and what it is given."""
    match format:
        case "json":
            from hscb_pm.present.rows import as_json

            helpers = [usage(name) for name in HELPERS]
            values = [value._asdict() for value in given]
            out.raw(as_json(head, "values", values, template=found.data(), helpers=helpers))
        case "md":
            from hscb_pm.present.markdown import markdown_table

            out.raw(_as_markdown([found]))
            out.raw(f"\n{markdown_table(given, ['Name', 'What it is', 'For example'])}\n")
        case _:
            for line in _about(found, given):
                out.one_line(line)


def _about(found: Listed, given: Sequence[Value]) -> Iterator[str]:
    yield f"{found.name}: {found.shows}"
    yield f"Typed as: {found.typed}"
    yield f"The board's own: {found.own or 'none'}"
    yield ""
    yield "Blocks, from the top:" if found.blocks else "It has no blocks."
    for block in found.blocks:
        yield f"  {'  ' * block.depth}{block.name}"
    if given:
        yield ""
        yield "What it is given, for example:"
        wide = max(len(value.name) for value in given)
        for name, what, example in given:
            short = example if len(example) <= _WIDEST else f"{example[: _WIDEST - 1]}…"
            yield f"  {name:{wide}}  {what}{f': {short}' if short else ''}"
    yield ""
    yield f"Helpers: {', '.join(usage(name) for name in HELPERS)}"
