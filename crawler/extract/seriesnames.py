"""The name of a series and the headline of an instalment, cleaned of ordinals, genre words and quotes."""

from __future__ import annotations

import re

from crawler.extract.ordinals import GENRES
from crawler.hanzi import fold

_PART_TOKEN = re.compile(
    r"\s*(?:[（(【\[]\s?[上中下][篇集部辑]?\s?[）)】\]]|(?:(?<=[\s—·:：”」』》】])|^)[上中下]篇(?=$|[:：]))\s*[:：]?"
)


def without_part(text: str) -> str:
    """``text`` without （上）, 下篇 and the like."""
    return _PART_TOKEN.sub("", text).strip(" —")


_GENRE_SUFFIX = re.compile(rf"的?(?:系列(?:{GENRES})?|连载|报道|报导|述评|评论)$")
_BARE_GENRE = re.compile(rf"(?:系列)?(?:{GENRES})?")
_LEADING_LABEL = re.compile(r"(?:【[^】]*】|\[[^\]]*\]|［[^］]*］)\s*(?=\S)")
_OUTLET_BEFORE_QUOTE = re.compile(r"[^“”「」\"\s]{0,12}(?:网|报|社|台|刊|客户端)(?=[“「\"『])")
_OUTER_QUOTES = re.compile(
    r"(?:“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\"|《([^《》]*)》|【([^【】]*)】|［([^［］]*)］|\[([^\[\]]*)\]|‘([^‘’]*)’)"
)
_TRIMMED = " 　\t·•:：—–―-－|｜丨,，、"


def clean_name(raw: str) -> str | None:
    """A series' name without genre word (系列报道), outer quotes, column label and outlet; None when nothing is left."""
    name = raw.strip(_TRIMMED)
    if (label := _LEADING_LABEL.match(name)) and not _BARE_GENRE.fullmatch(fold(name), label.end()):
        name = name[label.end() :]
    name = _without_genre(_unquoted(name))
    if outlet := _OUTLET_BEFORE_QUOTE.match(fold(name)):
        name = name[outlet.end() :]
    name = _unquoted(name.strip(_TRIMMED))
    name = _without_genre(name).strip(_TRIMMED)
    return (name.strip('“”「」"《》【】') and name) or None


def _without_genre(name: str) -> str:
    suffix = _GENRE_SUFFIX.search(fold(name))
    return name[: suffix.start()] if suffix and suffix.start() else name


def _unquoted(name: str) -> str:
    match = _OUTER_QUOTES.fullmatch(name.strip())
    return next((group for group in match.groups() if group), name) if match else name


def visible(text: str) -> int:
    """How many letters, ideographs and digits a text has."""
    return sum(char.isalnum() for char in text)
