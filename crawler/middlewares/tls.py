"""TLS: certificates are verified and weak protocols refused, unless the site's declaration or the operator opts out.

Two choices that know nothing of each other: TLS_LEGACY lets a server be old, DOWNLOAD_VERIFY_CERTIFICATES=False lets it be
anybody. Scrapy's own settings cannot say either: Twisted drops the `@SECLEVEL` of DOWNLOADER_CLIENT_TLS_CIPHERS when it
writes the ciphers out one by one, Scrapy allows unsafe renegotiation wherever certificates are not verified and nowhere
else, and for whatever is wrong with a certificate OpenSSL says `certificate verify failed`.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Self

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from service_identity.exceptions import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import CertificateOptions, TLSVersion, platformTrust
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.middlewares.bounds import BoundedDownloadHandler

log = logging.getLogger(__name__)


class Refusal(NamedTuple):
    """What is wrong with a server, and the setting that reads it all the same."""

    says: str
    setting: str
    value: bool


_LEGACY = ("TLS_LEGACY", True)
_UNVERIFIED = ("DOWNLOAD_VERIFY_CERTIFICATES", False)
REFUSALS = {
    "tls_too_old": Refusal("its TLS is too weak (protocol, keys, signature or renegotiation)", *_LEGACY),
    "tls_handshake": Refusal("it speaks no TLS that we take; perhaps it is an old server", *_LEGACY),
    "certificate_expired": Refusal("its certificate has expired", *_UNVERIFIED),
    "certificate_not_yet_valid": Refusal("its certificate is not valid yet; is the clock here right?", *_UNVERIFIED),
    "certificate_self_signed": Refusal("its certificate is signed by itself", *_UNVERIFIED),
    "certificate_unknown_issuer": Refusal(
        "nobody we trust has signed its certificate, or it sends its chain incomplete", *_UNVERIFIED
    ),
    "certificate_wrong_host": Refusal("its certificate is for another host", *_UNVERIFIED),
    "certificate_refused": Refusal("its certificate is not acceptable", *_UNVERIFIED),
}
"""By the cause that the run report counts."""

# OpenSSL's X509_V_ERR numbers; those of the second table are about strength, not about who it is.
_CERTIFICATE_ERRORS = {
    2: "certificate_unknown_issuer",
    9: "certificate_not_yet_valid",
    10: "certificate_expired",
    18: "certificate_self_signed",
    19: "certificate_unknown_issuer",
    20: "certificate_unknown_issuer",
    21: "certificate_unknown_issuer",
}
_WEAKNESSES = {66: "tls_too_old", 67: "tls_too_old", 68: "tls_too_old"}
# OpenSSL's reasons. What is not here (a connection cut short, say) is the network's fault and tried again.
_HANDSHAKE_ERRORS = {
    "alert protocol version": "tls_too_old",
    "unsupported protocol": "tls_too_old",
    "dh key too small": "tls_too_old",
    "unsafe legacy renegotiation disabled": "tls_too_old",
    "wrong signature type": "tls_too_old",
    "alert insufficient security": "tls_too_old",
    "alert handshake failure": "tls_handshake",
    "wrong version number": "tls_handshake",
    "no protocols available": "tls_handshake",
}


class TlsRefused(Exception):
    """A server that is not accepted; its text is a key of REFUSALS. Not retried: a certificate does not get better."""


def refused(settings: BaseSettings, cause: str) -> str:
    """Why a server is refused, and the remedy unless it is taken already."""
    why = REFUSALS[cause]
    return f"{why.says}{_remedy(settings, [cause])}"


def with_remedy(settings: BaseSettings, said: str, causes: Iterable[str]) -> str:
    """A verdict's cause with the remedies for those of its causes that are TLS's."""
    return said + _remedy(settings, causes)


def _remedy(settings: BaseSettings, causes: Iterable[str]) -> str:
    wanted = {REFUSALS[cause][1:] for cause in causes if cause in REFUSALS}
    missing = sorted(f"{name}={value}" for name, value in wanted if settings.getbool(name) != value)
    return f"; to read it all the same: {', '.join(missing)}" if missing else ""


class TlsDownloadHandler(BoundedDownloadHandler):
    """Scrapy's HTTP/1.1 handler with our rules for TLS. Each site of a run has one, so none weakens another."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._settings = crawler.settings
        self._told: set[tuple[str | None, str]] = set()
        scrapys: Any = self._contextFactory
        # Set here because the setting for it, DOWNLOADER_CLIENTCONTEXTFACTORY, is deprecated and warns.
        self._contextFactory = TlsPolicy.of(  # type: ignore[assignment]  # mypy knows no zope interfaces
            crawler.settings, scrapys._get_cert_options_kwargs()
        )

    async def download_request(self, request: Request) -> Response:
        """Download a request. Raises TlsRefused, with one line in the log for each host and cause."""
        try:
            return await super().download_request(request)
        except DownloadFailedError as failed:
            cause = cause_of(failed.__cause__)
            if cause is None:
                raise
            host = urlparse_cached(request).hostname
            if (host, cause) not in self._told:
                self._told.add((host, cause))
                log.warning("%s is not read (%s): %s", host, cause, refused(self._settings, cause))
            raise TlsRefused(cause) from failed


