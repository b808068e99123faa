"""What a reviewer is told about a mailbox's domain."""

import os
import subprocess
import sys

import idna
import pytest

from charter.review.mailbox_verdicts import Kind, verdict, verdicts
from tests.factories.charter import SignatureFactory
from tests.factories.members import LocalGovernmentFactory

LISTED, OTHER = "bobigny.example", "quitonia.gob.example"
CALL = "call the town hall back."
SLIPS = ("bobingy.example", "bobignyy.example", "bobgny.example", "bobagny.example")  # swapped, more, less, another
SPOOF = idna.encode("bоbigny.example").decode()  # its second letter is Cyrillic


@pytest.mark.parametrize(
    ("domain", "kind", "words"),
    [
        ("bobigny.example", Kind.MATCH, "is listed for the government."),
        ("mail.Bobigny.example", Kind.MATCH, "is listed for the government."),
        ("notbobigny.example", Kind.UNKNOWN, "find it on the town hall's website."),
        ("ville-écoute2.fr", Kind.UNKNOWN, ""),
        ("бобиньи.рф", Kind.UNKNOWN, ""),
        ("東京ひらカタ.jp", Kind.UNKNOWN, ""),
        (OTHER, Kind.OTHER_GOVERNMENT, f"listed for another local government ({OTHER}): ask who writes."),
        ("gmail.com", Kind.FREE_MAIL, "Anyone can open a mailbox here"),
        ("a.mailinator.com", Kind.DISPOSABLE, "a disposable mailbox that lasts only minutes"),
        (SPOOF, Kind.LOOK_ALIKE, f"(\u2068bоbigny.example\u2069, {SPOOF}) looks like {LISTED}"),
        ("mail.bob1gny.example", Kind.LOOK_ALIKE, f"looks like {LISTED} but is a different one: {CALL}"),
        ("bobígny.example", Kind.LOOK_ALIKE, f"looks like {LISTED}"),
        *((slip, Kind.LOOK_ALIKE, f"looks like {LISTED}") for slip in SLIPS),
        ("abobingy.example", Kind.UNKNOWN, ""),
        ("bobigny.org", Kind.LOOK_ALIKE, f"looks like {LISTED}"),
        ("www.bobigny.asso.fr", Kind.LOOK_ALIKE, f"looks like {LISTED}"),
        ("bobigny.gov.gm", Kind.LOOK_ALIKE, f"looks like {LISTED}"),
        ("bobigny.example.evil.test", Kind.LOOK_ALIKE, f"looks like {LISTED}"),
        ("bobignyexample.test", Kind.LOOK_ALIKE, f"looks like {LISTED}"),
        ("quitonla.gob.example", Kind.LOOK_ALIKE, f"looks like {OTHER} but is a different one: {CALL}"),
        ("mаirie.test", Kind.LOOK_ALIKE, "mixes alphabets (\u2068mаirie.test\u2069, xn--mirie-4ve.test)"),
    ],
)
def test_each_domain_has_its_verdict(domain, kind, words):
    found = verdict(domain, listed=[LISTED], others=[OTHER])
    assert (found.kind, words in found.sentence) == (kind, True)
    assert verdict(domain, listed=[domain], others=[]).kind is Kind.MATCH  # a listed one wins over all lists


@pytest.mark.django_db
@pytest.mark.parametrize("governments", [1, 3])
def test_the_verdicts_cost_the_same_for_any_number_of_governments(django_assert_num_queries, governments):
    for number in range(governments):
        LocalGovernmentFactory(official_domains=[f"town{number}.example", OTHER])
    own = LocalGovernmentFactory(official_domains=[LISTED])
    signature = SignatureFactory(government=own, official_email=f"maire@{OTHER}")
    new = SignatureFactory(government=None, proposed_name="X", official_email="maire@bobigmy.example")

    with django_assert_num_queries(2):
        found, members = verdicts(signature)
    assert (found.kind, members) == (Kind.OTHER_GOVERNMENT, [])
    assert LISTED in verdicts(new)[0].sentence


ALONE = """
import sys
done = []
network = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "os.mkdir", "os.rename"}
def hear(event, args):
    if event in network or (event == "open" and args[2] & 0o3):  # O_WRONLY | O_RDWR
        done.append((event, str(args[0])))
sys.addaudithook(hear)
from charter.signing.mailboxes import name_of
assert name_of("www.bobigny.asso.fr") == "bobigny"
print(done)
"""


def test_the_list_of_suffixes_asks_no_network_and_writes_no_file(tmp_path):
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([sys.executable, "-c", ALONE], env=environment, capture_output=True, text=True, check=True)
    assert (run.stdout.strip(), list(tmp_path.iterdir())) == ("[]", [])
