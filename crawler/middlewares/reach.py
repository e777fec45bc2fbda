"""Network reach: http and https, public addresses only, at every hop.

Requests pass `ReachMiddleware` (scheme, port list, addresses written as numbers); names are checked by `PublicResolver`
after resolution, and the address it returns is the one connected to, so a name cannot be rebound in between.
"""

from __future__ import annotations

import ipaddress
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError

from crawler.middlewares.host_map import read_host_map

DEFAULT_PORTS = {"http": 80, "https": 443}


# Not public by the registries of IANA, and unknown to `ipaddress` as such in the oldest Python this runs on.
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocols (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays, given up (RFC 7526)
        "::/96",  # IPv4-compatible, given up (RFC 4291)
        "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765)
        "64:ff9b:1::/48",  # NAT64 of a local network (RFC 8215)
        "fec0::/10",  # site-local (RFC 3879)
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


def is_public(address: str) -> bool:
    """Whether an IP address, in its canonical spelling, is one that the public internet routes, with what it wraps."""
    ip = ipaddress.ip_address(address)
    if not ip.is_global or ip.is_multicast or any(ip in network for network in _NEVER):
        return False
    inner = _wrapped(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    return inner is None or is_public(str(inner))


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to."""
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def read_allow_hosts(settings: BaseSettings) -> frozenset[tuple[str, int]]:
    """ALLOW_HOSTS as (host, port) pairs. Raises ValueError, in one line, for an entry that is not host:port."""
    pairs = set()
    for entry in settings.getlist("ALLOW_HOSTS"):
        host, colon, port = entry.strip().rpartition(":")
        if not (colon and host and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError(f"ALLOW_HOSTS: {entry!r} is not host:port, as in 127.0.0.1:8000")
        pairs.add((host.strip("[]").lower(), int(port)))
    return frozenset(pairs)


def is_address(host: str) -> bool:
    """Whether a host is an IP address in canonical spelling; 127.1 and 0x7f.1 are names that must be resolved."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class ReachMiddleware:
    """Refuses what is not http(s), and hosts written as non-public addresses."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.allowed = read_allow_hosts(crawler.settings)
        self.mapped = read_host_map(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest for an address outside this program's reach."""
        why = self.refusal(request.url)
        if why:
            self.crawler.stats.inc_value(f"reach/refused/{why}")
            raise IgnoreRequest(f"reach_{why}")

    def refusal(self, url: str) -> str | None:
        """Why an address must not be asked; None when it may."""
        try:
            parts = urlsplit(url)
            port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError:
            return "address"
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            return "scheme"
        if parts.username is not None or parts.password is not None:
            return "credentials"  # http://www.ccdi.gov.cn@10.0.0.1/ looks like another host than it is
        host = parts.hostname.lower().rstrip(".")
        if host in self.mapped or (host, port) in self.allowed:
            return None
        if any(host == name for name, _ in self.allowed):
            return "port"
        # A name is looked at by PublicResolver, with what it resolves to.
        return "private" if is_address(host) and not is_public(host) else None


class PublicResolver(CachingThreadedResolver):
    """Resolves names to public addresses only; names in ALLOW_HOSTS may be anywhere."""

    allowed_names: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """As Scrapy builds it."""
        resolver = super().from_crawler(crawler, reactor)
        allowed = {host for host, _ in read_allow_hosts(crawler.settings)}
        stand_ins = {stand_in.host.lower() for stand_in in read_host_map(crawler.settings).values()}
        resolver.allowed_names = frozenset(allowed | stand_ins)
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        """Address of a name; fails with DNSLookupError when it is not public."""
        if is_address(name):
            return succeed(name)  # seen by ReachMiddleware, or a stand-in of HOST_MAP
        found = super().getHostByName(name, timeout)
        if name.lower().rstrip(".") not in self.allowed_names:
            found.addCallback(self._checked, name)
        return found

    def _checked(self, address: str, name: str) -> str:
        if not is_public(address):
            raise DNSLookupError(f"{name} leads to the non-public address {address}")
        return address
