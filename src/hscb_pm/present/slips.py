"""What is wrong in a template before any of it is filled in, each with its line."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from jinja2 import TemplateNotFound, nodes

from hscb_pm.problem import nearest

if TYPE_CHECKING:
    from hscb_pm.present.sandbox import Sandbox

ENDING: Final = ".md.j2"
"""How the files of templates end."""
OURS: Final = "hscb/"
"""How a template names one of hscb's own, where a board's own of the same name stands before it."""
FOR_HTML: Final = (
    "e",
    "escape",
    "forceescape",
    "safe",
    "striptags",
    "tojson",
    "urlize",
    "xmlattr",
)
"""Jinja's filters that would write HTML, or undo an escape."""
TAKES_IN: Final = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
"""What takes in another template."""
_BEFORE: Final = (
    nodes.Extends,
    nodes.Block,
    nodes.Macro,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Import,
    nodes.FromImport,
)
"""What of a template that extends another counts, beside its blocks."""


_JINJAS: Final = ("loop", "self", "super", "caller", "varargs", "kwargs")
"""Names that have a meaning in their places."""


class Slip(NamedTuple):
    """What is wrong on a line."""

    line: int
    why: str


def no_such(name: str, known: Iterable[str], what: str = "") -> str:
    """That something is not there, and what is most like it."""
    said = f"there is no {f'{what} ' if what else ''}`{name}`"
    close = nearest(name, known)
    return f"{said}; did you mean `{close}`?" if close else said


def no_template(name: str, known: Iterable[str], what: str = "there is no template") -> str:
    """That a template is not there, or not known, and which is most like it."""
    close = nearest(name.removesuffix(ENDING), [each.removesuffix(ENDING) for each in known])
    said = f"{what} `{name}`"
    return f"{said}; did you mean `{close}{ENDING}`?" if close else said


def slips(tree: nodes.Template, environment: "Sandbox", name: str) -> list[Slip]:
    """All that is wrong in a template, from the top; hscb's own are held by their tests."""
    found = [*_undoing(tree)]
    if environment.is_own(name):
        found += [*_unknown(tree, environment), *_missing(tree, environment, name)]
        found += _misplaced(tree, environment)
    return sorted(set(found))


def _undoing(tree: nodes.Template) -> Iterator[Slip]:
    """What could undo an escape."""
    for block in tree.find_all((nodes.AssignBlock, nodes.FilterBlock, nodes.EvalContextModifier)):
        if not isinstance(block, nodes.AssignBlock) or block.filter:
            yield Slip(block.lineno, "no filter and no `autoescape` can be put on a block")


def _unknown(tree: nodes.Template, environment: "Sandbox") -> Iterator[Slip]:
    """Filters and tests that there are not."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        is_filter = isinstance(node, nodes.Filter)
        known = environment.filters if is_filter else environment.tests
        word: str = node.name
        if word in known:
            continue
        if is_filter and word in FOR_HTML:
            said = f"there is no filter `{word}`: what a value says is always shown as text"
        else:
            said = no_such(word, known, "filter" if is_filter else "test")
        yield Slip(node.lineno, said)


def _missing(tree: nodes.Template, environment: "Sandbox", name: str) -> Iterator[Slip]:
    """Templates that are named and are not there."""
    for node in tree.find_all(TAKES_IN):
        template = next(node.iter_child_nodes(only=["template"]))
        if not isinstance(template, nodes.Const):
            if isinstance(node, nodes.Extends):
                yield Slip(node.lineno, f'name the template: {{% extends "{OURS}{name}" %}}')
            continue
        wanted = str(template.value)
        if isinstance(node, nodes.Extends) and name in lineage(environment, wanted):
            ours = f'write {{% extends "{OURS}{name}" %}}, which names that of hscb'
            yield Slip(node.lineno, f"a template cannot extend itself: {ours}")
        elif not getattr(node, "ignore_missing", False) and not has(environment, wanted):
            yield Slip(node.lineno, no_template(wanted, environment.list_templates()))


def _misplaced(tree: nodes.Template, environment: "Sandbox") -> Iterator[Slip]:
    """Blocks that stand twice or replace none, and what stands outside them for nobody to see."""
    extends = tree.find(nodes.Extends)
    above: list[str] = []
    if extends and isinstance(extends.template, nodes.Const):
        above = lineage(environment, str(extends.template.value))
    trees = [tree_of(environment, each) for each in above]
    is_whole = bool(trees) and not trees[-1].find(nodes.Extends)
    known = [block.name for each in trees for block in each.find_all(nodes.Block)]
    seen: set[str] = set()
    inner = {id(each) for block in tree.find_all(nodes.Block) for each in _within(block)}
    for block in tree.find_all(nodes.Block):
        if block.name in seen:
            yield Slip(block.lineno, f"the block `{block.name}` stands here twice")
        elif is_whole and id(block) not in inner and block.name not in known:
            yield Slip(block.lineno, no_such(block.name, known, "block"))
        seen.add(block.name)
    for node in tree.body if extends else ():
        if not (isinstance(node, _BEFORE) or _is_blank(node)):
            why = "this stands in no block, so nobody would see it: put it into one"
            yield Slip(_line(node), why)


def _within(block: nodes.Block) -> Iterator[nodes.Block]:
    return block.find_all(nodes.Block)


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(each, nodes.TemplateData) and not each.data.strip() for each in node.nodes
    )


def _line(node: nodes.Node) -> int:
    """The line on which something begins, not the empty lines above it."""
    for each in node.nodes if isinstance(node, nodes.Output) else ():
        if not isinstance(each, nodes.TemplateData):
            return each.lineno
        if each.data.strip():
            return each.lineno + each.data[: -len(each.data.lstrip())].count("\n")
    return node.lineno


def unknown_names(tree: nodes.Template, known: Iterable[str]) -> Iterator[Slip]:
    """Names that nothing is given under; a template may ask whether one is defined."""
    known = {*known, *_JINJAS, *(each.name for each in tree.find_all(nodes.Macro))}
    known |= {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
    known |= {each.target for each in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        known |= {each if isinstance(each, str) else each[1] for each in node.names}
    asked = {
        id(node.node)
        for node in tree.find_all((nodes.Test, nodes.Filter))
        if node.name in ("defined", "undefined", "default", "d")
    }
    for name in tree.find_all(nodes.Name):
        if name.name not in known and id(name) not in asked:
            yield Slip(name.lineno, no_such(name.name, known))


# --- The templates that one builds on ----------------------------------------------------------


def tree_of(environment: "Sandbox", name: str) -> nodes.Template:
    """A template as it is parsed; TemplateNotFound where there is none."""
    source, file = _read(environment, name)
    return environment.parse(source, name, file)


def source_of(environment: "Sandbox", name: str) -> str:
    """A template as it is written; TemplateNotFound where there is none."""
    return _read(environment, name)[0]


def _read(environment: "Sandbox", name: str) -> tuple[str, str | None]:
    assert environment.loader  # noqa: S101, it is given one
    source, file, _ = environment.loader.get_source(environment, name)
    return source, file


def has(environment: "Sandbox", name: str) -> bool:
    """Whether there is a template of this name."""
    try:
        tree_of(environment, name)
    except TemplateNotFound:
        return False
    return True


def lineage(environment: "Sandbox", name: str) -> list[str]:
    """A template and those that it extends, as far as they are there."""
    found: list[str] = []
    while name not in found and has(environment, name):
        found.append(name)
        extends = tree_of(environment, name).find(nodes.Extends)
        if not extends or not isinstance(extends.template, nodes.Const):
            break
        name = str(extends.template.value)
    return found
