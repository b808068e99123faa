"""What leaves is signed by the key of its domain, as somebody else's verifier says."""

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from coalition.mail import dkim as signing
from coalition.mail import drain
from newsletters.sending import services as sending
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import ReaderFactory
from tests.mail.test_engine import owe_copies


def pem(key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def record(key: rsa.RSAPrivateKey) -> str:
    """Return what the domain publishes of `key` at <selector>._domainkey."""
    public = serialization.PublicFormat.SubjectPublicKeyInfo
    der = key.public_key().public_bytes(serialization.Encoding.DER, public)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


@pytest.fixture(scope="module")
def pair():
    """Two keys: of the ordinary and of the discreet domain."""
    return [rsa.generate_private_key(65537, 2048) for _domain in range(2)]


@pytest.fixture(autouse=True)
def signs(settings, pair):
    settings.MAIL_DKIM_KEYS = {"coalition.example": ("net", pem(pair[0])), "letters.example": ("own", pem(pair[1]))}


@pytest.fixture
def verify(pair):
    """Return a function that says whether a mail's signature is good, by the keys that the domains publish."""
    published = {
        b"net._domainkey.coalition.example.": record(pair[0]).encode(),
        b"own._domainkey.letters.example.": record(pair[1]).encode(),
    }

    def check(data: bytes) -> bool:
        try:
            return dkim.DKIM(data).verify(dnsfunc=lambda name, timeout=5: published.get(name))
        except dkim.DKIMException:
            return False

    return check


@pytest.mark.django_db
@pytest.mark.parametrize(("discreet", "domain"), [(False, "coalition.example"), (True, "letters.example")])
def test_a_mail_is_signed_for_the_domain_that_it_comes_from(wire, verify, discreet, domain):
    MessageFactory(discreet=discreet)

    drain.drain()

    [(_sender, _recipient, data)] = wire
    assert data.startswith(b"DKIM-Signature: v=1; a=rsa-sha256;")
    assert f" d={domain};".encode() in data
    assert verify(data)


@pytest.mark.django_db
def test_a_copy_is_signed_with_both_headers_of_leaving_by_one_press(wire, verify):
    owe_copies(2)
    ReaderFactory()

    sending.deliver()

    for _sender, _recipient, data in wire:
        assert verify(data)
        for name in (b"List-Unsubscribe", b"List-Unsubscribe-Post"):
            assert data.count(b"\r\n" + name + b":") == 1
            changed = data.replace(b"\r\n" + name + b": ", b"\r\n" + name + b": x", 1)
            assert not verify(changed), name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"Subject: ", b"Subject: other ", 1),
        lambda data: data[:-20] + b"x" + data[-19:],
        lambda data: data.replace(b"\r\nSubject:", b"\r\nSubject: first\r\nSubject:", 1),
        lambda data: data.replace(b"\r\nTo:", b"\r\nReply-To: other@town.example\r\nTo:", 1),
    ],
    ids=["subject", "body", "a second subject", "a reply address that was none"],
)
def test_what_is_changed_on_the_way_is_seen(wire, verify, change):
    MessageFactory()
    drain.drain()
    data = wire[0][2]

    assert verify(data)
    assert not verify(change(data))


def test_without_a_key_nothing_is_signed(settings):
    settings.MAIL_DKIM_KEYS = {}
    data = b"From: network@coalition.example\r\n\r\nWords\r\n"

    assert signing.signed(data) is data


def test_what_is_no_key_or_one_that_nobody_checks_is_refused():
    empty = "-----BEGIN PRIVATE KEY-----\nno\n-----END PRIVATE KEY-----"
    for given in ("/nowhere/key.pem", empty, pem(ec.generate_private_key(ec.SECP256R1()))):
        with pytest.raises(signing.BadKey):
            signing.read_key(given)
