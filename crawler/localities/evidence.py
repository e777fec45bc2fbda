"""What the words around a name say about it.  All on folded text; every test looks at a few characters only."""

from __future__ import annotations

import re
from typing import Final

from crawler.localities import segment, slogans

HAN_LIST: Final = frozenset("、和与及")
"""What stands between the members of a list."""

GAPS: Final = frozenset(["", " ", "\u3000", "\xa0"])
"""What may stand between a place and its part: 山西 高平."""

DOTS: Final = frozenset("·•・‧")
"""What stands between the parts of a foreign name (海伦·凯勒), and in headings between places (山西·晋城)."""

RANK_TAILS: Final = {
    "市": re.compile(r"[场值面价况井盈容花]|[中南北]区|级(?!别)"),
    "县": re.compile(r"域|级"),
    "区": re.compile(r"[域间块划]|级(?!别)|位(?![于居列])|别(?!墅)|分(?![局院会公支行店中校部厅])"),
    "州": re.compile(r"际"),
    "城": re.compile(r"际"),
    "旗": re.compile(r"[下帜舰袍手号鼓]"),
    "盟": re.compile(r"[友国军约员主]"),
}
"""Second characters of words that begin with a rank: in 高平市场 the rank belongs to 市场."""

OTHER_THING: Final = re.compile(
    r"(?:街道|大街(?!上|小巷)|大道|[中东西南北]路|路(?![径线过由上人])|街(?![道头巷边上])|巷(?!道)|胡同|里弄|"
    r"镇(?![静定痛压流守])|乡(?![村镇亲音土愁贤情])|村(?!镇)|社区|小区|"
    r"河(?![道长北南东西湖流])|江(?![苏西北东南])|湖(?![北南])|溪(?!流)|山(?![东西区水川丘地体林火洪])|峰(?![会值峦])|"
    r"海峡|海湾|湾(?!区)|岛(?!内)|洋|水库|大桥|桥(?=[头下上边])|岭(?!南)|寺|庙|阁|宫(?!颈)|石窟|广场|公园|大厦|宾馆|"
    r"号(?=[轮舰船])|牌|式|王朝)"
)
"""Right neighbours that make the whole another thing: a road, a lower unit, water, a hill, a building."""
OTHER_BEGINS: Final = frozenset("街大中东西南北路巷胡里镇乡村社小河江湖溪山峰海湾岛洋水桥岭寺庙阁宫石广公宾号牌式王")
"""Their first characters: the quick test."""

INSTITUTION: Final = re.compile(
    r"(?:纪委|监委|纪检|监察|市委|县委|区委|州委|旗委|党委|人大|政协|政府|法院|检察院|人民法院|人民检察院|公安|税务|"
    r"[一-鿿]{2,4}局|卫健委|发改委|巡察|派驻|组织部|宣传部|统战部|政法委|警方|警察|民警|消防|派出所|刑警|交警|刑侦|经侦|"
    r"[一二三四五六七八九十]中|中学|高中|日报|电视台|人民医院|籍|当地|"
    r"(?:\d{1,2}月\d{1,2}日)[电讯]|讯[（( 　记])"
)
"""What follows the name of a county and hardly ever anything else: its bodies, its police, its schools."""

PEOPLE: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁余叶蒋杜魏程吕丁沈姚卢傅钟姜崔谭廖范汪陆戴贾韦夏邱侯邹熊孟秦阎薛尹"
    "段雷黎史陶贺顾毛郝龚邵钱严覃武戚莫孔汤殷苏欧尤褚卫柳滕鲍费岑倪滕罗毕安常乐傅卞齐康伍祁米臧计伏成茅庞纪舒屈项祝闵"
) - frozenset("安常乐成计米康齐伍卫项")
"""Common surnames, without those that are words of their own before a place (于、任、向、高、金)."""

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹"
    "熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪"
    "梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戴岑景党宫费卜冷晏席卫米柏宗瞿桂"
    "全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚那多斯赖洪茅伏"
)
"""Surnames, those included that only a post before them marks as such: rarer ones, and words of their own."""

PREPOSITIONS: Final = frozenset("在到赴往来自至从于去回离抵驻位距由对向是原辖")
"""Words of one character before a place."""

TOGETHER: Final = frozenset({"会同", "连同", "协同"})
"""Verbs before a place, whose last character the segmenter may take for a word of its own."""

THIS: Final = frozenset("该我本此")
"""Words before 市 that point to a city named earlier."""

BEFORE_NAMES: Final = frozenset({"v", "p", "c", "d"})
"""Parts of speech that go before a name and form no noun with it: verbs, prepositions, conjunctions, adverbs."""

