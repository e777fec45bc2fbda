"""Source, authors, day and series as whole pages print them: labels, cells, class names, bare names. All invented."""

from __future__ import annotations

import pytest

from crawler.extract import extract_article
from crawler.extract.bylabels import join_labels
from crawler.extract.bylines import find_byline
from crawler.extract.dates import find_date, partial_text, scan_dates
from crawler.extract.listing import list_links
from crawler.extract.sourceline import split_source_line, without_loose_brackets
from crawler.extract.sources import source_value
from crawler.items import Article
from tests.extract import pages

URL = "http://www.example.gov.cn/show.asp?id=7"


def _read(info: str, *, title: str = "<h1>清江县修好三座老桥</h1>", url: str = URL, tail: str = "") -> Article:
    head = "<title>清江县修好三座老桥</title>"
    return extract_article(pages.page(head, f"{title}{info}<div>{pages.paragraphs()}</div>{tail}"), url)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("清江发布", "清江发布"),
        ("时间博物馆", "时间博物馆"),
        ("清江日报评论部", "清江日报评论部"),
        ("清江记者协会", "清江记者协会"),
        ("记者站", "记者站"),
        ("编辑部", "编辑部"),
        ("县发改局（县粮食局）", "县发改局（县粮食局）"),
        ("（清江日报）", "清江日报"),
        ("清江日报）", "清江日报"),
        ("[清江日报]", "清江日报"),
        ("清江日报【字体：大 中 小】", "清江日报"),
        ("清江日报发布时间：2024-03-02", "清江日报"),
        ("清江日报作者：薛楠", "清江日报"),
        ("清江日报 记者 薛楠", "清江日报"),
        ("清江日报记者薛楠", "清江日报"),
        ("清江日报 浏览次数：20", "清江日报"),
        ("清江日报 | 薛楠", "清江日报"),
        ("清江日报2024-03-02", "清江日报"),
        ("清江日报字号：大", "清江日报"),
        ("清江日报分享", "清江日报"),
        ("清江日报 薛小楠", "清江日报"),
        ("薛小楠 清江日报", "清江日报"),
        ("新华社客户端记者 薛楠", "新华社客户端"),
        ("县委办（记者 薛楠）", "县委办"),
        ("《清江日报》（", "《清江日报》"),
        ("清江打印机厂", "清江打印机厂"),
        ("记者薛楠", None),
        ("发布时间：2024-03-02", None),
        ("评论", None),
        ("分享到微信", None),
        ("中共清江县委十届三次全会通过", None),
    ],
)
def test_where_a_source_ends(text: str, value: str | None) -> None:
    assert source_value(text) == value


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("（甲）", "甲"),
        ("甲（乙）", "甲（乙）"),
        ("（甲）乙（丙）", "（甲）乙（丙）"),
        ("（甲", "甲"),
        ("甲）", "甲"),
        ("甲【", "甲"),
        ("《甲》", "《甲》"),
        ("", ""),
        ("（", ""),
        ("）", ""),
    ],
)
def test_brackets_without_a_partner_go(value: str, kept: str) -> None:
    assert without_loose_brackets(value) == kept


def test_paired_brackets_stay_in_the_info_line() -> None:
    assert split_source_line("来源：县发改局（县粮食局） 作者：薛楠").source == "县发改局（县粮食局）"
    assert split_source_line("（来源：清江日报）").source == "清江日报"


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("<p>05-06 07:30　清江晚报</p>", "清江晚报"),
        ("<p><i>清江晚报</i> <i>07-11 06:52</i></p>", "清江晚报"),
        ("<p>2021-06-07 08:55　清江县纪委监委　【字体：大 中 小】</p>", "清江县纪委监委"),
        ("<p>2021-06-07 08:55 清江县纪委监委 [打印]</p>", "清江县纪委监委"),
        ("<p>3月5日 08:20 清江融媒</p>", "清江融媒"),
        ("<table><tr><th>来源</th><td>清江县审计局</td><th>日期</th><td>2012-07-19</td></tr></table>", "清江县审计局"),
        ("<dl><dt>来源：</dt><dd>清江县审计局</dd><dt>时间：</dt><dd>2012-07-19</dd></dl>", "清江县审计局"),
        ('<p>2012-07-19 <span id="s"></span></p><script>var laiyuan = "清江县审计局";</script>', "清江县审计局"),
        ("<p>薛小楠 · 清江日报 · 2024-03-02</p>", "清江日报"),
        ("<p>高清图 | 2024-03-02 | 清江日报</p>", "清江日报"),
        ("<p>2024-03-02 清江县纪委监委 薛小楠</p>", "清江县纪委监委"),
        ("<p>2024-03-02</p><p>□ 薛小楠</p>", None),
        ("<p>文字：薛小楠 图片：雒芳 2024-03-02</p>", None),
        ("<p>《在全县大会上的讲话》（2018年5月16日）</p>", None),
        ("<p>（2018年5月16日中共清江县委十届三次全会通过）</p>", None),
        ("<p>《清江县河道管理办法》（2018年5月16日县政府第九次常务会议通过）</p>", None),
    ],
)
def test_the_source_of_a_page(info: str, source: str | None) -> None:
    assert _read(info).source == source


