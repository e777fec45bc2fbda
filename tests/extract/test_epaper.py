"""The JSON of an e-paper, in the forms it may have, and what is none."""

import datetime
import json

import pytest

from crawler.extract import NotAnArticle, article_of_json, read_days, read_links, read_pages

URL = "https://epaper.example.gov.cn/epaper/reader/layout/x.do"
DAY = datetime.date(2024, 10, 13)
TEXT = "虚构县把每一笔补助的去处贴在公示栏里，村民看得见，也问得清，三个月里没有一封重复来信。"
ARTICLE = {
    "docTitle": "一块公示栏的三个月", "yt": "样稿专栏", "fb": "——虚构县公开补助去处", "docAuthor": "方晓舟",
    "docPubTime": "2024/10/13 00:00:00", "bc": "03", "bm": "第03版：监督", "content": f"<p>{TEXT}</p><p>{TEXT[::-1]}</p>",
}  # fmt: skip


def data(value):
    return json.dumps(value, ensure_ascii=False).encode()


def wrapped(value):
    """The ways in which servers of the kind wrap an answer."""
    return [
        value, {"data": value}, {"code": 200, "msg": "ok", "data": {"list": value}}, {"result": {"rows": {"list": value}}},
        json.dumps(value),
    ]  # fmt: skip


@pytest.mark.parametrize("answer", wrapped(["2024/10/13", "2024-10-14", "20241016"]), ids=str)
def test_days(answer):
    assert read_days(data(answer), URL) == [datetime.date(2024, 10, day) for day in (13, 14, 16)]


@pytest.mark.parametrize("answer", [[], {"data": []}, {"data": None}, None], ids=str)
def test_no_days(answer):
    assert read_days(data(answer), URL) == []


@pytest.mark.parametrize(
    "answer", wrapped([{"IRCATELOG": "01", "BC": "01：要闻"}, {"IRCATELOG": "02", "BC": "评论"}]), ids=str
)
def test_pages(answer):
    assert [(one.number, one.name) for one in read_pages(data(answer), URL, DAY)] == [("01", "要闻"), ("02", "评论")]


@pytest.mark.parametrize("guid", ["8A7F3C2E-1B4D", "a1", "q+/w==", "{8A7F}"])
def test_links(guid):
    rows = [{"ZB_GUID": guid, "DOCTITLE": "一块公示栏<br>的三个月"}, {"ZB_GUID": guid, "DOCTITLE": "又一次"}]
    [link] = read_links(data(rows), URL, "https://epaper.example.gov.cn/epaper/index.html")
    assert link.text == "一块公示栏 的三个月"
    assert " " not in link.url


@pytest.mark.parametrize(
    "answer", [*wrapped(ARTICLE), [ARTICLE], {"data": [ARTICLE]}], ids=lambda answer: str(answer)[:30]
)
def test_an_article(answer):
    article = article_of_json(data(answer), URL)
    assert article.title == ARTICLE["docTitle"]
    assert (article.kicker, article.subtitle) == ("样稿专栏", "虚构县公开补助去处")
    assert (article.date, article.date_published) == (DAY, None)
    assert [one.name for one in article.authors] == ["方晓舟"]
    assert (article.print.page, article.print.section) == ("03", "监督")
    assert article.body == f"{TEXT}\n{TEXT[::-1]}"


def test_a_renamed_text_is_found_all_the_same():
    row = {**ARTICLE, "txt": ARTICLE["content"]}
    del row["content"]
    assert article_of_json(data(row), URL).body == f"{TEXT}\n{TEXT[::-1]}"


def test_a_time_of_day_is_kept_and_an_impossible_one_is_none():
    assert article_of_json(data({**ARTICLE, "docPubTime": "2024/10/13 06:20:00"}), URL).date_published.minute == 20
    assert article_of_json(data({**ARTICLE, "docPubTime": "2024/10/13 27:99:00"}), URL).date == DAY
    assert article_of_json(data({**ARTICLE, "docPubTime": "2024/13/45"}), URL).date is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "error"),
        (b"null", "error"),
        (b"[]", "error"),
        (b"[1, 2", "error"),
        (b'{"code": 500, "msg": "error"}', "error"),
        ("<html><title>系统维护</title><body><h1>系统正在维护，请稍后访问</h1></body></html>".encode(), "error"),
        (b"<html><body><div id='captchaPage'></div><script>seccaptcha.haplat.net</script></body></html>", "gate"),
        (data({**ARTICLE, "content": "<p><img src='1.jpg'></p>"}), "empty_body"),
        (data({**ARTICLE, "docTitle": ""}), "no_title"),
    ],
)  # fmt: skip
def test_what_is_no_article(answer, reason):
    with pytest.raises(NotAnArticle) as why:
        article_of_json(answer, URL)
    assert why.value.reason == reason


@pytest.mark.parametrize(
    "reader", [read_days, lambda body, url: read_pages(body, url, DAY), lambda body, url: read_links(body, url, url)]
)
@pytest.mark.parametrize("answer", [b"{}", b"1", b'{"code": 500}', b"[1, 2", b"[[[[", b'[{"x": 1}]', b"\xff\xfe"])
def test_malformed_lists_are_refused(reader, answer):
    with pytest.raises(NotAnArticle):
        reader(answer, URL)
