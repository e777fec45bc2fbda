"""White space and invisible characters: what a page holds, made what a reader sees.

Chinese pages indent with U+3000 or ``&nbsp;``, pad two-character names with either, and carry zero-width characters from
editors and from copy protection. All of it would break comparison, offsets and searching, so text is normalised once,
before any offset is computed (EXTRACTION rules, 2026). Full-width punctuation is content and stays.
"""

from __future__ import annotations

import re

# Unicode White_Space without the line breaks, and U+E5E5: the GBK bytes A3 A0, which page makers type for a full-width
# blank, decode to it in Python; the WHATWG Encoding Standard maps them to U+3000.
_BLANKS = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ue5e5"
# Every break that HTML, plain text or a word processor may leave behind (Unicode Standard, section 5.8).
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# C0 and C1 controls, soft hyphen, Hangul fillers, zero-width and bidirectional marks, variation selectors (except
# U+FE0F, which makes an emoji), tags, the byte order mark and noncharacters.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
# U+200D joins emoji; anywhere else it only hides inside a word.
_DROP = re.compile(f"[{_INVISIBLE}]+|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_RUN = re.compile(f"[{_BLANKS}]+")
_ANY_RUN = re.compile(f"[{_BLANKS}{_BREAKS}]+")
_LINE_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
# One test decides for nearly every line that there is nothing to do.
_UNCLEAN = re.compile(
    f"[{_BREAKS}{_INVISIBLE}\ud800-\udfff\u200d\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ue5e5]|  "
)


def drop_invisible(text: str) -> str:
    """Remove characters that print nothing; lone surrogates, which no file can hold, become U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _DROP.sub("", _LONE_SURROGATES.sub("\ufffd", text))


def normalise_line(text: str) -> str:
    """One line as a reader sees it: every run of blanks and line breaks is one space, none at the ends.

    Idempotent. Never raises.
    """
    if not _UNCLEAN.search(text):
        return text.strip(" ")
    return _ANY_RUN.sub(" ", drop_invisible(text)).strip(" ")


def split_lines(text: str) -> list[str]:
    """The non-empty lines of ``text``, each normalised, whatever kind of line break stands between them."""
    lines = (_BLANK_RUN.sub(" ", line).strip(" ") for line in _LINE_BREAK.split(drop_invisible(text)))
    return [line for line in lines if line]


def normalise_text(text: str) -> str:
    r"""Paragraphs joined by ``\n``: indents, empty lines and invisible characters gone. Idempotent. Never raises."""
    return "\n".join(split_lines(text))
