"""A board's own templates: which there could be, what they may say, and what is wrong in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from hscb_pm.documents import tree
from hscb_pm.papers import Audience, Kind, Paper
from hscb_pm.papers.front import meeting_for
from hscb_pm.periods import say
from hscb_pm.present.papers import paper_as_markdown, paper_values
from hscb_pm.present.sandbox import Sandbox
from hscb_pm.present.slips import (
    ENDING,
    OURS,
    TAKES_IN,
    Slip,
    lineage,
    no_template,
    slips,
    source_of,
    tree_of,
    unknown_names,
)
from hscb_pm.present.templates import BadTemplateError, OwnTemplates, folders, sandbox
from hscb_pm.problem import nearest
from hscb_pm.register import Register
from hscb_pm.words import count

LAYOUT: Final = "paper"
"""The template that all papers share."""
_LINE: Final = re.compile(r"line \d+ of its Markdown")
_SURE: Final = 0.8
"""How like a template's name that of another file has to be, to be meant for one."""


class Block(NamedTuple):
    """A part of a template that a board's own may change, and how deep it lies in others."""

    name: str
    depth: int


class Value(NamedTuple):
    """What a template is given under a name, with an example from the register."""

    name: str
    what: str
    example: str


def names(environment: Sandbox) -> list[str]:
    """The templates that hscb has."""
    ours = (each for each in environment.list_templates() if each.startswith(OURS))
    return [each.removeprefix(OURS).removesuffix(ENDING) for each in ours]


def own_file(register: Path, name: str) -> Path:
    """Where a board's own template of a name stands, or would stand."""
    return folders(register)[0] / f"{name}{ENDING}"


def blocks(environment: Sandbox, name: str) -> list[Block]:
    """The blocks of one of hscb's templates, as they stand on the page."""
    ancestry = lineage(environment, f"{OURS}{name}{ENDING}")
    built_on = [tree_of(environment, each) for each in ancestry]
    last: dict[str, nodes.Block] = {}
    for each in reversed(built_on):
        last |= {block.name: block for block in each.find_all(nodes.Block)}
    return [*_blocks_below(built_on[-1], last, 0)]


def _blocks_below(node: nodes.Node, last: dict[str, nodes.Block], depth: int) -> Iterator[Block]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield Block(child.name, depth)
            yield from _blocks_below(last[child.name], last, depth + 1)
        else:
            yield from _blocks_below(child, last, depth)


def copied(environment: Sandbox, name: str, wanted: Sequence[str]) -> str:
    """The text of a board's own template to begin with: whole, or these blocks of it."""
    built_on = lineage(environment, f"{OURS}{name}{ENDING}")
    if not wanted:
        return source_of(environment, built_on[0])
    note = "{# These blocks take the place of hscb's; {{ super() }} is what hscb says there. #}"
    parts = [f'{note}\n{{% extends "{OURS}{name}{ENDING}" %}}']
    sources = [source_of(environment, each) for each in built_on]
    cuts = {block: next(filter(None, (_cut(each, block) for each in sources))) for block in wanted}
    for block, text in cuts.items():
        if not any(_cut(other, block) for name, other in cuts.items() if name != block):
            parts.append(text)
    return "\n\n".join(parts) + "\n"


