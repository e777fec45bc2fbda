"""Is it an article, or a page that lists articles?

An article has a headline that ``<title>`` repeats, a line of date and source below it, and sentences. A list has links.
Short case notices (60 characters) are articles, and feeds with summaries (a thousand characters) are lists, so no
single sign decides.
"""

from __future__ import annotations

import re

from crawler.extract import phrases
from crawler.extract.addresses import address_key, joined, looks_like_article, looks_like_list
from crawler.extract.body import Body
from crawler.extract.document import Document
from crawler.extract.errors import Reason
from crawler.extract.neighbours import behind_full_date_line, is_known
from crawler.extract.title import Title
from crawler.extract.walk import Block, Element
from crawler.extract.weights import PROSE, Weights

_RESULTS = re.compile(
    r"搜索结果|检索结果|搜尋結果|站内搜索|全文检索|的搜索|网站地图|栏目列表|信息列表|文章列表|新闻列表"
)
# A page whose links are a larger share of its text is a list.
_MOST_LINKS = 0.3
# A link of so many characters is a headline, one of fewer the name of a column; so many headlines are a list.
_STORY, _FEW = 8, 5
# Of about eight points that a plain article reaches.
_ENOUGH = 3.0


def is_list(document: Document, title: Title, body: Body, weights: Weights) -> bool:
    """True for a page of links, as far as its body, found as if it were an article, tells."""
    return article_points(document, title, body, weights) < _ENOUGH


def reason_without_text(document: Document, title: Title) -> Reason:
    """What a page without a text is: ``list`` when it offers stories, ``empty_body`` when a headline stands alone.

    Search results and lists with summaries hold more summary than links, so the links are counted, not weighed.
    """
    if behind_full_date_line(document, title) is not None:
        return "empty_body"
    if document.link_share > _MOST_LINKS:
        return "list"
    stories = sum(block.link_chars >= _STORY and block.link_chars * 2 > len(block.text) for block in document.blocks)
    return "list" if stories >= _FEW else "empty_body"


def article_points(document: Document, title: Title, body: Body, weights: Weights) -> float:
    """How much speaks for an article."""
    blocks = document.blocks
    prose = [blocks[n].text for n in body.blocks if weights.of[n] >= PROSE]
    if not prose and title.sure:
        # Verses and lists of names below a certain headline.
        prose = [blocks[n].text for n in body.blocks]
    length = sum(map(len, prose))
    sentence = max((len(text) for text in prose if "。" in text), default=0)
    links = sum(block.link_chars for block in blocks)
    points = 2.0 if title.sure else 0.0
    points += 2.0 if length >= 300 else 1.0 if length >= 100 else 0.5 if length >= 40 else -1.0
    points += 1.0 if sentence >= 40 else 0.5 if sentence >= 20 else 0.0
    if _info_below(document, title, body):
        points += 1.5
    elif length < _FEW_WORDS and _is_form(document):
        points -= 2.0
    if any(map(phrases.CATALOGUE.match, (block.text for block in _above(document, title)))):
        points += 1.0
    if document.meta("pubdate", "publishdate", "article:published_time", "articletitle"):
        points += 1.0
    if looks_like_article(document.url):
        points += 0.5
    elif looks_like_list(document.url):
        points -= 1.0
    if _in_known_box(document, body):
        points += 1.0
    if _RESULTS.search(document.walk.title):
        points -= 1.5
    if not title.sure and len(title.text) > 60:
        points -= 1.0
    if 0 <= title.first < len(blocks) and 1 <= blocks[title.first].heading <= 2:
        points += 0.5
    if links > 0.6 * document.text_length and length < 300:
        points -= 0.5
    # Asked last, because it costs most and decides only where the rest leaves doubt.
    if points < _ENOUGH + 3.0 and _are_teasers(document, [n for n in body.blocks if weights.of[n] >= PROSE]):
        points -= 3.0
    return points


def _above(document: Document, title: Title) -> list[Block]:
    return document.blocks[max(0, title.first - phrases.CATALOGUE_SIZE) : max(0, title.first)]


def _are_teasers(document: Document, prose: list[int]) -> bool:
    """True when most of the paragraphs stand below links to other pages, in cards of one shape: summaries in a list."""
    cards = [card for number in prose if (card := _teaser_card(document, number)) is not None]
    if not cards or len(cards) * 2 < len(prose):
        return False
    first = cards[0]
    alike = [
        element
        for element in document.elements
        if element.parent == first.parent and element.tag == first.tag and element.last > element.first
    ]
    return len(alike) >= _FEWEST_CARDS


_FEWEST_CARDS, _LARGEST_CARD, _LEVELS = 3, 12, 4


def _teaser_card(document: Document, number: int) -> Element | None:
    """The small box in which a paragraph follows, or begins with, a link to another page; None without one."""
    for element in document.ancestors(document.blocks[number].container, _LEVELS):
        if element.last - element.first > _LARGEST_CARD:
            return None
        heads = document.blocks[element.first : number + 1]
        if any(block.link_chars >= _STORY - 2 for block in heads):
            return element if _leads_elsewhere(document, element.first, number) else None
    return None


def _leads_elsewhere(document: Document, first: int, last: int) -> bool:
    here = address_key(document.url)
    for anchor in document.anchors_from(first, last + 1):
        href = anchor.href
        if anchor.length >= _STORY - 2 and href and not href.startswith(("#", "javascript:")):
            there = joined(document.url, href)
            return bool(there) and address_key(there) != here
    return False


_FEW_WORDS = 300


def _is_form(document: Document) -> bool:
    """True for a page to write a letter on: a field for text among several others."""
    if b"<textarea" not in document.html:
        return False
    return len(document.tree.css("textarea, input[type=text], input:not([type])")) >= _FEWEST_FIELDS


_FEWEST_FIELDS = 4


def _in_known_box(document: Document, body: Body) -> bool:
    """True for a text in the box that a system gives to texts and to nothing else."""
    around = document.ancestors(body.container, 3)
    return any(element.tag == "founder-content" or is_known(element) for element in around)


def _info_below(document: Document, title: Title, body: Body) -> bool:
    """True when a line of date and source stands between headline and text, or right behind the text."""
    if not body.blocks:
        return False
    first = title.last if title.first >= 0 else max(0, body.blocks[0] - 3)
    between = range(first, min(body.blocks[0], first + 12))
    behind = range(body.blocks[-1] + 1, min(body.blocks[-1] + 4, len(document.blocks)))
    return any(phrases.is_info(document.blocks[n].text) for n in (*between, *behind))
