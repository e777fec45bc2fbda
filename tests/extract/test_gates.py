"""Gates are recognised, and their names on an ordinary page make no gate."""

from __future__ import annotations

import pytest

from crawler.extract import Document, find_gate
from crawler.extract.gates import find_refusal
from tests.extract import pages

URL = "https://www.example.gov.cn/a/t20240506_1.html"


@pytest.mark.parametrize("page", [pages.CAPTCHA, pages.CHALLENGE, pages.WAF])
def test_gates(page: bytes) -> None:
    assert find_gate(Document.read(page, URL))


@pytest.mark.parametrize(
    "page",
    [
        pages.trs_main().replace(
            b"</head>", b'<script src="/_ws_sbu/sbu_hc.js"></script><script>var C3VK, geetest;</script></head>'
        ),
        pages.trs_main(text=f"<p>{pages.SHORT}</p>").replace(
            b"</head>", b'<script>document.cookie="HMF_CI=1"</script></head>'
        ),
        pages.listing(),
        pages.NOT_FOUND,
        b"",
    ],
)
def test_no_gates(page: bytes) -> None:
    assert find_gate(Document.read(page, URL)) is None


def test_a_gate_of_wechat() -> None:
    assert find_gate(Document.read(pages.WECHAT_GATE, URL))


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found",
        "404",
        "404-虚构网",
        "404错误",
        "404 - 页面不存在",
        "Error 404 (Not Found)!!1",
        "HTTP 错误 404.0 - Not Found",
        "HTTP Status 404 – Not Found",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Temporarily Unavailable",
        "出错啦！404",
        "页面不存在_虚构网",
        "您访问的页面不存在",
        "抱歉，您要访问的页面不存在",
        "很抱歉，页面找不到了",
        "无法找到该页",
        "找不到页面",
        "系统维护公告",
        "网站升级维护中",
        "网站维护中，请稍候访问",
        "系统繁忙，请稍后再试",
        "服务器错误",
        "运行时错误",
        "提示信息",
        "系统提示 - 虚构网",
        "文章不存在",
        "该文章已被删除",
        "站点已停用",
    ],
)
def test_error_titles(title: str) -> None:
    refusal = find_refusal(Document.read(pages.page(f"<title>{title}</title>", f"<div><h1>{title}</h1></div>"), URL))
    assert refusal is not None
    assert refusal.reason in ("error", "withdrawn")


@pytest.mark.parametrize(
    "title",
    [
        "500强企业高管被查",
        "410万元补贴去哪了",
        "503条问题线索全部办结",
        "系统维护费里的猫腻",
        "页面错误频出 运维公司被约谈",
        "正在维护的公厕为何一修三年",
        "提示信息泄露 民警被处分",
        "系统升级后的第一天",
        "网站关闭之前",
    ],
)
def test_headlines_that_only_hold_such_words(title: str) -> None:
    text = "<p>村民们说，账目公开以后，大家心里都亮堂了。</p>"
    page = pages.page(f"<title>{title}_虚构网</title>", f"<h1>{title}</h1>{text}")
    assert find_refusal(Document.read(page, URL)) is None


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        ("提示信息", "<p>抱歉，您尚未登录，没有权限访问该版块</p><form><input type=password></form>", "login"),
        ("虚构论坛", "<h1>虚构论坛 提示信息</h1><p>指定的主题不存在或已被删除或正在被审核，请返回。</p>", "withdrawn"),
        ("没有找到站点", "<p>您的请求在Web服务器中没有找到对应的站点！</p>", "error"),
        ("虚构在线", f"<h1>出错啦！</h1><ul>{pages.MENU * 40}</ul>", "error"),
    ],
)
def test_what_a_notice_asks(title: str, body: str, reason: str) -> None:
    refusal = find_refusal(Document.read(pages.page(f"<title>{title}</title>", body), URL))
    assert refusal is not None
    assert refusal.reason == reason


def test_a_script_that_goes_back_leads_nowhere() -> None:
    page = pages.page("<title>x</title>", "<script>location.href='javascript:history.go(-1);'</script>")
    refusal = find_refusal(Document.read(page, URL))
    assert refusal is None or refusal.reason != "redirect"
