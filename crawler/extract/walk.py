"""The one walk over a page's tree: from nodes to lines of text, containers and links.

The walk turns the tree into three flat lists that everything else in this package works on: *blocks* (a paragraph, a
line, a table cell: text between two places where a browser would break the line), *elements* (the containers around
them) and *anchors* (links). All of them know each other by index, so a question such as "how much text that is no link
stands in this container" is a sum over a slice, never a second walk.

The nodes come from ``LexborNode.traverse`` in the order of the page; which elements are over is told by each node's
parent. White space between tags is left out and looked for only where two pieces of one line meet (``benchmarks/PROFILE.md``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.extract import phrases
from crawler.hanzi.whitespace import normalise_line

# What one page may cost. A news page has 2,000 nodes.
MAX_NODES = 150_000

Attributes = dict[str, str | None]

_INLINE = (
    "abbr acronym bdi bdo big cite code data dfn em font i kbd label mark nobr q samp small span strong time var ins"
)
# Inline elements whose class says nothing, and wrappers that break no line.
_TRANSPARENT = (
    "b u s del strike sub sup tt rb rp rt ruby wbr input picture source area map track param embed link head noscript "
    "o:p st1:chsdate st1:chmetcnv st1:personname st1:place"
)
_SKIPPED = (
    "style template svg math select option datalist button textarea iframe frame frameset object applet audio video "
    "canvas noembed noframes progress meter"
)

_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


def clean(text: str) -> str:
    """One line as a reader sees it, as ``hanzi.whitespace.normalise_line``; the common case without a pattern."""
    line = " ".join(text.split())
    return line if line.isprintable() else normalise_line(line)


class Named:
    """Something with a class and an id."""

    __slots__ = ("_name", "attributes")

    attributes: Attributes
    _name: str | None

    @property
    def name(self) -> str:
        """Class and id, lower case, separated by a blank; '' without any."""
        if self._name is None:
            found = self.attributes
            self._name = f"{found.get('class') or ''} {found.get('id') or ''}".lower()[:300].strip() if found else ""
        return self._name


class Element(Named):
    """A container: an element that breaks the line. ``first`` and ``last`` bound its blocks as in a slice."""

    __slots__ = ("first", "hidden", "index", "kind", "last", "node_id", "parent", "tag")

    def __init__(self, index: int, parent: int, tag: str, attributes: Attributes, first: int, node_id: int) -> None:
        self.index = index
        self.parent = parent
        self.tag = tag
        self.attributes = attributes
        self._name = None
        self.first = first
        self.last = first
        self.hidden = False
        self.node_id = node_id
        self.kind = phrases.kind_of(attributes.get("class"), attributes.get("id")) if attributes else 0
        """What class and id say: ``phrases.TITLE``, ``COMMENT``, ``SIDE`` and ``BODY`` added up."""


@dataclass(slots=True)
class Block:
    """A run of text without a line break."""

    text: str
    container: int
    """Index of the innermost element around it."""
    heading: int
    """Level of the heading it stands in, 1 to 6, or 0."""
    link_chars: int
    """How many characters of the text are link text."""
    hidden: bool
    """True when it is not shown (``display: none``)."""


class Anchor(Named):
    """A link as it stands on the page."""

    __slots__ = ("_raw", "block", "container", "last", "node_id")

    def __init__(self, attributes: Attributes, container: int, block: int, node_id: int) -> None:
        self.attributes = attributes
        self._name = None
        self.container = container
        self.last = block
        """Behind the last block that is all inside: equal to ``block`` for a link within a line."""
        self.block = block
        """The block its text begins in, or would have begun in."""
        self.node_id = node_id
        self._raw = ""

    @property
    def text(self) -> str:
        """The text of the link, cleaned; lines are joined by a blank."""
        return clean(self._raw)

    @property
    def length(self) -> int:
        """How long the text is before it is cleaned: at least as long as ``text``."""
        return len(self._raw)

    @property
    def initial(self) -> str:
        """The first character of the text; '' without one."""
        return self._raw.lstrip()[:1]

    @property
    def href(self) -> str:
        """The address as written, bounded."""
        return (self.attributes.get("href") or "").strip()[:2000]

    @property
    def title(self) -> str:
        """The ``title`` attribute, cleaned."""
        return clean(self.attributes.get("title") or "")


class Span(Named):
    """An inline element with a class or an id: ``<span class="source">``. Its text stands in ``block``."""

    __slots__ = ("_raw", "block")

    def __init__(self, attributes: Attributes, start: int) -> None:
        self.attributes = attributes
        self._name = None
        self.block = start
        self._raw = ""

    @property
    def text(self) -> str:
        """The text, cleaned."""
        return clean(self._raw)


@dataclass(slots=True)
class Walk:
    """What the walk over one tree gives."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    comments: list[tuple[str, int]] = field(default_factory=list)
    """Comment text (stripped) and the block that follows it; also ``<meta>`` markers inside the body."""
    scripts: list[LexborNode] = field(default_factory=list)
    """The text nodes of the scripts; ``Document.scripts`` reads them."""
    images: list[int] = field(default_factory=list)
    """For each picture the block that follows or holds it."""
    metas: dict[str, str] = field(default_factory=dict)
    """``<meta>`` by lower-case name, property or itemprop, first non-empty one."""
    refresh: str = ""
    """Content of ``<meta http-equiv="refresh">``."""
    title: str = ""
    """``<title>``, cleaned."""
    base: str = ""
    """``<base href>``."""
    canonical: str = ""
    """``<link rel="canonical">``, as written."""
    truncated: bool = False
    """True when the page had more nodes than are read."""


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style") or ""
    # Most styles say nothing about showing.
    return ("none" in style or "hidden" in style or style.isupper()) and _HIDDEN.search(style) is not None


