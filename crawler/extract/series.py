"""Which instalment of which series an article is, read from its headline or, failing that, from its first lines.

``ordinals`` finds the numbers of a headline, ``instalments`` decides which of them number an instalment, ``seriesnames``
cleans the name; here they are put together for a title and for the first lines of a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.extract.instalments import Claim, judge
from crawler.extract.ordinals import BARS, COUNTERS, Mark, find_marks
from crawler.extract.seriesnames import clean_name, visible, without_part
from crawler.hanzi import fold
from crawler.hanzi.numerals import CHINESE_CLASS, DECIMAL_CLASS, ENCLOSED_CLASS
from crawler.hanzi.whitespace import normalise_line


@dataclass(frozen=True, slots=True)
class Series:
    """What a headline says about its series."""

    title: str | None
    """Name of the series without 之, 系列报道 and outer quotes."""
    number: int | None
    """Instalment, at least 1. 上 is 1, 中 2 and 下 provisionally 2: only its siblings tell whether it closes a triple."""
    part: str | None
    """上, 中 or 下."""
    headline: str
    """The title without series part and column label; empty when the marker is the whole title."""


def find_series(title: str, body: str = "") -> Series:
    """Find series, instalment and headline in a title and, when the title has no number, in the first lines of ``body``.

    ``title`` is a headline as printed, in either script, with or without a site suffix; ``body`` holds paragraphs on
    lines of their own. Never raises; time is linear in the input. Where nothing is found, all is None but ``headline``.
    """
    line = normalise_line(title[: 4 * _LONGEST_TITLE])
    _, rest = split_kicker(line)
    found = _in_title(rest) if len(rest) <= _LONGEST_TITLE else None
    if found and found.number:
        return found
    if body and (told := _in_body(body)):
        return replace(told, part=None, headline=rest)
    return found or Series(None, None, None, rest)


def split_kicker(title: str) -> tuple[str | None, str]:
    """Split a column label before a bar (深度关注丨) from a title: (label or None, the rest).

    A label is short, is no sentence, and carries no ordinal (画说纪律（十）丨 is a series). A bar before a site's name
    (题 | 某某网) separates no label.
    """
    match = _LABEL.match(title)
    if not match or _SITE_NAME.fullmatch(match["rest"]) or _OPENS_WITH_ORDINAL.match(fold(match["rest"])):
        return None, title
    label = match["label"].strip()
    if not label or any(_numbers_label(mark, label) for mark in find_marks(fold(label))):
        return None, title
    return label, match["rest"].strip()


_LONGEST_TITLE = 200
# U+4E28 is the ideograph 丨, which pages type as a bar.
_LABEL = re.compile(rf"(?P<label>[^{BARS}，。！？；、,!?;【】［］\[\]]{{1,14}})[{BARS}]\s*(?P<rest>\S.*)", re.DOTALL)
_SITE = r"(?:网|网站|网络版|在线|频道|客户端|门户|日报|晚报|周刊|杂志|新闻|公众号|政府|人民政府|纪委监委|博客)"
_OPENS_WITH_ORDINAL = re.compile(
    rf"(?:之|第|[（(]之?)[{CHINESE_CLASS}{DECIMAL_CLASS}{ENCLOSED_CLASS}]{{1,4}}(?:[{COUNTERS}]|[）)：:\s])"
)
_SITE_NAME = re.compile(rf"[^{BARS}\s]{{2,14}}{_SITE}")
_SUFFIX_BREAK = r"\s*(?:[-_|｜丨]|[—–-]{2,})\s*"
# Up to one short channel name may stand between title and site: 题————要闻——某某网站.
_SITE_SUFFIX = re.compile(
    rf"(?:{_SUFFIX_BREAK}[^-_|｜丨—–，。：:（(之论评谈]{{1,6}})?{_SUFFIX_BREAK}[^-_|｜丨—–，。：:）)》”]{{1,14}}{_SITE}$"
)
_GALLERY_SUFFIX = re.compile(r"\s*[（(\[【]\s?(?:组|多|高清)?图(?:片|集|文)?\s?[）)\]】]$")
_LEADING_DATE = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*[:：]?\s*(?=\S)")
_WHOLE_BRACKET = re.compile(r"[【［\[](?P<inside>[^【】［］\[\]]+)[】］\]]")


def _in_title(title: str) -> Series | None:
    title = _without_surroundings(title)
    folded = fold(title)
    if not _MAY_HOLD_SERIES.search(folded):
        return None
    marks = list(find_marks(folded))
    claims = [claim for mark in marks if (claim := judge(mark, marks, folded, title))]
    numbered = [claim for claim in claims if claim.mark.number]
    part = next((claim for claim in claims if claim.mark.part), None)
    if numbered:
        best = max(numbered, key=lambda claim: (claim.weight, claim.mark.start))
        name, headline = without_part(best.name), without_part(best.headline)
        return Series(clean_name(name), best.mark.number, part.mark.part if part else None, headline)
    if part:
        return Series(clean_name(part.name), _PART_NUMBERS[part.mark.part or ""], part.mark.part, part.headline.strip())
    return _named_only(folded, title)


_MAY_HOLD_SERIES = re.compile(
    "[之第（(＜<〈〔［\\[【论评谈]|系列|连载|[上中下][篇集]|[Nn][Oo]|[Ee][Pp]|[Vv][Oo][Ll]|\\d[|｜丨/／】]|\\d\\s[|｜丨]|[①-⒛⓪-➓㈠-㊿Ⅰ-ⅻ]"
)
_PART_NUMBERS = {"上": 1, "中": 2, "下": 2}


def _without_surroundings(title: str) -> str:
    """The title without site suffix, leading date, gallery note and a bracket around the whole."""
    folded = fold(title)
    if suffix := _SITE_SUFFIX.search(folded, max(0, len(folded) - 60)):
        title = title[: suffix.start()]
    if gallery := _GALLERY_SUFFIX.search(fold(title)):
        title = title[: gallery.start()]
    if date := _LEADING_DATE.match(title):
        title = title[date.end() :]
    if whole := _WHOLE_BRACKET.fullmatch(title):
        title = whole["inside"]
    return title


def _numbers_label(mark: Mark, label: str) -> bool:
    if mark.kind == "comment":
        return mark.start == 0  # 七谈“某事”丨题
    return mark.kind in ("of", "bracket", "enclosed", "counter", "series", "label") and mark.end >= len(label) - 1


# --- named series without a number, and the body ----------------------------------------------------------------------

_KIND = "(?:报道|报导|述评|评论|综述|访谈|文章|谈)"
_NAMED = (
    re.compile(rf"(?P<name>.{{2,40}}?系列{_KIND})之(?P<headline>.{{2,}})"),
    re.compile(rf"(?P<headline>.{{2,}}?)\s*[—–―─]+\s*(?P<name>[^—–―─]{{2,40}}?系列{_KIND})"),
    re.compile(rf"(?P<name>[^：:]{{2,40}}?系列{_KIND})\s*[：:{BARS}]\s*(?P<headline>.{{2,}})"),
    re.compile(rf"(?P<headline>[^，。]{{2,20}}(?:播发|推出|刊发|发表|发布)(?P<name>[^，。]{{2,40}}系列{_KIND}))"),
)


def _named_only(folded: str, title: str) -> Series | None:
    if "系列" not in folded:
        return None
    for pattern in _NAMED:
        if match := pattern.fullmatch(folded):
            name = clean_name(title[match.start("name") : match.end("name")])
            headline = title[match.start("headline") : match.end("headline")].strip()
            return Series(name, None, None, headline) if name else None
    return None


_BODY_PREFIX = 6_000
_LONGEST_MARKER = 80
_FOLLOWS_REPORT = re.compile("(?:全文|原文|报道|文章|内容|正文)(?:内容)?(?:如下|附后|转载如下)?[:：]?$")
_CITED_REPORT = re.compile(
    "(?:报|刊|社|网|台|杂志|网站)[^【《。]{0,16}[【《](?P<cited>[^【】《》]{4,80})[】》](?:一文|一稿|的?文章|的?报道)"
)


def _in_body(body: str) -> Series | None:
    """The marker as one of the first three lines, as the first line of a repost, or cited by the repost's introduction."""
    lines = [line for raw in body[:_BODY_PREFIX].split("\n") if (line := normalise_line(raw))]
    for line in _marker_lines(lines):
        folded = fold(line)
        for mark in find_marks(folded):
            claim = judge(mark, [mark], folded, line)
            # Behind a dash the line is a subtitle; elsewhere only a genre word or N论 makes it more than a phrase.
            if claim and claim.weight >= (4 if line[0] in "—–―─-" else 6) and mark.number and _is_marker(claim, line):
                return Series(clean_name(without_part(claim.name)), mark.number, None, "")
    return None


def _marker_lines(lines: list[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        if index < 3 and (cited := _CITED_REPORT.search(fold(line[:400]))):
            yield line[cited.start("cited") : cited.end("cited")]
        starts_repost = index > 0 and len(lines[index - 1]) <= 20 and _FOLLOWS_REPORT.search(fold(lines[index - 1]))
        if (index < 3 or starts_repost) and len(line) <= _LONGEST_MARKER:
            yield line


def _is_marker(claim: Claim, line: str) -> bool:
    """True when nothing but the series stands before the ordinal: a sentence that mentions a series does not count."""
    before = line[: claim.mark.start]
    return not re.search("[，。；！？,;]", before) and (
        line[0] in "—–―─-“「【《" or visible(claim.name) + 2 >= visible(before) - 4
    )
