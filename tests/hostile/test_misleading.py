"""Answers that look like success: nothing of them is stored, and the verdict does not call them a good day."""

from __future__ import annotations

import json

import pytest

from tests.hostile.runs import assert_sound, chosen, crawl, crawl_all, each
from tests.hostile.site import Reply, Row, Site, list_page, redirect, story

SHELL = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
RELATED = "".join(
    f'<li><a href="/art/2024/t20240305_{n}.html">相关阅读之{n}：样板县的又一则消息</a><span>2024-03-05</span></li>'
    for n in range(88000, 88006)
)
CHROME = '<div class="nav"><a href="/">首页</a> <a href="/list/">要闻</a></div>{}<div class="footer">版权所有 青桥样板网 电话：0000-1234567</div>'


def page(title: str, body: str, **more: object) -> Reply:
    return Reply(SHELL.format(title=title, body=CHROME.format(body))).with_(**more)


NOTICE = (
    '<div class="main"><h1>系统维护公告</h1><div class="info">发布时间：2024-03-06 08:00　来源：青桥样板网</div><div class="content">'
    "<p>　　为了给大家提供更稳定的服务，本网站将于近日进行系统升级维护，期间部分栏目可能无法正常访问，请您稍后再来查看。</p>"
    "<p>　　由此给您带来的不便，我们深表歉意，感谢您一直以来的理解与支持，恢复的时间将另行通知。</p></div></div>"
)
CAPTCHA = (
    '<div id="captchaPage"><h2>访问验证</h2><p>您的访问过于频繁，请完成安全验证后继续访问。</p><input id="code"><img src="/captcha.png"></div>'
    "<script>new comImageValidate({server:'x'})</script>"
)
LOGIN = (
    '<div class="main"><h1>用户登录</h1><form method="post"><p>您尚未登录，请先登录后查看全文。</p>账号 <input name="user"> 密码 '
    '<input type="password" name="p"><button>登录</button></form></div>'
)
FRAMES = '<html><head><title>青桥样板网</title></head><frameset cols="20%,80%"><frame src="/left.html"><frame src="/right.html"></frameset></html>'

# Pages that hold no article, listed between sound ones.
PAGES = {
    "soft 404": page("青桥样板网", f'<div class="main"><h1>您访问的页面不存在</h1><div class="info">2024-03-05 10:00</div><p>抱歉，您要查看的内容可能已被删除或者移到了别处，请返回首页继续浏览其他内容。</p><h3>相关阅读</h3><ul>{RELATED}</ul></div>'),
    "soft 404, long": page("页面不存在-青桥样板网", f'<div class="main"><h1>页面走丢了</h1><div class="info">发布时间：2024-03-05　来源：青桥样板网</div><div class="content"><p>　　您要找的页面可能已经更名、删除或者暂时不可用，建议您检查地址是否完整、是否有多余的空格，或者使用站内搜索查找您需要的信息。</p><p>　　您也可以返回首页，从栏目导航中进入，或者拨打电话与我们联系，我们会尽快为您处理这个问题。</p></div><ul>{RELATED}</ul></div>'),
    "login": page("用户登录-青桥样板网", LOGIN),
    "captcha": page("访问验证", CAPTCHA),
    "challenge": Reply("<html><head><script>document.cookie='k=1;path=/';location.reload();</script></head><body></body></html>"),
    "maintenance": page("系统维护公告-青桥样板网", NOTICE),
    "home page": page("青桥样板网", f'<h2>要闻</h2><ul>{RELATED}</ul><h2>通知</h2><ul>{RELATED.replace("88", "89")}</ul>'),
    "list page": Reply(list_page([Row(f"/art/2024/t20240304_{n}.html", f"另一则样板消息之{n}", story(1).day) for n in range(87000, 87009)])),
    "redirect home": redirect("/home.html"),
    "json": Reply(json.dumps({"code": 500, "msg": "系统繁忙，请稍后再试", "data": None}), content_type="application/json"),
    "json as HTML": Reply(json.dumps({"title": "一个标题", "content": "这里有一段不该当作文章的文字。" * 8}, ensure_ascii=False)),
    "xml": Reply('<?xml version="1.0"?><error><code>NoSuchKey</code><message>The specified key does not exist.</message></error>', content_type="application/xml"),
    "frames": Reply(FRAMES),
    "empty shell": page("青桥样板网", '<div id="app"></div><script src="/app.js"></script>'),
    "php error": Reply("<br />\n<b>Fatal error</b>:  Uncaught PDOException: SQLSTATE[HY000] [2002] in /www/a.php:12\nStack trace:\n#0 {main}"),
    "sql error": page("青桥样板网", "<p>Microsoft OLE DB Provider for SQL Server 错误 '80004005'</p><p>[DBNETLIB][ConnectionOpen (Connect()).]SQL Server 不存在或拒绝访问。</p><p>/conn.asp，行 14</p>"),
    "directory": page("Index of /art", "<h1>Index of /art</h1><pre><a href='a.html'>a.html</a> 2024-03-01 10:00 12K\n<a href='b.html'>b.html</a> 2024-03-01 10:00 12K</pre>"),
    "server page": page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>"),
    "gate with text": page("样板县召开会议", "<h1>安全验证</h1><p>请完成验证后继续访问本网站的内容，本系统检测到您所在的网络存在异常流量。</p>", status=403),
    "parked": page("域名出售", "<h1>该域名可以转让</h1><p>您正在访问的域名可以转让，如果您有意购买，请联系我们的客服人员洽谈价格与方式，本页面由停放服务自动生成。</p>"),
    "gone in words": page("青桥样板网", "<h1>提示信息</h1><p>该信息已被删除或者正在审核，暂时不能查看。</p>"),
    "expired": page("青桥样板网", "<div class='main'><h1>服务已暂停</h1><div class='info'>2024-03-09</div><p>尊敬的用户，您访问的网站因欠费已经暂停服务，如果您是网站的管理员，请尽快登录控制台完成续费操作，以免数据被清除。</p></div>"),
}  # fmt: skip
SAME_TEXT = "the same notice under every article's own title is stored as so many articles"