class _Walker:
    """Depth-first over a tree, without recursion: pages nest thousands of levels deep when their tags are broken."""

    def __init__(self) -> None:
        self.walk = Walk()
        self.pieces: list[str] = []
        self.link_chars = 0
        self.in_link = 0
        self.heading = 0
        self.hidden = 0
        self.in_pre = 0
        self.container = Element(0, 0, "html", {}, 0, 0)
        self.walk.elements.append(self.container)

    def run(self, root: LexborNode) -> Walk:
        """Walk the tree below ``root``."""
        # The open elements by the identity of their node, each with what is to be done when it is over.
        stack: list[tuple[int, Opened]] = []
        innermost = outermost = root.parent.mem_id if root.parent is not None else 0
        unread: set[int] = set()
        # Local names: this loop is where most of an extraction's time goes.
        pieces, opener_of = self.pieces, _OPEN.get
        nodes = root.traverse(include_text=True, skip_empty=True)
        for node in islice(nodes, MAX_NODES):
            around = node.parent
            parent = around.mem_id if around is not None else outermost
            if parent != innermost:
                if parent in unread:
                    unread.add(node.mem_id)
                    continue
                while innermost != parent and stack:
                    opened = stack.pop()[1]
                    if opened is not None:
                        self._end(opened)
                    innermost = stack[-1][0] if stack else outermost
            tag = node.tag or "-"
            if tag == "-text":
                if pieces:
                    self._blank_before(node)
                self._text(node.text_content or "")
                continue
            if tag[0] == "-":
                if tag == "-comment":
                    self._comment(node.comment_content or "")
                continue
            opener = opener_of(tag, _Walker._begin)
            opened = opener(self, node) if opener is not None else None
            if opened is _UNREAD:
                unread.add(node.mem_id)
            else:
                innermost = node.mem_id
                stack.append((innermost, opened))
        self.walk.truncated = next(nodes, None) is not None
        for _, opened in reversed(stack):
            self._end(opened)
        self._flush()
        self.walk.elements[0].last = len(self.walk.blocks)
        return self.walk

    def _blank_before(self, node: LexborNode | None) -> None:
        """Add the white space that parts a text from the one before it in its line.

        Half of all texts are nothing but the white space between tags. The walk leaves them out and looks back for
        them only here.
        """
        before = None
        while before is None and node is not None:
            before, node = node.prev, node.parent
        while before is not None and not before.is_text_node:
            inner = before.last_child
            while inner is None and before is not None:
                inner, before = before.prev, before.parent
            before = inner
        if before is not None and before.is_empty_text_node:
            self._text(before.text_content or " ")

    def _text(self, text: str) -> None:
        if text.isspace() and not self.in_pre:
            if self.pieces:
                self.pieces.append(" ")
        elif self.in_pre:
            self._preformatted(text)
        else:
            self.pieces.append(text)
            if self.in_link:
                self.link_chars += len(text.strip())

    def _preformatted(self, text: str) -> None:
        first, *rest = text.split("\n")
        self.pieces.append(first)
        for line in rest:
            self._flush()
            self.pieces.append(line)

    def _comment(self, text: str) -> None:
        if text:
            # Founder keeps the properties of an article in a comment: <!--enpproperty <date>…</date> …/enpproperty-->.
            text = text[: 2000 if "enpproperty" in text[:40] else 200].strip()
            self.walk.comments.append((text, len(self.walk.blocks) + bool(self.pieces)))

    def _flush(self) -> None:
        """End the line."""
        if not self.pieces:
            return
        if text := clean("".join(self.pieces)):
            links = self.link_chars
            self.walk.blocks.append(
                Block(
                    text, self.container.index, self.heading, links if links < len(text) else len(text), self.hidden > 0
                )
            )
        self.pieces.clear()
        self.link_chars = 0

    def _begin(self, node: LexborNode) -> Element:
        """Open a container."""
        if self.pieces:
            self._flush()
        attributes, walk = node.attributes, self.walk
        element = Element(
            len(walk.elements), self.container.index, node.tag or "", attributes, len(walk.blocks), node.mem_id
        )
        if attributes and ("style" in attributes or "hidden" in attributes) and _is_hidden(attributes):
            element.hidden = True
            self.hidden += 1
        walk.elements.append(element)
        self.container = element
        return element

    def _end(self, opened: Opened) -> None:
        """What is to be done when an element is over."""
        if isinstance(opened, tuple):
            opened[0](self, opened[1])
        elif opened is not None:
            if self.pieces:
                self._flush()
            opened.last = len(self.walk.blocks)
            if opened.hidden:
                self.hidden -= 1
            self.container = self.walk.elements[opened.parent]

    def _open_heading(self, node: LexborNode) -> Opened:
        element = self._begin(node)
        outer, self.heading = self.heading, int(element.tag[1])
        return _Walker._close_heading, (element, outer)

    def _close_heading(self, payload: tuple[Element, int]) -> None:
        self._end(payload[0])
        self.heading = payload[1]

    def _open_pre(self, node: LexborNode) -> Opened:
        element = self._begin(node)
        self.in_pre += 1
        return _Walker._close_pre, element

    def _close_pre(self, element: Element) -> None:
        self._end(element)
        self.in_pre -= 1

    def _open_inline(self, node: LexborNode) -> Opened:
        attributes = node.attributes
        if not attributes:
            return None
        if "style" in attributes and _is_hidden(attributes):
            # Hidden and visible text must not share a line.
            self._flush()
            self.hidden += 1
            return _Walker._close_hidden, None
        if "class" in attributes or "id" in attributes:
            return _Walker._close_span, Span(attributes, len(self.pieces))
        return None

    def _close_hidden(self, _: None) -> None:
        self._flush()
        self.hidden -= 1

    def _close_span(self, span: Span) -> None:
        if pieces := self.pieces[span.block :]:
            span._raw, span.block = "".join(pieces), len(self.walk.blocks)
            self.walk.spans.append(span)

    def _open_anchor(self, node: LexborNode) -> Opened:
        self.in_link += 1
        walk = self.walk
        anchor = Anchor(node.attributes, self.container.index, len(walk.blocks), node.mem_id)
        walk.anchors.append(anchor)
        return _Walker._close_anchor, (anchor, len(self.pieces))

    def _close_anchor(self, payload: tuple[Anchor, int]) -> None:
        anchor, start = payload
        self.in_link -= 1
        blocks = self.walk.blocks
        if anchor.block == len(blocks):
            anchor._raw = "".join(self.pieces[start:])
        else:
            anchor.last = len(blocks)
            lines = [block.text for block in blocks[anchor.block : anchor.block + 8]]
            anchor._raw = " ".join([*lines, *self.pieces])

    def _open_break(self, node: LexborNode) -> Opened:
        self._flush()
        return _UNREAD

    def _open_image(self, node: LexborNode) -> Opened:
        self.walk.images.append(len(self.walk.blocks))
        return _UNREAD

    def _open_skipped(self, node: LexborNode) -> Opened:
        return _UNREAD

    def _open_title(self, node: LexborNode) -> Opened:
        if not self.walk.title:
            self.walk.title = clean(node.text()[:4000])
        return _UNREAD

    def _open_script(self, node: LexborNode) -> Opened:
        child = node.first_child
        if child is not None:
            self.walk.scripts.append(child)
        return _UNREAD

    def _open_meta(self, node: LexborNode) -> Opened:
        attributes = node.attributes
        content = (attributes.get("content") or "").strip()
        key = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip().lower()
        if not key and (attributes.get("http-equiv") or "").lower() == "refresh":
            self.walk.refresh = self.walk.refresh or content
        elif key and content:
            self.walk.metas.setdefault(key, content[:2000])
        if key in ("contentstart", "contentend"):
            self.walk.comments.append((key, len(self.walk.blocks)))
        return _UNREAD

    def _open_link(self, node: LexborNode) -> Opened:
        attributes = node.attributes
        if (attributes.get("rel") or "").lower() == "canonical":
            self.walk.canonical = self.walk.canonical or (attributes.get("href") or "").strip()[:2000]
        return _UNREAD

    def _open_base(self, node: LexborNode) -> Opened:
        self.walk.base = self.walk.base or (node.attributes.get("href") or "").strip()
        return _UNREAD


Opened = Element | tuple[Callable[[_Walker, Any], None], Any] | None
"""What is to be done when an element is over: end the container it is, call something, or nothing."""
Open = Callable[[_Walker, LexborNode], Opened]

# Marks an element whose children are not read.
_UNREAD: Opened = (lambda _walker, _payload: None, None)


# What to do on entering an element, by its tag. None: nothing, read on. Every tag that is not here breaks the line.
_OPEN: dict[str, Open | None] = {
    **dict.fromkeys(_INLINE.split(), _Walker._open_inline),
    **dict.fromkeys(_TRANSPARENT.split(), None),
    **dict.fromkeys(_SKIPPED.split(), _Walker._open_skipped),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), _Walker._open_heading),
    **dict.fromkeys("br hr".split(), _Walker._open_break),
    "a": _Walker._open_anchor,
    "img": _Walker._open_image,
    "pre": _Walker._open_pre,
    "title": _Walker._open_title,
    "script": _Walker._open_script,
    "meta": _Walker._open_meta,
    "base": _Walker._open_base,
    "link": _Walker._open_link,
}


def walk_tree(root: LexborNode) -> Walk:
    """Walk the tree below ``root``, at most ``MAX_NODES`` nodes of it. Never raises."""
    return _Walker().run(root)
