"""Reach, settings and waiting: no spelling of a private address passes, and no entry or header is taken half."""

from __future__ import annotations

import datetime
import ipaddress
import math
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from crawler.middlewares.host_map import read_host_map
from crawler.middlewares.reach import ReachMiddleware, is_public, read_allow_hosts
from crawler.middlewares.retry_after import seconds_to_wait
from crawler.middlewares.whole import BrokenTransferError, unpack

many = settings(derandomize=True, deadline=None, max_examples=100)
NOW = datetime.datetime(2026, 11, 25, 12, 0, tzinfo=datetime.UTC)
_PRIVATE = [ipaddress.ip_network(one) for one in ("127.0.0.0/8", "10.0.0.0/8", "192.168.0.0/16", "169.254.0.0/16", "172.16.0.0/12", "100.64.0.0/10", "0.0.0.0/8", "224.0.0.0/4")]  # fmt: skip
V4 = st.one_of(
    st.integers(0, 2**32 - 1),
    st.sampled_from(_PRIVATE).flatmap(lambda one: st.integers(int(one[0]), int(one[-1]))),
).map(ipaddress.IPv4Address)
V6 = st.one_of(
    st.integers(0, 2**128 - 1),
    st.sampled_from(
        ["fc00::", "fe80::", "::", "ff02::", "64:ff9b::", "2002::", "::ffff:0:0", "2001::", "2001:db8::"]
    ).flatmap(lambda one: st.integers(0, 2**32).map(lambda low: int(ipaddress.IPv6Address(one)) + low)),
).map(ipaddress.IPv6Address)


@pytest.fixture(scope="module")
def reach() -> ReachMiddleware:
    return ReachMiddleware(get_crawler())


