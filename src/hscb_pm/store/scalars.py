"""One value for another in its own style: plain, in quotes, folded over lines, or a block."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hscb_pm.store.layout import Node
from hscb_pm.store.yaml_text import WIDTH, in_double_quotes, in_single_quotes, scalar

HEADER: Final = re.compile(r"([|>])([1-9]?)([+-]?)([1-9]?)([ \t]+#[^\r\n]*|[ \t]*)(?=\r?\n|\Z)")
_NARROWEST: Final = 60
_SIGNS: Final = re.compile(r"[\x00-\x1f\x7f]")
_LIKE_ANOTHER: Final = re.compile(
    r"|~|=|<<|true|false|null|yes|no|on|off|y|n"
    r"|[-+]?[.0-9][0-9_.:,]*(e[-+]?[0-9]+)?|0[xo][0-9a-f_]+|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)
"""What some reader, of YAML 1.1 perhaps, takes for anything but text."""


def in_its_style(text: str, node: Node, value: Any, *, bracketed: bool) -> Iterator[str]:  # noqa: ANN401, plain data
    """What could stand in the place of a value, the nearest to its style first.

    Not each of them need be read as the value: whoever asks tries them.
    """
    if isinstance(value, str):
        if node.is_block:
            yield from _blocks(text, node, value)
        else:
            yield from _on_one_line_or_more(text, node, value)
    kept = HEADER.match(text, node.start) if node.is_block else None
    yield scalar(value, bracketed=bracketed) + (kept[5].rstrip() if kept else "")


def _on_one_line_or_more(text: str, node: Node, value: str) -> Iterator[str]:
    if node.style == '"':
        written = in_double_quotes(value)
    elif _SIGNS.search(value):
        return
    elif node.style == "'":
        written = in_single_quotes(value)
    elif _LIKE_ANOTHER.fullmatch(value):
        return
    else:
        written = value
    if "\n" in text[node.start : node.end] and " ".join(value.split()) == value:
        yield _over_lines(text, node, written)
    yield written


def _over_lines(text: str, node: Node, written: str) -> str:
    """A text folded as the old one is; its first line stands behind a key or a dash."""
    first, *rest = text[node.start : node.end].splitlines()
    pad = next((_indent(line) for line in rest if line.strip()), "  ")
    column = node.start - text.rfind("\n", 0, node.start) - 1
    old = [" " * column + first, *rest]
    lines = _folded(written, old, column, len(pad))
    return "\n".join([lines[0], *(f"{pad}{line}" for line in lines[1:])])


def _folded(text: str, old: Sequence[str], first: int, indent: int) -> list[str]:
    """The lines of a text; as long as they begin as the old lines do, they break where those do."""
    width = max(_NARROWEST, *map(len, old)) if len(old) > 1 else WIDTH
    words, lines = text.split(" "), []
    for line in old[:-1]:
        same = line.split()
        if not same or len(words) <= len(same) or words[: len(same)] != same:
            break
        lines.append(" ".join(same))
        words = words[len(same) :]
    new = ""
    for word in words:
        room = width - (indent if lines else first)
        if new and len(new) + len(word) >= room:
            lines.append(new)
            new = word
        else:
            new = f"{new} {word}" if new else word
    return [*lines, new]


def _blocks(text: str, node: Node, value: str) -> Iterator[str]:
    """A block with the old one's head, with one that ends the last line, or does not, as needed."""
    header = HEADER.match(text, node.start)
    old = text[node.start : node.end].splitlines()[1:]
    if header is None or not value.strip() or not old:
        return
    kind, before, chomping, behind, comment = header.groups()
    pad = min((_indent(line) for line in old if line.strip()), key=len, default="  ")
    said = value.rstrip("\n")
    bodies = {"|": said.split("\n")}
    if kind == ">" and all(" ".join(line.split()) == line for line in said.split("\n")):
        bodies = {">": list(_paragraphs(said, old, len(pad)))}
    for style, body in bodies.items():
        lines = "".join(f"\n{pad}{line}" if line else "\n" for line in body)
        for ending in dict.fromkeys((chomping, "" if value.endswith("\n") else "-")):
            blank = "\n" * (len(value) - len(said) - 1) if ending == "+" else ""
            yield f"{style}{before}{ending}{behind}{comment.rstrip()}{lines}{blank}"


def _paragraphs(text: str, old: Sequence[str], indent: int) -> Iterator[str]:
    """The lines of a folded text: a blank one for each end of a line within it."""
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            yield ""
        if paragraph:
            yield from _folded(paragraph, () if number else old, indent, indent)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
