"""From the bytes of a page to values: article, links, following pages, gate. No network, no clock, no archive."""

from __future__ import annotations

from crawler.extract.addresses import address_key, canonical_url
from crawler.extract.article import article_of, extract_article
from crawler.extract.document import Document
from crawler.extract.errors import NotAnArticle
from crawler.extract.gates import find_gate
from crawler.extract.listing import Link, links_of, list_links
from crawler.extract.paging import next_pages, next_pages_of

__all__ = [
    "Document",
    "Link",
    "NotAnArticle",
    "address_key",
    "article_of",
    "canonical_url",
    "extract_article",
    "find_gate",
    "links_of",
    "list_links",
    "next_pages",
    "next_pages_of",
]
