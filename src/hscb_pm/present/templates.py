"""Jinja2 templates: found in the register's folder, then in hscb's; text in them stays text.

A register, and a board's own templates beside it, may come with a stranger's pull request. So what
is read from there is read as carefully as a record, and whatever a template does with a value, only
text that was escaped here, and not changed since, is written as it is.
"""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hscb_pm.periods import say
from hscb_pm.problem import CannotError
from hscb_pm.store.files import decode, read_bytes
from hscb_pm.store.slips import Refusal
from hscb_pm.words import count

_FOR_HTML: Final = (
    "e",
    "escape",
    "forceescape",
    "safe",
    "striptags",
    "tojson",
    "urlize",
    "xmlattr",
)
_WRITTEN: Final = "as written"  # with a space, so that no template can name it
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~#{}$])")
_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY: Final = re.compile(r"&(?=#?\w{1,40};|#?\w{0,40}$)")
_SCHEME: Final = re.compile(r":(?=//|/?$)")
_WWW: Final = re.compile(r"(?i)(?<![^\W_])(w{1,3})\.")
_MENTION: Final = re.compile(r"(?<!\w)@(?=\w|$)")
_MAILBOX: Final = re.compile(r"(?<=\w)@(?=[\w-]+\.\w|$)")
_START: Final = re.compile(r"^([-+=:.)])|^(\d{1,9})([.)])(?=\s|$)")


class Written(str):
    """Markdown that is written as it is; whatever is done to it gives plain text again."""

    __slots__ = ()


def folders(register: Path) -> list[Path]:
    """Where templates are looked for: beside the register, in the package, in a checkout."""
    package = Path(__file__).parent.parent
    own = register.resolve().parent / "templates"
    return [own, package / "templates", package.parent.parent / "templates"]


def markdown_text(value: object) -> Written:
    """Escape a value so that Markdown shows it as it is, wherever a template may cut or join it."""
    if isinstance(value, Written):
        return value
    if value is None:
        return Written("—")
    text = say(value) if isinstance(value, date) else str(value)
    text = _SPACE.sub(" ", text).strip()
    text = _SPECIAL.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _WWW.sub(r"\1\\.", _SCHEME.sub(r"\\:", text))
    text = _MENTION.sub("@&#8203;", text)  # GitHub looks for names after all escapes are undone
    text = _MAILBOX.sub(r"\\@", text)
    return Written(_START.sub(_escaped_start, text))


