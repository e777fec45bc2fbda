"""Whole pages in the shapes of the systems: title, day, source, author and text."""

from __future__ import annotations

import datetime

import pytest

from crawler.extract import Document, NotAnArticle, extract_article
from crawler.extract.kinds import reason_without_text
from crawler.extract.title import find_title
from crawler.extract.weights import weigh
from tests.extract import pages
from tests.extract.pages import SENTENCES, SITE, TITLE

URL = "https://www.example.gov.cn/yw/202405/t20240506_1234.html"


@pytest.mark.parametrize(
    ("page", "title", "day", "source"),
    [
        pytest.param(pages.trs_main(), TITLE, "2024-05-06", SITE, id="TRS"),
        pytest.param(pages.trs_comment(), f"清风谈丨{TITLE}", "2024-05-06", SITE, id="TRS comment"),
        pytest.param(pages.old_table(), TITLE, "2009-11-09", "虚构晚报", id="table of 2009"),
        pytest.param(pages.portal(), TITLE, "2024-05-06", "虚构晚报", id="portal"),
        pytest.param(pages.vsb(), TITLE, "2024-05-06", None, id="Visual SiteBuilder"),
        pytest.param(pages.founder(), TITLE, "2017-10-08", "虚构日报", id="Founder"),
        pytest.param(pages.jcms(), TITLE, "2024-05-06", SITE, id="JCMS"),
        pytest.param(pages.mirror(), f"警示教育 | {TITLE}", "2024-05-06", "虚构省纪委监委网站", id="mirror"),
    ],
)
def test_templates(page: bytes, title: str, day: str, source: str | None) -> None:
    article = extract_article(page, URL)
    assert article.title == title
    assert str(article.date) == day
    assert article.source == source
    lines = article.body.split("\n")
    start = lines.index(SENTENCES[0])
    assert lines[start : start + 5] == list(SENTENCES)
    # Nothing but a byline above, nothing but the bracket of a mirror below.
    assert start <= 1
    assert len(lines) - start - 5 == (1 if page == pages.mirror() else 0)


def test_the_visible_minute_wins_over_meta() -> None:
    article = extract_article(pages.trs_main(), URL)
    assert article.date_published == datetime.datetime(
        2024, 5, 6, 6, 35, tzinfo=datetime.timezone(datetime.timedelta(hours=8))
    )
    assert [author.name for author in article.authors] == ["林明远"]
    assert article.section == "要闻"
    assert article.language == "zh-Hans"
    assert article.warnings == []


def test_paragraphs_in_a_heading_are_its_lines() -> None:
    page = pages.trs_main(
        title="写在整治三周年之际不松劲再出发", heading="<p>写在整治三周年之际</p><p>不松劲再出发</p>"
    )
    assert extract_article(page, URL).title == "写在整治三周年之际 不松劲再出发"


def test_a_title_is_not_cut_at_a_quote_inside_meta() -> None:
    title = '干部说"不行"之后的三天'
    page = pages.trs_main(title=title, heading=title)
    assert extract_article(page, URL).title == title


def test_the_magazine_prints_no_day() -> None:
    article = extract_article(pages.trs_magazine(), "http://zz.example.cn/bqml/202405/t20240515_9.html")
    assert article.title == TITLE
    assert article.subtitle == "来自东河镇的调查"
    assert [author.name for author in article.authors] == ["方明"]
    assert article.print is not None
    assert article.print.edition == "2024年第05期"
    assert article.source == "虚构监察杂志"
    assert article.date in (None, datetime.date(2024, 5, 15))
    assert article.date_published is None
    assert "别的文章" not in article.body


def test_without_any_day_the_day_is_null() -> None:
    page = pages.page(f"<title>{TITLE}-{SITE}</title>", f"<h1>{TITLE}</h1><div>{pages.paragraphs()}</div>")
    article = extract_article(page, "https://www.example.gov.cn/info/1234.html")
    assert article.date is None
    assert "date_missing" in article.warnings


def test_a_notice_of_one_sentence_is_an_article() -> None:
    title = "虚构市水利局原局长林某某接受审查调查"
    article = extract_article(pages.trs_main(title=title, text=f"<p>　　{pages.SHORT}</p>"), URL)
    assert article.title == title
    assert article.body == pages.SHORT


def test_a_stray_closing_tag_loses_nothing() -> None:
    page = pages.vsb().replace(b'<ul class="nav">', b'</body></html><ul class="nav">')
    assert SENTENCES[-1] in extract_article(page, URL).body