@pytest.fixture(scope="module")
def site(serve):
    site = Site()
    names = iter(PAGES)
    for number in range(1, 13):
        site.add(story(number))
        for name in [*zip(range(2), names, strict=False)]:
            site.bad(f"/art/2024/t20240305_{70000 + [*PAGES].index(name[1])}.html", PAGES[name[1]])
    site.pages["/home.html"] = PAGES["home page"]
    # One article answers under other articles' addresses: it is stored once.
    for number in range(3):
        path = f"/art/2024/t20240307_{71000 + number}.html"
        site.bad(path, Reply(story(1).page()), "一篇标题不同的样板文章，地址通向别的文章")
        site.truth[path] = story(1)
    # An article whose text stands only in a script: stored truly or not at all.
    told = story(50)
    code = json.dumps({"title": told.title, "content": "".join(f"<p>{one}</p>" for one in told.paragraphs)})
    site.try_(
        told,
        page(f"{told.title}-青桥样板网", f'<h1>{told.title}</h1><div id="text"></div><script>var a={code};</script>'),
    )
    return serve(site)


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("misleading"), site, RETRY_TIMES=0, GATES_IN_A_ROW=10)


def test_the_run_is_sound(run, site):
    assert_sound(run, site, but=("what is stored is true",))
    assert len([one for one in run.articles if one["title"] == story(1).title]) == 1


def number_of(name):
    return f"/art/2024/t20240305_{70000 + [*PAGES].index(name)}.html"


@pytest.mark.parametrize("name", each(PAGES))
def test_a_page_that_is_no_article_is_not_stored(run, name):
    path = number_of(name)
    assert run.stored(path) is None, run.stored(path)["title"] + run.stored(path)["body"]
    assert path not in run.addresses
    assert path in run.left or path in run.settled, "neither counted nor left"


def test_a_text_that_stands_only_in_a_script_is_not_stored_wrongly(run, site):
    assert run.outcome(site, story(50).path) in ("exact", "admitted", "left", "rejected")


# -- the whole site misleads -----------------------------------------------------------------------------------------


def all_are(reply: Reply):
    def build(site: Site) -> None:
        for path in site.truth:
            site.pages[path] = reply
        site.healthy.clear()

    return build


def half_are(reply: Reply):
    def build(site: Site) -> None:
        for path in [*site.truth][::2]:
            site.pages[path] = reply
            site.healthy.discard(path)

    return build


