"""Which of a headline's ordinals number an instalment: one rule for each kind of mark.

A number is an instalment by where it stands (behind a dash, in a bracket that closes the title, before a colon) and by
what it counts. Each rule rejects the numbers that look alike: 第N届, 之一 "one of", 刑法修正案（九）, 高三（5）班, page
numbers of galleries, announced episodes (counted in 98,000 headlines of 2012-2026).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.extract.ordinals import BARS, GENRES, Mark, Segment, following, is_enclosed, segment_before
from crawler.extract.seriesnames import visible
from crawler.hanzi import fold
from crawler.hanzi.numerals import DECIMAL_CLASS

_GENRE_END = re.compile(rf"(?:系列|{GENRES})[”’\"」』》】]?$")
_QUOTE_END = re.compile(r"[”\"」』》】］\]]\s*$")
_FRACTION = re.compile(r"[分零一二三四五六七八九十]$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A mark that numbers an instalment: its name, the headline left over, and how strong the evidence is."""

    mark: Mark
    name: str
    headline: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark in its surroundings, in the folded and in the original title."""

    mark: Mark
    segment: Segment
    what_follows: str
    rest_at: int
    folded: str
    title: str

    @property
    def name(self) -> str:
        return self.title[self.segment.start : self.mark.start]

    @property
    def folded_name(self) -> str:
        return self.folded[self.segment.start : self.mark.start].rstrip()

    @property
    def left(self) -> str:
        return self.folded[: self.mark.start].rstrip()

    @property
    def right(self) -> str:
        return self.folded[self.mark.end :]

    @property
    def behind_dash(self) -> bool:
        """A single hyphen is no dash: it joins words as often as it parts them."""
        is_wide = self.segment.start - self.segment.opened_at > 1 or self.folded[self.segment.opened_at] in "—–―─"
        return self.segment.opening == "dash" and is_wide

    @property
    def has_genre(self) -> bool:
        return bool(_GENRE_END.search(self.folded_name))

    @property
    def is_quoted(self) -> bool:
        return bool(_QUOTE_END.search(self.left))


def judge(mark: Mark, marks: list[Mark], folded: str, title: str) -> Claim | None:
    """What ``mark``, one of the ``marks`` of a title, says about the instalment; None when it says nothing.

    ``folded`` and ``title`` are the same title, folded and as printed.
    """
    what, rest_at = following(folded, mark.end)
    segment = segment_before(folded, mark.start)
    if segment.opening == "bar" and not folded[segment.start : mark.start].strip():
        segment = segment_before(folded, segment.opened_at)  # 理响某地 | 第12期: the label is the series
    place = _Place(mark, segment, what, rest_at, folded, title)
    if mark.kind == "enclosed" and sum(other.kind == "enclosed" for other in marks) > 1:
        return None  # ①…②… enumerates inside one headline
    return _JUDGES[mark.kind](place)


# --- one rule for each kind of mark -----------------------------------------------------------------------------------

# What 之一 means "one of": nouns that head such a phrase, and words that introduce it.
_ONE_OF = re.compile(
    "(?:原因|国家|地区|区域|城市|省份|创始人|动力|力量|因素|目标|任务|重点|关键|标志|特征|特点|途径|手段|方式|内容|来源|产地|基地|"
    "企业|品牌|机构|高校|大学|产业|行业|市场|项目|工程|措施|举措|抓手|问题|条件|基础|成员|成员国|伙伴|对象|代表|人物|人|家|种|处|项|"
    "去处|景点|胜地|港口|机场|桥梁|遗产|奇迹|名茶|名园|名校|名著|发明|难题|难点|焦点|看点|亮点|热点|成果|作品|首|座|支柱|主力|"
    "选择|办法|考虑|理由|依据|宗旨|使命|职责|优势|短板|软肋|顽疾|祸首|元凶|罪魁)$"
)  # fmt: skip
_ONE_OF_PHRASE = re.compile("最|[一二三四五六七八九十百数]大|(?:是|为|成为|属|列|位居|入选|跻身|作为)")
_LEGAL = re.compile(
    "(?:表|附件|附录|目录|名单|清单|修正案|解释|规定|条例|办法|细则|规则|法|批复|通则|准则|决定|章程)[》”]?$"
)
# 锦绣里（三期）: a phase of building; instalments say 第三期.
_PHASE = re.compile("^[^第]*期")
_COURSE = re.compile(
    "(?:[英日俄法德韩汉]语|语文|数学|物理|化学|生物|[理济法史哲文医管力药育算律]学|概论|原理|史纲|高数)$"
)
_GALLERY = re.compile("图[）)\\]】]|组图|写真|剧照|图集|高清|图片|多图|照片|靓照|美图")
_BROADCAST = re.compile(
    "播出|播放|开播|首播|上线|推出|发布|举办|举行|召开|开展|组织|开讲|开班|结业|启动|将于|收官|完播|今晚"
)
_YEAR_BEFORE = re.compile(r"[年月度]\s*$")
_WRAPPER = re.compile(
    "(?:文章|述评|评论|评论员|锐评|快评|时评|社论|日报|晚报|报|社|网|电|刊|杂志|综述|播发|刊发|发表)[：:]?$"
)
_PLAIN_CONTINUATION = re.compile("[班级届号组款项条章节期区段标包批次的及和与等、，。个名地块线路栋楼层座中]")


def _judge_of(place: _Place) -> Claim | None:
    """之N: ordinal at the end, before a separator or in a bracket; 之一 only when it cannot mean "one of"."""
    number, name = place.mark.number or 0, place.folded_name
    strong = place.has_genre or (place.is_quoted and not place.folded_name.endswith("》"))
    weight = 6 if strong else 4
    in_bracket = place.segment.opening == "bracket" and place.segment.bracket != "《"
    if not strong and not place.behind_dash and not in_bracket and (visible(name) < 2 or _FRACTION.search(name)):
        return None
    if not name and not place.is_quoted:
        return None
    if number == 1 and not is_enclosed(place.mark) and _means_one_of(name, strong=strong):
        return None
    if place.what_follows == "end":
        if number == 1 and not (strong or place.behind_dash or in_bracket or is_enclosed(place.mark)):
            return None
        return _at_end(place, weight)
    if place.what_follows in ("separator", "close"):
        return _before_headline(place, weight)
    if place.what_follows == "blank":
        return _before_headline(place, weight) if strong or in_bracket or number > 1 else None
    if place.what_follows == "quote" or is_enclosed(place.mark):
        return _before_headline(place, weight)
    return None


def _means_one_of(name: str, *, strong: bool) -> bool:
    """十大案例之一, 最长的桥梁之一. A genre word (观察, 案例) outweighs the noun, only 系列 outweighs the phrase as well."""
    if "系列" in name:
        return False
    return bool(_ONE_OF_PHRASE.search(name) or (not strong and _ONE_OF.search(name)))


def _judge_bracket(place: _Place) -> Claim | None:
    """（N）: behind a name, not a statute, a class, a course, a year or the page of a gallery."""
    name, mark = place.folded_name, place.mark
    explicit = bool(re.search("[之系列篇第连载]", mark.token)) or mark.token[0] in "【［["
    strong = explicit or place.has_genre or place.is_quoted
    if explicit and mark.token[0] in "【[［":
        return _bracketed_counter(place)
    if visible(name) < 2 and not place.is_quoted:
        return None
    if _LEGAL.search(name) or _GALLERY.search(place.left) or _PHASE.search(mark.token):
        return None
    if mark.token[0] in "<＜〈" and place.segment.opening == "start" and place.what_follows == "text":
        return _before_headline(place, 4)  # 振兴路上＜5＞题: nothing else is numbered like this
    if place.what_follows == "text" and place.left.endswith("》"):
        return None  # 《江月》（二）首演: a movement or a volume
    if (mark.number or 0) > 99 and mark.token[0] not in "<＜〈" and place.what_follows != "separator":
        return None
    if place.segment.bracket == "《" and not (place.what_follows == "end" and place.behind_dash):
        return None
    if not strong and not place.behind_dash and _COURSE.search(name):
        return None
    if place.what_follows == "end":
        return _at_end(place, 4 if strong or place.behind_dash else 2)
    if place.what_follows == "separator":
        return _before_headline(place, 4 if strong else 3)
    if _PLAIN_CONTINUATION.match(place.right.lstrip()) and not explicit:
        return None
    if strong or place.what_follows == "quote":
        return _before_headline(place, 4)
    short_column = place.segment.opening == "start" and 2 <= visible(name) <= 8 and len(place.right) >= 6
    is_word = not re.search(f"[{DECIMAL_CLASS}]", mark.token)
    plain_column = short_column and is_word and not re.search("[年第案法度例]", name)
    return _before_headline(place, 2) if plain_column or place.what_follows == "blank" else None


def _bracketed_counter(place: _Place) -> Claim | None:
    """【第二弹】 before, behind or between."""
    if place.what_follows == "end":
        return Claim(place.mark, place.title[: place.mark.start], place.title[: place.mark.start].strip(), 3)
    name = place.name if place.name.strip() else ""
    return Claim(place.mark, name, place.title[place.mark.end :].lstrip(" :：】"), 3)


def _judge_enclosed(place: _Place) -> Claim | None:
    """④ at the end, before a separator, or between a quoted name and the headline; Roman only behind a dash or genre."""
    name = place.folded_name
    if visible(name) < 2 and not place.is_quoted:
        return None
    if "Ⅰ" <= place.mark.token <= "ⅻ":
        closes = place.what_follows == "end" and place.behind_dash
        if not closes and not (place.has_genre and place.what_follows in ("end", "separator")):
            return None
    if place.what_follows == "end":
        return _at_end(place, 4)
    if place.what_follows == "separator" or place.is_quoted or place.has_genre:
        return _before_headline(place, 4)
    if place.what_follows == "blank" and place.segment.opening == "start":
        return _before_headline(place, 3)
    return None


def _judge_counter(place: _Place) -> Claim | None:
    """第N篇, 第N讲 …: before a separator or at the end; never what a broadcast announces, nor an issue of a year."""
    left, counter = place.left, place.mark.counter
    if _BROADCAST.search(left) or (_YEAR_BEFORE.search(left) and counter == "期"):
        return None
    is_label = place.is_quoted or place.segment.opening == "bracket"
    if counter in ("课", "站") and place.mark.number == 1 and not is_label:
        return None  # 开学第一课, 首访第一站
    if place.segment.bracket == "《" and place.what_follows != "end":
        return None
    if counter == "回" and left.endswith("》"):
        return None  # a chapter of a novel
    if place.what_follows == "separator":
        return _before_headline(place, 4)
    if not left and place.what_follows == "blank" and counter in ("篇", "讲", "集"):
        return _before_headline(place, 2)  # 第五篇 题: its series is named elsewhere
    if visible(left) < 2:
        return None
    if place.what_follows == "end":
        return _at_end(place, 3)
    if place.what_follows == "close" or (place.what_follows == "blank" and not _BROADCAST.search(place.right)):
        return _before_headline(place, 3)
    return None


_NO_TOPIC = re.compile("[都也的之皆是并均、，,：:。！？)）」”》】]")


def _judge_comment(place: _Place) -> Claim | None:
    """N论X (also 评, 谈): opens a subtitle behind a dash or a blank, or the whole title."""
    mark, folded, title = place.mark, place.folded, place.title
    topic = _up_to_closer(title[mark.end :])
    gap = folded[place.segment.start : mark.start]
    if visible(topic) < 2 or _NO_TOPIC.match(topic) or is_enclosed(mark):
        return None
    verb = mark.token[-1]
    if not gap.strip() and place.segment.opening == "dash":
        return Claim(mark, topic, title[: place.segment.opened_at].strip(), 6)
    if not gap.strip() and place.segment.opening == "start" and not place.left:
        # 一论某事：题, 七谈“某事”｜题: the topic ends where the headline begins.
        opened = _TOPIC_AND_HEADLINE.match(topic)
        if opened and (verb != "谈" or topic[0] in "“「"):
            return Claim(mark, opened["topic"], opened["headline"].strip(), 5)
    if verb == "谈" or visible(topic) < 4 or (mark.token[0] == "再" and verb != "论"):
        return None
    if not gap.strip() and place.segment.opening in ("start", "colon"):
        before = title[: max(0, place.segment.start - 1)].strip()
        return Claim(mark, topic, "" if _WRAPPER.search(fold(before)) else before, 5)
    if verb == "论" and mark.start and folded[mark.start - 1] == " ":
        return Claim(mark, topic, title[: mark.start].strip(), 4)
    return None


_TOPIC_AND_HEADLINE = re.compile(rf"(?P<topic>[^：:{BARS}]{{2,24}})[：:{BARS}]\s*(?P<headline>\S.{{3,}})", re.DOTALL)


def _judge_series(place: _Place) -> Claim | None:
    """系列八, 系列报道3, 连载15: a bare numeral behind the genre."""
    genre = re.match(rf"系列(?:{GENRES})?|连载", place.mark.token)
    name = place.name + (genre[0] if genre else "")
    if visible(place.folded_name) < 2:
        return None
    if place.what_follows == "end":
        return replace(_at_end(place, 3), name=name)
    if place.what_follows in ("separator", "blank", "close"):
        return replace(_before_headline(place, 3), name=name)
    return None


def _judge_number(place: _Place) -> Claim | None:
    """No.7 before a quoted headline or a separator, or at the end behind a name."""
    if place.what_follows in ("quote", "separator") or (
        place.what_follows == "blank" and place.right.lstrip()[:1] in "《“"
    ):
        return Claim(place.mark, place.name, place.title[place.rest_at :].strip(), 3)
    return _at_end(place, 2) if place.what_follows == "end" and visible(place.left) >= 2 else None


_LEAST_HEADLINE = 4


def _names_its_headline(place: _Place) -> bool:
    """数字里的监督（下）：题. Behind a dash stands a subtitle, or the series instead."""
    between = place.folded[place.mark.end : place.rest_at]
    named = place.what_follows != "end" and visible(place.folded_name) >= 2 and not re.search("[—–―─-]", between)
    return named and visible(place.folded[place.rest_at :]) >= _LEAST_HEADLINE


def _judge_part(place: _Place) -> Claim | None:
    """（上）, 下篇: at the end or before a separator, a blank or a closing bracket; a bare one needs a break before it."""
    bare = place.mark.token[0] in "上中下"
    if bare and place.left and place.folded[place.mark.start - 1] not in f" —·:：-”」』》】{BARS}":
        return None
    if place.what_follows not in ("end", "separator", "blank") or (bare and place.what_follows == "blank"):
        return None
    if place.segment.bracket == "《" and place.what_follows != "end":
        return None
    if visible(place.left) < 2 and place.what_follows == "end":
        return None
    if _names_its_headline(place):
        return Claim(place.mark, place.name, place.title[place.rest_at :], 1)
    if place.what_follows != "end":
        headline = place.title[place.rest_at :] if visible(place.left) < 2 else place.title[: place.mark.start]
        return Claim(place.mark, "", headline, 1)
    if place.behind_dash and place.segment.bracket != "《":
        name = place.name if visible(place.folded_name) >= 2 else ""
        return Claim(place.mark, name, place.title[: place.segment.opened_at], 1)
    return Claim(place.mark, "", place.title[: place.mark.start].rstrip(" —:：·"), 1)


def _judge_label(place: _Place) -> Claim | None:
    """实习手记07丨题, 法治为民 EP03 | 题, 【能源轉型1】题, 海纜斷了之後3-1／题: a number that closes a label."""
    if place.what_follows not in ("separator", "close") or visible(place.folded_name) < 2:
        return None
    return _before_headline(place, 3)


def _judge_tail(place: _Place) -> Claim | None:
    """题（某系列·篇四）."""
    return _at_end(place, 4) if place.segment.opening == "bracket" and place.what_follows == "end" else None


_JUDGES: dict[str, Callable[[_Place], Claim | None]] = {
    "of": _judge_of,
    "bracket": _judge_bracket,
    "enclosed": _judge_enclosed,
    "counter": _judge_counter,
    "comment": _judge_comment,
    "series": _judge_series,
    "number": _judge_number,
    "part": _judge_part,
    "label": _judge_label,
    "tail": _judge_tail,
}


def _at_end(place: _Place, weight: int) -> Claim:
    """The series closes the title: the headline stands before it."""
    title, segment, mark = place.title, place.segment, place.mark
    before = title[: segment.opened_at].rstrip()
    if segment.bracket and segment.opening in ("dash", "colon", "bar"):
        # 某社播发《题——X之二》: the bracket belongs to the headline and is closed again.
        after = title[mark.end :].strip()
        return Claim(mark, place.name, (before + after).strip(), weight)
    if segment.opening in ("dash", "bracket"):
        return Claim(mark, place.name, before, weight)
    whole = title[: mark.start].strip()
    if segment.opening == "start":
        return Claim(
            mark, place.name, whole if mark.kind in ("bracket", "enclosed", "counter", "number") else "", weight
        )
    return Claim(mark, place.name, whole if mark.kind == "bracket" or _WRAPPER.search(fold(before)) else before, weight)


def _before_headline(place: _Place, weight: int) -> Claim:
    """The series opens the title, or stands in a bracket: the headline is what follows, or what stands around it."""
    title, segment, mark = place.title, place.segment, place.mark
    after = title[place.rest_at :].strip()
    if segment.opening == "bracket" and place.what_follows == "separator" and segment.opened_at > 0:
        closing = re.search(r"[）)】\]］〕》]\s*$", title)
        if closing:  # 题（X系列报道之三·Y篇）
            return Claim(mark, place.name, title[: segment.opened_at].strip(), weight)
    if place.behind_dash and place.what_follows == "blank":
        return Claim(mark, place.name, title[: segment.opened_at].strip(), weight)
    return Claim(mark, place.name, after, weight)


def _up_to_closer(text: str) -> str:
    match = re.match(r"[^》】）)]*(?:[（(《][^）)》]*[）)》][^》】）)]*)*", text)
    return (match[0] if match else text).strip()