@pytest.mark.parametrize(
    ("info", "names"),
    [
        ('<p class="author">薛小楠</p><p>2024-03-02 09:00 来源：清江日报</p>', ["薛小楠"]),
        (
            '<p>发表于 2024-03-02 由 <span class="author vcard"><a rel="author" href="/u">薛小楠</a></span></p>',
            ["薛小楠"],
        ),
        ('<p>2024-03-02 <a rel="author" href="/u">薛小楠</a></p>', ["薛小楠"]),
        ('<p><span class="rich_media_meta_text">薛小楠</span> <span>2024-03-02</span></p>', ["薛小楠"]),
        ('<div class="byline">By 薛小楠 2024-03-02</div>', ["薛小楠"]),
        ("<p>2024-03-02</p><p>□ 薛小楠</p>", ["薛小楠"]),
        ("<p>2024-03-02 09:12 | 清江日报 | 薛小楠</p>", ["薛小楠"]),
        ("<p>2024-03-02 清江县纪委监委 薛小楠</p>", ["薛小楠"]),
        ("<p>2024-03-02　薛小楠　清江县纪委监委</p>", ["薛小楠"]),
        ("<p>文字：薛小楠 图片：雒芳 2024-03-02</p>", ["薛小楠"]),
        ("<p>高清图 | 2024-03-02 | 清江日报</p>", []),
        ("<p>来源：清江日报　作者：薛楠　发布：2024-03-02</p>", ["薛楠"]),
        ("<p>作者：清江县水利局 纪检组　时间：2024-03-02</p>", []),
        ('<p class="author">清江发布</p><p>2024-03-02</p>', []),
        ('<p class="author">admin</p><p>2024-03-02</p>', []),
        ("<p>作者：清江县纪委监委 薛小楠　时间：2024-03-02</p>", ["薛小楠"]),
        ("<p>作者：清江县水利局薛小楠　时间：2024-03-02</p>", []),
        ("<p>作者：清江县纪委办公室　时间：2024-03-02</p>", []),
        ("<p><span>本报记者 薛小楠</span> <span>2024-03-02 07:15</span> <span>清江晚报</span></p>", ["薛小楠"]),
        ("<p>薛小楠 雒芳<span>《 清江日报 》（ 2021年06月24日 第 03 版）</span></p>", ["薛小楠", "雒芳"]),
        ("<table><tr><th>日期</th><td>2012-07-19</td><th>作者</th><td>薛小楠</td></tr></table>", ["薛小楠"]),
        ("<dl><dt>作者</dt><dd>薛小楠</dd><dt>时间</dt><dd>2012-07-19</dd></dl>", ["薛小楠"]),
    ],
)
def test_the_authors_of_a_page(info: str, names: list[str]) -> None:
    assert [author.name for author in _read(info).authors] == names


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("作者：驻县财政局纪检监察组 薛小楠", [("薛小楠", "author", "驻县财政局纪检监察组")]),
        ("作者：县纪委监委薛小楠", [("薛小楠", "author", "县纪委监委")]),
        ("通讯员：清江县检察院 薛小楠 雒芳", [("薛小楠", "correspondent", "清江县检察院"), ("雒芳", "correspondent", "清江县检察院")]),
        ("（清江县纪委监委 薛小楠 || 责任编辑 邓可）", [("薛小楠", "author", "清江县纪委监委")]),
        ("（毛小宇、邹小宁整理）", [("毛小宇", "author", None), ("邹小宁", "author", None)]),
        ("（毛小宇、邹小宁供稿）", [("毛小宇", "author", None), ("邹小宁", "author", None)]),
        ("记者 薛小楠/文 雒芳/图", [("薛小楠", "reporter", None), ("雒芳", "photographer", None)]),
        ("薛小楠/文 雒芳/图", [("薛小楠", "author", None), ("雒芳", "photographer", None)]),
        ("文/薛小楠 图/雒芳", [("薛小楠", "author", None), ("雒芳", "photographer", None)]),
        ("本报记者 薛小楠 2024-09-02 07:15 清江晚报", [("薛小楠", "reporter", None)]),
        ("（中央社記者曾小遠溪頭21日電）", [("曾小遠", "reporter", "中央社")]),
        ("（中央社記者曾小遠高雄21日電）", [("曾小遠", "reporter", "中央社")]),
        ("作者：清江县委宣传部", []),
        ("作者：本网综合", []),
        ("通讯员：市局 法制科", []),
        ("作者：薛小楠（清江县水利局）", [("薛小楠", "author", None)]),
        ("作者：薛小楠（县水利局）、雒芳（县教育局）", [("薛小楠", "author", None), ("雒芳", "author", None)]),
        ("（作者：薛小楠）（责任编辑：邓可）", [("薛小楠", "author", None)]),
        ("（記者薛小楠綜合報導）", [("薛小楠", "reporter", None)]),
        ("河堤修好了。（薛小楠 清江县纪委监委）", [("薛小楠", "author", "清江县纪委监委")]),
        ("河堤修好了。（高度重视 清江县纪委监委）", []),
    ],
)  # fmt: skip
def test_bylines_with_organisations_and_places(line: str, people: list[tuple[str, str, str | None]]) -> None:
    assert [(one.name, one.role, one.organization) for one in find_byline(line).authors] == people