def list_is(reply: Reply):
    def build(site: Site) -> None:
        site.pages["/list/"] = reply
        site.healthy.clear()

    return build


ERROR = page("500", "<h1>500 Internal Server Error</h1>", status=500)
SITES = {
    "every article is maintenance": all_are(page("系统维护公告-青桥样板网", NOTICE)),
    "every article is maintenance under its title": lambda site: [
        site.pages.update({path: page(f"{told.title}-青桥样板网", NOTICE.replace("系统维护公告", told.title))})
        for path, told in site.truth.items()
    ] and site.healthy.clear(),
    "every article is 500": all_are(ERROR),
    "every article is 404": all_are(Reply("", 404)),
    "every article is 403": all_are(Reply("", 403)),
    "every article is captcha": all_are(PAGES["captcha"]),
    "every article is login": all_are(PAGES["login"]),
    "every article is the home page": all_are(PAGES["home page"]),
    "every article is redirected home": all_are(redirect("/list/")),
    "every article is empty": all_are(Reply()),
    "every article is reset": all_are(Reply(raw=b"", reset=True)),
    "half are 500": half_are(ERROR),
    "half are 404": half_are(Reply("", 404)),
    "half are captcha": half_are(PAGES["captcha"]),
    "half are reset": half_are(Reply(raw=b"", reset=True)),
    "the list is empty": list_is(Reply(list_page([]))),
    "the list is a gate": list_is(PAGES["captcha"]),
    "the list is a gate with 403": list_is(PAGES["captcha"].with_(status=403)),
    "the list is a login": list_is(PAGES["login"]),
    "the list is maintenance": list_is(page("系统维护公告-青桥样板网", NOTICE)),
    "the list is JSON": list_is(PAGES["json"]),
    "the list is XML": list_is(PAGES["xml"]),
    "the list is frames": list_is(Reply(FRAMES)),
    "the list is a 500": list_is(ERROR),
    "the list is a 404": list_is(Reply("", 404)),
    "the list is cut": list_is(Reply(list_page([Row(story(1).path, story(1).title, story(1).day)]), length=900)),
    "the list is nothing": list_is(Reply()),
    "the list is 204": list_is(Reply(status=204)),
    "the list is 304": list_is(Reply(status=304)),
    "the list is an image": list_is(Reply(b"\x89PNG\r\n\x1a\n" * 999, content_type="image/png")),
    "the list loops": list_is(redirect("/list/")),
}  # fmt: skip
SITES = chosen(SITES, "every article is maintenance", "every article is 404", "half are 500", "the list is a gate")


@pytest.fixture(scope="module")
def crawled(serve, tmp_path_factory):
    sites = {}
    for name, build in SITES.items():
        site = sites[name] = serve(Site())
        site.add_healthy(8)
        build(site)
    return sites, crawl_all(tmp_path_factory.mktemp("whole"), sites, RETRY_TIMES=0)


@pytest.mark.parametrize("name", each(SITES, {"every article is maintenance under its title": SAME_TEXT}))
def test_a_site_that_misleads_leaves_nothing_false(crawled, name):
    sites, runs = crawled
    assert_sound(runs[name], sites[name])


@pytest.mark.parametrize(
    "name",
    each(
        [name for name in SITES if not name.startswith("half")],
        {
            "every article is maintenance under its title": SAME_TEXT,
        },
    ),
)
def test_a_site_that_gives_no_article_is_not_ok(crawled, name):
    _, runs = crawled
    assert runs[name].verdict != "ok"


@pytest.mark.parametrize("name", each([name for name in SITES if name.startswith("half")]))
def test_the_other_half_is_stored_and_the_rest_counted(crawled, name):
    sites, runs = crawled
    run = runs[name]
    assert all(run.outcome(sites[name], path) == "exact" for path in sites[name].healthy)
    counted = sum(run.report["articles_failed"].values()) + sum(run.report["rejected"].values())
    assert counted == 4


@pytest.mark.parametrize(
    "name",
    each(
        [name for name in SITES if name.startswith("half") and name != "half are 404"],
    ),
)
def test_half_of_the_articles_failing_is_not_a_good_day(crawled, name):
    _, runs = crawled
    assert runs[name].verdict != "ok"