def test_a_mirror_is_a_reprint() -> None:
    story = extract_article(pages.mirror(), URL).story
    assert story is not None
    assert story.role == "reprint"
    assert story.is_based_on is not None
    assert (story.is_based_on.outlet, story.is_based_on.date_raw) == ("虚构省纪委监委网站", "2024-04-30")


def test_a_repost_becomes_the_report() -> None:
    introduction = f"<p>9月3日，虚构日报【{TITLE}】一文，提到我县的做法。</p><p>报道全文如下：</p>"
    report = f"<p>{TITLE}</p>{pages.paragraphs()}<p>（虚构日报记者 林明远）</p><p>分享到：</p><p>相关文章：</p>"
    page = pages.page(
        f"<title>虚构日报点赞我县-{SITE}</title>",
        f"<h1>虚构日报点赞我县</h1><div class='info'>发布时间：2018-09-05</div><div class='content'>{introduction}{report}</div>",
    )
    article = extract_article(page, URL)
    assert article.title == TITLE
    assert [author.name for author in article.authors] == ["林明远"]
    assert article.body.startswith(SENTENCES[0])
    assert article.body.endswith("（虚构日报记者 林明远）")
    assert article.story is not None
    assert article.story.is_based_on is not None
    # The introduction gives no year; the day of the repost does.
    assert (article.story.is_based_on.outlet, article.story.is_based_on.date_raw) == ("虚构日报", "2018-09-03")


def test_editor_and_next_part() -> None:
    pager = '<div class="pager"><a href="t20240506_1234_1.html">2</a><a href="t20240506_1234_1.html">下一页</a></div>'
    page = pages.trs_main(text=pages.paragraphs() + "<p>责任编辑：方明</p>")
    article = extract_article(page.replace(b'<div class="footer">', pager.encode() + b'<div class="footer">'), URL)
    assert article.editor == "方明"
    assert "责任编辑" not in article.body
    script = b'<script>createPageHTML_ZW(3, 0, "t20240506_1234", "html");</script>'
    article = extract_article(pages.trs_main().replace(b'<div class="footer">', script + b'<div class="footer">'), URL)
    assert article.next_page == "https://www.example.gov.cn/yw/202405/t20240506_1234_1.html"


SELECTORS = {"title": "h2.tit", "date": "em.e2", "source": "em.e1", "body": "div.content"}


def test_selectors_go_first() -> None:
    article = extract_article(pages.trs_main(), URL, selectors=SELECTORS)
    assert (article.title, article.source) == (TITLE, SITE)
    assert article.date_published is not None
    assert article.date_published.minute == 35
    assert not [warning for warning in article.warnings if warning.startswith("fallback")]


def test_a_selector_that_fails_is_noted_and_the_rule_stands_behind_it() -> None:
    article = extract_article(pages.trs_main(), URL, selectors={**SELECTORS, "title": "h9.none", "body": "#gone"})
    assert article.title == TITLE
    assert SENTENCES[0] in article.body
    assert [warning for warning in article.warnings if warning.startswith("fallback")] == [
        "fallback:body",
        "fallback:title",
    ]


