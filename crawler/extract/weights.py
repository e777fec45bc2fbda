"""How much each block of a page looks like running text, and how much like furniture.

One feature tells Chinese text from navigation better than length: full-width punctuation, which menus and lists of
links hardly have (EXTRACTION notes, 143 pages, 2026). A block weighs what it has of both; links, notices and boxes of
comments, feeds and tools weigh against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from crawler.extract import phrases
from crawler.extract.document import Document
from crawler.extract.walk import Block, Element

_MARKS = "，。；：！？、"
# A block that weighs so much is a sentence or more.
PROSE = 30.0
# Long text without any punctuation is a table, a list of names or spam, and counts no more than a sentence.
_UNPUNCTUATED = 40.0


@dataclass(slots=True)
class Weights:
    """The weight of every block, in the order of the page."""

    of: list[float]
    boxed: list[bool]
    """True for blocks in boxes of comments, feeds, tools and other furniture."""
    hidden: bool
    """True when the page's text is hidden until a script shows it, so that hidden blocks count like others."""
    start: int
    """The first sentence of the part of the page with most running text; the number of blocks when there is none."""

    @property
    def whole(self) -> float:
        """The weight of all running text of the page."""
        return sum(weight for weight in self.of if weight > 0)

    def sums(self) -> list[float]:
        """Sums from the start: the weight of a slice is the difference of two of them."""
        return [0.0, *accumulate(self.of)]


def weigh(document: Document) -> Weights:
    """Weigh the blocks of a page."""
    blocks = document.blocks
    plain = [_weight(block.text, block.link_chars, info) for block, info in zip(blocks, document.info, strict=True)]
    for number in document.data_rows:
        # The cells of a table speak neither for a text nor against it.
        plain[number] = max(plain[number], 0.0)
    weights, hidden = plain, False
    if any(block.hidden for block in blocks):
        # WeChat and some reading apps keep the text hidden until a script shows it.
        hidden = _only_hidden(blocks, plain)
        if not hidden:
            weights = [0.0 if block.hidden and w > 0 else w for block, w in zip(blocks, plain, strict=True)]
    boxed = [False] * len(blocks)
    _mark_boxes(document, weights, boxed)
    weights = [min(weight, -2.0) if inside else weight for weight, inside in zip(weights, boxed, strict=True)]
    found = Weights(weights, boxed, hidden, len(blocks))
    found.start = _start(document, found)
    return found


@lru_cache(maxsize=8_192)
def _weight(text: str, links: int, info: bool) -> float:
    """What a block says for being text, or against. Kept for the lines that the pages of one site repeat."""
    length = len(text)
    if links * 2 > length:
        return -2.0 - 0.5 * links
    if length < 8:
        return -1.0
    if links and length <= 120 and phrases.PROMOTION.search(text):
        return -5.0
    marks = sum(map(text.count, _MARKS))
    if not marks and "," in text and not text.isascii():
        # Traditional and machine-converted copies use half-width commas.
        marks = text.count(",")
    if marks == text.count("、") and length < 40:
        marks = 0  # 农业、林业\水利、水务: words side by side
    if not marks and (length < 40 or text.isascii()):
        return -1.0
    if length <= 120 and phrases.CONTACT.match(text):
        return 0.0
    if info and length <= 120:
        return -2.0
    if length <= 200 and phrases.is_furniture(text):
        return -5.0
    if not marks:
        return min(0.3 * (length - links), _UNPUNCTUATED)
    return length - links + 8.0 * marks


def _only_hidden(blocks: list[Block], plain: list[float]) -> bool:
    shown = sum(weight for block, weight in zip(blocks, plain, strict=True) if weight > PROSE and not block.hidden)
    hidden = sum(weight for block, weight in zip(blocks, plain, strict=True) if weight > PROSE and block.hidden)
    return hidden > 3 * shown and shown < 10 * PROSE


def _mark_boxes(document: Document, weights: list[float], boxed: list[bool]) -> None:
    positive = [0.0, *accumulate(weight if weight > PROSE else 0.0 for weight in weights)]
    total = positive[-1]
    siblings: dict[tuple[int, str, str | None], list[Element]] = {}
    for element in document.elements:
        first, last = element.first, element.last
        if last <= first:
            continue
        kind = element.kind
        if kind & _BOXES and not boxed[first]:
            share = positive[last] - positive[first]
            if _is_box(document, element, kind, positive[first], share, total):
                boxed[first:last] = [True] * (last - first)
        if 2 <= last - first <= _LARGEST_CARD and first not in document.data_rows:
            siblings.setdefault((element.parent, element.tag, element.attributes.get("class")), []).append(element)
    for cards in siblings.values():
        if len(cards) >= 3:
            _mark_cards(document, cards, boxed)


_BOXES = phrases.COMMENT | phrases.SIDE
_LARGEST_CARD = 15


def _is_box(document: Document, element: Element, kind: int, before: float, share: float, total: float) -> bool:
    """A box of comments, or one whose name says furniture and which looks like it.

    ``before`` is the weight of the sentences that stand before it, ``share`` of those in it, ``total`` of all.
    """
    inside = document.blocks[element.first : element.last]
    if kind & phrases.COMMENT:
        # 评论 is also a column: what holds the page's heading, or has nothing to comment on before it, is no such box.
        return before > 0 and not any(block.heading == 1 for block in inside)
    if share > 0.4 * total:
        return False
    length = links = stops = 0
    for block in inside:
        length += len(block.text)
        links += block.link_chars
        if not block.link_chars:
            stops += block.text.count("。") + block.text.count("，")
    return links * 3 > length or stops * 60 < length


def _mark_cards(document: Document, cards: list[Element], boxed: list[bool]) -> None:
    """Three or more siblings of one shape, most with a link or a day among several lines: a feed of other stories."""
    alike = [card for card in cards if _is_card(document.blocks[card.first : card.last])]
    # Siblings without a class have the same shape by chance; rows of a list have not.
    certain = cards[0].attributes.get("class") or cards[0].tag in ("li", "tr", "dl", "dd")
    if len(alike) < (0.7 * len(cards) if certain else max(5, len(cards))):
        return
    for card in alike:
        boxed[card.first : card.last] = [True] * (card.last - card.first)


def _is_card(blocks: list[Block]) -> bool:
    """Title, summary and day of another story: a link or a day, and hardly any text."""
    prose = sum(len(block.text) >= 40 and not block.link_chars for block in blocks)
    return prose <= 2 and any(
        block.link_chars * 2 > len(block.text) or (len(block.text) <= 30 and phrases.MOMENT.search(block.text))
        for block in blocks
    )


def _start(document: Document, weights: Weights) -> int:
    sums = weights.sums()
    best, best_score = document.elements[0], 0.0
    for element in document.elements:
        score = sums[element.last] - sums[element.first]
        if score >= best_score:
            best, best_score = element, score
    return next((n for n in range(best.first, best.last) if weights.of[n] >= PROSE), len(weights.of))