def test_the_name_below_a_poem_goes_before_its_first_line() -> None:
    signed = _read(
        "<p>2024-03-02</p><div><p>清江谣</p>",
        title="<h1>诗歌：清江谣</h1>",
        tail="<p>（作者：薛小楠，系退休教师）</p></div>",
    )
    assert [author.name for author in signed.authors] == ["薛小楠"]


def test_a_label_alone_takes_the_next_line() -> None:
    lines = ["来源", "清江县审计局", "日期", "2012-07-19", "作者：", "薛小楠", "编辑", "时间：2012-07-19"]
    joined = join_labels(lines)
    assert joined[0] == "来源：清江县审计局"
    assert joined[4] == "作者：薛小楠"
    assert joined[6] == "编辑"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("11月3日", "11月3日"),
        ("11月3日　来源：清江日报", "11月3日"),
        ("来源：清江日报 11月3日", "11月3日"),
        ("时间：11-03", "11-03"),
        ("[11-03]", "11-03"),
        ("清江日报 11月3日 08:20", "11月3日 08:20"),
        ("11月3日，记者从县水利局获悉", None),
        ("截至11月3日", None),
        ("11月3日至5日", None),
        ("3月15日消费者权益日活动", None),
        ("电话：0311-1203", None),
    ],
)
def test_a_day_without_a_year(line: str, day: str | None) -> None:
    assert partial_text(line) == day


def test_a_day_without_a_year_is_kept_as_printed() -> None:
    article = _read("<p>11月3日　来源：清江日报</p>")
    assert (article.date, article.date_raw) == (None, "11月3日")
    assert _read("<p>来源：清江日报</p>").date_raw is None


@pytest.mark.parametrize(
    "text",
    [
        "（2018年5月16日清江县十届人大三次会议通过）",
        "（2018年5月16日县政府令第9号修订）",
        "（1999年3月1日通过 根据2018年5月16日县人大常委会决定修正）",
    ],
)
def test_the_day_of_adoption_is_no_day_of_publication(text: str) -> None:
    assert find_date(text) is None
    assert {found.label for found in scan_dates(text)} == {"other"}


@pytest.mark.parametrize(
    ("head", "series"),
    [
        ('<h1>把河堤修牢</h1><h2 class="subtitle">——三论水利建设</h2>', ("水利建设", 3)),
        ('<h3 class="pretitle">清江治水记（四）</h3><h1>老渠新水到田头</h1>', ("清江治水记", 4)),
    ],
)
def test_a_series_named_beside_the_title(head: str, series: tuple[str, int]) -> None:
    article = _read("<p>2024-03-02 09:00 来源：清江日报</p>", title=head)
    assert (article.series_title, article.series_number) == series
    assert article.headline == article.title


@pytest.mark.parametrize("cut", ["...", "……", "…", "..", "。。。"])
def test_a_day_glued_to_a_title_that_was_cut(cut: str) -> None:
    rows = "".join(
        f"<li><a href='./202311/t202311{day}_{day}.html' title='清江县开展第{day}次河道巡查并公布结果'>清江县开展第{day}次河道{cut}</a>"
        f"<span>2023-11-{day}</span></li>"
        for day in range(10, 20)
    )
    links = list_links(pages.page("<title>动态</title>", f"<ul>{rows}</ul>"), "http://www.example.gov.cn/dt/")
    assert [str(link.date) for link in links] == [f"2023-11-{day}" for day in range(10, 20)]


