"""Whatever a page says, in whatever spelling and by whatever way, the local network is not reached."""

from __future__ import annotations

import html
import socket

import pytest

from crawler.middlewares.reach import is_public
from tests.hostile.runs import EVERYTHING, assert_sound, crawl, crawl_all, each
from tests.hostile.site import FIRST_DAY, Reply, Row, Site, list_page, redirect, story

# {own} and {other} are the ports of the site and of the server that must not be reached.
ADDRESSES = {
    "same host, other port": "http://127.0.0.1:{other}/x.html",
    "localhost": "http://localhost:{other}/x.html",
    "LOCALHOST": "HTTP://LOCALHOST:{other}/x.html",
    "localhost, own port": "http://localhost:{own}/x.html",
    "127.1": "http://127.1:{other}/x.html",
    "one number": "http://2130706433:{other}/x.html",
    "hexadecimal": "http://0x7f.1:{other}/x.html",
    "hexadecimal, whole": "http://0x7f000001:{other}/x.html",
    "octal": "http://0177.0.0.1:{other}/x.html",
    "zeros": "http://127.000.000.001:{other}/x.html",
    "::1": "http://[::1]:{other}/x.html",
    "mapped": "http://[::ffff:127.0.0.1]:{other}/x.html",
    "mapped, hexadecimal": "http://[::ffff:7f00:1]:{other}/x.html",
    "compatible": "http://[::127.0.0.1]:{other}/x.html",
    "NAT64": "http://[64:ff9b::7f00:1]:{other}/x.html",
    "6to4": "http://[2002:7f00:1::]:{other}/x.html",
    "link-local": "http://[fe80::1]:{other}/x.html",
    "with a zone": "http://[fe80::1%25lo]:{other}/x.html",
    "0.0.0.0": "http://0.0.0.0:{other}/x.html",
    "0": "http://0:{other}/x.html",
    "::": "http://[::]:{other}/x.html",
    "private": "http://10.0.0.1/x.html",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "full-width digits": "http://１２７.０.０.１:{other}/x.html",
    "ideographic dots": "http://127。0。0。1:{other}/x.html",
    "circled digits": "http://①②⑦.0.0.1:{other}/x.html",
    "trailing dot": "http://127.0.0.1.:{other}/x.html",
    "trailing dot, name": "http://localhost.:{other}/x.html",
    "user": "http://127.0.0.1@127.0.0.1:{other}/x.html",
    "user and port": "http://127.0.0.1:{own}@127.0.0.1:{other}/x.html",
    "user, backslash": "http://127.0.0.1:{own}\\@127.0.0.1:{other}/x.html",
    "user, own port": "http://user:secret@127.0.0.1:{own}/x.html",
    "fragment and user": "http://127.0.0.1:{own}#@127.0.0.1:{other}/x.html",
    "percent": "http://%31%32%37.0.0.1:{other}/x.html",
    "percent in brackets": "http://[%3a%3a1]:{other}/x.html",
    "blank in the host": "http://127.0.0.1 :{other}/x.html",
    "tab in the host": "http://127.0.\t0.1:{other}/x.html",
    "no scheme": "//127.0.0.1:{other}/x.html",
    "three slashes": "http:///127.0.0.1:{other}/x.html",
    "backslashes": "http:\\\\127.0.0.1:{other}\\x.html",
    "port with zeros": "http://127.0.0.1:0{other}/x.html",
    "this machine's name": f"http://{socket.gethostname()}:{{other}}/x.html",
    "file": "file:///etc/passwd",
    "file, host": "file://127.0.0.1/etc/passwd",
    "ftp": "ftp://127.0.0.1:{other}/x.html",
    "data": "data:text/html;charset=utf-8,<h1>样板县开展一轮账目回访</h1><p>这一段文字不该被存下来，它来自地址本身。</p>",
    "javascript": "javascript:location='http://127.0.0.1:{other}/x.html'",
    "gopher": "gopher://127.0.0.1:{other}/_GET%20/",
    "s3": "s3://bucket/key",
    "view-source": "view-source:http://127.0.0.1:{other}/x.html",
    "empty": "",
    "broken brackets": "http://[::1/x.html",
    "port out of range": "http://127.0.0.1:99999/x.html",
    "other request": "http://127.0.0.1:{own}/x.html HTTP/1.1\r\nX-Smuggled: yes\r\n\r\nGET /smuggled",
    "line break, encoded": "/art/x.html%0d%0aX-Smuggled:%20yes",
}  # fmt: skip

