"""Jinja2 templates: found in the register's folder, then in hscb's; filled in, or found fault with.

A register, and a board's own templates beside it, may come with a stranger's pull request. So what
is read from there is read as carefully as a record, and filled in within a sandbox.
"""

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.loaders import split_template_path

from hscb_pm.present.markdown import WrongCallError
from hscb_pm.present.sandbox import Sandbox
from hscb_pm.present.slips import OURS, no_template
from hscb_pm.problem import CannotError
from hscb_pm.store.files import decode, read_bytes
from hscb_pm.store.slips import Refusal

_MOST_FILES: Final = 1000
_MOST_TEXT: Final = 20_000_000


def folders(register: Path) -> list[Path]:
    """Where templates are looked for: beside the register, in the package, in a checkout."""
    package = Path(__file__).parent.parent
    own = register.resolve().parent / "templates"
    return [own, package / "templates", package.parent.parent / "templates"]


def render(register: Path, name: str, **values: Any) -> str:  # noqa: ANN401, what the template takes
    """Fill in a template with plain rows."""
    return Blank(register, name).filled(**values)


class Blank:
    """A template that can be filled in again and again, and is read once."""

    def __init__(self, register: Path, name: str) -> None:
        self._sandbox, self._name = sandbox(register), name

    def filled(self, **values: Any) -> str:  # noqa: ANN401, what the template takes
        """What it says of these values."""
        self._sandbox.begin(values)
        try:
            template = self._sandbox.get_template(self._name)
            return "".join(_counted(template.generate(values)))
        except BadTemplateError:
            raise
        except Exception as fault:  # a template can make Python raise anything
            raise BadTemplateError(
                _place(self._name, fault), _reason(fault, self._sandbox)
            ) from fault


def _counted(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a text that ends."""
    written = 0
    for part in parts:
        written += len(part)
        if written > _MOST_TEXT:
            raise TemplateRuntimeError("this goes on for far too long")
        yield part


def sandbox(register: Path, known: Iterable[str] = ()) -> Sandbox:
    """Where the templates of a register are filled in, and read; `known` are the values' names."""
    own, *ours = folders(register)
    built_in = FileSystemLoader(ours)
    own_templates = OwnTemplates(own)
    prefixed = PrefixLoader({OURS.rstrip("/"): built_in})
    loader = ChoiceLoader([prefixed, own_templates, built_in])
    mine = set() if own in ours else {*own_templates.list_templates()}
    return Sandbox(loader, known, mine.__contains__)


class BadTemplateError(CannotError):
    """A template, a board's own for one, that cannot be filled in."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"the template {place} cannot be filled in: {why}")
        self.place, self.why = place, why


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


def _reason(fault: Exception, environment: Environment) -> str:
    match fault:
        case TemplateNotFound():
            return no_template(str(fault.name), environment.list_templates())
        case TemplateSyntaxError() | TemplateRuntimeError():
            return fault.message or ""
        case WrongCallError():
            return str(fault)
        case RecursionError():
            return "it calls or takes in itself without end"
        case KeyError() | ValueError():
            return f"{type(fault).__name__}: a value is not of the kind that is wanted here"
    return f"{type(fault).__name__}: {fault}".removesuffix(": ")


class OwnTemplates(BaseLoader):
    """A board's own templates: each a small file of plain text, and no link to another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def list_templates(self) -> list[str]:
        """The names of the files that could be templates; no link is followed."""
        found: list[str] = []
        waiting = [""]
        while waiting and len(found) < _MOST_FILES:
            inside = waiting.pop()
            with suppress(OSError), os.scandir(self.folder / inside) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{inside}{entry.name}/")
                    else:
                        found.append(f"{inside}{entry.name}")
        return sorted(found)

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
