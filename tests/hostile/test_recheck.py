"""An article that is in the archive is corrected, marked or left as it is; a bad day of the site takes nothing away."""

from __future__ import annotations

import pytest

from tests.hostile.runs import EVERYTHING, assert_sound, chosen, crawl, each
from tests.hostile.site import Reply, Site, redirect, story
from tests.hostile.test_misleading import CAPTCHA, CHROME, LOGIN, NOTICE, PAGES, SHELL


def cut_markup(body: bytes) -> bytes:
    return body[: body.rfind(b"<p>")]


def corrected(number: int):
    told = story(number)
    return story(
        number,
        paragraphs=(*told.paragraphs[:-1], "更正：上一版里的户数写错了，实际核实的户数以公示栏张贴的为准，特此说明。"),
    )


def notice_under_its_title(number: int) -> Reply:
    told = story(number)
    body = CHROME.format(NOTICE.replace("系统维护公告", told.title).replace("2024-03-06", str(told.day)))
    return Reply(SHELL.format(title=told.title, body=body))


# What the second run finds at an address: the archive must hold the same text as before, not marked as withdrawn.
KEPT = {
    "cut by length": lambda n: Reply(story(n).page(), length=900),
    "cut without length": lambda n: Reply(story(n).page(), framing="close", spoil=cut_markup),
    "cut in gzip": lambda n: Reply(story(n).page(), encoding="gzip", spoil=lambda body: body[: len(body) * 7 // 10]),
    "reset": lambda n: Reply(raw=b"", reset=True),
    "login": lambda n: Reply(SHELL.format(title="用户登录", body=CHROME.format(LOGIN))),
    "captcha": lambda n: Reply(SHELL.format(title="访问验证", body=CAPTCHA)),
    "maintenance": lambda n: PAGES["maintenance"],
    "maintenance under its title": notice_under_its_title,
    "home page": lambda n: PAGES["home page"],
    "redirect home": lambda n: redirect("/home.html"),
    "another article": lambda n: Reply(story(900).page()),
    "another article by redirect": lambda n: redirect(story(901).path),
    "empty": lambda n: Reply(),
    "500": lambda n: Reply("", 500),
    "403": lambda n: Reply("", 403),
    "title only": lambda n: Reply(story(n, paragraphs=()).page()),
    "text of one sentence": lambda n: Reply(story(n, paragraphs=("正在加载，请稍候再看全文内容。",)).page()),
}
WITHDRAWN = {
    "404": lambda n: Reply("", 404),
    "410": lambda n: Reply("", 410),
    "a notice": lambda n: PAGES["gone in words"],
    "a notice of deletion": lambda n: Reply(SHELL.format(title="提示信息", body="<p>该文章已被删除。</p>")),
}
NUMBER = {name: 100 + position for position, name in enumerate([*KEPT, *WITHDRAWN])}


@pytest.fixture(scope="module")
def site(serve):
    site = Site()
    site.add_healthy(12)
    for number in NUMBER.values():
        site.add(story(number))
    site.add(story(200), headers=(("ETag", '"v1"'), ("Last-Modified", "Fri, 01 Mar 2024 08:00:00 GMT")))
    site.add(story(201))
    site.pages["/home.html"] = PAGES["home page"]
    site.pages[story(901).path] = Reply(story(901).page())
    return serve(site)


@pytest.fixture(scope="module")
def runs(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("recheck")
    settings = {"RETRY_TIMES": 0, "GATES_IN_A_ROW": 10}
    first = crawl(folder, site, **settings)
    before = first.articles
    for name, build in {**KEPT, **WITHDRAWN}.items():
        site.pages[story(NUMBER[name]).path] = build(NUMBER[name])
    tagged = Reply(story(200).page(), headers=(("ETag", '"v1"'),))
    site.pages[story(200).path] = lambda asked: (
        Reply(status=304) if asked.headers.get("if-none-match") == '"v1"' else tagged
    )
    site.pages[story(201).path] = Reply(corrected(201).page())
    second = crawl(folder, site, **settings)
    _ = second.articles, second.report  # read before the third run changes them
    site.truth[story(201).path] = corrected(201)
    for number in NUMBER.values():
        site.pages[story(number).path] = Reply(story(number).page())
    third = crawl(folder, site, **settings)
    return first, before, second, third


def test_the_first_run_is_sound(runs, site):
    first, before, *_ = runs
    assert first.code == 0
    assert len(before) == 12 + len(NUMBER) + 2


REPLACED = {
    "another article": "another article's page at its address replaces it as a correction, its headline being so like",
}


@pytest.mark.parametrize("name", each(KEPT, REPLACED))
def test_a_bad_answer_changes_nothing(runs, name):
    second = runs[2]
    told = story(NUMBER[name])
    now = second.stored(told.path)
    assert now is not None
    assert (now["title"], now["date"], now["body"]) == (told.title, told.day.isoformat(), told.body)
    assert now["withdrawn_at"] is None
    assert now["revision"] == 1


@pytest.mark.parametrize("name", each(WITHDRAWN))
def test_a_withdrawn_article_is_kept_and_marked(runs, name):
    second = runs[2]
    told = story(NUMBER[name])
    now = second.stored(told.path)
    assert now is not None
    assert now["body"] == told.body
    assert now["withdrawn_at"]


def test_a_correction_is_a_revision(runs):
    now = runs[2].stored(story(201).path)
    assert (now["body"], now["revision"]) == (corrected(201).body, 2)


def test_an_unchanged_page_is_asked_for_with_its_tag(runs):
    asked = [one for one in runs[2].asked if one.path == story(200).path]
    assert [(one.headers.get("if-none-match"), one.headers.get("if-modified-since")) for one in asked] == [
        ('"v1"', "Fri, 01 Mar 2024 08:00:00 GMT")
    ]
    assert runs[2].report["not_modified"] == 1


OUTAGES = {
    "404": Reply("<html><body>404</body></html>", 404),
    "410": Reply("", 410),
    "a notice of deletion": Reply(SHELL.format(title="提示信息", body="<p>该文章已被删除。</p>")),
}
OUTAGES = chosen(OUTAGES, "404")


@pytest.mark.parametrize(
    "name",
    each(OUTAGES),
)
@pytest.mark.parametrize("lists", ["with its lists", "without its lists"] if EVERYTHING else ["without its lists"])
def test_a_site_that_is_gone_for_a_day_loses_nothing(serve, tmp_path, name, lists):
    site = serve(Site())
    site.add_healthy(6)
    assert crawl(tmp_path, site).code == 0
    paths = [*site.truth, *(["/list/"] if lists == "without its lists" else [])]
    for path in paths:
        site.pages[path] = OUTAGES[name]
    out = crawl(tmp_path, site)
    assert out.verdict != "ok"
    assert [one["withdrawn_at"] for one in out.articles] == [None] * 6


def test_an_article_that_comes_back_is_no_longer_withdrawn(runs, site):
    third = runs[3]
    assert_sound(third, site)
    for name in WITHDRAWN:
        now = third.stored(story(NUMBER[name]).path)
        assert now is not None
        assert now["withdrawn_at"] is None
