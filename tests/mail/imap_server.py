"""A small IMAP server on loopback, with implicit TLS: what the client of `coalition.mail.inbox` asks of one."""

import datetime
import re
import socketserver
import ssl
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def write_certificate(folder: Path) -> Path:
    """Write key and certificate of `localhost` into one PEM file, and return its path."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=3650))
        .not_valid_after(now + datetime.timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.KeyUsage(True, False, False, False, False, True, True, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "imap.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


class Mailbox(socketserver.ThreadingTCPServer):
    """Holds `mails`: bytes by UID, and `flags` of each. `fail` names a command that is answered by NO."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.mails: dict[int, bytes] = {}
        self.flags: dict[int, set[str]] = {}
        self.fail = ""
        self.port = self.server_address[1]

    def put(self, data: bytes) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid], self.flags[uid] = data, set()
        return uid

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, address: object) -> None:
        """Say nothing: the client may hang up whenever it wants."""


class Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def setup(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _space, command = line.partition(" ")
            if self.server.fail and command.upper().startswith(self.server.fail):
                self.say(f"{tag} NO not now")
            else:
                self.answer(command)
                self.say(f"{tag} OK done")
            if command.upper() == "LOGOUT":
                return

    def answer(self, command: str) -> None:
        box = self.server
        word = command.upper()
        if word == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif word.startswith("SELECT"):
            self.say(f"* {len(box.mails)} EXISTS")
        elif word.startswith("UID SEARCH"):
            waiting = [uid for uid, flags in box.flags.items() if not flags & {r"\Deleted", r"\Flagged"}]
            self.say(" ".join(["* SEARCH", *map(str, waiting)]))
        elif found := re.match(r"UID FETCH (\d+) .*<0\.(\d+)>", word):
            data = box.mails[int(found[1])][: int(found[2])]
            self.wfile.write(f"* 1 FETCH (UID {found[1]} BODY[]<0> {{{len(data)}}}\r\n".encode() + data + b")\r\n")
        elif found := re.match(r"UID STORE (\d+) \+FLAGS\.SILENT \((.*)\)", command):
            box.flags[int(found[1])].add(found[2])
        elif word == "EXPUNGE":
            for uid in [uid for uid, flags in box.flags.items() if r"\Deleted" in flags]:
                del box.mails[uid], box.flags[uid]