@pytest.mark.parametrize("selectors", [{"titel": "h1"}, {"title": "h1[["}])
def test_a_wrong_selector_is_an_error_of_its_author(selectors: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"titel|title"):
        extract_article(pages.trs_main(), URL, selectors=selectors)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (pages.listing(), "list"),
        (pages.CAPTCHA, "gate"),
        (pages.CHALLENGE, "gate"),
        (pages.WAF, "gate"),
        (pages.NOT_FOUND, "error"),
        (pages.SOFT_404, "error"),
        (pages.MAINTENANCE, "error"),
        (pages.WITHDRAWN, "withdrawn"),
        (pages.LOGIN, "login"),
        (pages.STUB, "redirect"),
        (pages.REFRESH, "redirect"),
        (b"", "empty_body"),
        (pages.page(f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1><img src=a.jpg>"), "list"),
    ],
)
def test_what_is_no_article(page: bytes, reason: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        extract_article(page, URL)
    assert caught.value.reason == reason


def test_days_of_other_stories_and_comments_are_not_the_day() -> None:
    feed = "".join(
        f'<div class="x"><p>网友{n}的话，说得很长，但与本文没有关系。</p><span>2025-01-0{n} 10:00</span></div>'
        for n in range(1, 4)
    )
    body = f"<h1>{TITLE}</h1><div class='c'>{pages.paragraphs()}</div>{feed}"
    article = extract_article(pages.page(f"<title>{TITLE}</title>", body), "https://www.example.gov.cn/info/1234.html")
    assert article.date is None
    signed = body.replace(feed, "<p>发布日期：2024-05-06</p>")
    article = extract_article(
        pages.page(f"<title>{TITLE}</title>", signed), "https://www.example.gov.cn/info/1234.html"
    )
    assert article.date == datetime.date(2024, 5, 6)


# --- short texts beside other prose ------------------------------------------------------------------------------------

NOTICE = "虚构市水利局原局长林某某接受审查调查"
_HEADED = f"<h1>{NOTICE}</h1>{pages.INFO}"


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="main">{_HEADED}<div class="TRS_Editor"><p>{pages.SHORT}</p></div></div><div class="box">{pages.COLUMN}</div>',
        f'<div class="main">{_HEADED}<div class="con"><p>{pages.SHORT}</p></div><div class="bk">{pages.COLUMN}</div></div>',
        f'<div class="left">{pages.COLUMN}</div><div class="main">{_HEADED}<div><p>{pages.SHORT}</p></div></div>',
        f'{_HEADED}<p>{pages.SHORT}</p><div class="right">{pages.COLUMN}</div>',
        f"{_HEADED}<p>{pages.SHORT}</p><aside>{pages.COLUMN}</aside>",
        f"<table><tr><td>{_HEADED}<p>{pages.SHORT}</p></td><td>{pages.COLUMN}</td></tr></table>",
        f"<table><tr><td>{pages.COLUMN}</td><td>{_HEADED}<p>{pages.SHORT}</p></td></tr></table>",
        f'<div class="main">{_HEADED}<div class="con"><p>{pages.SHORT}</p></div></div><div class="cl"><div class="hd">纪法课堂</div><div class="bd">{pages.COLUMN.replace("h4", "p")}</div></div>',
        f'<div class="content">{_HEADED}<p>{pages.SHORT}</p>{pages.related()}</div>',
        f'<div class="content">{_HEADED}<p>{pages.SHORT}</p><p>相关阅读：</p>{pages.related()}</div>',
        f'<div class="content">{_HEADED}<div class="nr"><p>{pages.SHORT}</p></div><div class="b">{pages.COLUMN}</div><div class="b">{pages.COLUMN}</div></div>',
    ],
)
def test_a_notice_is_not_lost_beside_other_prose(body: str) -> None:
    article = extract_article(pages.plain(body, NOTICE), URL)
    assert (article.title, article.body) == (NOTICE, pages.SHORT)


def test_a_short_text_without_a_date_line_is_not_lost_beside_other_prose() -> None:
    body = f'<div class="main"><h1>{TITLE}</h1><div class="con">{pages.paragraphs(texts=SENTENCES[:2])}</div></div><div class="box">{pages.COLUMN}</div>'
    assert extract_article(pages.plain(body), URL).body.split("\n") == list(SENTENCES[:2])


def test_the_lines_below_a_notice_are_kept() -> None:
    lines = (pages.SHORT, "林某某简历", "1996.09—2003.11 虚构县公路段技术员", "（虚构市纪委监委）")
    body = f'<div class="content">{_HEADED}{pages.paragraphs(texts=lines)}{pages.related()}</div>'
    assert extract_article(pages.plain(body, NOTICE), URL).body.split("\n") == list(lines)
    signed = f'<div class="main">{_HEADED}<div><p>{pages.SHORT}</p><p>（虚构市纪委监委）</p></div></div>'
    assert extract_article(pages.plain(signed, NOTICE), URL).body.endswith("（虚构市纪委监委）")


_LEAD = "镇纪委逐村走访，查阅凭证八百余份，约谈村干部十一人，并督促他们限期整改到位。"


