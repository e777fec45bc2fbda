"""The institution whose name a place opens, at its shortest full name: 晋城市纪委监委, 阳城县人民法院.

Longest match runs on into the sentence (…法院以…罪判处…), so every family has its own closed list or its own stop
characters, and the first head ends the name.  Organs inside a committee (市委组织部) are left to the committee: 市委.
"""

from __future__ import annotations

import re
from typing import Final

RANKED: Final = re.compile(r"[市县区州旗盟省]$")
"""A name that ends in its rank: 委 directly behind it is the party committee."""

COMMITTEE: Final = re.compile(r"委(?:员会)?(?![员派托以屈任])")
"""晋城市 + 委, 委员会; not 委员, 委派."""

CLOSED: Final = re.compile(
    r"(?:[市县区州旗盟省地]委(?!员|派|托|任)|"
    r"纪委、?监委|纪委国家监委|纪检监察(?:机关|工委|组|局)|纪委机关|纪委|监委|纪律检查委员会|监察(?:委员会|局)|纪工委|监察工委|"
    r"人大常委会|人民代表大会常务委员会|人民代表大会|人大|政协|人民政府|政府|"
    r"(?:中级|高级|基层)?人民法院|中级法院|高级法院|中院|法院|人民检察院|检察院|"
    r"党委|党工委|工委|管委会|总工会|团委|妇联|残联|工商联|科协|文联|红十字会|巡察办|巡察组|党校|武装部|军分区)"
)
"""Heads that stand directly behind the place."""

_NOT_IN_NAMES: Final = "的从在被把将对向由为等及原并因让给还也都是有了着过说称某一到"
"""Words of the sentence that no such name holds."""
_CHAR: Final = rf"(?![{_NOT_IN_NAMES}])[一-鿿]"

OFFICE: Final = re.compile(
    rf"(?:公安局{_CHAR}{{2,4}}?分局|(?:{_CHAR}){{2,10}}?(?:委员会|管理局|分局|支局|支队|大队|总队|局|办公室|办事处|"
    r"医院|学校|中学|小学|高中|大学|学院|幼儿园|日报社|日报|晚报|电视台|博物馆|图书馆|文化馆|研究所|研究院|供销社|农场|林场))"
)
"""An office or house: a few words and a head."""

FIRM: Final = re.compile(
    rf"(?:(?:{_CHAR})|[（(）)A-Za-z0-9]){{2,22}}?"
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|分公司|公司|集团|银行|信用社|农商行|联社|合作社)"
)
"""A firm: longer names, own heads."""

ZONE: Final = re.compile(
    r"(?:国家级)?(?:经济技术|高新技术产业|高新|经济|综合|工业)(?:开发区|园区)(?:管委会|管理委员会)?"
)
"""A development zone, which has its own administration."""

FAMILIES: Final = (CLOSED, ZONE, OFFICE, FIRM)


_POLICE_ACTS: Final = frozenset("查抓破侦打捣通提将联机局民干交刑特分部系出发")
"""How the sentence goes on behind the police of a city."""


def firm_after(folded: str, end: int) -> bool:
    """Whether the name before ``end`` opens the name of a firm, and no police acts: 荆州公安|某某贷款有限责任公司."""
    return folded[end : end + 1] not in _POLICE_ACTS and FIRM.match(folded, end) is not None


def institution_after(folded: str, text: str, start: int, end: int, next_place: int) -> str | None:
    """The institution that begins with the place ``text[start:end]``, as written; None when none does.

    ``folded`` is the folded text; ``next_place`` is where the next believed place begins: when it comes before the head,
    the institution belongs to that place (鹤壁市 in 鹤壁市淇滨区法院 opens none).
    """
    if RANKED.search(folded, start, end) and (found := COMMITTEE.match(folded, end)):
        return text[start : found.end()]
    for family in FAMILIES:
        if (found := family.match(folded, end)) and (
            next_place >= found.end() or folded[end:next_place].endswith("局")
        ):
            return text[start : found.end()]
    return None