OF_TOWNS: Final = frozenset("建成 拟建 在建 规划 新建 扩建 改建 环绕 穿越 进出".split())
"""Verbs that do form one with a word for the town: 建成城区."""


FEATURE_ENDS: Final = frozenset("湖山江河海泉溪洲")
FEATURE: Final = re.compile(
    r"边(?![境防区])|畔|沿?岸(?!区)|周边|景区|风景|流域|水[位质面域系]|海域|诸岛|岛礁|脚下|山[脚麓顶]|之巅|龙井|局势|大佛|书城|松水"
)
"""What is said of a lake, a hill or a sea and not of the town that is named after it: 洪湖边, 泰山脚下."""

FORMER: Final = re.compile(r"副?(?:镇长|书记|主任|党委|站长|所长|会计|人大|干部|工作人员|财政)")
"""Who is former behind 镇: 铺镇|原副镇长 is not 镇原."""

PERSON_BEFORE: Final = re.compile(
    r"(?:书记|主任|局长|县长|市长|区长|镇长|乡长|处长|科长|所长|站长|院长|校长|会长|部长|厅长|董事长|经理|主席|委员|干部|村民|市民|居民|老人|同志|果农|农民|导演|教授|记者|医生|教师|老师|司机|村官|嫌疑人|被告人|歌手|演员)$"
)
PERSON_AFTER: Final = re.compile(
    r"(?:说|道|称|表示|透露|坦言|介绍|告诉|回忆|因|涉嫌|违规|受贿|被|对|利用|违反|、[一-鿿]{2,12}(?:书记|主任|局长|县长|镇长))"
)


ABROAD: Final = re.compile(
    r"(?:朝鲜|韩国|日本|越南|美国|英国|法国|德国|印度|泰国|缅甸|老挝|蒙古国|俄罗斯|柬埔寨|新加坡|菲律宾|马来西亚|加拿大|澳大利亚)$"
)
"""A country right before a name: a homonym abroad (日本松山)."""
ABROAD_ENDS: Final = frozenset("鲜国本南度甸挝斯寨坡宾亚大")
"""Their last characters: the quick test."""


PEOPLE_AFTER: Final = re.compile(
    r"(?:蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|鄂温克|德昂|保安|裕固|独龙|鄂伦春|"
    r"[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京])族"
)


def followed_by_other_thing(text: str, end: int) -> bool:
    """Whether a road, town, river … of that name goes on at ``end``."""
    return text[end : end + 1] in OTHER_BEGINS and OTHER_THING.match(text, end) is not None


def people_after(text: str, end: int) -> str:
    """A people named directly behind the name, 苗族 in 台江苗族同胞; empty when none is."""
    found = PEOPLE_AFTER.match(text, end)
    return found[0] if found else ""


def institution_follows(text: str, end: int) -> bool:
    """Whether the head of a local institution stands at ``end``."""
    return INSTITUTION.match(text, end) is not None


_OWN_PART: Final = re.compile(r"委(?:员会)?(?![员派托以屈任])|[一-鿿]{2,4}(?:街道|镇|乡)(?!村)|[一-鿿]{2,4}办事处")


def district_follows(text: str, start: int, end: int) -> bool:
    """城区委, 城区某某街道: the committee or a part of a district behind a word for it that stands free."""
    return free_before(text, start) and _OWN_PART.match(text, end) is not None


def rank_belongs_to_next_word(text: str, end: int) -> bool:
    """Whether the last character before ``end`` begins another word: 高平 + 市场."""
    tail = RANK_TAILS.get(text[end - 1])
    return tail is not None and tail.match(text, end) is not None


def free_before(text: str, start: int) -> bool:
    """Whether nothing that could belong to the name stands before it: a preposition, a list mark, 该市, no Chinese."""
    if start and text[start - 1] == "市":
        start -= 1
        if text[start - 1 : start] in THIS:
            return True
    before = text[start - 1 : start]
    if text[start - 2 : start] in TOGETHER:
        return True
    return start == 0 or before in PREPOSITIONS or before in HAN_LIST or not is_han(before)


def word_before_is_apart(text: str, start: int) -> bool:
    """Whether the word before the name is one that no noun is made with: 组织|城区, 包括|城区.

    A noun or an adjective makes it the town or a part of it: 主|城区, 沿街|城区.
    """
    word, part_of_speech = segment.word_before(text, start)
    return len(word) > 1 and part_of_speech in BEFORE_NAMES and word not in OF_TOWNS


