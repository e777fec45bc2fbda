"""Headers, settings and addresses that somebody else has written."""

import datetime
import ipaddress
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from crawler.middlewares.host_map import read_host_map
from crawler.middlewares.reach import ReachMiddleware, is_public, read_allow_hosts
from crawler.middlewares.retry_after import seconds_to_wait
from tests.properties.strategies import FEW, TEXT

NOW = datetime.datetime(2024, 3, 12, tzinfo=datetime.UTC)
REACH = ReachMiddleware(get_crawler(settings_dict={"ALLOW_HOSTS": "127.0.0.1:8000"}))


@FEW
@given(TEXT | st.integers().map(str) | st.datetimes().map(lambda when: f"{when:%a, %d %b %Y %H:%M:%S GMT}"))
def test_any_retry_after_is_a_time_or_nothing(value):
    wait = seconds_to_wait(value, NOW)
    assert wait is None or wait >= 0


@FEW
@given(TEXT)
def test_hosts_are_read_or_refused_in_one_line(value):
    for read, name in ((read_host_map, "HOST_MAP"), (read_allow_hosts, "ALLOW_HOSTS")):
        try:
            read(Settings({name: value}))
        except ValueError as why:
            told = str(why)
            assert told.startswith(f"{name}: ")
            assert "\n" not in told


@FEW
@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_no_address_that_python_calls_private_is_public(address):
    if not address.is_global or address.is_multicast:
        assert not is_public(str(address))


@FEW
@given(st.ip_addresses(v=4))
def test_an_ipv6_address_is_not_more_public_than_what_it_wraps(inner):
    number = int(inner)
    for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        if not is_public(str(inner)):
            assert not is_public(str(ipaddress.IPv6Address(wrapped)))
    assert not is_public(str(ipaddress.IPv6Address(number)))


@FEW
@given(TEXT | TEXT.map(lambda text: f"http://{text}/"), st.integers(0, 70_000))
def test_any_string_is_refused_or_leads_outside(text, port):
    assert REACH.refusal(text) in (None, "address", "scheme", "private", "port", "credentials")
    for host in ("127.0.0.1", "10.1.2.3", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "127.0.0.1."):
        allowed = host.rstrip(".") == "127.0.0.1" and port == 8000
        assert (REACH.refusal(f"http://{host}:{port}/") is None) is allowed


def test_a_port_of_nought_is_no_way_in():
    with suppress(ValueError):
        assert REACH.refusal("http://127.0.0.1:0/") is not None
