"""find_byline and split_source_line: own lines with invented people, in the shapes Chinese outlets print."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.bylines import find_byline, split_source_line

R, C, A, I, P, F, PEN = "reporter", "correspondent", "author", "intern", "photographer", "proofreader", "pen_name"  # noqa: E741

# (line, [(name, role)], editor)
PEOPLE = [
    # outlet and names without 记者
    ("中央纪委国家监委网站 顾青岚", [("顾青岚", R)], None),
    ("中央纪委国家监委网站 顾青岚 邵岩", [("顾青岚", R), ("邵岩", R)], None),
    ("中央纪委国家监委网站　顾青岚　通讯员　邵岩", [("顾青岚", R), ("邵岩", C)], None),
    ("中央纪委国家监委网站 顾青岚 自清江报道", [("顾青岚", R)], None),
    ("中央紀委國家監委網站 顧青嵐", [("顧青嵐", R)], None),
    ("（中央纪委国家监委网站 顾青岚整理）", [("顾青岚", R)], None),
    ("清江日报 欧阳静 邵岩", [("欧阳静", R), ("邵岩", R)], None),
    # last paragraph
    ("……让清风常驻校园。（顾青岚）", [("顾青岚", A)], None),
    ("……让清风常驻校园。（记者 顾青岚）", [("顾青岚", R)], None),
    ("……讓清風常駐校園。(清江紀檢監察報記者 顧青嵐)", [("顧青嵐", R)], None),
    ("（顾青岚 邵岩）", [("顾青岚", A), ("邵岩", A)], None),
    # reporters and correspondents
    ("（记者 顾青岚、邵岩）", [("顾青岚", R), ("邵岩", R)], None),
    ("（记者顾青岚 通讯员邵岩、殷小满）", [("顾青岚", R), ("邵岩", C), ("殷小满", C)], None),
    ("清江网讯（记者顾青岚通讯员邵岩）", [("顾青岚", R), ("邵岩", C)], None),
    ("清江网南山电(通讯员邵岩、殷小满记者顾青岚)", [("邵岩", C), ("殷小满", C), ("顾青岚", R)], None),
    ("清江网讯(通讯员邵岩、殷小满、记者顾青岚)", [("邵岩", C), ("殷小满", C), ("顾青岚", R)], None),
    ("清江新闻网8月14日讯（通讯员：邵岩 殷小满 顾青岚）", [("邵岩", C), ("殷小满", C), ("顾青岚", C)], None),
    ("新华社清江９月１日电（记者　邵岩）", [("邵岩", R)], None),
    ("清江日报报道：（记者邵岩）", [("邵岩", R)], None),
    ("（ 见习记者 邵岩 实习生 殷小满）", [("邵岩", R), ("殷小满", I)], None),
    ("清江网讯(记者邵岩实习记者殷小满)", [("邵岩", R), ("殷小满", I)], None),
    ("清江网讯（清江晚报记者 邵岩）", [("邵岩", R)], None),
    ("本报记者 顾青岚 邵 岩", [("顾青岚", R), ("邵岩", R)], None),
    ("本报记者　邵　岩　　殷小满", [("邵岩", R), ("殷小满", R)], None),
    ("清江日报记者邵岩、殷小满", [("邵岩", R), ("殷小满", R)], None),
    ("采写：清江记者 顾青岚 邵岩", [("顾青岚", R), ("邵岩", R)], None),
    ("清江网记者邵岩8月13日报道", [("邵岩", R)], None),
    ("（总台清江记者 顾青岚 邵岩）", [("顾青岚", R), ("邵岩", R)], None),
    ("清江网10月4日讯（记者邵岩 整合）", [("邵岩", R)], None),
    ("（中央社記者邵明岩台北20日電）", [("邵明岩", R)], None),
    ("〔記者邵明岩／台北報導〕", [("邵明岩", R)], None),
    ("【清江傳媒特約記者邵明岩報導】", [("邵明岩", R)], None),
    ("中評社香港2月4日電(記者 邵岩)", [("邵岩", R)], None),
    ("中評社香港2月4日電（作者 邵明岩）", [("邵明岩", A)], None),
    ("新华社记者邵岩、欧阳静、司马小满", [("邵岩", R), ("欧阳静", R), ("司马小满", R)], None),
    ("记者 阿依古丽·买买提 通讯员 邵岩", [("阿依古丽·买买提", R), ("邵岩", C)], None),
    ("本报记者 邵岩 本报通讯员 殷小满", [("邵岩", R), ("殷小满", C)], None),
    ("南山报·南山网记者 邵岩 来源：南山报", [("邵岩", R)], None),
    # authors
    ("作者：邵明岩", [("邵明岩", A)], None),
    ("文/邵明岩", [("邵明岩", A)], None),
    ("文丨本刊记者 邵明岩", [("邵明岩", R)], None),
    ("执笔/邵岩、殷小满&顾青岚", [("邵岩", A), ("殷小满", A), ("顾青岚", A)], None),
    ("□ 邵 岩", [("邵岩", A)], None),
    ("◎ 邵明岩", [("邵明岩", A)], None),
    ("邵明岩", [("邵明岩", A)], None),
    ("邵明岩 殷小满", [("邵明岩", A), ("殷小满", A)], None),
    ("2020-11-03邵岩殷勤", [("邵岩", A), ("殷勤", A)], None),
    ("邵岩/清江日报", [("邵岩", A)], None),
    ("邵明岩：监督要抓早抓小", [("邵明岩", A)], None),
    ("邵明岩丨监督要抓早抓小", [("邵明岩", A)], None),
    ("钟声：越是艰难越向前", [("钟声", PEN)], None),
    ("任仲平：越是艰难越向前", [("任仲平", PEN)], None),
    ("小事不小邵明岩--某某杂志", [("邵明岩", A)], None),
    ("小事不小本刊记者  邵明岩--某某杂志", [("邵明岩", R)], None),
    ("抓早抓小防微杜渐 清江省纪委副书记、省监委副主任 邵明岩", [("邵明岩", A)], None),
    # editors and the rest
    ("责任编辑：邵岩", [], "邵岩"),
    ("(责编：邵岩、殷小满)", [], "邵岩、殷小满"),
    ("【編輯：邵岩】", [], "邵岩"),
    ("本文来源：清江报 责任编辑：邵岩_NB12345", [], "邵岩"),
    ("责任编辑：邵岩 SF123", [], "邵岩"),
    ("责任编辑：邵岩校对：殷小满", [("殷小满", F)], "邵岩"),
    ("编辑 邵岩 校对 殷小满", [("殷小满", F)], "邵岩"),
    ("文/邵岩编辑/殷小满", [("邵岩", A)], "殷小满"),
    ("2020-05-13 12:03:10 作者：邵岩 来源:清江网 选稿：殷小满", [("邵岩", A)], "殷小满"),
    ("新华社记者 邵岩 摄", [("邵岩", P)], None),
    ("▲清江日报全媒体图片记者邵明岩、殷勤摄", [("邵明岩", P), ("殷勤", P)], None),
    ("图为学习现场。邵岩 摄", [("邵岩", P)], None),
    ("2020-09-26 12:11来源：清江网作者：邵岩", [("邵岩", A)], None),
]  # fmt: skip

NOBODY = [
    "", "本报评论员", "新华社评论员：答好新考卷", "人民日报评论员文章", "作者：佚名", "（责任编辑：系统管理员）", "作者：未知 来源：网络整理",
    "记者从县纪委监委获悉", "记者在现场看到", "记者采访时表示", "记者于近日走进村里", "记者向村民了解情况", "(清江社記者攝)", "记者会上他说",
    "来源：清江日报 作者： 编辑：", "作者：本站编辑", "作者：清江县纪委监委", "来源：清江日报", "（图片来自网络）", "（全文）", "（完）", "（化名）",
    "清江：监督下沉一线", "安徽：深化巡察整改", "云南：开展专项督查", "江苏：打通最后一公里", "成都：擦亮监督探头", "时评：莫让好事变味",
    "关注：医保账户新规", "社论：为了人民", "高质量：发展的主题", "中央纪委国家监委网站讯", "新华社清江9月1日电", "文章来源：本站原创 作者：佚名",
    "党员干部要带头执行", "扫一扫在手机打开当前页", "他说，这次整改很及时。（图）", "上一篇：江边新貌", "常委：压实责任", "广安观潮丨打好持久战",
    "编者按：近日……", "记者节快乐", "编辑部的故事", "高三学生家长会", "马上就办", "方案：三步走", "（方案）", "（高清）", "金句丨一图读懂", "严查：酒驾",
]  # fmt: skip


@pytest.mark.parametrize(("line", "people", "editor"), PEOPLE, ids=[row[0] for row in PEOPLE])
def test_people(line: str, people: list[tuple[str, str]], editor: str | None) -> None:
    found = find_byline(line)
    assert [(author.name, author.role) for author in found.authors] == people
    assert found.editor == editor


@pytest.mark.parametrize("line", NOBODY)
def test_nobody(line: str) -> None:
    found = find_byline(line)
    assert found.authors == []
    assert found.editor is None


@pytest.mark.parametrize(
    ("line", "organization"),
    [
        ("(中國紀檢監察報記者 邵岩)", "中國紀檢監察報"),
        ("清江日报记者 邵岩", "清江日报"),
        ("清江报·清江网记者 邵岩", "清江报·清江网"),
        ("清江日报特约记者 邵岩", "清江日报"),
        ("清江日报见习记者邵岩", "清江日报"),
        ("本报记者 邵岩", None),
        ("（记者 邵岩）", None),
        ("中央纪委国家监委网站 邵岩", "中央纪委国家监委网站"),
        ("清江日报全媒体记者邵岩", "清江日报"),
    ],
)
def test_organization(line: str, organization: str | None) -> None:
    (author,) = find_byline(line).authors
    assert author.organization == organization


SOURCE_LINES = [
    # (line, source, authors, editor)
    ("来源：清江日报 作者：邵岩 编辑：殷小满", "清江日报", ["邵岩"], "殷小满"),
    ("来源：清江日报作者：邵岩编辑：殷小满", "清江日报", ["邵岩"], "殷小满"),
    ("来　源：清江日报　作　者：邵岩　编　辑：殷小满", "清江日报", ["邵岩"], "殷小满"),
    ("来  源：清江日报 责 编：殷小满", "清江日报", [], "殷小满"),
    ("来源： 作者： 编辑：", None, [], None),
    ("来源：作者：邵岩", None, ["邵岩"], None),
    ("文章来源：清江日报　　点击数：12　　更新时间：2021-03-09", "清江日报", [], None),
    ("信息来源：县纪委监委 | 发布时间：2021-03-09 | 浏览次数：12", "县纪委监委", [], None),
    ("2021-03-09 07:05:06来源：清江日报责任编辑：邵岩", "清江日报", [], "邵岩"),
    ("2021-03-09 07:05 清江日报", "清江日报", [], None),
    ("2021-03-09 · 清江日报", "清江日报", [], None),
    ("邵岩/清江日报 2021-03-09 07:05", "清江日报", ["邵岩"], None),
    ("稿件來源：清江報 責任編輯：邵岩", "清江報", [], "邵岩"),
    ("来源于：清江网", "清江网", [], None),
    ("出处：清江网　编辑：佚名", "清江网", [], None),
    ("来源: 清江日报 举报 326 分享", "清江日报", [], None),
    ("发布时间：2021-03-09 字号：[大 中 小]", None, [], None),
    ("（来源：清江日报）", "清江日报", [], None),
    ("浏览次数：33 来源：中共清江县纪律检查委员会 清江县监察委员会 发布时间：2021-03-09", "中共清江县纪律检查委员会 清江县监察委员会", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "source", "authors", "editor"), SOURCE_LINES, ids=[row[0] for row in SOURCE_LINES])
def test_source_line(line: str, source: str | None, authors: list[str], editor: str | None) -> None:
    found = split_source_line(line)
    assert found.source == source
    assert [author.name for author in found.authors] == authors
    assert found.editor == editor


def test_source_line_keeps_the_printed_date() -> None:
    found = split_source_line("来源：清江日报 发布时间：2021-03-09 07:05")
    assert found.date_raw == "2021-03-09 07:05"
    assert found.date is not None
    assert found.date.date == datetime.date(2021, 3, 9)


def test_find_byline_gives_the_source_too() -> None:
    assert find_byline("来源：清江日报 作者：邵岩").source == "清江日报"


_PIECES = st.sampled_from(
    [
        "记者",
        "通讯员",
        "作者",
        "编辑",
        "：",
        " ",
        "、",
        "邵岩",
        "顾青岚",
        "欧阳",
        "（",
        "）",
        "/",
        "摄",
        "来源",
        "清江日报",
        "8月1日",
        "电",
        "·",
        "2021-03-09",
    ]
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=24).map("".join) | st.text(max_size=80))
def test_any_text_gives_a_value(text: str) -> None:
    for author in find_byline(text).authors:
        assert author.name
        assert author.name in "".join(text.split()).replace("\u200b", "") or not text.isprintable() or "　" in text
    split_source_line(text)


@pytest.mark.parametrize(
    "piece", ["记者", "记者邵岩", "邵", "（", "、", " ", "来源：", "作者：邵岩 ", "王", "·", "/", "编辑"]
)
def test_time_is_linear(piece: str) -> None:
    find_byline(piece * 100_000)
    split_source_line(piece * 100_000)
