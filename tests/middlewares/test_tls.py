"""Old servers and bad certificates are refused by name, each unless it is opted into, and one site's choice is its own."""

import contextlib
import ssl
import types

import pytest
from OpenSSL import SSL
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseNeverReceived

from crawler.families.answers import cause
from crawler.families.listing import ListingSpider
from crawler.middlewares.tls import (
    _CERTIFICATE_ERRORS,
    _HANDSHAKE_ERRORS,
    _WEAKNESSES,
    REFUSALS,
    TlsPolicy,
    TlsRefused,
    cause_of,
    with_remedy,
)
from crawler.sites import Section, Site
from tests.certificates import EXPIRED, NOT_YET, certificate, only, short_dh, with_sha1


class Asking:
    """Stands for Twisted's side of a connection: notes why a server was refused."""

    def __init__(self):
        self.factory = types.SimpleNamespace(wrappedFactory=None)
        self.why = None

    def failVerification(self, failure):  # noqa: N802  # Twisted's name
        self.why = self.why or failure


def answer(server, *, legacy=False, verify=True, host="localhost"):
    """What comes of a handshake, in memory: the version of TLS agreed on, or the cause why not."""
    asking = Asking()
    check = TlsPolicy({}, ciphers="DEFAULT", legacy=legacy, verify=verify).creatorForNetloc(host.encode(), 443)
    ours = check.clientConnectionForTLS(asking)
    ours.set_connect_state()
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    theirs = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(20):
        try:
            ours.do_handshake()
        except SSL.WantReadError:
            pass
        except SSL.Error as why:
            return cause_of(ResponseNeverReceived([asking.why or Failure(why)]))
        else:
            return ours.get_protocol_version_name()
        to_server.write(pending(ours))
        with contextlib.suppress(ssl.SSLError):  # it waits for more, or has refused us: then its alert says so
            theirs.do_handshake()
        if to_client.pending:
            ours.bio_write(to_client.read())
    raise AssertionError("no end of the handshake")


