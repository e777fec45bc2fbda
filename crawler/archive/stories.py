"""Copies of one text: the key they share."""

from __future__ import annotations

import hashlib
import re

from crawler.hanzi import fold

# Punctuation and white space differ between copies (half-width colons, spaces around a bar); the characters do not.
_NOT_TEXT = re.compile(r"[\W_]+")


def story_id(title: str, body: str) -> str:
    """Key of the text: equal for copies in either script, with other spacing or punctuation.

    An empty body falls back on the title, so that two empty pages are not one story.
    """
    text = _NOT_TEXT.sub("", fold(body)) or _NOT_TEXT.sub("", fold(title))
    return "s" + hashlib.sha256(text.encode()).hexdigest()[:24]
