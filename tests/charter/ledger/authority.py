"""A time-stamping authority of RFC 3161 on loopback, with a key of its own, that can be made to misbehave."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

DER = serialization.Encoding.DER


@dataclass
class Authority:
    certificate: x509.Certificate
    stamper: DummyTimeStamper
    url: str = ""
    asked: list[tsp.TimeStampReq] = field(default_factory=list)
    misbehave: Callable[[tsp.TimeStampReq], bytes | None] | None = None

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def answer(self, query: bytes) -> bytes | None:
        """Return a DER TimeStampResp, or None for a server error."""
        request = tsp.TimeStampReq.load(query)
        self.asked.append(request)
        return self.misbehave(request) if self.misbehave else self.stamp(request)

    def stamp(self, request: tsp.TimeStampReq, **changes: Any) -> bytes:
        """Return a good answer to `request`, with fields of the request changed first."""
        for name, value in changes.items():
            request[name] = value
        return self.stamper.request_tsa_response(request).dump()


def make_authority() -> Authority:
    """Return an authority with a key of its own; `stamper.fixed_dt` stops its clock."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test time-stamping authority")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=3650))
        .not_valid_after(datetime.now(UTC) + timedelta(days=3650))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .add_extension(
            x509.KeyUsage(True, False, False, False, False, False, False, False, False),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    own = asn1_x509.Certificate.load(certificate.public_bytes(DER))
    return Authority(certificate, DummyTimeStamper(own, keys.PrivateKeyInfo.load(private)))


@contextmanager
def serving(authority: Authority) -> Iterator[Authority]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if body is not None else 503)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    authority.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
