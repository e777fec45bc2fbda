"""What a site's own CSS selectors find. They go first, field by field; the site-independent rules stand behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode, SelectolaxError

from crawler.extract.document import Document
from crawler.extract.walk import Element, clean

Selectors = Mapping[str, str | Sequence[str]]
"""CSS by field; several for one field are generations of the site's templates, the newest first."""

FIELDS = frozenset({"title", "kicker", "subtitle", "info", "date", "source", "body", "section", "editor"})
"""What a selector of an article page can be given for."""
LIST_FIELDS = frozenset({"links"})
"""The same of a list page: the links to the articles, or the rows they stand in."""


@dataclass(slots=True)
class Selected:
    """The nodes that the selectors of one site matched on one page."""

    document: Document
    nodes: dict[str, list[LexborNode]] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    """The selector that ``nodes`` come from, by field."""
    failed: list[str] = field(default_factory=list)
    """Fields for which a selector was given and none found anything that can be used."""
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """Selectors that were not tried yet, by field."""

    def text(self, name: str) -> str:
        """The text of the first match that has any, lines joined by a blank; ''."""
        return next((text for text in self.lines(name) if text), "")

    def lines(self, name: str) -> list[str]:
        """The texts of all matches."""
        return [clean(("" if name == "title" else " ").join(_texts(node))) for node in self.nodes.get(name, ())]

    def elements(self, name: str) -> list[Element]:
        """The matches that are containers with text."""
        found = (self.document.element_of(node) for node in self.nodes.get(name, ()))
        return [element for element in found if element is not None and element.last > element.first]

    def find(self, name: str) -> bool:
        """Match the next selector of a field that matches anything; False, and the field has failed, when none does."""
        waiting = self.waiting.get(name, [])
        while waiting:
            selector = waiting.pop(0)
            if nodes := [node for node in self.document.tree.css(selector) if node.text().strip()]:
                self.nodes[name], self.used[name] = nodes, selector
                return True
        self.failed.append(name)
        return False

    def fail(self, name: str) -> bool:
        """What the selector of a field matched cannot be used: go on to its next one. False when there is none."""
        if name not in self.nodes:
            return False
        del self.nodes[name], self.used[name]
        return self.find(name)


def _texts(node: LexborNode) -> Iterator[str]:
    """The pieces of text inside a node, without the code of scripts and styles."""
    for piece in node.traverse(include_text=True):
        around = piece.parent
        if piece.tag == "-text" and (around is None or around.tag not in ("script", "style")):
            yield piece.text_content or ""


def select(document: Document, selectors: Selectors | None, names: frozenset[str] = FIELDS) -> Selected:
    """Match the selectors of these fields.

    Raises ValueError for a field that has none and for a selector that is no CSS.
    """
    found = Selected(document)
    for name, given in (selectors or {}).items():
        if name not in FIELDS | LIST_FIELDS:
            known = ", ".join(sorted(FIELDS | LIST_FIELDS))
            raise ValueError(f"no selector for {name!r}; there is one for {known}")
        if name not in names or not given:
            continue
        found.waiting[name] = [given] if isinstance(given, str) else list(given)
        try:
            found.find(name)
        except (SelectolaxError, ValueError) as error:
            raise ValueError(f"selector of {name!r}: {error}") from error
    return found
