"""What a page may cost to parse.

The HTML5 rules make three things quadratic in any parser that keeps them: elements nested thousands deep (each start tag
looks up the stack), formatting elements that are never closed (each paragraph opens all of them again) and thousands
of attributes in one tag (each is compared with the others). No news page needs them, so a page is cut where they
begin. Measured with lexbor 2.x: 50,000 nested ``div`` 4.7 s, 2,000 open ``b`` 1.5 s and 540 MB, 32,000 attributes 2.8 s.
"""

from __future__ import annotations

import re

# The largest of 143 captured pages had 470 kB.
MAX_BYTES = 4_000_000
MAX_DEPTH = 4_000
MAX_OPEN_FORMATTING = 300
_LONG_TAG = 60_000
_MANY_ATTRIBUTES = 4_000
# Below these counts nothing above can become expensive.
_FEW_TAGS = 3_000
_FEW_FORMATTING = 400
_MANY_TAGS = 12_000

_FORMATTING_TAGS = b"b|big|code|em|font|i|s|small|strike|strong|tt|u"
_FORMATTING = re.compile(rb"<(?:" + _FORMATTING_TAGS + rb")[\s>/]")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_FORMATTING_NAMES = frozenset(_FORMATTING_TAGS.split(b"|"))
# Void elements, and those whose next sibling closes them.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dd dt td th tr option".split()
)


def bounded(page: bytes) -> tuple[bytes, bool]:
    """The page, or the part of it that can be parsed in time, and whether something was cut."""
    cut = len(page) > MAX_BYTES
    page = page[:MAX_BYTES] if cut else page
    if _has_long_run(page):
        shortened = b">".join(map(_without_attributes, page.split(b">")))
        cut, page = cut or len(shortened) < len(page), shortened
    tags = page.count(b"<")
    if tags <= _FEW_TAGS:
        return page, cut
    if tags <= _MANY_TAGS and len(_FORMATTING.findall(page.lower())) <= _FEW_FORMATTING:
        return page, cut
    end = _end_of_sane_nesting(page)
    return page[:end], cut or end < len(page)


def _has_long_run(page: bytes) -> bool:
    """True when more than ``_LONG_TAG`` bytes follow each other without a ``>``: one half of them fills a window."""
    half = _LONG_TAG // 2
    return any(page.find(b">", start, start + half) < 0 for start in range(0, len(page) - half, half))


def _without_attributes(piece: bytes) -> bytes:
    """A piece that ends where a tag ends; the tag without its attributes when it has thousands."""
    if len(piece) <= _LONG_TAG:
        return piece
    start = piece.rfind(b"<")
    tag = piece[start:] if start >= 0 else b""
    if len(tag) <= _LONG_TAG or len(tag.split(None, _MANY_ATTRIBUTES)) <= _MANY_ATTRIBUTES:
        return piece
    return piece[:start] + tag.split(None, 1)[0][:64]


def _end_of_sane_nesting(page: bytes) -> int:
    depth = formatting = 0
    for match in _TAG.finditer(page):
        name = match[2].lower()
        step = -1 if match[1] else 1
        if name in _FORMATTING_NAMES:
            formatting = max(0, formatting + step)
        elif name in _FLAT:
            continue
        depth = max(0, depth + step)
        if depth > MAX_DEPTH or formatting > MAX_OPEN_FORMATTING:
            return match.start()
    return len(page)