def is_han(character: str) -> bool:
    """Whether this is a common Chinese character."""
    return "一" <= character <= "鿿"


def is_person(text: str, start: int, end: int) -> bool:
    """党组书记申|福安|对…, 果农赖|信丰|说: a post or calling, a surname, and what persons do."""
    if end - start != 2 or text[start - 1] not in SURNAMES or not PERSON_AFTER.match(text, end):
        return False
    if text[start - 1] in "向原":
        return False  # 书记向高平道歉: words before a place far more often
    return PERSON_BEFORE.search(text, max(0, start - 4), start - 1) is not None


def is_person_with_title(text: str, start: int, end: int) -> bool:
    """李高平市长: a surname at the start of a phrase, and a title behind that takes the rank away."""
    if text[end : end + 1] != "长" or start == 0 or text[start - 1] not in PEOPLE:
        return False
    return start == 1 or not is_han(text[start - 2])


def against_short_name(text: str, start: int, end: int, *, listed: bool = False) -> str:
    """Why the words around speak against a short name; empty when they do not.

    ``listed``: a believed place and 、 or 和 stand before it, so a word that seems to run across its beginning does not.
    """
    if followed_by_other_thing(text, end):
        return "a road, town, water or other thing of that name"
    if text[end - 1] in FEATURE_ENDS and FEATURE.match(text, end):
        return "the water or hill of that name"
    if start and is_person(text, start, end):
        return "a person's name"
    if text[end - 1] == "原" and start and is_han(text[start - 1]) and FORMER.match(text, end):
        return "a longer word runs across its end"
    if start and text[start - 1] in ABROAD_ENDS and ABROAD.search(text, max(0, start - 4), start):
        return "a homonym abroad"
    if start and text[start - 1] in DOTS and not listed and not text.endswith("中国", 0, start - 1):
        return "part of a foreign name"
    if rank_belongs_to_next_word(text, end):
        return "a longer word runs across its end"
    before, left, over = segment.edges(text, start, end)
    if not left and not listed and not slogans.opens(text, start):
        return "a longer word runs across its beginning"
    if over > start:
        return "a longer word runs across its end"
    if len(before) == 1 and before in PEOPLE and end - start == 2:
        return "a person's name"
    return ""


def against_short_county(text: str, start: int, end: int) -> str:
    """Why the words around speak against 曹县, 和县 and other names of one character with a rank; empty when not."""
    _, left, over = segment.edges(text, start, end)
    if not left:
        return "a longer word runs across its beginning"
    free = start == 0 or text[start - 1] in PREPOSITIONS or not is_han(text[start - 1])
    if over >= 0 and not free:
        return "a longer word runs across its end"
    if text[start] in FUNCTION_WORDS and not free:
        return "its first character is a word of its own"
    return ""


TOWN_ITSELF: Final = frozenset({"城区", "新城区", "老城区", "古城区", "郊区", "矿区", "新区"})
"""Districts whose name behind a bare city name may be the town itself: 西安新城区, 大同矿区."""

POLICE: Final = "公安"
"""A county whose short name behind any city is the police of that city: it needs its rank, a list or a firm's name."""

TOWN_SIDES: Final = frozenset({"东城区", "西城区"})
"""Districts with a rank of their own whose names are parts of other towns as well: 济宁|西城区."""

TOWN_MATTERS: Final = re.compile(
    r"内(?!部)|里|的|外|周边|附近|[主次]?干?道|道路|街|路面|空气|面积|范围|人口|绿化|绿地|亮化|美化|改造|扩[建容张]|建设|规划|"
    r"供[水暖热电气]|排[水涝污]|内涝|积水|交通|停车|公交|出租|居民|市民|中小学|段|北部|南部|东部|西部|中心"
)
"""What is said of a town and not of a district's bodies: 晋城|城区|道路."""


def may_be_town_itself(text: str, start: int, end: int, *, exists: bool) -> bool:
    """Whether a name of ``TOWN_ITSELF`` behind a bare city name may be the town: not before a body of the district.

    ``exists``: the city has a district of this name today.  In the few cities with a 城区 that is what 晋城城区 means, where
    nothing is said of the town; 新城区, 矿区 and the others are said of their towns and coalfields as often.
    """
    if institution_follows(text, end):
        return False
    return not exists or text[start:end] != "城区" or TOWN_MATTERS.match(text, end) is not None


FUNCTION_WORDS: Final = frozenset("和任应成随单古高新开代易道富兴横环东南西北中市城郊矿")
"""First characters of short county names that are words of their own: 市和县, 任县委书记."""
