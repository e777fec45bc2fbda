"""Splitting a run of characters into personal names.

Bylines print names apart (张三 李四), with 、 between, padded (方　敏), or glued (张三李四光). Where a byline stands is decided
elsewhere (``bylines``); inside it, a name is a surname and one or two more characters. A list of ordinary words that look
like names (`data/words_like_names.txt`) is asked where that leaves a choice, or where nothing else speaks for a name.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from crawler.extract.surnames import (
    COMPOUND,
    NEVER_IN_NAMES,
    NOBODY,
    NOT_PERSONS,
    PEN_NAMES,
    POSTS,
    RARE,
    RARE_IN_NAMES,
    SINGLE,
    TRANSLITERATING,
    USUAL,
)
from crawler.hanzi import fold


@dataclass(frozen=True, slots=True)
class NameRun:
    """The names at the beginning of a text."""

    names: list[str]
    """As printed, without inner blanks."""
    end: int
    """Offset behind the last name or its closing word."""
    tail: str
    """The word that closed the run, folded: 摄, 报道, 整理 …; empty when there was none."""
    complete: bool
    """True when nothing but names and a closing word stood there."""


_HANZI = "一-龥㐀-䶿\U00020000-\U0002ebef"
_SEPARATORS = " \t\u3000、,，/／&＆;；▪•"
_TOKEN = re.compile(rf"[^{_SEPARATORS}]+")
_DOT = "·•・‧．∙"
_DOTTED = re.compile(rf"[{_HANZI}]{{1,8}}(?:[{_DOT}][{_HANZI}]{{1,8}}){{1,3}}")
_OFFICE_NAME = re.compile("[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青宁新桂蒙藏][一-龥][宣轩萱]")
_POST = re.compile(POSTS + "|总统|总理|首相|大臣|议员")
_LATIN_WORD = r"[A-Z][A-Za-zÀ-ÿ'’-]*[a-zà-ÿ.]"
_LATIN_NAME = re.compile(rf"{_LATIN_WORD}(?: {_LATIN_WORD}){{0,3}}(?=[{_SEPARATORS}]|$)")
_TAIL = re.compile(
    "(?:摄影报道|综合报道|联合报道|采访报道|现场报道|报道|报导|特稿|专稿|特写|摄影|摄像|摄制|摄|供图|图文|文图|文/图|整理|整合|编译|综合|采写|编发|发自|供稿|撰稿|撰文|绘|文|图)$"
)
_LONG_TAIL = re.compile(
    "(?:(?:摄影|综合|联合|采访|现场)?报[道导]|特稿|专稿|特写|摄影|摄像|供图|图文|文图|整理|编译|采写|编发|供稿|撰稿|撰文)$"
)
# The end of a dateline: 21日電, 8月1日专电.
_SENT = re.compile(r"(?:\d{1,2}月)?\d{1,2}日.{0,3}[电讯]")
# What may follow the names of a byline: a closing word on its own, a date of sending, a place of sending, an editor's code.
_CLOSING = re.compile(
    "\\s*[/／]?\\s*(?:(?P<tail>摄影报道|综合报道|联合报道|摄影|摄|供图|报道|报导|整理|整合|编译|综合|文[/／]?图|图[/／]?文|文|图|采写)|发自.{0,12}|自.{1,12}(?:报道|报导|电)|"
    "(?:[/／]\\s*)?[\u4e00-\u9fff]{2,6}(?:报道|报导|电|讯|特稿|专稿|特写)|(?:对|为)本文[\u4e00-\u9fff]{0,3}有(?:所)?贡献|[\u4e00-\u9fff]{0,4}\\d{1,4}(?:日|月|年|[-/.]\\d).*|[_ ]?[A-Za-z]{1,4}\\d+|\\d+|(?:-{2,}|—+).*|(?:作者)?单位\\s?[:：].*|系.{2,}|[（(][^（()）]{0,20}[）)])\\s*[。.]?\\s*$",
    re.DOTALL,
)
# 記者邵岩／花蓮報導: what stands between the bar and the verb is a place.
_PLACE_OF_REPORT = re.compile("\\s*[/／]\\s*[一-龥]{2,6}(?:报道|报导|电)")
# 邵岩_NB12345, 邵岩8月1日, 邵岩系某大学教授
_CODE = re.compile(r"(?:[_\d]|--|—).*|(?<=[一-龥]{2})系[一-龥]{3,}.*|(?<=[^\x00-\x7f])[A-Z]{1,4}\d+.*", re.DOTALL)
_INSTITUTION = re.compile("[部网社报局办厅署室处县]$")
_LONG_INSTITUTION = re.compile(
    "(?:部|网|社|报|局|办|厅|署|室|处|组|科|会|院|站|队|台|区|市|县|镇|乡|村|街道|中心|公司|协会|学校|大学|集团|政府|支部|委|纪检|频道|新闻|客户端|杂志|编辑|媒体|平台|号|版|视觉|图库|影像|图片社)$"
)
_MOST_NAMES = 12
_LONGEST_RUN = 200


def read_names(text: str, *, loose: bool) -> NameRun:
    """The names at the beginning of ``text``.

    ``loose`` is for places that hold nothing but names (behind ``作者：``, in a byline's bracket): there a name may lack a
    known surname (索朗琼珠) or be Latin (John Smith). At most 200 characters and twelve names are read.
    """
    text = text[:_LONGEST_RUN].rstrip(" \t:：")
    folded = fold(text)
    names: list[str] = []
    end, tail = 0, ""
    tokens = list(_TOKEN.finditer(folded))
    index = 0
    while index < len(tokens) and len(names) < _MOST_NAMES:
        width, printed = _padded(tokens, index, folded)
        token = tokens[index]
        if names and _PLACE_OF_REPORT.match(folded, end):
            break
        if width:
            names.append("".join(text[t.start() : t.end()] for t in tokens[index : index + width]))
            index, end = index + width, tokens[index + width - 1].end()
            continue
        if loose and (latin := _LATIN_NAME.match(text, token.start())) and latin[0].lower() not in _LATIN_NOBODY:
            names.append(latin[0])
            end = latin.end()
            index += len(latin[0].split())
            continue
        split = _read_token(printed, text[token.start() : token.end()], loose)
        if split is None:
            break
        found, used, tail = split
        names.extend(found)
        end, index = token.start() + used, index + 1
        if tail or used < len(printed):
            break
    closing = _CLOSING.match(folded, end)
    if closing and not tail:
        tail = closing["tail"] or ""
    complete = bool(closing) or not folded[end:].strip(_SEPARATORS + "。.:：")
    return NameRun(names, end, tail, complete and bool(names))


def _padded(tokens: list[re.Match[str]], index: int, folded: str) -> tuple[int, str]:
    """How many tokens from ``index`` are the pieces of one padded name (方 敏, 欧阳 静), 0 when the token stands alone."""
    token = tokens[index][0]
    if index + 1 == len(tokens) or not folded[tokens[index].end() : tokens[index + 1].start()].isspace():
        return 0, token
    following = tokens[index + 1][0]
    if len(token) == 1 and token in SINGLE:
        singles = _run_of_singles(tokens, index)
        if singles in (2, 3):
            return singles, token
        if singles >= 4:
            return 2, token
        if len(following) == 2 and not is_name(following):
            return 2, token
    if token in COMPOUND and len(following) == 1:
        return 2, token
    return 0, token


def _run_of_singles(tokens: list[re.Match[str]], index: int) -> int:
    run = 0
    while (
        index + run < len(tokens)
        and len(tokens[index + run][0]) == 1
        and "\u4e00" <= tokens[index + run][0] <= "\u9fff"
    ):
        run += 1
    return run


def _read_token(folded: str, printed: str, loose: bool) -> tuple[list[str], int, str] | None:
    """Names in one token: (names as printed, characters used, closing word), or None when it is no name."""
    code = _CODE.search(folded)
    head = folded[: code.start()] if code else folded
    dated = bool(code and re.match("[\\d]{1,2}[日月]", code[0]))
    if dated and (names := _name_before_place(head, printed)):
        return names, len(head), ""
    # Closing words of two characters are never names: 邹甲整理 is not two people.
    if closing := _LONG_TAIL.search(head):
        bare = head[: closing.start()]
        place = _PLACES.search(bare)
        names = _names_in(bare[: place.start()], printed, loose=False) if place else None
        # 揭小楠报道, but not 北京报道: behind a label a rare surname is believed, a place has none.
        names = names or _names_in(bare, printed, loose=loose and has_surname(bare))
        if names:
            return names, len(head), closing[0]
    if names := _names_in(head, printed, loose=False):
        return names, len(head), ""
    if tail := _TAIL.search(head):
        bare = head[: tail.start()]
        if names := _names_in(bare, printed, loose=False) or _name_before_place(bare, printed):
            return names, len(head), tail[0]
    if dated and code and _SENT.match(code[0]) and (names := _name_before_unknown_place(head, printed)):
        return names, len(head), ""
    if loose and not code and (names := _names_in(head, printed, loose=True)):
        return names, len(head), ""
    return None


def _names_in(folded: str, printed: str, loose: bool) -> list[str] | None:
    if not folded or (_is_nobody(folded) if loose else is_not_a_person(folded)):
        return None
    if is_name(folded) or folded in PEN_NAMES or _is_transcribed(folded):
        return [printed[: len(folded)]]
    if pieces := split_glued(folded):
        cuts = [0]
        for piece in pieces:
            cuts.append(cuts[-1] + len(piece))
        return [printed[a:b] for a, b in itertools.pairwise(cuts)]
    if loose and _loose_name(folded):
        return [printed[: len(folded)]]
    return None


# 作者：薛楠，系退休教师
_ABOUT_AUTHOR = ("系", "现任", "现为", "时任", "曾任", "单位", "均系", "均为", "分别", "就职", "供职", "来自")

_NO_LOOSE_NAME = re.compile("^本[报刊网台社站]|综合|整理|转载|供稿|编辑部|[图照]片|提供$")


def _loose_name(folded: str) -> bool:
    """李在山 behind 作者：, though 在 would betray running text elsewhere; 索朗琼珠, whose surname no table has."""
    if not re.fullmatch(f"[{_HANZI}]{{2,5}}", folded) or folded.startswith(_ABOUT_AUTHOR):
        return False
    if _NO_LOOSE_NAME.search(folded) or (folded[0] not in SINGLE and _LONG_INSTITUTION.search(folded)):
        return False
    odd = NEVER_IN_NAMES.intersection(folded[1:] if folded[0] in RARE else folded)
    return not odd or (len(folded) < 4 and folded[0] in SINGLE and odd <= RARE_IN_NAMES)


_LATIN_NOBODY = frozenset("admin administrator root user system guest editor test null none nbsp".split())


def is_name(folded: str) -> bool:
    """True when a folded token has the form of one Chinese name: surname and one or two more characters."""
    if not 2 <= len(folded) <= 4 or is_not_a_person(folded) or NEVER_IN_NAMES.intersection(folded[1:]):
        return False
    if folded[:2] in COMPOUND and len(folded) > 2:
        return True
    return (
        len(folded) < 4
        and folded[0] in SINGLE
        and "\u4e00" <= folded[-1] <= "\u9fff"
        and all(c >= "\u3400" for c in folded)
    )


def _is_transcribed(folded: str) -> bool:
    """次仁卓玛, 阿卜杜拉: three to six characters that all transcribe sounds; 古丽娜尔·艾力 by its dot, unless a post is in it.

    粤纪宣 and the like sign for a publicity office as correspondents.
    """
    if 3 <= len(folded) <= 6 and TRANSLITERATING.issuperset(folded):
        return True
    if _OFFICE_NAME.fullmatch(folded):
        return True
    return bool(_DOTTED.fullmatch(folded)) and not _POST.search(folded)


def is_not_a_person(folded: str) -> bool:
    """True for 佚名, 系统管理员, institutions and words that only stand where names do."""
    return folded in NOT_PERSONS or _is_nobody(folded)


def _is_nobody(folded: str) -> bool:
    if folded in NOBODY:
        return True
    if len(folded) > 3 and folded[:2] not in COMPOUND:
        return bool(_LONG_INSTITUTION.search(folded)) or any(
            word in folded for word in ("管理员", "本报", "本站", "评论员", "网络", "编辑", "转载")
        )
    if len(folded) == 3 and folded[0] not in SINGLE:
        return bool(_LONG_INSTITUTION.search(folded))
    return len(folded) == 3 and bool(_INSTITUTION.search(folded))


def has_surname(folded: str) -> bool:
    """True when a name of two to four characters begins with a surname, a rare one included, or transcribes a foreign one."""
    if folded[:2] in COMPOUND or _is_transcribed(folded):
        return True
    return 2 <= len(folded) <= 3 and (folded[0] in SINGLE or folded[0] in RARE)


def is_likely_name(folded: str) -> bool:
    """True when a token that nothing else marks as a name is one: of the right form, and no word of the dictionary.

    Two characters say little, so those must be known as a name.
    """
    if folded in PEN_NAMES:
        return True
    if not is_name(folded) or re.search("[省市县区州旗镇乡村]$", folded):
        return False
    if _is_place(folded):
        return False
    return not is_common_word(folded)


def _is_place(folded: str) -> bool:
    # Imported late: only a token that already looks like a name asks.
    from crawler.localities.gazetteer import load

    return bool(load().by_name(folded))


def is_common_word(folded: str) -> bool:
    """True for an ordinary word that has the form of a name: 高度, 白天, 陈列."""
    return folded in _common_words()


@functools.cache
def _common_words() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "words_like_names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def split_glued(folded: str) -> list[str] | None:
    """Split names that stand without separators: 林晨江晨 into 林晨 and 江晨. None when surnames do not allow it."""
    if not 4 <= len(folded) <= 15 or NEVER_IN_NAMES.intersection(folded):
        return None
    splits = _splits(folded)
    if not splits:
        return None
    fewest = min(len(pieces) for pieces in splits)
    shortlist = [pieces for pieces in splits if len(pieces) == fewest]
    return shortlist[0] if len(shortlist) == 1 else _best_split(shortlist)


def _splits(folded: str) -> list[list[str]]:
    # Forward: ways[i] holds the splits of the first i characters, at most eight of them.
    ways: list[list[list[str]]] = [[[]], *([] for _ in folded)]
    for start in range(len(folded)):
        for length in (3, 2, 4):
            piece = folded[start : start + length]
            if ways[start] and len(piece) == length and is_name(piece):
                ways[start + length] = (ways[start + length] + [[*way, piece] for way in ways[start]])[:8]
    return ways[len(folded)]


def _best_split(shortlist: list[list[str]]) -> list[str]:
    """The split with the fewest ordinary words (林晨|江晨, not 晨江) and the most usual surnames (周正明|韩笑, not 明韩笑)."""
    return min(
        shortlist, key=lambda pieces: sum(map(is_common_word, pieces)) + sum(piece[0] not in USUAL for piece in pieces)
    )


_PLACES = re.compile(
    "(?:北京|上海|天津|重庆|台北|新北|高雄|台中|台南|桃园|新竹|基隆|嘉义|屏东|宜兰|花莲|台东|苗栗|彰化|南投|云林|澎湖|金门|香港|澳门|"
    "广州|深圳|杭州|南京|武汉|成都|西安|沈阳|济南|郑州|长沙|福州|合肥|昆明|贵阳|南宁|南昌|太原|兰州|西宁|银川|拉萨|海口|哈尔滨|长春|"
    "石家庄|乌鲁木齐|呼和浩特|华盛顿|纽约|东京|伦敦|巴黎|柏林|莫斯科|日内瓦|布鲁塞尔|首尔|新加坡|联合国)$"
)


def _name_before_place(folded: str, printed: str) -> list[str] | None:
    """One name with the place of sending glued on: 陳清芳台北(20日電)."""
    if place := _PLACES.search(folded):
        return _names_in(folded[: place.start()], printed, loose=False)
    for length in (2, 3):
        if 4 <= len(folded) <= 7 and _is_place(folded[-length:]):
            return _names_in(folded[:-length], printed, loose=False)
    return None


def _name_before_unknown_place(folded: str, printed: str) -> list[str] | None:
    """曾甲乙臨淵(21日電): a place that no table has, of two or three characters behind a name of as many."""
    length = {4: 2, 5: 3, 6: 3}.get(len(folded), 0)
    if folded[:2] in COMPOUND and len(folded) in (5, 6):
        length = 4 if len(folded) == 6 else 3
    return [printed[:length]] if length and is_name(folded[:length]) else None