def _escaped_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def markdown_table(
    rows: Sequence[Sequence[object]],
    columns: Sequence[str],
    caption: str | None = None,
    none: str | None = None,
) -> Written:
    """A Markdown table of plain values below its caption; a sentence where there are no rows.

    `none` is what is said then, as in "Late actions. None this quarter."
    """
    if not rows and none:
        return Written(
            " ".join(markdown_text(said) for said in (caption and f"{caption}.", none) if said)
        )
    if not rows:
        return Written(f"{markdown_text(caption)}: none." if caption else "None.")
    lines: list[list[str]] = [[markdown_text(name) for name in columns], ["---"] * len(columns)]
    lines += [[markdown_text(value) for value in row] for row in rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return Written(f"Table: {markdown_text(caption)}\n\n{table}" if caption else table)


def prose(text: object) -> Written:
    """Text of one paragraph or several, each written as it is."""
    parts = re.split(r"\n\s*\n", str(text or "").strip())
    return Written("\n\n".join(map(markdown_text, parts)))


def chart(picture: Mapping[str, str]) -> Written:
    """A chart that the paper holds: its `source` is its file, its `alt` what it shows in words."""
    return Written(f"![{markdown_text(picture['alt'])}]({markdown_text(picture['source'])})")


def day(value: date | None) -> Written:
    """A date in words; a dash where there is none."""
    return markdown_text(value)


def plural(number: int, one: str, many: str | None = None) -> Written:
    """A number with its noun: `1 file`, `no files`."""
    return markdown_text(count(number, one, many))


HELPERS: Final[Mapping[str, Callable[..., Written]]] = {
    "table": markdown_table,
    "prose": prose,
    "chart": chart,
    "date": day,
    "plural": plural,
}
"""What a template can call, besides what Jinja itself has."""
OURS: Final = "hscb/"
"""How a template names one of hscb's own, where a board's own of the same name stands before it."""


def render(register: Path, name: str, **values: Any) -> str:  # noqa: ANN401, what the template takes
    """Fill in a template with plain rows."""
    environment = _Environment(
        loader=_loader(register),
        finalize=markdown_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    try:
        return environment.get_template(name).render(values)
    except BadTemplateError:
        raise
    except Exception as fault:  # a template can make Python raise anything
        raise BadTemplateError(_place(name, fault), _reason(fault)) from fault


def _loader(register: Path) -> BaseLoader:
    own, *ours = folders(register)
    built_in = FileSystemLoader(ours)
    return ChoiceLoader([PrefixLoader({OURS.rstrip("/"): built_in}), _OwnTemplates(own), built_in])


class BadTemplateError(CannotError):
    """A template, a board's own for one, that cannot be filled in."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"the template {place} cannot be filled in: {why}")


def _place(name: str, fault: Exception) -> str:
    """The file and the line, as far as they are known."""
    line = None
    if isinstance(fault, TemplateSyntaxError):
        name, line = fault.filename or name, fault.lineno
    frame = fault.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename.endswith(".j2"):
            name, line = frame.tb_frame.f_code.co_filename, frame.tb_lineno
        frame = frame.tb_next
    return f"{name}:{line}" if line else name


def _reason(fault: Exception) -> str:
    if isinstance(fault, TemplateSyntaxError | TemplateRuntimeError):
        return fault.message or ""
    return f"{type(fault).__name__}: {fault}".removesuffix(": ")


class _OwnTemplates(BaseLoader):
    """A board's own templates: each a small file of plain text, and no link to another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002, as Jinja calls it
        template: str,
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """Read a template; BadTemplateError if the file is not what it should be."""
        file = Path(posixpath.join(self.folder, *split_template_path(template)))
        try:
            file.lstat()
        except (FileNotFoundError, NotADirectoryError):
            raise TemplateNotFound(template) from None
        for step in (file, *file.parents):
            if step.is_symlink():
                raise BadTemplateError(str(step), "this is a link; put the file itself here")
            if step == self.folder:
                break
        try:
            return decode(read_bytes(file)), str(file), None
        except Refusal as refusal:
            place = f"{file}:{refusal.line}" if refusal.line > 1 else str(file)
            raise BadTemplateError(place, refusal.message) from None


class _Code(CodeGenerator):
    """Compiles a template; what is caught in a block has been escaped, and stays as written."""

    def visit_Template(  # noqa: N802, Jinja's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Compile a template, unless something in it could undo an escape."""
        caught = (nodes.AssignBlock, nodes.FilterBlock, nodes.EvalContextModifier)
        for block in node.find_all(caught):
            if not isinstance(block, nodes.AssignBlock) or block.filter:
                self.fail("no filter and no `autoescape` can be put on a block", block.lineno)
            block.filter = nodes.Filter(None, _WRITTEN, [], [], None, None, lineno=block.lineno)
        super().visit_Template(node, frame)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with Markdown's escaping in the place of HTML's."""

    code_generator_class = _Code

    def __init__(self, **options: Any) -> None:  # noqa: ANN401, Jinja's own
        super().__init__(**options)
        for name in _FOR_HTML:
            del self.filters[name]
        self.filters[_WRITTEN] = Written
        self.globals.update(HELPERS)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401, Jinja's own
        """Whether a template may use an attribute of something."""
        return not isinstance(obj, Written) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401, Jinja's own
        """The sandbox's `format`, which gives the type of its text and so would trust a value."""
        of_written = isinstance(getattr(value, "__self__", None), Written)
        return None if of_written else super().wrap_str_format(value)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, Jinja's own
        """Call something; what a macro, a block or a loop gives has been escaped."""
        escaped = isinstance(obj, Macro | BlockReference | LoopContext)
        if "caller" in kwargs and not escaped:
            raise SecurityError("only a macro can be called with a block")
        given = super().call(context, obj, *args, **kwargs)
        return Written(given) if escaped else given
