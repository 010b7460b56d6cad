"""Jinja's sandbox, with Markdown's escaping in the place of HTML's, and with an end to all it does.

Whatever a template does with a value, only text that was escaped here, and not changed since, is
written as it is. Loops, calls and long texts use up what a template may spend.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any, ClassVar, Final

from jinja2 import BaseLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from hscb_pm.present.markdown import HELPERS, Written, WrongCallError, markdown_text, takes, usage
from hscb_pm.present.slips import FOR_HTML, no_such, slips

_BY_CHANCE: Final = ("random", "lipsum")
"""What would give other bytes each time."""
_WRITTEN: Final = "as written"  # with a space, so that no template can name it
_COUNTED: Final = "counted turns"
_JOINED: Final = "joined parts"
_PURSE: Final = 1_000_000
"""What a template may spend: about a second."""
_CALL: Final = 10
_TEMPLATE: Final = 500
_LARGEST: Final = 1_000_000
"""The characters, or the entries, that one step may make or take."""
_MOST_BITS: Final = 1000
_NAMES: Final = {each: name for name, each in HELPERS.items()}
_SIZED: Final = (str, list, tuple, dict)
_WIDE: Final = re.compile(r"%[^a-zA-Z%\s]*(\d{4}|\*)|\{[^{}]*:[^{}]*(\d{4}|\{)")
"""A format that pads a value to thousands of characters."""


class _Unknown(StrictUndefined):
    """A name that a template was not given; it says which is most like it."""

    known: ClassVar[Collection[str]] = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, holder = self._undefined_name, self._undefined_obj
        if not isinstance(name, str) or not name.isidentifier():
            return "there is no such entry in this"  # a record may have said what to look for
        if isinstance(holder, Mapping):
            return no_such(name, [str(key) for key in holder])
        if isinstance(holder, str | int | float | list | tuple | None):
            return f"there is no `{name}`: what it is asked of has no parts with names"
        return no_such(name, self.known)


class _Code(CodeGenerator):
    """Compiles a template; what is caught in a block has been escaped, and stays as written."""

    environment: "Sandbox"

    def visit_Template(  # noqa: N802, Jinja's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Compile a template, unless something in it is not as it should be."""
        for slip in slips(node, self.environment, self.name or ""):
            self.fail(slip.why, slip.line)
        for block in node.find_all(nodes.AssignBlock):
            block.filter = nodes.Filter(None, _WRITTEN, [], [], None, None, lineno=block.lineno)
        named = (each.name for each in node.find_all(nodes.Name) if each.ctx != "load")
        self.environment.known.update(named)
        super().visit_Template(_Counting().visit(node), frame)


