"""Pages as HTML: every text escaped, no script but one of our own, nothing from outside."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hscb_pm.documents import html
from hscb_pm.papers import Paper
from hscb_pm.papers.paper import READERS
from hscb_pm.periods import say
from hscb_pm.site.areas import (
    framework_page,
    indicators_page,
    programme_pages,
    section11_pages,
)
from hscb_pm.site.lists import action_pages, due_pages, kind_pages
from hscb_pm.site.page import ALL, Page, Site
from hscb_pm.site.places import Places
from hscb_pm.site.records import record_pages

_HERE: Final = Path(__file__).parent
_MENU: Final = (
    ("What is due", "index.html"),
    ("Framework", "framework.html"),
    ("Programme", "programme.html"),
    ("Section 11", "section11.html"),
    ("Actions", "actions.html"),
    ("Indicators", "indicators.html"),
    ALL,
)


def files(paper: Paper, footer: str) -> Iterator[tuple[str, str]]:
    """Every file of the site and its text: the same register and day give the same bytes."""
    site = Site(paper)
    writer = _Writer(site, footer)
    for page in _pages(site):
        yield page.file, writer.page(page)


def _pages(site: Site) -> Iterator[Page]:
    return chain(
        due_pages(site),
        [framework_page(site)],
        programme_pages(site),
        section11_pages(site),
        action_pages(site),
        [indicators_page(site)],
        kind_pages(site),
        record_pages(site),
    )


class _Writer:
    """Lays pages out."""

    def __init__(self, site: Site, footer: str) -> None:
        self.places = Places(site.register)
        style = html.style() + (_HERE / "site.css").read_text("utf-8")
        script = (_HERE / "site.js").read_text("utf-8")
        self.environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._said,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals |= {
            "site": site.title,
            "menu": _MENU,
            "readers": READERS[site.paper.audience],
            "footer": footer,
            "pictures": site.paper.pictures,
            "drawn": html.drawn,
            "style": Markup(style),  # noqa: S704, our own
            "script": Markup(script),  # noqa: S704, our own
            "policy": html.policy(style, script),
        }

    def page(self, page: Page) -> str:
        """The HTML of a page."""
        up = "../" * page.file.count("/")
        values = page.values
        return self.environment.get_template(f"{page.template}.html").render(
            values,
            page=page,
            up=up,
            needs_script=bool(values.get("table")),
            link=partial(self._link, up),
            linked=partial(self._linked, up),
        )

    def _said(self, value: object) -> object:
        """A value in words, without what those who read may not see."""
        if value is None:
            return "—"
        if isinstance(value, date):
            return say(value)
        if isinstance(value, str) and not isinstance(value, Markup):
            return self.places.text(value)
        return value

    def _link(self, up: str, target: str, words: str | None = None) -> Markup:
        return self.places.link(target, up, words)

    def _linked(self, up: str, value: object) -> Markup:
        return self.places.linked(str(self._said(value)), up)
