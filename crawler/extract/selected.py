"""What a site's own CSS selectors find. They go first, field by field; the site-independent rules stand behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode, SelectolaxError

from crawler.extract.document import Document
from crawler.extract.walk import Element, clean

FIELDS = frozenset({"title", "kicker", "subtitle", "info", "date", "source", "body", "section", "editor"})


@dataclass(slots=True)
class Selected:
    """The nodes that the selectors of one site matched on one page."""

    document: Document
    nodes: dict[str, list[LexborNode]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    """Fields whose selector was given and found nothing."""

    def text(self, name: str) -> str:
        """The text of the first match that has any, lines joined by a blank; ''."""
        return next((text for text in self.lines(name) if text), "")

    def lines(self, name: str) -> list[str]:
        """The texts of all matches."""
        return [
            clean(node.text(separator=" ") if name != "title" else node.text()) for node in self.nodes.get(name, ())
        ]

    def elements(self, name: str) -> list[Element]:
        """The matches that are containers with text."""
        found = (self.document.element_of(node) for node in self.nodes.get(name, ()))
        return [element for element in found if element is not None and element.last > element.first]

    def fail(self, name: str) -> None:
        """Note that the selector of a field gave nothing that can be used."""
        if name in self.nodes:
            del self.nodes[name]
            self.failed.append(name)


def select(document: Document, selectors: Mapping[str, str] | None) -> Selected:
    """Match the selectors. Raises ValueError for a field that has none and for a selector that is no CSS."""
    found = Selected(document)
    for name, selector in (selectors or {}).items():
        if name not in FIELDS:
            raise ValueError(f"no selector for {name!r}; there is one for {', '.join(sorted(FIELDS))}")
        try:
            nodes = document.tree.css(selector)
        except (SelectolaxError, ValueError) as error:
            raise ValueError(f"selector of {name!r}: {error}") from error
        found.nodes[name] = [node for node in nodes if node.text().strip()]
        if not found.nodes[name]:
            found.fail(name)
    return found
