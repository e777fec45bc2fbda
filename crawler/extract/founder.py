"""The pages of a newspaper in Founder's HTML form: node_N.htm is a page of the paper, content_N.htm an article."""

from __future__ import annotations

import datetime
import re

from crawler.extract.addresses import address_key, joined
from crawler.extract.document import Document
from crawler.extract.epaper import PaperPage
from crawler.extract.errors import NotAnArticle
from crawler.extract.gates import find_refusal
from crawler.extract.links import Link

_NODE = re.compile(r"/node_\d{1,9}\.html?$")
_CONTENT = re.compile(r"/content_[\w-]{1,60}\.html?(?:\?div=-?\d+)?$")
# 第01版：要闻, 第A3版 综合, 02版：评论
_PAGE = re.compile(r"第?\s?([A-Z]?\d{1,3})\s?版\s?[:：\s]?\s?(.{0,20})$")


def read_paper_pages(body: bytes, url: str, day: datetime.date, content_type: str | None = None) -> list[PaperPage]:
    """The pages of a day's paper by the table on one of them; that one is among them. Raises NotAnArticle."""
    document = _read(body, url, content_type)
    folder, here = url.rpartition("/")[0], address_key(url)
    targets = [(joined(url, anchor.href), _PAGE.search(anchor.text)) for anchor in document.walk.anchors]
    nodes = [
        (address_key(target), target, match)
        for target, match in targets
        if _NODE.search(target) and target.rpartition("/")[0] == folder
    ]
    pages: dict[str, PaperPage] = {}
    # The table first; 下一版 and the like stand before it on some pages.
    for key, target, match in sorted(nodes, key=lambda node: node[2] is None):
        if key not in pages:
            number = match[1] if match else f"{len(pages) + 1:02d}"
            # Its own address as it was asked for, so that it is not asked for again.
            pages[key] = PaperPage(day, number, match[2].strip() if match else "", url if key == here else target)
    if not pages or here not in pages:
        shown = next((found for block in document.blocks if (found := _PAGE.match(block.text))), None)
        first = PaperPage(day, shown[1] if shown else "01", shown[2].strip() if shown else "", url)
        pages = {here: first, **pages}
    return list(pages.values())


def read_paper_links(body: bytes, url: str, content_type: str | None = None) -> list[Link]:
    """The articles of a page, in its order, each once. Raises NotAnArticle."""
    document = _read(body, url, content_type)
    links: dict[str, Link] = {}
    for anchor in document.walk.anchors:
        target = joined(url, anchor.href).partition("?div=")[0]
        if not _CONTENT.search(target):
            continue
        key = address_key(target)
        # The picture of the page links its articles too, without a text.
        if key not in links or (anchor.text and not links[key].text):
            links[key] = Link(target, anchor.title or anchor.text)
    return list(links.values())


def _read(body: bytes, url: str, content_type: str | None) -> Document:
    document = Document.read(body, url, content_type)
    if (refusal := find_refusal(document)) is not None:
        raise NotAnArticle(refusal.reason, refusal.detail)
    return document
