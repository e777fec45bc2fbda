"""Real TLS servers on loopback: what is refused leaves nothing behind and says why; what is opted into is read and reported."""

import json

import pytest

from crawler.paths import PROJECT
from tests.certificates import certificate, only, short_dh
from tests.end_to_end.conftest import TinySite


@pytest.fixture
def authority():
    return certificate("样板证书机构", authority=True)


@pytest.fixture
def https(stand_in, scrapy, data_dir, tmp_path, authority):
    """Serve a small site with a context, and crawl it on a machine that trusts `authority`."""
    (tmp_path / "ca.pem").write_bytes(authority.pem)

    class Https:
        def serve(self, context):
            self.server = stand_in(TinySite(count=3).respond)
            self.server.server.socket = context.wrap_socket(self.server.server.socket, server_side=True)
            return f"localhost:{self.server.port}"

        def crawl(self, host, *args, **settings):
            ran = self.run("site", "-a", f"url=https://{host}/yaowenn/", *args, hosts=host, **settings)
            [self.report] = self.reports.values()
            return ran

        def run(self, *args, hosts, env=(), **settings):
            env = {"SSL_CERT_FILE": str(tmp_path / "ca.pem"), **dict(env)}
            before = set((data_dir / "runs").glob("*.json"))
            ran = scrapy("crawl", *args, ALLOW_HOSTS=hosts, env=env, **settings)
            new = set((data_dir / "runs").glob("*.json")) - before
            reports = [json.loads(path.read_text("utf-8")) for path in new]
            self.reports = {report["spider"]: report for report in reports}
            assert "Deprecat" not in ran.err
            assert "Traceback" not in ran.err
            return ran

        @property
        def stored(self):
            return json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]

    return Https()


def test_a_server_with_a_good_certificate_is_read(https, authority):
    ran = https.crawl(https.serve(certificate(by=authority).context()))
    assert ran.code == 0, ran.err
    assert len(https.stored) == 3
    assert https.report["certificates_verified"] is True
    assert https.report["tls_legacy"] is False


# One of each kind goes the whole way; the others are shaken hands with in tests/middlewares/test_tls.py.
BAD = {
    "certificate_wrong_host": lambda authority: certificate("www.other.invalid", by=authority),
    "certificate_self_signed": lambda _: certificate(),
}


@pytest.mark.parametrize("cause", BAD)
def test_a_bad_certificate_needs_the_opt_out(https, authority, cause):
    host = https.serve(BAD[cause](authority).context())
    ran = https.crawl(host)
    refused_and_said(https, ran, cause, "DOWNLOAD_VERIFY_CERTIFICATES=False")
    assert https.crawl(host, TLS_LEGACY=True).code == 1  # another choice
    assert https.stored == []

    ran = https.crawl(host, DOWNLOAD_VERIFY_CERTIFICATES=False)
    assert ran.code == 0, ran.err
    assert len(https.stored) == 3
    assert https.report["certificates_verified"] is False
    assert https.report["tls_legacy"] is False


OLD = {
    "TLS 1.0": lambda authority, _: only(certificate(by=authority).context(), "TLSv1"),
    "1024-bit Diffie-Hellman": lambda authority, folder: short_dh(folder, authority),
}


@pytest.mark.parametrize("weakness", OLD)
def test_an_old_server_needs_the_opt_in(https, authority, tmp_path, weakness):
    host = https.serve(OLD[weakness](authority, tmp_path))
    ran = https.crawl(host)
    refused_and_said(https, ran, "tls_too_old", "TLS_LEGACY=True")
    assert https.crawl(host, DOWNLOAD_VERIFY_CERTIFICATES=False).code == 1  # another choice
    assert https.stored == []

    ran = https.crawl(host, env={"TLS_LEGACY": "True"})
    assert ran.code == 0, ran.err
    assert len(https.stored) == 3
    assert https.report["tls_legacy"] is True
    assert https.report["certificates_verified"] is True


def refused_and_said(https, ran, cause, remedy):
    assert ran.code == 1
    assert https.server.requests == []
    assert https.stored == []
    assert https.report["verdict"] == "unreachable"
    assert https.report["cause"].startswith(cause)
    assert remedy in https.report["cause"]
    assert https.report["requests"] == 1  # asked once, not again
    [line] = [line for line in ran.err.splitlines() if cause in line]
    assert remedy in line
    assert f"unreachable ({cause}" in ran.out


def test_a_server_that_speaks_no_tls_is_said_to(https, stand_in):
    server = stand_in(TinySite().respond)
    ran = https.crawl(f"localhost:{server.port}")
    assert ran.code == 1
    assert https.report["cause"].startswith("tls_handshake")


def test_one_sites_choice_is_its_own(https):
    """In one process, the declared site's server may be old and anybody's, and the other's, just the same, is refused."""
    shown = certificate("www.other.invalid")
    hosts = ",".join(https.serve(only(shown.context(), "TLSv1")) for _ in range(2))
    modules = "tests.end_to_end.tls_spiders"
    ran = https.run(
        "old", "usual", hosts=hosts, SPIDER_MODULES=modules, env={"PYTHONPATH": str(PROJECT), "TLS_HOSTS": hosts}
    )
    assert ran.code == 1
    old, usual = https.reports["old"], https.reports["usual"]
    assert (old["stored"], old["tls_legacy"], old["certificates_verified"]) == ({"new": 3}, True, False)
    assert (usual["stored"], usual["tls_legacy"], usual["certificates_verified"]) == ({}, False, True)
    assert "tls_too_old" in usual["cause"]
