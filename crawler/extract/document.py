"""One page, decoded, parsed and walked once.

lexbor (selectolax) parses by the HTML5 rules, which matters here: libxml2 empties ``<h2><p>…`` headings (16 of 97
captured ccdi.gov.cn articles) and loses all that follows a stray ``</html>``.
"""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract import phrases
from crawler.extract.bounds import MAX_BYTES, MAX_DEPTH, bounded
from crawler.extract.decode import decode
from crawler.extract.tables import data_rows
from crawler.extract.walk import Anchor, Block, Element, Span, Walk, walk_tree

# Longer scripts are libraries.
MAX_SCRIPT = 200_000
_BLOCK = attrgetter("block")


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the cycle collector: reading a page makes thousands of objects that refer to each other one way only."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass
class Document:
    """A page that was decoded and parsed once and can be asked for links, paging, gate and article."""

    url: str
    tree: LexborHTMLParser
    walk: Walk
    encoding: str
    warnings: list[str]
    size: int
    """Length of the answer in bytes."""
    html: bytes = b""
    """What was parsed, in UTF-8."""
    _by_node: dict[int, Element] | None = None
    blocks: list[Block] = field(init=False)
    """Lines of text in the order of the page."""
    elements: list[Element] = field(init=False)
    """Containers in the order of their opening."""

    def __post_init__(self) -> None:
        self.blocks, self.elements = self.walk.blocks, self.walk.elements

    @classmethod
    def read(cls, body: bytes, url: str, content_type: str | None = None) -> Document:
        """Decode, parse and walk a page. ``url`` is its address after redirects; never raises."""
        decoded = decode(body[: 2 * MAX_BYTES], content_type)
        page, cut = bounded(decoded.utf8)
        tree = LexborHTMLParser(page)
        root = tree.root
        with collector_paused():
            walk = walk_tree(root) if root is not None else Walk()
        warnings = list(decoded.warnings)
        if walk.truncated or cut:
            warnings.append("page_truncated")
        return cls(url, tree, walk, decoded.encoding, warnings, len(body), page)

    def meta(self, *names: str) -> str:
        """First non-empty ``<meta>`` of these names (lower case), or ''."""
        metas = self.walk.metas
        return next((metas[name] for name in names if name in metas), "")

    def ancestors(self, index: int, most: int = MAX_DEPTH) -> list[Element]:
        """The element and what is around it, innermost first, at most so many."""
        elements = self.walk.elements
        found = [elements[index]]
        while index and len(found) < most:
            index = elements[index].parent
            found.append(elements[index])
        return found

    def anchors_from(self, first: int, last: int | None = None) -> list[Anchor]:
        """The links that begin in the blocks from ``first`` up to ``last``, or to the end of the page."""
        anchors = self.walk.anchors
        start = bisect_left(anchors, first, key=_BLOCK)
        return anchors[start : len(anchors) if last is None else bisect_left(anchors, last, key=_BLOCK)]

    def inlines_in(self, numbers: Collection[int]) -> list[Span | Anchor]:
        """The links and the named inline elements that stand in the given blocks."""
        if not numbers:
            return []
        first, last = min(numbers), max(numbers) + 1
        spans = self.walk.spans
        found: list[Span | Anchor] = []
        found += spans[bisect_left(spans, first, key=_BLOCK) : bisect_left(spans, last, key=_BLOCK)]
        found += self.anchors_from(first, last)
        zone = set(numbers)
        return [one for one in found if one.block in zone]

    def element_of(self, node: LexborNode) -> Element | None:
        """The container a node of the tree is, or None when it is inline or was not read."""
        if self._by_node is None:
            self._by_node = {element.node_id: element for element in self.elements}
        return self._by_node.get(node.mem_id)

    @cached_property
    def coded_scripts(self) -> list[tuple[LexborNode, str]]:
        """The scripts on the page with their code, without those that are a library."""
        coded = ((node, node.text_content or "") for node in self.walk.scripts)
        return [(node, code) for node, code in coded if len(code) <= MAX_SCRIPT]

    @cached_property
    def scripts(self) -> list[str]:
        """The code of the scripts on the page, without those that are a library."""
        return [code for _, code in self.coded_scripts]

    @cached_property
    def linked_data(self) -> list[str]:
        """The code of the scripts that are JSON-LD."""
        parents = ((node, node.parent) for node in self.walk.scripts)
        nodes = (node for node, parent in parents if parent and parent.attributes.get("type") == "application/ld+json")
        codes = (node.text_content or "" for node in nodes)
        return [code for code in codes if len(code) <= MAX_SCRIPT]

    @property
    def text(self) -> str:
        """The visible text, a line for each block."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def text_length(self) -> int:
        """Characters of visible text."""
        return sum(len(block.text) for block in self.blocks)

    @cached_property
    def data_rows(self) -> dict[int, Element]:
        """For each block that is a cell of a table of data the row it stands in."""
        return data_rows(self.walk)

    @cached_property
    def info(self) -> list[bool]:
        """For each block whether it looks like a line of date and source."""
        return [block.link_chars * 2 <= len(block.text) and phrases.is_info(block.text) for block in self.blocks]

    @cached_property
    def link_share(self) -> float:
        """Share of the visible text that is link text, 0 to 1."""
        return sum(block.link_chars for block in self.blocks) / self.text_length if self.text_length else 0.0
