"""The appendix: each record that a paper names, how it stands, and where it is kept."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from hscb_pm.papers.paper import Paper, Values

_ID: Final = re.compile(r"\b[A-Z][A-Z0-9]{2}-[A-Za-z0-9][A-Za-z0-9-]*")


def evidence(paper: Paper, values: Values) -> list[tuple[str, str, str | None, str]]:
    """The records whose ids stand anywhere in a paper, in the order of their files."""
    named = {found for text in _texts(values) for found in _ID.findall(text)} | {paper.subject}
    rows = []
    for record in paper.register:
        source = paper.register.sources.get(record.id)
        if record.id in named and source and not paper.register.hides(record.id):
            stands = paper.standing(record)
            rows.append((source.path, record.id, stands.state if stands else None))
    return [(name, paper.name(name), state, path) for path, name, state in sorted(rows, key=str)]


def _texts(value: object) -> Iterator[str]:
    """Every text in what a template is given, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
