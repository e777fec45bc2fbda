"""The sample site as one pure function: a path in, an answer out. No clock, no state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from urllib.parse import urlsplit

from crawler.sample import listing, pages
from crawler.sample.content import HOST, SECTIONS, SITE_NAME, Entry, Paragraph, entries

__all__ = ["HOST", "SECTIONS", "SITE_NAME", "respond"]

HTML = "text/html"
ROBOTS = "User-agent: *\nDisallow: /neibu/\n"


@dataclass(frozen=True)
class Resource:
    """How one path is answered."""

    make: Callable[[], str]
    status: int = 200
    content_type: str = HTML
    encoding: str = "utf-8"


def respond(path: str, if_none_match: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Answer a request.

    `path` may carry a query, which is ignored. `if_none_match` is the value of that header; when it names the current
    ETag the answer is 304 without a body. Gives status, headers (Content-Type, and ETag on status 200) and body.
    Unknown paths give 404, a section without its last slash 301.
    """
    path = urlsplit(path).path
    if path.strip("/") in SECTIONS and not path.endswith("/"):
        return 301, {"Content-Type": HTML, "Location": f"{path}/"}, b""
    resource = _resources().get(path)
    if resource is None:
        return 404, {"Content-Type": HTML}, pages.missing_page().encode()
    body = _body(path)
    headers = {"Content-Type": resource.content_type}
    if resource.status == 200:
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if if_none_match and (headers["ETag"] in if_none_match or if_none_match.strip() == "*"):
            return 304, headers, b""
    return resource.status, headers, body


@cache
def _body(path: str) -> bytes:
    resource = _resources()[path]
    return resource.make().encode(resource.encoding)


@cache
def _resources() -> dict[str, Resource]:
    found = {
        "/": Resource(_home),
        "/robots.txt": Resource(lambda: ROBOTS, content_type="text/plain"),
        "/images/public.css": Resource(partial(pages.asset, "public.css"), content_type="text/css; charset=utf-8"),
        "/images/common.js": Resource(partial(pages.asset, "common.js"), content_type="text/javascript"),
        listing.GATE: Resource(partial(pages.gate_page, listing.GATE)),
        listing.SOFT_404: Resource(pages.gone_page),
        listing.HARD_404: Resource(pages.missing_page, status=404),
        listing.FORBIDDEN: Resource(_forbidden),
    }
    found["/index.html"] = found["/"]
    for entry in entries():
        found |= _article(entry)
    for section in SECTIONS:
        found |= _list(section)
    return found


def _home() -> str:
    return pages.home_page({section: listing.rows(section) for section in SECTIONS})


def _forbidden() -> str:
    """A whole article, so that a client which does not read robots.txt is seen by what it brings home."""
    text = "本页只供内部参考，已在 robots.txt 中声明不供抓取。哪个程序把它带了回去，就说明它没有先看那份声明。"
    plain = next(entry for entry in entries() if entry.section == "yaowen" and not entry.mentions)
    hidden = replace(plain, id=10154, heading=("内部工作提示（七月）",), paragraphs=(Paragraph(text),), editor=None)
    return pages.article_page(hidden)


def _article(entry: Entry) -> dict[str, Resource]:
    """The paths of an article: `t….html`, and `t…_1.html` on for its further parts."""
    charset = entry.header_charset
    content_type = f"{HTML}; charset={charset}" if charset else HTML
    stem = entry.path.removesuffix(".html")
    return {
        f"{stem}_{part}.html" if part else entry.path: Resource(
            partial(pages.article_page, entry, part),
            content_type=content_type,
            encoding=_encoding(entry.section),
        )
        for part in range(len(entry.parts_at) + 1)
    }


def _list(section: str) -> dict[str, Resource]:
    """The paths of a list: `/` and `index.html` for its first page, `index_1.html` on for the others."""
    found = listing.pages(section)
    lists = {
        f"/{section}/index{f'_{number}' if number else ''}.html": Resource(
            partial(pages.list_page, section, found[number], number, len(found)),
            encoding=_encoding(section),
        )
        for number in range(len(found))
    }
    return {**lists, f"/{section}/": lists[f"/{section}/index.html"]}


def _encoding(section: str) -> str:
    return "gbk" if section in pages.CHARSETS else "utf-8"
