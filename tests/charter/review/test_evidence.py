"""What a reviewer is told about a mailbox's domain."""

import os
import string
import subprocess
import sys

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.mailboxes.lookalikes import Likeness, ascii_form, likeness, mixes_scripts, name_of, skeleton, unicode_form
from charter.mailboxes.providers import ADDED, is_disposable, is_free
from charter.review.evidence import Kind, Verdict, domain_of, verdict
from tests.factories.charter import SignatureFactory
from tests.factories.members import LocalGovernmentFactory

LISTED, OTHER = "bobigny.example", "quitonia.gob.example"
CALL = "call the town hall back."
SPOOF = idna.encode("bоbigny.example").decode()  # its second letter is Cyrillic


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("bobigny.example", Verdict(Kind.MATCH, "This domain is listed for the government.", LISTED)),
        ("mail.Bobigny.example", Verdict(Kind.MATCH, "This domain is listed for the government.", LISTED)),
        (
            "notbobigny.example",
            Verdict(Kind.UNKNOWN, "This domain is not listed for the government: find it on the town hall's website."),
        ),
        (
            OTHER,
            Verdict(
                Kind.OTHER_GOVERNMENT,
                f"This domain is listed for another local government ({OTHER}): ask who writes.",
                OTHER,
            ),
        ),
        ("gmail.com", Verdict(Kind.FREE_MAIL, "Anyone can open a mailbox here: confirm it by another way.")),
        (
            "a.mailinator.com",
            Verdict(Kind.DISPOSABLE, "This is a disposable mailbox that lasts only minutes: ask for another one."),
        ),
        (
            SPOOF,
            Verdict(
                Kind.LOOK_ALIKE,
                f"This domain (\u2068bоbigny.example\u2069, {SPOOF}) looks like {LISTED} "
                f"but is a different one: {CALL}",
                LISTED,
            ),
        ),
        (
            "mail.bob1gny.example",
            Verdict(
                Kind.LOOK_ALIKE,
                f"This domain (mail.bob1gny.example) looks like {LISTED} but is a different one: {CALL}",
                LISTED,
            ),
        ),
        (
            "bobingy.example",
            Verdict(
                Kind.LOOK_ALIKE, f"This domain (bobingy.example) is one character away from {LISTED}: {CALL}", LISTED
            ),
        ),
        (
            "bobigny.org",
            Verdict(
                Kind.LOOK_ALIKE,
                f"This domain (bobigny.org) has the name of {LISTED} under another ending: check whose it is.",
                LISTED,
            ),
        ),
        (
            "bobigny.example.evil.test",
            Verdict(
                Kind.LOOK_ALIKE,
                f"This domain (bobigny.example.evil.test) contains the name {LISTED} but is a different one: {CALL}",
                LISTED,
            ),
        ),
        (
            "quitonla.gob.example",
            Verdict(
                Kind.LOOK_ALIKE,
                f"This domain (quitonla.gob.example) looks like {OTHER} but is a different one: {CALL}",
                OTHER,
            ),
        ),
        (
            "mаirie.test",
            Verdict(
                Kind.LOOK_ALIKE,
                "This domain mixes alphabets (\u2068mаirie.test\u2069, xn--mirie-4ve.test), as forged ones do: " + CALL,
            ),
        ),
    ],
)
def test_each_domain_has_its_verdict(domain, expected):
    found = verdict(domain, listed=[LISTED], others=[OTHER])
    assert found == expected


def test_without_a_listed_domain_the_reviewer_is_sent_to_the_website():
    assert verdict("town.test", listed=[], others=[]) == Verdict(
        Kind.UNKNOWN, "No domain is listed for the government: find this one on the town hall's website."
    )


def test_a_listed_domain_wins_over_the_list_of_free_mail():
    assert verdict("gmail.com", listed=["gmail.com"], others=[]).kind is Kind.MATCH


@pytest.mark.parametrize(
    "domain", ["", "localhost", "xn--a", "xn--\u00e9", "-", "...", "a" * 70 + ".fr", "\u202efr.ab", "é.fr"]
)
def test_a_strange_domain_is_judged_too(domain):
    assert verdict(domain, listed=[LISTED], others=[OTHER]).kind in (Kind.UNKNOWN, Kind.LOOK_ALIKE)


@pytest.mark.django_db
@pytest.mark.parametrize("governments", [1, 3])
def test_the_verdict_takes_one_query_for_any_number_of_governments(django_assert_num_queries, governments):
    for number in range(governments):
        LocalGovernmentFactory(official_domains=[f"town{number}.example", OTHER])
    own = LocalGovernmentFactory(official_domains=[LISTED])
    signature = SignatureFactory(government=own, official_email=f"maire@{OTHER}")

    with django_assert_num_queries(1):
        domain = domain_of(signature)
    assert (domain.name, domain.listed, domain.matches, domain.free_mail) == (OTHER, [LISTED], False, False)
    assert domain.verdict.kind is Kind.OTHER_GOVERNMENT