def cause_of(failed: BaseException | None) -> str | None:
    """The key of REFUSALS for a failed download; None when TLS is not what failed."""
    for reason in getattr(failed, "reasons", ()):
        if isinstance(reason.value, TlsRefused):
            return str(reason.value)
        if isinstance(reason.value, SSL.Error):
            text = str(reason.value)
            for sign, cause in _HANDSHAKE_ERRORS.items():
                if sign in text:
                    return cause
    return None


@implementer(IPolicyForHTTPS)
class TlsPolicy:
    """How one site's servers are connected to: one context for all of them, made when the first is."""

    def __init__(self, options: Mapping[str, Any], *, ciphers: str, legacy: bool, verify: bool) -> None:
        self._options = dict(options)
        if legacy:
            self._options.pop("raiseMinimumTo", None)  # the two exclude each other
            self._options["insecurelyLowerMinimumTo"] = TLSVersion.TLSv1_0
        self._ciphers = ciphers
        self.legacy = legacy
        self.verify = verify

    @classmethod
    def of(cls, settings: BaseSettings, options: Mapping[str, Any]) -> Self:
        """What a site's settings say; `options` for Twisted, as Scrapy reads them from DOWNLOAD_TLS_MIN_VERSION and MAX."""
        return cls(
            options,
            ciphers=settings["DOWNLOADER_CLIENT_TLS_CIPHERS"] or "DEFAULT",
            legacy=settings.getbool("TLS_LEGACY"),
            verify=settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
        )

    @cached_property
    def certificate_options(self) -> CertificateOptions:
        """Twisted's side of the context."""
        options = CertificateOptions(trustRoot=platformTrust(), **self._options)  # type: ignore[no-untyped-call]
        context = options.getContext()
        # Level 2 is OpenSSL's own since 3.2; below it, 1024-bit keys and SHA-1 pass, and at 0 TLS 1.0 works at all.
        context.set_cipher_list(f"{self._ciphers}:@SECLEVEL={0 if self.legacy else 2}".encode("ascii"))
        if self.legacy:
            context.set_options(SSL.OP_LEGACY_SERVER_CONNECT)
        return options

    def creatorForNetloc(self, hostname: bytes, port: int) -> ServerCheck:  # noqa: N802  # Twisted's name
        """What connects to a host, and looks at it."""
        return ServerCheck(self, hostname.decode("ascii"))


@implementer(IOpenSSLClientConnectionCreator)
class ServerCheck:
    """Connects to one host and says what is wrong with its certificate."""

    def __init__(self, policy: TlsPolicy, host: str) -> None:
        self.policy = policy
        self.host = host
        self.is_name = not (isIPAddress(host) or isIPv6Address(host))

    def clientConnectionForTLS(self, protocol: TLSMemoryBIOProtocol) -> SSL.Connection:  # noqa: N802  # Twisted's name
        """An OpenSSL connection that asks this object about every certificate."""
        connection: SSL.Connection = self.policy.certificate_options.clientConnectionForTLS(protocol)
        if self.is_name:
            connection.set_tlsext_host_name(self.host.encode("ascii"))
        # The connection holds the callback and the protocol the connection: a circle that Python cannot see through.
        asking = weakref.ref(protocol)

        def checked(_: SSL.Connection, certificate: X509, error: int, depth: int, ok: int) -> bool:
            cause = self.refusal(certificate, error, depth)
            waiting = asking()
            if cause is not None and waiting is not None:
                waiting.failVerification(Failure(TlsRefused(cause)))  # type: ignore[no-untyped-call]
            return cause is None

        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, checked)
        return connection

    def refusal(self, certificate: X509, error: int, depth: int) -> str | None:
        """The key of REFUSALS for a certificate of the chain; `depth` 0 is the server's own, `error` OpenSSL's finding."""
        if error in _WEAKNESSES:
            return _WEAKNESSES[error]  # found at level 2 only
        if not self.policy.verify:
            return None
        if error:
            return _CERTIFICATE_ERRORS.get(error, "certificate_refused")
        return None if depth or self.is_named_by(certificate) else "certificate_wrong_host"

    def is_named_by(self, certificate: X509) -> bool:
        """Whether a certificate is this host's."""
        try:
            wanted = DNS_ID(self.host) if self.is_name else IPAddress_ID(self.host)
            verify_service_identity(extract_patterns(certificate), [wanted], [])
        except (CertificateError, VerificationError, ValueError):  # ValueError: old certificates are oddly encoded
            return False
        return True
