"""From the bytes of a page to values: article, links, following pages, gate. No network, no clock, no archive.

A module is loaded when one of its names is asked for: a run that finds nothing new reads lists, never an article.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.extract.addresses import address_key, canonical_url, joined, without_mobile_twin
    from crawler.extract.article import article_of, extract_article
    from crawler.extract.document import Document
    from crawler.extract.epaper import PaperPage, article_of_json, read_days, read_links, read_pages
    from crawler.extract.errors import NotAnArticle
    from crawler.extract.founder import read_paper_links, read_paper_pages
    from crawler.extract.gates import find_gate, redirect_target
    from crawler.extract.links import Link
    from crawler.extract.listing import Listing, issue_links, links_of, list_links, read_list
    from crawler.extract.paging import next_pages, next_pages_of, told_pages
    from crawler.extract.reposts import with_year

__all__ = [
    "Document",
    "Link",
    "Listing",
    "NotAnArticle",
    "PaperPage",
    "address_key",
    "article_of",
    "article_of_json",
    "canonical_url",
    "extract_article",
    "find_gate",
    "issue_links",
    "joined",
    "links_of",
    "list_links",
    "next_pages",
    "next_pages_of",
    "read_days",
    "read_links",
    "read_list",
    "read_pages",
    "read_paper_links",
    "read_paper_pages",
    "redirect_target",
    "told_pages",
    "with_year",
    "without_mobile_twin",
]

_MODULES = {
    "addresses": ("address_key", "canonical_url", "joined", "without_mobile_twin"),
    "article": ("article_of", "extract_article"),
    "document": ("Document",),
    "epaper": ("PaperPage", "article_of_json", "read_days", "read_links", "read_pages"),
    "errors": ("NotAnArticle",),
    "founder": ("read_paper_links", "read_paper_pages"),
    "gates": ("find_gate", "redirect_target"),
    "links": ("Link",),
    "listing": ("Listing", "issue_links", "links_of", "list_links", "read_list"),
    "paging": ("next_pages", "next_pages_of", "told_pages"),
    "reposts": ("with_year",),
}
_HOME = {name: f"{__name__}.{module}" for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