@pytest.mark.parametrize(
    "text",
    [
        f'<div class="x"><p>{_LEAD}</p><p>{_LEAD}</p></div><div class="content"><h2>先查账</h2>{pages.paragraphs()}</div>',
        f'<div class="summary"><p>{_LEAD}</p><p>{_LEAD}</p></div><div><h2>先查账</h2>{pages.paragraphs()}</div>',
        f'<div><p>摘要：{_LEAD}</p></div><div class="b"><h2>先查账</h2>{pages.paragraphs()}</div>',
        f'<div class="TRS_Editor"><p>{_LEAD}</p><p>{_LEAD}</p></div>{pages.paragraphs()}',
        f"<div><h2>引子</h2><p>{_LEAD}</p></div><div><h2>先查账</h2>{pages.paragraphs()}</div>",
        f'<div><p>{_LEAD}</p><p>{_LEAD}</p></div><section class="s"><h2>甲</h2>{pages.paragraphs(texts=SENTENCES[:2])}</section><section class="s"><h2>乙</h2>{pages.paragraphs(texts=SENTENCES[2:])}</section>',
    ],
)
def test_summary_and_sections_do_not_hide_the_text(text: str) -> None:
    article = extract_article(pages.plain(f'<div class="main"><h1>{TITLE}</h1>{pages.INFO}{text}</div>'), URL)
    assert all(sentence in article.body for sentence in SENTENCES)


# --- what is refused and what is not -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "500余名党员走进纪律教育馆",
        "404名干部主动说明问题",
        "县公务用车管理系统升级 堵住监管漏洞",
        "维护中小学生权益 开展专项整治",
        "网站关闭后仍报销运维费 一人被处分",
        "服务器错误背后的采购内幕",
        "“文章被删除”一事的调查",
    ],
)
@pytest.mark.parametrize("text", [f"<p>{pages.SHORT}</p>", pages.paragraphs()])
def test_a_headline_with_the_words_of_an_error_is_none(title: str, text: str) -> None:
    body = f"<h1>{title}</h1>{pages.INFO}<div>{text}</div>"
    assert extract_article(pages.plain(body, title), URL).title == title


@pytest.mark.parametrize(
    "sentence",
    [
        "经查，林某某串供、转移赃款，其手机中与他人往来的信息已被删除。",
        "该系统正在升级，群众办事预约不上，窗口人员被提醒谈话。",
        "群众提交的材料被退回，理由是文件找不到，经办人受到批评教育。",
    ],
)
def test_a_sentence_with_the_words_of_an_error_is_none(sentence: str) -> None:
    body = f"<h1>{NOTICE}</h1>{pages.INFO}<div><p>{sentence}</p></div>"
    assert extract_article(pages.plain(body, NOTICE), URL).body == sentence


def test_a_login_form_in_the_header_refuses_nothing() -> None:
    form = "<form>用户名<input name=u>密码<input type=password><button>登录</button></form>"
    assert extract_article(pages.plain(f"{form}{_HEADED}<p>{pages.SHORT}</p>", NOTICE), URL).body == pages.SHORT


def test_a_withdrawn_text_below_its_headline_is_withdrawn() -> None:
    tip = "<p>抱歉，您访问的文章已被发布者删除，您可以返回首页查看其他内容。</p>"
    with pytest.raises(NotAnArticle) as caught:
        extract_article(pages.plain(f"<h1>{NOTICE}</h1>{pages.INFO}{tip}", NOTICE), URL)
    assert caught.value.reason in ("withdrawn", "error")


_VERSES = ("一盏清茶伴夜灯，", "两间老屋住三春。", "门前不收无名礼，", "案上常批有据文。")


@pytest.mark.parametrize("texts", [_VERSES, tuple(line[:-1] for line in _VERSES), ("特此公告，请大家相互转告。",)])
def test_lines_without_a_long_sentence_are_a_text(texts: tuple[str, ...]) -> None:
    body = f'<div class="art"><h1>{TITLE}</h1>{pages.INFO}<div class="con">{pages.paragraphs(texts=texts)}</div></div>'
    assert extract_article(pages.plain(body), URL).body.split("\n") == list(texts)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (pages.SEARCH, "list"),
        (pages.listing(), "list"),
        (pages.plain(f"<h1>{TITLE}</h1>{pages.INFO}<img src=a.jpg>{pages.related(6)}"), "empty_body"),
        (b"<html><body><p> </p></body></html>", "empty_body"),
    ],
)
def test_what_a_page_without_a_text_is(page: bytes, reason: str) -> None:
    document = Document.read(page, URL)
    assert reason_without_text(document, find_title(document, weigh(document))) == reason


