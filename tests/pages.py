"""How tests read HTML."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements of a page with their attributes, and what it says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    @property
    def shape(self) -> list[object]:
        """The page without its words, and without what follows from how long they are."""
        return [
            (tag, [name for name in attributes if name != "class"], attributes.get("href"))
            for tag, attributes in self.elements
        ]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "img", "br", "input", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The element that is open ends, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Words; neither the style nor a script is read."""
        if self.open[-1:] not in (["style"], ["script"]):
            self.said.append(data)

    def handle_comment(self, data: str) -> None:
        """A page has none."""
        raise AssertionError(data)