@pytest.mark.django_db
def test_a_signature_without_a_government_is_compared_with_all():
    LocalGovernmentFactory(official_domains=[LISTED])
    signature = SignatureFactory(government=None, proposed_name="X", official_email="maire@bobigmy.example")
    assert domain_of(signature).verdict.compared_with == LISTED


def test_the_lists_hold_providers_and_no_government():
    known = ["gmail.com", "outlook.com", "yahoo.fr", "orange.fr", "laposte.net", "hotmail.es", "mail.ru", *ADDED]
    assert [domain for domain in known if not is_free(domain) or is_disposable(domain)] == []
    assert [is_disposable(domain) for domain in ("mailinator.com", "x.yopmail.com", "gmail.com", "fr")] == [
        True,
        True,
        False,
        False,
    ]
    assert not any(is_free(domain) for domain in ("gouv.fr", "seinesaintdenis.fr", "quito.gob.ec"))


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("seine.fr", "seine"),
        ("www.seine.fr", "seine"),
        ("seine.gouv.fr", "seine"),
        ("quito.gob.ec", "quito"),
        ("www.bobigny.asso.fr", "bobigny"),
        ("bobigny.blogspot.com", "bobigny"),
        ("bobigny.gov.gm", "bobigny"),  # its registry's second level is not on the public suffix list
        ("bobigny.gov.example", "bobigny"),
        ("gouv.fr", "gouv"),
        ("fr", ""),
    ],
)
def test_the_name_is_the_label_that_an_institution_chose(domain, name):
    assert name_of(domain) == name


@pytest.mark.parametrize(
    ("domain", "listed", "expected"),
    [
        ("аррӏе.example", "apple.example", Likeness.HOMOGLYPH),
        ("rnairie.example", "mairie.example", Likeness.HOMOGLYPH),
        ("mairíe.example", "mairie.example", Likeness.HOMOGLYPH),
        ("bobigny-example.test", LISTED, Likeness.EMBEDDED),
        ("bobignyexample.test", LISTED, Likeness.EMBEDDED),
        ("seine.fr", "seine.gouv.fr", Likeness.OTHER_ENDING),
        ("paris.fr", "bobigny.fr", None),
        ("ab.fr", "ac.fr", None),  # too short to be a slip
    ],
)
def test_a_likeness_is_named(domain, listed, expected):
    assert likeness(ascii_form(domain), listed) == expected


@pytest.mark.parametrize(
    ("domain", "mixed"),
    [
        ("bоbigny.fr", True),
        ("бобиньи.рф", False),
        ("بلدية.tn", False),
        ("ville-écoute2.fr", False),
        ("東京ひらカタ.jp", False),
    ],
)
def test_only_forged_mixtures_of_alphabets_are_told(domain, mixed):
    assert mixes_scripts(domain) is mixed


LABEL = st.text(string.ascii_lowercase + string.digits, min_size=5, max_size=20)
TWINS = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у"}


@pytest.mark.parametrize("domain", ["bobignyy.test", "bobgny.test", "bobagny.test", "bobingy.test"])
def test_one_slip_is_a_sign_more_or_less_another_or_two_swapped(domain):
    assert likeness(domain, "bobigny.test") == Likeness.ONE_SLIP
    assert likeness(domain.replace("bo", "abo"), "bobigny.test") is None


ALONE = """
import sys
done = []
writes = 0o3  # O_WRONLY | O_RDWR
network = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
def hear(event, args):
    if event in network | {"os.mkdir", "os.rename"} or (event == "open" and args[2] & writes):
        done.append((event, str(args[0])))
sys.addaudithook(hear)
from charter.mailboxes.lookalikes import name_of
heavy = {"tldextract", "rapidfuzz"} & set(sys.modules)
assert name_of("www.bobigny.asso.fr") == "bobigny"
print(sorted(heavy), done, sep="")
"""


def test_the_list_of_suffixes_is_read_when_asked_for_asks_no_network_and_writes_no_file(tmp_path):
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([sys.executable, "-c", ALONE], env=environment, capture_output=True, text=True, check=True)
    assert (run.stdout.strip(), list(tmp_path.iterdir())) == ("[][]", [])


@given(label=LABEL, data=st.data())
def test_homoglyphs_never_change_the_skeleton(label, data):
    forged = "".join(data.draw(st.sampled_from([sign, TWINS.get(sign, sign)])) for sign in label)
    domain, forged_domain = f"{label}.example", f"{forged}.example"
    assert skeleton(forged_domain) == skeleton(ascii_form(forged_domain)) == skeleton(domain)


@given(domain=st.text(max_size=30))
def test_any_text_has_forms_and_a_stable_skeleton(domain):
    assert isinstance(ascii_form(domain), str)
    assert isinstance(unicode_form(domain), str)
    once = skeleton(domain)
    assert skeleton(once) == skeleton(skeleton(once))
