"""Which page a record stands on, and texts in which every id leads there."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from markupsafe import Markup

from hscb_pm.documents.tree import writable
from hscb_pm.models import Programme
from hscb_pm.queries.records import title_of
from hscb_pm.register import Register

_ID: Final = re.compile(
    r"(?<=\()[a-z0-9]+(?=\))|(?<![\w/.@-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?:/[A-Z]?[0-9]+(?:@[0-9A-Za-z-]+)?)?(?![\w@]|\.\w)"
)


class Places:
    """The pages of the records that readers may know of; `up` is the way there from a page."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._pages: dict[str, str] = {}
        for record in register:
            if not register.hides(record.id):
                self._add(record.id, (part for part, *_ in record.parts()))
        for programme in register.of(Programme):
            if not register.hides(programme.id):
                self._add(programme.id, (one.id for one in programme.occurrences()))

    def _add(self, record: str, parts: Iterable[str]) -> None:
        page = f"records/{record}.html"
        self._pages[record] = page
        for part in parts:
            self._pages[part] = f"{page}#{anchor(part)}"

    def of(self, target: str | None) -> str | None:
        """The page of a record, and where on it a part of one stands; None where there is none."""
        return self._pages.get(target or "")

    def text(self, value: str) -> str:
        """A text as these readers may see it: even where somebody typed it, no hidden id is named.

        What a page cannot hold is taken out, too.
        """
        return self.register.struck(writable(value))

    def link(self, target: str | None, up: str, words: str | None = None) -> Markup:
        """A link to a record by its title or in other words; plain words where it has no page."""
        return Markup(self._link(target, up, words or self._name(target)))  # noqa: S704, escaped

    def _link(self, target: str | None, up: str, words: str) -> str:
        said, page = escape(self.text(words)), self.of(target)
        return f'<a href="{up}{page}">{said}</a>' if page else said

    def _name(self, target: str | None) -> str:
        """An id as it is written; a title where the id is only that in small letters."""
        return self.register.title_of(target) if target and target.islower() else target or ""

    def linked(self, value: str, up: str) -> Markup:
        """A text in which each id that has a page leads there.

        `Audit Sub Group (audit-sub-group)` becomes one link, since there the id adds nothing.
        """
        text = self.text(value)
        said, end = [], 0
        for found in _ID.finditer(text):
            target = found[0]
            if target not in self._pages:
                continue
            before, words, end_of_link = text[end : found.start()], None, found.end()
            if before.endswith(" (") and text[end_of_link : end_of_link + 1] == ")":
                title = self.text(title_of(self.register, target))
                if before.endswith(f"{title} ("):
                    before = before.removesuffix(f"{title} (")
                    words = title if target.islower() else f"{title} ({target})"
                    end_of_link += 1
            if words or "-" in target:
                said += [escape(before), self._link(target, up, words or target)]
                end = end_of_link
        lines = "".join([*said, escape(text[end:])]).split("\n")
        return Markup("<br>".join(lines))  # noqa: S704, escaped piece by piece


def anchor(part: str) -> str:
    """Where a part of a record stands on its page."""
    return part.partition("/")[2] or part.replace(" ", "-")
