"""Certificates and TLS servers' contexts made for one test: good ones, and each of the ways in which they are not."""

from __future__ import annotations

import dataclasses
import datetime
import ipaddress
import ssl
import tempfile
import warnings
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# Fixed years, so that no test depends on the day it runs.
VALID = (2001, 2999)
EXPIRED = (2001, 2002)
NOT_YET = (2998, 2999)


@dataclasses.dataclass(frozen=True)
class Certificate:
    """A certificate and its key, in PEM, with the name others are issued under."""

    pem: bytes
    key_pem: bytes
    name: x509.Name
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    def context(self) -> ssl.SSLContext:
        """A server's context that shows it; any strength of key is allowed."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with tempfile.NamedTemporaryFile(suffix=".pem") as both:
            both.write(self.key_pem + self.pem)
            both.flush()
            context.load_cert_chain(both.name)
        return context


def certificate(
    host: str = "localhost",
    *,
    by: Certificate | None = None,
    years: tuple[int, int] = VALID,
    rsa_bits: int = 0,
    authority: bool = False,
) -> Certificate:
    """A certificate for a host, signed by another or by itself; EC P-256 unless RSA is asked for."""
    key = rsa.generate_private_key(65537, rsa_bits) if rsa_bits else ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.name if by else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(years[0], 1, 1))
        .not_valid_after(datetime.datetime(years[1], 1, 1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        builder = builder.add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
    signed = builder.sign(by.key if by else key, SHA256())
    return Certificate(
        signed.public_bytes(Encoding.PEM),
        key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
        name,
        key,
    )


def with_sha1(signed: Certificate, by: Certificate) -> Certificate:
    """The same certificate, signed anew with SHA-1 by an authority with an RSA key; `cryptography` makes none any more."""
    assert isinstance(by.key, rsa.RSAPrivateKey)
    old = x509.load_pem_x509_certificate(signed.pem)
    sha256_with_rsa, sha1_with_rsa = (bytes.fromhex(f"06092a864886f70d0101{last}") for last in ("0b", "05"))
    unsigned = old.tbs_certificate_bytes.replace(sha256_with_rsa, sha1_with_rsa)
    whole = old.public_bytes(Encoding.DER).replace(sha256_with_rsa, sha1_with_rsa)
    signature = by.key.sign(unsigned, PKCS1v15(), SHA1())
    der = whole[: -len(signature)] + signature
    return dataclasses.replace(signed, pem=ssl.DER_cert_to_PEM_cert(der).encode())


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def only(context: ssl.SSLContext, version: str) -> ssl.SSLContext:
    """The context, made to speak one version of TLS: TLSv1, TLSv1_1, TLSv1_2 or TLSv1_3."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # that these are old is the point
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion[version]
        context.minimum_version = ssl.TLSVersion[version]
    return context


# RFC 2409's second group: 1024 bits, as servers of that time came with.
DH_1024 = """-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
"""


def short_dh(folder: Path, by: Certificate | None = None) -> ssl.SSLContext:
    """A TLS 1.2 server that agrees on keys in a group of 1024 bits and in no other way."""
    context = only(certificate(by=by, rsa_bits=2048).context(), "TLSv1_2")
    context.set_ciphers("DHE:@SECLEVEL=0")
    parameters = folder / "dh1024.pem"
    parameters.write_text(DH_1024)
    context.load_dh_params(parameters)
    return context
