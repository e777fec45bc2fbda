"""sites.toml: a name and list addresses make a site; what cannot be used is answered in one line."""

import pytest

from crawler.settings import DOWNLOAD_DELAY
from crawler.sites_file import SitesError, spiders_of


@pytest.fixture
def read(tmp_path):
    def spiders(text, taken=()):
        path = tmp_path / "sites.toml"
        path.write_text(text, "utf-8")
        return spiders_of(path, set(taken))

    return spiders


def test_a_name_and_an_address_are_enough(read):
    [spider] = read('[[site]]\nname = "虚构市纪委监委"\nlists = "http://www.example.gov.cn/gzdt/"')
    assert spider.name == spider.site.name == "虚构市纪委监委"
    assert [(one.name, one.url) for one in spider.sections] == [
        ("www.example.gov.cn/gzdt", "http://www.example.gov.cn/gzdt/")
    ]
    assert spider.allowed_domains == ["example.gov.cn"]
    assert spider.site.groups == ("all",)
    assert not spider.site.verified
    assert spider().article_request("http://www.example.gov.cn/1.html", None, 1)


def test_all_keys(read):
    text = """
    [[site]]
    name = "xugou"
    lists = { "要闻" = "https://a.example.gov.cn/yw/", "审查调查" = "http://b.example.gov.cn:8080/scdc/index.shtml" }
    level = "county"
    region = "shanxi"
    code = 140525
    pause = 5
    max_quiet_days = 30
    hours = [8]
    selectors = { body = "#zoom", links = "ul.list a" }
    tls_legacy = true
    verify_certificates = false
    """
    [spider] = read(text)
    site = spider.site
    assert site.groups == ("all", "county", "shanxi")
    assert (site.code, site.pause, site.max_quiet_days, site.hours) == ("140525", 5, 30, (8,))
    assert site.tls_legacy
    assert not site.verify_certificates
    assert spider.selectors["body"] == "#zoom"
    assert spider.allowed_domains == ["a.example.gov.cn", "b.example.gov.cn"]


def test_no_tables_is_no_site(read):
    assert read("") == []


GOOD = 'lists = ["http://www.example.gov.cn/"]'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"[[site]]\n{GOOD}", ("line 1 (entry 1)", "name is missing", 'add name = "')),
        ('[[site]]\nname = "甲"', ("lists is missing", "add lists = [")),
        (f'[[site]]\nnane = "甲"\n{GOOD}', ("unknown key 'nane' (did you mean 'name'?)", "known keys: name, lists")),
        (
            '[[site]]\nname = "甲"\nlists = ["www.example.gov.cn"]',
            ("'www.example.gov.cn' is not the address of a list page",),
        ),
        ('[[site]]\nname = "甲"\nlists = ["http://a:b@www.example.gov.cn/"]', ("not the address of a list page",)),
        ('[[site]]\nname = "甲"\nlists = ["http://www.example.gov.cn:99999/"]', ("not the address of a list page",)),
        ('[[site]]\nname = "甲"\nlists = []', ("there is no address",)),
        ('[[site]]\nname = "甲"\nlists = 5', ("lists is a number, not a list of addresses",)),
        (f'[[site]]\nname = "a/b"\n{GOOD}', ("name: no /",)),
        (f'[[site]]\nname = ""\n{GOOD}', ("name is empty",)),
        (
            f'[[site]]\nname = "甲"\n{GOOD}\nlevel = "town"',
            ("level is 'town', not central, provincial, municipal or county",),
        ),
        (
            f'[[site]]\nname = "甲"\n{GOOD}\npause = {DOWNLOAD_DELAY - 1}',
            ("pause is 1.0, not seconds, 2 or more",),
        ),
        (f'[[site]]\nname = "甲"\n{GOOD}\nselectors = {{ boddy = "p" }}', ("no selector for 'boddy'",)),
        (f'[[site]]\nname = "甲"\n{GOOD}\nselectors = {{ body = "p[[" }}', ("selector of 'body'",)),
        (f'[[site]]\nname = "甲"\n{GOOD}\n[[site]]\nname = "甲"\n{GOOD}', ("line 4 (entry 2)", "already; rename")),
        (f'[[site]]\nname = "ccdi"\n{GOOD}', ("there is a site named 'ccdi' already",)),
        (f'[site]\nname = "甲"\n{GOOD}', ("site is not a list of tables; write [[site]]",)),
        ('[[sites]]\nname = "甲"', ("unknown key 'sites' (did you mean 'site'?)",)),
        ("[[site]]\nname = 甲", ("line 2: not valid TOML",)),
        ('[[site]]\nname = "甲"\nlists = { 要闻 = "http://a.cn/" }', ("in quotes",)),
        (f'[[site]]\nname = "甲"\n{GOOD}\nhours = [24]', ("hours is 24, not a list of hours",)),
        (f'[[site]]\nname = "甲"\n{GOOD}\nhours = []', ("hours is [], not a list of hours",)),
        (f'[[site]]\nname = "{"甲" * 41}"\n{GOOD}', ("name is '甲甲", "not text of at most 40 characters")),
        (f'[[site]]\nname = "jin"\nregion = "jin"\n{GOOD}', ("already; rename",)),
    ],
)
def test_mistakes(read, text, words):
    with pytest.raises(SitesError) as error:
        read(text, taken={"ccdi"})
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith("sites.toml")
    for word in words:
        assert word in message, message


def test_a_mistake_ends_every_command_in_one_line(scrapy, tmp_path):
    (tmp_path / "s.toml").write_text('[[site]]\nname = "甲"', "utf-8")
    for command in (("list",), ("crawl", "sample"), ("sites",)):
        ran = scrapy(*command, SITES_FILE=tmp_path / "s.toml")
        assert ran.code == 2
        ran.assert_one_line_error("s.toml", "lists is missing")
    ran = scrapy("list", SITES_FILE=tmp_path / "none.toml")
    assert ran.code == 2
    ran.assert_one_line_error("none.toml", "no such file", "SITES_FILE")
