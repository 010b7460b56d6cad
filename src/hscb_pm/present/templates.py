"""Jinja2 templates: found in the register's folder, then in hscb's; text in them stays text."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from hscb_pm.periods import say
from hscb_pm.problem import CannotError

_FAULTS: Final = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError)
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SPECIAL: Final = re.compile(r"([\\`*\[\]<>|~#{}$])")
_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY: Final = re.compile(r"&(?=#?\w{1,40};)")
_START: Final = re.compile(r"^([-+=:])|^(\d{1,9})([.)])(?=\s|$)")


def folders(register: Path) -> list[Path]:
    """Where templates are looked for: beside the register, in the package, in a checkout."""
    package = Path(__file__).parent.parent
    own = register.resolve().parent / "templates"
    return [own, package / "templates", package.parent.parent / "templates"]


def markdown_text(value: object) -> Markup:
    """Escape a value so that Markdown shows it as it is; a mark-up of our own passes."""
    if hasattr(value, "__html__"):
        return Markup(value)  # noqa: S704, it is mark-up already
    if value is None:
        return Markup("—")
    text = say(value) if isinstance(value, date) else str(value)
    text = _SPACE.sub(" ", text).strip()
    text = _SPECIAL.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _ENTITY.sub(r"\\&", text).replace("://", r"\://")
    text = re.sub(r"(?i)\b(www)\.", r"\1\\.", text)
    text = re.sub(r"(?<=\w)@(?=[\w-]+\.\w)", r"\\@", text)
    return Markup(_START.sub(_escaped_start, text))  # noqa: S704, every special character is escaped


def _escaped_start(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def markdown_table(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> Markup:
    """A Markdown table of plain values; a sentence where there are no rows."""
    if not rows:
        return Markup("None.")
    lines: list[list[str]] = [[markdown_text(name) for name in columns], ["---"] * len(columns)]
    lines += [[markdown_text(value) for value in row] for row in rows]
    return Markup("\n".join(f"| {' | '.join(line)} |" for line in lines))  # noqa: S704, cells are escaped


def render(register: Path, name: str, **values: Any) -> str:  # noqa: ANN401, what the template takes
    """Fill in a template with plain rows."""
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders(register)]),
        autoescape=True,
        finalize=markdown_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["table"] = markdown_table
    try:
        return environment.get_template(name).render(values)
    except _FAULTS as fault:
        raise BadTemplateError(name, fault) from fault


class BadTemplateError(CannotError):
    """A template, a board's own for one, that cannot be filled in."""

    def __init__(self, name: str, fault: Exception) -> None:
        line = getattr(fault, "lineno", None)
        frame = fault.__traceback__
        while frame:
            if frame.tb_frame.f_code.co_filename.endswith(".j2"):
                line = frame.tb_lineno
            frame = frame.tb_next
        place = f"{name}:{line}" if line else name
        super().__init__(f"the template {place} cannot be filled in: {fault}")