@given(V4 | V6)
@many
def test_nothing_is_public_that_python_calls_otherwise(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if is_public(str(ip)):
        assert ip.is_global
        assert not (
            ip.is_private
            or ip.is_loopback
            or ip.is_link_local
            or ip.is_multicast
            or ip.is_unspecified
            or ip.is_reserved
        ) or isinstance(ip, ipaddress.IPv6Address)


@given(ip=V4)
@many
def test_what_wraps_an_address_is_as_public_as_it(ip: ipaddress.IPv4Address) -> None:
    inner = int(ip)
    for outer in ((0xFFFF << 32) + inner, (0x64FF9B << 96) + inner, (0x2002 << 112) + (inner << 80)):
        assert not is_public(str(ipaddress.IPv6Address(outer))) or is_public(str(ip))


@given(ip=V4)
@many
def test_every_textual_spelling_of_a_private_address_is_refused(
    reach: ReachMiddleware, ip: ipaddress.IPv4Address
) -> None:
    mapped = ipaddress.IPv6Address((0xFFFF << 32) + int(ip))
    hosts = [
        str(ip),
        f"{ip}.",
        f"[{mapped}]",
        f"[::ffff:{ip}]",
        f"[{mapped.exploded}]",
        f"[::{ip}]",
        f"[{mapped.exploded.upper()}]",
    ]
    for host in hosts:
        refused = reach.refusal(f"http://{host}/")
        assert refused is not None or is_public(str(ip)), host


@given(ip=V6)
@many
def test_every_spelling_of_a_private_ipv6_address_is_refused(reach: ReachMiddleware, ip: ipaddress.IPv6Address) -> None:
    for text in (ip.compressed, ip.exploded, ip.exploded.upper(), f"{ip}%eth0", f"{ip}%25eth0"):
        assert reach.refusal(f"https://[{text}]/") is not None or is_public(str(ip)), text


@given(
    text=st.text(max_size=40),
    scheme=st.sampled_from(
        ["", "http://", "https://", "http:", "http://[", "//", "file:///", "http://a@", "http://a:"]
    ),
)
@many
def test_any_text_is_judged(reach: ReachMiddleware, text: str, scheme: str) -> None:
    assert reach.refusal(scheme + text) in (None, "address", "scheme", "credentials", "port", "private")


@given(
    port=st.integers(0, 70_000),
    host=st.sampled_from(["127.0.0.1", "10.1.2.3", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1."]),
)
@many
def test_only_the_very_host_and_port_are_let_in(port: int, host: str) -> None:
    allowed = ReachMiddleware(get_crawler(settings_dict={"ALLOW_HOSTS": "127.0.0.1:8000"}))
    let_in = host.rstrip(".") == "127.0.0.1" and port == 8000
    assert (allowed.refusal(f"http://{host}:{port}/") is None) is let_in


def test_a_raised_digit_is_no_number_of_seconds() -> None:
    assert seconds_to_wait("\u00b2", NOW) is None


def test_a_zone_of_twenty_digits_is_no_time() -> None:
    assert seconds_to_wait("1 Jan 2026 00:00:00 -99999999999999999999", NOW) is None


def test_a_raised_digit_is_no_port() -> None:
    for name, read, entry in (("ALLOW_HOSTS", read_allow_hosts, "a:\u00b2"), ("HOST_MAP", read_host_map, "a=b:\u00b2")):
        with pytest.raises(ValueError) as why:  # noqa: PT011
            read(Settings({name: [entry]}))
        assert str(why.value).startswith(name)


_ENTRIES = st.lists(
    st.text(max_size=12) | st.sampled_from(["a:1", "a=b:1", "[::1]:80", "a=b:１", "a:\u00b2", "a=b:\u00b2", ":1", "a:", "=", "a=:1", "a:65536", "a:0", "a=b:-1"]),
    max_size=3,
)  # fmt: skip


@given(_ENTRIES)
@many
def test_host_settings_are_read_or_refused_in_one_line_that_names_them(entries: list[str]) -> None:
    for name, read in (("ALLOW_HOSTS", read_allow_hosts), ("HOST_MAP", read_host_map)):
        try:
            found = read(Settings({name: entries}))
        except ValueError as why:
            told = str(why)
            assert told.startswith(name)
            assert len(told.splitlines()) == 1
        else:
            ports = [one.port for one in found.values()] if isinstance(found, dict) else [port for _, port in found]
            assert all(0 < port < 65536 for port in ports)


@given(
    st.text(max_size=30)
    | st.integers(0, 10**30).map(str)
    | st.sampled_from(["１２", "\u00b2", "Wed, 25 Nov 2026 12:00:30 GMT", "Wed, 25 Nov 99999 12:00:30 GMT", "0 Jan 0 0:0 +9999999", "1 Jan 1 00:00 +2359", "31 Dec 9999 23:59 -2359"])
    | st.from_regex(r"\A[0-9]{1,2} (Jan|Feb) [0-9]{1,5} [0-9]{1,2}:[0-9]{1,2} [+-][0-9]{1,6}\Z")
)  # fmt: skip
@many
def test_any_retry_after_is_a_number_of_seconds_or_none(value: str) -> None:
    seconds = seconds_to_wait(value, NOW)
    assert seconds is None or (math.isfinite(seconds) and seconds >= 0)


@given(st.binary(max_size=400), st.sampled_from([b"gzip", b"deflate"]), st.integers(1, 500))
@many
def test_what_is_unpacked_is_whole_and_within_its_bound(content: bytes, encoding: bytes, most: int) -> None:
    stream = zlib.compressobj(wbits=31 if encoding == b"gzip" else 15)
    packed = stream.compress(content) + stream.flush()
    if len(content) <= most:
        assert unpack(packed, encoding, most) == content
    else:
        with pytest.raises(ValueError):  # noqa: PT011
            unpack(packed, encoding, most)


@given(st.binary(max_size=100), st.sampled_from([b"gzip", b"x-gzip", b"deflate", b"br", b"zstd"]))
@many
def test_any_bytes_are_unpacked_within_the_bound_or_refused(body: bytes, encoding: bytes) -> None:
    try:
        out = unpack(body, encoding, 1000)
    except (BrokenTransferError, ValueError):
        return
    assert len(out) <= max(1000, len(body))
