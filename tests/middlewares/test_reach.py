"""What may be asked for: http and https, public addresses, and exactly what ALLOW_HOSTS and HOST_MAP name."""

import pytest
from scrapy.resolver import dnscache
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from crawler.middlewares.host_map import StandIn, read_host_map
from crawler.middlewares.reach import PublicResolver, ReachMiddleware, is_public, read_allow_hosts


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2001:4860:4860::8888", "114.114.114.114", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"],
)
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "ff02::1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "fec0::1",
        "fe80::1%eth0",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "100::1",
        "192.88.99.1",
        "198.18.0.1",
        "240.0.0.1",
    ],
)
def test_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://www.example.gov.cn/a", None),
        ("http://8.8.8.8/", None),
        ("http://127.0.0.1:8000/", None),  # allowed by host and port
        ("http://127.0.0.1:8001/", "port"),
        ("http://127.0.0.2/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://mapped.example/", None),
        ("ftp://www.example.gov.cn/a", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("data:text/html,x", "scheme"),
        ("http://www.example.gov.cn@127.0.0.2/", "credentials"),
        ("http://u:p@www.example.gov.cn/", "credentials"),
        ("http://[bad/", "address"),
        ("http://www.example.gov.cn:99999/", "address"),
    ],
)
def test_refusal(url, why):
    crawler = get_crawler(settings_dict={"ALLOW_HOSTS": "127.0.0.1:8000", "HOST_MAP": "mapped.example=127.0.0.1:9"})
    assert ReachMiddleware(crawler).refusal(url) == why


@pytest.mark.parametrize("value", ["127.0.0.1", "127.0.0.1:", ":80", "h:99999", "h:x"])
def test_a_wrong_allow_hosts_is_named(value):
    with pytest.raises(ValueError, match="ALLOW_HOSTS"):
        read_allow_hosts(Settings({"ALLOW_HOSTS": value}))


@pytest.mark.parametrize("value", ["a", "a=b", "a=b:x", "=b:80"])
def test_a_wrong_host_map_is_named(value):
    with pytest.raises(ValueError, match="HOST_MAP"):
        read_host_map(Settings({"HOST_MAP": value}))


def test_host_map():
    mapped = read_host_map(Settings({"HOST_MAP": "www.A.cn=127.0.0.1:8000, b.cn=mirror.example:80"}))
    assert mapped == {"www.a.cn": StandIn("127.0.0.1", 8000), "b.cn": StandIn("mirror.example", 80)}


@pytest.mark.parametrize(
    ("name", "leads_to", "reached"),
    [
        ("www.example.gov.cn", "93.184.216.34", True),
        ("inside.example.gov.cn", "10.0.0.1", False),
        ("metadata.example.gov.cn", "169.254.169.254", False),
        ("127.1", "127.0.0.1", False),
        ("allowed.example", "127.0.0.1", True),
        ("ALLOWED.example.", "127.0.0.1", True),
        ("93.184.216.34", None, True),
    ],
)
def test_a_name_is_judged_by_where_it_leads_and_that_address_is_the_one_connected_to(name, leads_to, reached):
    resolver = PublicResolver(None, 100, 1)
    resolver.allowed_names = frozenset({"allowed.example"})
    if leads_to:
        dnscache[name] = leads_to
    told: list = []
    resolver.getHostByName(name).addCallbacks(told.append, lambda failure: told.append(failure.type.__name__))
    assert told == [(leads_to or name) if reached else "DNSLookupError"]