# --- day and source ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first",
    [
        "2018年5月16日上午，虚构县召开警示教育大会。",
        "（2018年5月16日中共虚构县委全体会议通过）",
        "（2018年5月16日在全县警示教育大会上的讲话）",
    ],
)
def test_the_first_sentence_is_no_date_line(first: str) -> None:
    body = f"<h1>{TITLE}</h1><div>{pages.paragraphs(texts=(first, *SENTENCES))}</div>"
    article = extract_article(pages.plain(body), "https://www.example.gov.cn/view?id=5")
    assert (article.date, article.source) == (None, None)
    assert article.body.split("\n")[0] == first


def test_the_date_line_inside_the_heading() -> None:
    heading = f"<h1>{TITLE}<br><span>2016-05-04 09:12:33 来源：东河镇纪委 点击：</span><span>218</span></h1>"
    page = pages.plain(f'<div id="Article">{heading}<div class="content">{pages.paragraphs()}</div></div>')
    article = extract_article(page, "https://www.example.gov.cn/index.php?a=show&id=87")
    assert (article.title, article.source) == (TITLE, "东河镇纪委")
    assert str(article.date_published)[:16] == "2016-05-04 09:12"


@pytest.mark.parametrize(
    ("head", "tail", "minute"),
    [
        ('<script type="application/ld+json">{"pubDate":"2023-08-08T12:20:00","title":"x"}</script>', "", "12:20"),
        ('<script type="application/ld+json">{"datePublished":"2023-08-08T04:20:00Z"}</script>', "", "12:20"),
        ('<script type="application/ld+json">{"datePublished":"2023-08-08"}</script>', "", None),
        ("", '<script>var ct = "1691468400";</script>', "12:20"),
        ("", "<script>var createTime = '2023-08-08 12:20';</script>", "12:20"),
    ],
)
def test_the_day_in_a_script(head: str, tail: str, minute: str | None) -> None:
    body = f'<h1 class="rich_media_title">{TITLE}</h1><div id="js_content">{pages.paragraphs()}</div>{tail}'
    article = extract_article(pages.plain(body, head=head), "https://mp.example.cn/s/x")
    assert str(article.date) == "2023-08-08"
    assert (f"{article.date_published:%H:%M}" if article.date_published else None) == minute


def test_a_wechat_variable_on_another_page_is_no_day() -> None:
    body = f'<h1>{TITLE}</h1><div>{pages.paragraphs()}</div><script>var ct = "1691468400";</script>'
    assert extract_article(pages.plain(body), "https://www.example.cn/s/x").date is None


# --- the headline ------------------------------------------------------------------------------------------------------


def test_the_banner_is_not_the_headline() -> None:
    body = (
        f'<h1><a href="/">东河镇人民政府</a></h1><table><tr><td>{TITLE}</td></tr>'
        f"<tr><td>信息来源：镇纪委　录入时间：2015-12-8　点击：34次</td></tr><tr><td>{pages.paragraphs()}</td></tr></table>"
    )
    assert extract_article(pages.plain(body, "东河镇人民政府", site=""), URL).title == TITLE


def test_prose_above_the_headline() -> None:
    banner = "<div>为了给您提供更好的服务，本网站使用必要的缓存信息，继续浏览即表示您接受，详情请看说明。</div>"
    nested = f'<div class="crumb"><a href="/">首页</a> &gt; 要闻</div><div><h1>{TITLE}</h1>{pages.INFO}{pages.paragraphs()}</div>'
    page = pages.plain(banner * 3 + nested, site=f" - 要闻 - {SITE}")
    article = extract_article(page, URL)
    assert (article.title, article.body.split("\n")[0]) == (TITLE, SENTENCES[0])


def test_tools_in_the_heading() -> None:
    heading = f'<h1>{TITLE} <a href="javascript:print()">[打印]</a><span class="num">浏览 32</span></h1>'
    assert extract_article(pages.plain(f"{heading}{pages.INFO}{pages.paragraphs()}"), URL).title == TITLE


def test_kicker_and_subtitle_around_the_headline() -> None:
    body = f'<div class="article"><h3>在学思践悟中坚定信仰</h3><h1>{TITLE}</h1><h2>——来自东河镇的调查</h2>{pages.INFO}<div>{pages.paragraphs()}</div></div>'
    article = extract_article(pages.plain(body, SITE, site=""), URL)
    assert (article.title, article.kicker, article.subtitle) == (TITLE, "在学思践悟中坚定信仰", "来自东河镇的调查")