def pending(connection):
    try:
        return connection.bio_read(65536)
    except SSL.WantReadError:
        return b""


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """An authority that this machine trusts."""
    authority = certificate("样板证书机构", authority=True, rsa_bits=2048)
    (tmp_path / "ca.pem").write_bytes(authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


@pytest.mark.parametrize(("version", "name"), [("TLSv1_2", "TLSv1.2"), ("TLSv1_3", "TLSv1.3")])
@pytest.mark.parametrize("legacy", [False, True])
def test_a_server_of_today_is_read(trusted, version, name, legacy):
    server = only(certificate(by=trusted).context(), version)
    assert answer(server, legacy=legacy) == name


@pytest.mark.parametrize(("version", "name"), [("TLSv1", "TLSv1"), ("TLSv1_1", "TLSv1.1")])
def test_an_old_protocol_needs_the_opt_in(trusted, version, name):
    server = only(certificate(by=trusted).context(), version)
    assert answer(server) == "tls_too_old"
    assert answer(server, verify=False) == "tls_too_old"
    assert answer(server, legacy=True) == name


def test_a_short_diffie_hellman_group_needs_the_opt_in(tmp_path):
    server = short_dh(tmp_path)
    assert answer(server, verify=False) == "tls_too_old"
    assert answer(server, verify=False, legacy=True) == "TLSv1.2"


def test_a_short_key_needs_the_opt_in_and_is_verified_all_the_same(trusted):
    server = certificate(by=trusted, rsa_bits=1024).context()
    assert answer(server) == "tls_too_old"
    assert answer(server, verify=False) == "tls_too_old"
    assert answer(server, legacy=True) == "TLSv1.3"
    assert answer(certificate("other.invalid", by=trusted, rsa_bits=1024).context(), legacy=True) == (
        "certificate_wrong_host"
    )


def test_a_sha1_signature_needs_the_opt_in_and_is_verified_all_the_same(trusted):
    server = with_sha1(certificate(by=trusted), trusted).context()
    assert answer(server) == "tls_too_old"
    assert answer(server, legacy=True) == "TLSv1.3"


@pytest.mark.parametrize("legacy", [False, True])
def test_what_is_wrong_with_a_certificate_is_named(trusted, legacy):
    stranger = certificate("样板陌生机构", authority=True)
    bad = {
        "certificate_expired": certificate(by=trusted, years=EXPIRED),
        "certificate_not_yet_valid": certificate(by=trusted, years=NOT_YET),
        "certificate_self_signed": certificate(),
        "certificate_unknown_issuer": certificate(by=stranger),
        "certificate_wrong_host": certificate("www.other.invalid", by=trusted),
    }
    for name, shown in bad.items():
        assert answer(shown.context(), legacy=legacy) == name
        assert answer(shown.context(), legacy=legacy, verify=False) == "TLSv1.3", name


def test_a_host_that_is_an_address_is_looked_for_as_one(trusted):
    server = certificate("127.0.0.1", by=trusted).context()
    assert answer(server, host="127.0.0.1") == "TLSv1.3"
    assert answer(server, host="127.0.0.2") == "certificate_wrong_host"
    assert answer(server, host="localhost") == "certificate_wrong_host"


def test_a_host_with_an_odd_name_is_an_answer_not_a_fault(trusted):
    assert answer(certificate(by=trusted).context(), host="a_b.invalid") == "certificate_wrong_host"


@pytest.mark.parametrize("verify", [False, True])
@pytest.mark.parametrize("legacy", [False, True])
def test_unsafe_renegotiation_goes_with_old_servers_not_with_unverified_ones(legacy, verify):
    policy = TlsPolicy({"fixBrokenPeers": True}, ciphers="DEFAULT", legacy=legacy, verify=verify)
    options = policy.certificate_options.getContext().set_options(0)
    assert bool(options & SSL.OP_LEGACY_SERVER_CONNECT) is legacy


# -- the site's choice ----------------------------------------------------------------------------------------------


def spider(**declared):
    class Declared(ListingSpider):
        name = "declared"
        site = Site("样板网站", **declared)
        sections = (Section("要闻", "https://www.sample.invalid/yw/"),)

    return Declared


def test_a_declaration_makes_settings_of_its_spider_alone():
    old, unverified, usual = (
        get_crawler(spider(**declared), {"DOWNLOAD_VERIFY_CERTIFICATES": True, "TLS_LEGACY": False})
        for declared in ({"tls_legacy": True}, {"verify_certificates": False}, {})
    )
    policies = [TlsPolicy.of(crawler.settings, {}) for crawler in (old, unverified, usual)]
    assert [(one.legacy, one.verify) for one in policies] == [(True, True), (False, False), (False, True)]
    contexts = {one.certificate_options.getContext() for one in policies}
    assert len(contexts) == 3


def test_the_command_line_wins_over_a_declaration():
    settings = Settings()
    settings.set("TLS_LEGACY", "False", priority="cmdline")
    settings.set("DOWNLOAD_VERIFY_CERTIFICATES", "True", priority="cmdline")
    spider(tls_legacy=True, verify_certificates=False).update_settings(settings)
    assert not settings.getbool("TLS_LEGACY")
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")


# -- what is said ---------------------------------------------------------------------------------------------------


def test_every_cause_is_counted_under_its_own_name():
    assert {*_CERTIFICATE_ERRORS.values(), *_WEAKNESSES.values(), *_HANDSHAKE_ERRORS.values()} < set(REFUSALS)
    for name in REFUSALS:
        assert cause(Failure(TlsRefused(name))) == name


def test_a_connection_cut_short_is_the_networks_fault():
    for text in ("unexpected eof while reading", "decryption failed or bad record mac"):
        assert cause_of(ResponseNeverReceived([Failure(SSL.Error([("SSL routines", "", text)]))])) is None
    assert cause_of(ResponseNeverReceived([Failure(ConnectionResetError())])) is None
    assert cause_of(None) is None


def test_the_remedy_is_said_unless_it_is_taken():
    causes = {"tls_handshake": 2, "certificate_expired": 1, "TimeoutError": 1}
    settings = Settings({"TLS_LEGACY": False, "DOWNLOAD_VERIFY_CERTIFICATES": True})
    said = with_remedy(settings, "why", causes)
    assert said == "why; to read it all the same: DOWNLOAD_VERIFY_CERTIFICATES=False, TLS_LEGACY=True"
    assert with_remedy(Settings({"TLS_LEGACY": True, "DOWNLOAD_VERIFY_CERTIFICATES": False}), "why", causes) == "why"
    assert with_remedy(settings, "why", {"TimeoutError": 1}) == "why"