class _Counting(NodeTransformer):
    """Puts a count on what can go on for long: loops, and texts that are put together."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802, Jinja's name
        """Count each turn, and what it writes."""
        self.generic_visit(node)
        cost = nodes.Const(sum(len(each.data) for each in node.find_all(nodes.TemplateData)))
        node.iter = _filter(node.iter, _COUNTED, cost)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802, Jinja's name
        """Look at the parts before they are joined."""
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), _JOINED)


def _filter(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    assert isinstance(node, nodes.Expr)  # noqa: S101, for mypy
    return nodes.Filter(node, name, [*arguments], [], None, None, lineno=node.lineno)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one template; `known` are the names it is given."""

    code_generator_class = _Code
    intercepted_binops = frozenset(["+", "*", "**", "%"])

    def __init__(
        self, loader: BaseLoader, known: Iterable[str], is_own: Callable[[str], bool]
    ) -> None:
        super().__init__(
            loader=loader,
            finalize=self._finalized,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.is_own = is_own
        """Whether a template is a board's own, by its name."""
        self._left = _PURSE
        for name in (*FOR_HTML, *_BY_CHANCE):
            self.filters.pop(name, None)
            self.globals.pop(name, None)
        self.filters = {name: self._paid(each) for name, each in self.filters.items()}
        self.filters |= {_WRITTEN: Written, _COUNTED: self._counted, _JOINED: self._joined}
        self.globals.update(HELPERS)
        self.known = {*known, *self.globals}
        self.undefined = type("Unknown", (_Unknown,), {"known": self.known})

    def begin(self, known: Iterable[str]) -> None:
        """Fill in the template, with a full purse."""
        self.known.update(known)
        self._left = _PURSE

    # --- What is text, and stays it ------------------------------------------------------

    def _finalized(self, value: object) -> Written:
        if not isinstance(value, str):
            self._guard(_size(value))
        written = markdown_text(value)
        self._spend(len(written) // 100 + 1)
        return written

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401, Jinja's own
        """What stands behind a dot: in a row with names its entry, not what Python has for it."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401, Jinja's own
        """Whether a template may use an attribute of something."""
        return not isinstance(obj, Written) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401, Jinja's own
        """The sandbox's `format`, which gives the type of its text and so would trust a value."""
        text = getattr(value, "__self__", None)
        if isinstance(text, str):
            self._guard_width(text)
        return None if isinstance(text, Written) else super().wrap_str_format(value)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, Jinja's own
        """Call something; what a macro, a block or a loop gives has been escaped."""
        escaped = isinstance(obj, Macro | BlockReference | LoopContext)
        if "caller" in kwargs and not escaped:
            raise SecurityError("only a macro can be called with a block")
        named = {name: each for name, each in kwargs.items() if not name.startswith("_")}
        helper = _NAMES.get(getattr(obj, "func", obj)) if callable(obj) else None
        if helper:
            _guard_call(helper, args, named)
        self._spend(_CALL)
        if helper or escaped or getattr(obj, "__name__", "") in ("format", "format_map"):
            self._guard(*map(_size, (*args, *named.values())))
        else:
            self._guard_all(getattr(obj, "__self__", None), *args, *named.values())
        given = super().call(context, obj, *args, **kwargs)
        if not escaped:
            return given
        self._spend(len(given) // 100)
        return Written(given)

    # --- What ends ---------------------------------------------------------------------------

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: ANN401, Jinja's own
        self._spend(_TEMPLATE)
        return super()._load_template(name, globals)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401, Jinja's own
        """Reckon, with nothing that grows without end."""
        if operator == "**":
            raise SecurityError("there is no `**` in templates")
        if operator == "%" and isinstance(left, str):
            self._guard_width(left)
        elif operator == "*":
            self._guard_all(left, right)
        self._guard(_size(left), _size(right))
        return super().call_binop(context, operator, left, right)

    def _paid(self, each: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is paid for, and that makes nothing too large."""

        @wraps(each)  # with what Jinja has to give it
        def paid(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, the filter's own
            if each.__name__ == "do_format":
                self._guard_width(str(args[0]))
                self._guard(*map(_size, args))
            else:
                self._guard_all(*args, *kwargs.values())
            return each(*args, **kwargs)

        return paid

    def _counted(self, rows: Iterable[Any], cost: int) -> Iterator[Any]:
        for row in rows:
            self._spend(cost // 100 + 1)
            yield row

    def _joined(self, parts: list[Any]) -> str:
        self._guard(*map(_size, parts))
        return "".join(map(str, parts))

    def _guard_all(self, *values: object) -> None:
        """Refuse a step that may make as much as its two largest things multiplied."""
        numbers = [abs(value) for value in values if isinstance(value, int)]
        sizes = [_size(value) for value in values if isinstance(value, _SIZED)]
        if not sizes and any(number.bit_length() > _MOST_BITS for number in numbers):
            sizes = [_LARGEST]
        first, second, *_ = sorted([1, 1, *sizes, *(numbers if sizes else ())], reverse=True)
        self._guard(first * second)

    def _guard(self, *sizes: int) -> None:
        if sum(sizes) > _LARGEST:
            raise SecurityError("this would make something far too large")
        self._spend(sum(sizes) // 100 + 1)

    def _spend(self, cost: int) -> None:
        self._left -= cost
        if self._left < 0:
            raise SecurityError("this goes on for far too long")

    def _guard_width(self, format: str) -> None:
        if _WIDE.search(format):
            raise SecurityError("a value cannot be made as wide as that")


def _size(value: object) -> int:
    """How many characters or entries something has, those within it too."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        value = [*value.values()]
    if not isinstance(value, list | tuple):
        return 1
    total = 1
    for each in value:
        total += 1 if isinstance(each, str) else _size(each)
        if total > _LARGEST:
            break
    return total


def _guard_call(name: str, args: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Say how a helper is called, where it is called otherwise."""
    try:
        takes(name).bind(*args, **named)
    except TypeError:
        raise WrongCallError(f"`{name}` is called as `{usage(name)}`") from None