# No request can be made of these; they have a site of their own.
IMPOSSIBLE = ("percent in brackets", "broken brackets", "port out of range")

STUB = "<html><head>{head}</head><body>{body}</body></html>"


def ways(to: str) -> dict[str, Reply]:
    """Every way by which a page sends its reader on."""
    quoted = html.escape(to)
    script = to.replace("\\", "\\\\").replace("'", "\\'").replace("\r", "\\r").replace("\n", "\\n")
    return {
        "location": redirect(to.replace("\r\n", "")),
        "refresh": Reply(STUB.format(head=f'<meta http-equiv="refresh" content="0;url={quoted}">', body="")),
        "script": Reply(STUB.format(head="", body=f"<script>window.location.href='{script}';</script>")),
    }


@pytest.fixture(scope="module")
def site(serve, canary):
    site = serve(Site())
    own, other = site.server.port, canary.port
    site.add_healthy(4)
    for number, (name, address) in enumerate(ADDRESSES.items()):
        to = address.replace("{own}", str(own)).replace("{other}", str(other))
        if name in IMPOSSIBLE:
            site.bad(f"/art/2024/location_{3000 + number}.html", redirect(to))
            continue
        everything = EVERYTHING or number % 3 == 0
        for way, reply in ways(to).items() if everything else [("location", ways(to)["location"])]:
            site.bad(f"/art/2024/{way}_{3000 + number}.html", reply)
        site.link(to, f"第{number}个去别处的样板链接，看它通向哪里")
    there = f"http://127.0.0.1:{other}"
    # The page names another as itself, or as its next part, or as what its links count from.
    site.add(story(40), Reply(story(40).page(head=f'<link rel="canonical" href="{there}/art/1.html">')))
    site.add(story(41), Reply(story(41).page(head=f'<base href="{there}/">')))
    part = story(42).path.replace(".html", "_2.html")
    site.try_(story(42), Reply(story(42).page(after=f'<a href="{there}{part}">下一页</a>')))
    # A part that is sent elsewhere.
    site.pages[story(43).path.replace(".html", "_2.html")] = redirect(f"{there}/part.html")
    inner = story(43).path.replace(".html", "_2.html")
    site.try_(story(43), Reply(story(43).page(after=f'<div class="page"><a href="{inner}">下一页</a></div>')))
    # Redirects that go nowhere.
    site.bad("/art/2024/loop_8001.html", redirect("/art/2024/loop_8001.html"))
    site.bad("/art/2024/loop_8002.html", redirect("/art/2024/loop_8003.html"))
    site.pages["/art/2024/loop_8003.html"] = redirect("/art/2024/loop_8002.html")
    for number in range(20):
        site.pages[f"/chain/{number}.html"] = redirect(
            f"/chain/{number + 1}.html", (301, 302, 303, 307, 308)[number % 5]
        )
    site.bad("/art/2024/chain_8004.html", redirect("/chain/0.html"))
    site.bad("/art/2024/nowhere_8005.html", Reply("", 302))
    for status in (300, 305, 306):
        site.bad(f"/art/2024/status_{8000 + status}.html", redirect(f"{there}/{status}.html", status))
    # The second list page counts its links from elsewhere, and leads there.
    site.pages["/list/2/"] = Reply(
        list_page(
            [Row(f"art/2024/t20240301_{n}.html", f"从别处数起的第{n}个样板链接", FIRST_DAY) for n in range(9000, 9006)],
            head=f'<base href="{there}/">', following=f"{there}/list/3/",
        )
    )  # fmt: skip
    site.pages["/list/"] = lambda asked: Reply(list_page(site.rows, following="/list/2/"))
    return site


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("reach"), site, RETRY_TIMES=0)


