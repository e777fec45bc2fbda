"""Whole pages in the shapes of the systems: title, day, source, author and text."""

from __future__ import annotations

import datetime

import pytest

from crawler.extract import NotAnArticle, extract_article
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