def test_a_channel_above_the_headline_is_no_kicker() -> None:
    crumb = '<div><a href="/">首页</a> &gt; <a href="/d/">党风廉政建设</a></div>'
    body = f"<h3>党风廉政建设</h3><h1>{TITLE}</h1>{pages.INFO}<div>{pages.paragraphs()}</div>"
    assert extract_article(pages.plain(crumb + body), URL).kicker is None
    assert extract_article(pages.plain(body, site=f"-党风廉政建设-{SITE}"), URL).kicker is None


@pytest.mark.parametrize("shown", [True, False])
def test_founder_properties(shown: bool) -> None:
    lines = (
        "<founder-introtitle>小账本晒阳光</founder-introtitle>",
        "<founder-subtitle>东河镇推行“码上办”</founder-subtitle>",
    )
    above, below = lines if shown else ("", "")
    properties = (
        "<!--enpproperty <date>2017-11-16 00:00:00:0</date><subtitle>东河镇推行“码上办”</subtitle>"
        "<introtitle>小账本晒阳光</introtitle>/enpproperty-->"
    )
    body = (
        f"{properties}<table><tr><td>{above}</td></tr><tr><td><founder-title>{TITLE}</founder-title></td></tr><tr><td>{below}</td></tr></table>"
        f"<founder-content><!--enpcontent-->{pages.paragraphs()}<!--/enpcontent--></founder-content>"
    )
    article = extract_article(pages.plain(body, f"虚构日报-{TITLE}", site=""), "http://paper.example.cn/x/1.htm")
    assert (article.title, article.kicker, article.subtitle) == (TITLE, "小账本晒阳光", "东河镇推行“码上办”")
    assert str(article.date) == "2017-11-16"
    assert article.date_published is None


# --- the end of the text and its tables --------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["读者留言里的“金点子”", "大家评论说得实在也中肯"])
def test_a_sub_heading_is_no_end(heading: str) -> None:
    texts = (*SENTENCES[:4], heading, *SENTENCES[1:])
    body = f"<h1>{TITLE}</h1>{pages.INFO}<div>{pages.paragraphs(texts=texts)}</div>"
    assert extract_article(pages.plain(body), URL).body.split("\n") == list(texts)


@pytest.mark.parametrize("end", ["网友评论（12）", "最新评论", "网友评论仅供其表达个人看法", "相关新闻"])
def test_an_end_is_an_end(end: str) -> None:
    body = f"<h1>{TITLE}</h1>{pages.INFO}<div>{pages.paragraphs()}<p>{end}</p><p>别人说的话。</p></div>"
    assert extract_article(pages.plain(body), URL).body.split("\n") == list(SENTENCES)


def test_running_numbers_in_a_table_are_kept() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>东河镇第{n}村</td><td>账目未按时公开</td></tr>" for n in range(1, 4))
    body = f'<h1>{TITLE}</h1>{pages.INFO}<div class="con">{pages.paragraphs()}<table>{rows}</table><p>{SENTENCES[0]}</p></div>'
    lines = extract_article(pages.plain(body), URL).body.split("\n")
    assert [line for line in lines if line[0].isdecimal()] == [f"{n} 东河镇第{n}村 账目未按时公开" for n in range(1, 4)]


# -- selectors that a redesign has left behind ---------------------------------------------------------------------------

_REDESIGNED = (
    '<div class="head"><div class="tit">虚构县纪检监察网</div></div>'
    f'<div class="detail"><h1>{TITLE}</h1>{pages.INFO}{{text}}</div>'
    '<div class="sidebar content"><h3>本周读书</h3><p>一位老支书的日记里写着修渠的账目，字迹工整，一笔不落，读来令人感慨。</p></div>'
)


def test_selectors_that_match_something_else_by_now_give_way():
    body = _REDESIGNED.format(text=pages.paragraphs())
    article = extract_article(pages.plain(body), URL, selectors={"title": ".tit", "body": "div.content"})
    assert article.title == TITLE
    assert article.body.split("\n") == list(SENTENCES)
    assert {"fallback:title", "fallback:body"} <= set(article.warnings)
    assert article.selected == {"title": "rules", "body": "rules"}


def test_the_newest_generation_of_selectors_that_matches_is_taken():
    selectors = {"title": ("h9.new", "h1"), "body": (".gone", ".detail")}
    article = extract_article(pages.plain(_REDESIGNED.format(text=pages.paragraphs())), URL, selectors=selectors)
    assert article.selected == {"title": "h1", "body": ".detail"}
    assert article.body.split("\n") == list(SENTENCES)
    assert not [one for one in article.warnings if one.startswith("fallback")]