@pytest.mark.parametrize(
    ("info", "first", "names"),
    [
        ("<p>2024-03-02 10:00</p><h6>陶 然</h6>", "", ["陶然"]),
        ("<h5>县委书记 薛小楠</h5><p>2024-03-02 10:00</p>", "", ["薛小楠"]),
        ("<p>2024-03-02 薛 小 楠 阅读(947)</p>", "", ["薛小楠"]),
        ("<p>2024-03-02 10:00</p>", "中新网清江3月2日电 (薛小楠 邵明岩)", ["薛小楠", "邵明岩"]),
        ("<p>2024-03-02 10:00 作者：薛小楠</p>", "", ["薛小楠"]),
    ],
)
def test_signatures_beside_the_text(info: str, first: str, names: list[str]) -> None:
    head = "<title>清江县修好三座老桥</title>"
    body = f"<h1>清江县修好三座老桥</h1>{info}<div><p>{first}{pages.SENTENCES[0]}</p>{pages.paragraphs()}</div>"
    assert [author.name for author in extract_article(pages.page(head, body), URL).authors] == names


def test_those_who_helped_come_last() -> None:
    info = "<p>2024-03-02 10:00 作者：薛小楠</p>"
    head = "<title>清江县修好三座老桥</title>"
    body = f"<h1>清江县修好三座老桥</h1>{info}<div>{pages.paragraphs()}<p>（参与采写：邵明岩）</p></div>"
    assert [author.name for author in extract_article(pages.page(head, body), URL).authors] == ["薛小楠", "邵明岩"]


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("<p>发布单位：清江县委巡察办</p><p>日期：2024.03.02</p>", "清江县委巡察办"),
        ("<p>发布人：admin 发布时间：2024-03-02 供稿：集团公司纪委 摄影：薛楠</p>", "集团公司纪委"),
        ("<p>2024-03-02 10:00 来源：清江新闻网 跟贴 12 条</p>", "清江新闻网"),
        ("<p>2024-03-02 10:00 来源：清江新闻网 参与互动(0)</p>", "清江新闻网"),
        ("<p>2024-03-02 10:00 来源于：清江清风浏览(0)</p>", "清江清风"),
        ("<p>2024-03-02 22:41| 发布者: 某某| 来自: 清江日报</p>", "清江日报"),
        ('<p><a href="/fz/">法治新闻</a> <a href="/m/">清江网</a> 2024-03-02 13:02</p>', "清江网"),
    ],
)
def test_the_source_without_its_usual_label(info: str, source: str) -> None:
    assert _read(info).source == source


@pytest.mark.parametrize(
    ("crumb", "section"),
    [
        ("<div>首页 | 纪法讲堂</div>", "纪法讲堂"),
        ("<div>当前位置 &gt;&gt; 首页 &gt;&gt; 媒体聚焦</div>", "媒体聚焦"),
        ("<ol class=breadcrumb><li>网站首页</li><li>公示公告</li></ol>", "公示公告"),
        ("<div class=path><a href=/>新闻中心</a> &gt; <a href=/gn/>国内新闻</a> &gt; 正文</div>", "国内新闻"),
    ],
)
def test_the_section_from_the_bread_crumb(crumb: str, section: str) -> None:
    assert _read("<p>2024-03-02 10:00 来源：清江网</p>", title=f"{crumb}<h1>清江县修好三座老桥</h1>").section == section


def test_the_headline_of_a_page_whose_title_names_only_site_and_column() -> None:
    head = "<title>虚构能源集团有限公司 要闻</title>"
    body = f'<div class="path">首页 &gt; 新闻 &gt; 要闻</div><div class="sj_bt">戈壁来风</div><p>[2024-03-02] 来源：虚构能源报</p><div>{pages.paragraphs()}</div>'
    assert extract_article(pages.page(head, body), URL).title == "戈壁来风"


def test_the_day_of_another_story_above_the_headline_is_not_the_articles() -> None:
    cards = "".join(
        f'<div class="rec"><a href="/n/{n}.html">第{n}件值得一说的事情的标题</a><p>摘要说了些别的。</p>2024-01-0{n}</div>'
        for n in range(1, 6)
    )
    head = "<title>虚构民生网</title>"
    body = f"<div>{cards}</div><h1>清江县修好三座老桥</h1><p>来源：清江网</p><div>{pages.paragraphs()}</div>"
    found = extract_article(pages.page(head, body), "http://www.example.cn/rx/2024/03/02/2211.html")
    assert str(found.date) == "2024-03-02"