def _cut(source: str, name: str) -> str | None:
    """A block out of a template, with the blocks in it."""
    found = re.search(rf"\{{%[-+]? *block +{name}\b", source)
    if not found:
        return None
    depth = 0
    for tag in re.compile(r"\{%[-+]? *(end)?block\b.*?%\}").finditer(source, found.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return source[found.start() : tag.end()]
    return None


# --- What a paper gives its template -----------------------------------------------------------


def values(kind: Kind, register: Register, today: date) -> list[Value]:
    """What the template of a paper is given, as everyone may see it."""
    paper = next(every_paper(kind, register.for_public(), today, Audience.PUBLIC), None)
    if paper is None:
        return []
    given = paper_values(kind, paper, None)
    return [value for name, each in given.items() for value in _described(name, each)]


def _described(name: str, value: object) -> Iterator[Value]:
    match value:
        case Mapping():
            for key, each in value.items():
                yield from _described(f"{name}.{key}", each)
        case [Mapping() as first, *_]:
            what = f"{count(len(value), 'entry', 'entries')} with {', '.join(map(str, first))}"
            yield Value(name, what, "")
        case [str() as first, *_]:
            yield Value(name, count(len(value), "text"), first)
        case [Sequence() as first, *_]:
            what = f"{count(len(value), 'row')} of {count(len(first), 'cell')}"
            yield Value(name, what, " | ".join(map(_said, first)))
        case list() | tuple():
            yield Value(name, "rows, none here", "")
        case str() | None:
            yield Value(name, "text", value or "")
        case _ if not callable(value):
            yield Value(name, "date" if isinstance(value, date) else "number", _said(value))


def _said(value: object) -> str:
    return say(value) if isinstance(value, date) else "—" if value is None else str(value)


def every_paper(kind: Kind, register: Register, today: date, audience: Audience) -> Iterator[Paper]:
    """A paper of a kind for these readers, about the latest record of each kind it can be about."""
    subjects: list[str | None] = []
    if kind.subject is None:
        subjects = [None]
    else:
        if kind.subject.default:
            subjects.append(kind.subject.default(register, today))
        for each in kind.subject.kinds:
            shown = [record.id for record in register.of(each) if not register.hides(record.id)]
            subjects += shown[-1:]
    for subject in dict.fromkeys(subjects):
        meeting = meeting_for(kind, register, today, subject)
        yield Paper(register, today, meeting, audience, subject)


# --- What is wrong in them ---------------------------------------------------------------------


class Fault(NamedTuple):
    """What is wrong in a template, and where."""

    path: str
    line: int | None
    why: str

    def __str__(self) -> str:
        """The form editors and terminals make a link of."""
        return f"{self.path}:{self.line}: {self.why}" if self.line else f"{self.path}: {self.why}"


class Check:
    """A look through a board's own templates: which there are, and the faults found so far."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.environment = sandbox(register.path)
        self.folder, *ours = folders(register.path)
        self.files = [] if self.folder in ours else OwnTemplates(self.folder).list_templates()
        self.rendered = 0
        self._faults: dict[Fault, None] = {}

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, file by file."""
        return sorted(self._faults, key=lambda fault: (fault.path, fault.line or 0, fault.why))

    def counted(self) -> str:
        """What was looked at, and how much of it is wrong."""
        own = sum(file.endswith(".j2") for file in self.files)
        if not own:
            return f"no templates of the board's own in {self.folder}: hscb templates copy NAME"
        what = count(own, "template of the board's own", "templates of the board's own")
        wrong = count(len(self._faults), "fault")
        return f"{what}, filled in {count(self.rendered, 'time')}: {wrong}"

    def has_own(self, name: str) -> bool:
        """Whether the board has a template of this name."""
        return f"{name}{ENDING}" in self.files

    def found(self, file: str, found: Iterable[Slip]) -> None:
        """Keep what is wrong in a file."""
        for slip in found:
            self._faults[Fault(f"{self.folder.name}/{file}", slip.line or None, slip.why)] = None

    def failed(self, file: str, fault: Exception) -> None:
        """Keep why a template could not be filled in; the line, where it is one of the board's."""
        if not isinstance(fault, BadTemplateError):
            why = _LINE.sub("its Markdown", str(fault))  # of which paper, nobody could say
            self.found(file, [Slip(0, why)])
            return
        place, _, line = fault.place.rpartition(":")
        path = Path(place if line.isdecimal() else fault.place)
        with suppress(ValueError):
            file, why = path.relative_to(self.folder).as_posix(), fault.why
            self.found(file, [Slip(int(line) if line.isdecimal() else 0, why)])
            return
        self.found(file, [Slip(0, f"{path.name}:{line}: {fault.why}")])

    def read(self) -> None:
        """Look at each file by itself."""
        trees = {}
        for file in self.files:
            try:
                trees[file] = tree_of(self.environment, file)
                if not trees[file].body:
                    self.found(file, [Slip(0, "nothing is in it, so its paper would be empty")])
                self.found(file, slips(trees[file], self.environment, file))
            except TemplateSyntaxError as fault:
                self.found(file, [Slip(fault.lineno, fault.message or "")])
            except BadTemplateError as fault:
                self.failed(file, fault)
        for folder in filter(Path.is_dir, self.folder.glob(f"*{ENDING}")):
            self.found(folder.name, [Slip(0, "this is a folder; a template is a file")])
        taken_in = {name for each in trees.values() for name in _taken_in(each)}
        known = [f"{name}{ENDING}" for name in names(self.environment)]
        for file in (each for each in self.files if each not in {*known, *taken_in}):
            if file.endswith(".j2") or nearest(file, known, _SURE):
                self.found(file, [Slip(0, no_template(file, known, "nothing shows a template"))])

    def render(self, kind: Kind, today: date) -> None:
        """Fill in the template of a paper for all its readers; each subject if it is its own."""
        file = f"{kind.name}{ENDING}"
        for audience in Audience:
            public = audience is Audience.PUBLIC
            shown = self.register.for_public() if public else self.register
            papers = every_paper(kind, shown, today, audience)
            for number, paper in enumerate(papers):
                if number and not self.has_own(kind.name):
                    break
                if not number and self.has_own(kind.name):
                    self._look_for_names(kind, paper)
                self.rendered += 1
                try:
                    tree.read(paper_as_markdown(kind, paper, None), kind.name, "", today)
                except (BadTemplateError, tree.BadDocumentError) as fault:
                    self.failed(file if self.has_own(kind.name) else f"{LAYOUT}{ENDING}", fault)

    def _look_for_names(self, kind: Kind, paper: Paper) -> None:
        """Find all names that a paper does not give; filling in stops at the first."""
        file = f"{kind.name}{ENDING}"
        given = sandbox(self.register.path, paper_values(kind, paper, None))
        with suppress(TemplateSyntaxError, BadTemplateError):
            self.found(file, unknown_names(tree_of(given, file), given.known))


def _taken_in(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all(TAKES_IN):
        for each in node.find_all(nodes.Const):
            yield str(each.value)