def test_the_local_network_is_not_reached(run, canary):
    assert canary.connections == 0, canary.paths


def test_the_run_is_sound(run, site, canary):
    assert_sound(run, site, canary)


def test_nothing_is_smuggled_into_a_request(run):
    assert not [one.path for one in run.asked if one.path.startswith("/smuggled") or "x-smuggled" in one.headers]


@pytest.mark.parametrize("number", [42, 43])
def test_a_part_that_may_not_be_asked_for_leaves_a_text_that_says_so(run, site, number):
    assert run.outcome(site, story(number).path) in ("exact", "admitted")


BAD_LINK = "http://127.0.0.1:99999/art/2024/t20240301_77.html"
POISONS = (
    "a link",
    "a link, broken brackets",
    "a refresh",
    "a script",
    "the next page",
    "the next part",
    "the base",
    "the base of an article",
)
POISONS = POISONS if EVERYTHING else ("a link",)


@pytest.fixture(scope="module")
def poisoned(serve, tmp_path_factory):
    """A site per way in which an impossible address may stand on a page, and its run."""
    sites = {}
    for name in POISONS:
        site = sites[name] = serve(Site())
        site.add_healthy(2)
        bad = f'href="{BAD_LINK}"'
        match name:
            case "a link":
                site.link(BAD_LINK, "一条端口写错了的样板链接", story(1).day)
            case "a link, broken brackets":
                site.link(ADDRESSES["percent in brackets"], "一条括号写错了的样板链接", story(1).day)
            case "a refresh" | "a script":
                site.bad("/art/2024/t20240301_8.html", ways(BAD_LINK)[name.removeprefix("a ")])
            case "the next page":
                site.pages["/list/"] = lambda asked, site=site: Reply(list_page(site.rows, following=BAD_LINK))
            case "the next part":
                part = "http://127.0.0.1:99999" + story(9).path.replace(".html", "_2.html")
                site.add(story(9), Reply(story(9).page(after=f'<div class="page"><a href="{part}">下一页</a></div>')))
            case "the base":
                site.pages["/list/"] = lambda asked, site=site, bad=bad: Reply(
                    list_page(site.rows, head=f"<base {bad}>")
                )
            case "the base of an article":
                site.add(story(9), Reply(story(9).page(head=f"<base {bad}>")))
        site.add_healthy(2, 20)
        if name == "the base":  # its rows name their host, so the base does not matter to them
            site.rows = [Row(site.server.url.rstrip("/") + row.href, row.title, row.day) for row in site.rows]
    return sites, crawl_all(tmp_path_factory.mktemp("poisoned"), sites)


@pytest.mark.parametrize("name", each(POISONS))
def test_an_impossible_address_costs_nothing_but_itself(poisoned, name):
    sites, runs = poisoned
    assert_sound(runs[name], sites[name])
    assert {path: runs[name].outcome(sites[name], path) for path in sites[name].truth} == dict.fromkeys(
        sites[name].truth, "exact"
    )
    assert runs[name].verdict == "ok"


def test_an_address_with_a_password_is_not_asked_with_it(run):
    assert not [one.path for one in run.asked if "authorization" in one.headers]


@pytest.mark.parametrize(
    "address",
    each(
        [
            "0.0.0.0", "0.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "192.0.0.8", "192.0.2.1", "192.88.99.1",
            "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
            "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1", "100::1",
            "2001::1", "2001:db8::1", "2002:a00:1::", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1", "5f00::1",
        ],
    ),
)  # fmt: skip
def test_an_address_that_is_not_public(address):
    assert not is_public(address)
