"""What the preflight says of a domain, by a resolver of its own; and that it asks a real server of names."""

import socketserver
import threading

import dns.message
import dns.rdatatype
import dns.rrset
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management import call_command

from coalition.mail import signing
from coalition.mail.preflight import dkim, dmarc, hosts, report, spf
from coalition.mail.preflight.lines import State
from coalition.mail.preflight.names import CannotTell, Dns
from coalition.mail.transport import Outage
from tests.mail.test_signing import pem

OK, LOOK, MISSING, UNKNOWN = State.OK, State.LOOK, State.MISSING, State.UNKNOWN
SERVER = "8.8.4.4"


class Zone:
    """Answers from a table: (name, kind) to what stands there. `counts` what it was asked."""

    def __init__(self, **more):
        self.records = {
            ("coalition.example", "TXT"): [f"v=spf1 ip4:{SERVER} -all", "other"],
            ("_dmarc.coalition.example", "TXT"): ["v=DMARC1; p=reject"],
            ("coalition.example", "MX"): ["mx.coalition.example"],
            ("mail.coalition.example", "A"): [SERVER],
            ("www.coalition.example", "A"): ["8.8.8.8"],
            ("8.8.8.8", "PTR"): ["www.coalition.example"],
        }

    def _ask(self, name, kind):
        found = self.records.get((name, kind), [])
        if found is CannotTell:
            raise CannotTell("Timeout")
        return list(found)

    def texts(self, name):
        return self._ask(name, "TXT")

    def addresses(self, name):
        return self._ask(name, "A")

    def exchangers(self, name):
        return self._ask(name, "MX")

    def names_of(self, address):
        return self._ask(address, "PTR")


@pytest.fixture
def zone():
    return Zone()


@pytest.fixture
def site(settings):
    settings.SMTP_OPTIONS = {"host": "mail.coalition.example", "port": 587, "ehlo": "www.coalition.example"}
    settings.MAIL_BOUNCE_ADDRESS = "bounces@coalition.example"
    settings.MAIL_DISCREET_ADDRESS = ""


@pytest.mark.parametrize(
    ("record", "state", "says"),
    [
        (None, MISSING, "no record"),
        ("v=spf1 ip4:8.8.4.0/24 ~all", OK, "8.8.4.0/24"),
        ("v=spf1 a:mail.coalition.example -all", OK, "mail."),
        ("v=spf1 include:provider.example -all", OK, "include"),
        ("v=spf1 redirect=provider.example", OK, "redirect"),
        ("v=spf1 ip4:192.0.2.1 -all", LOOK, "does not name the mail server"),
        (f"v=spf1 ip4:{SERVER}", LOOK, "says nothing of others"),
        ("v=spf1 +all", MISSING, "lets everybody send"),
        ("v=spf1 " + "include:x.example " * 11 + "-all", MISSING, "too many questions"),
        ("v=spf10 -all", MISSING, "no record"),
    ],
)
def test_spf(zone, record, state, says):
    zone.records["coalition.example", "TXT"] = [record] if record else []
    zone.records["provider.example", "TXT"] = ["v=spf1 mx -all"]
    zone.records["provider.example", "MX"] = ["mail.coalition.example"]

    line = spf.examine(zone, "coalition.example", [SERVER])

    assert (line.state, says in line.found) == (state, True), line
    assert bool(line.todo) is (state is not OK)


def test_two_records_of_spf_are_none(zone):
    zone.records["coalition.example", "TXT"] *= 2

    assert spf.examine(zone, "coalition.example", [SERVER]).state is MISSING


def test_a_record_that_includes_itself_is_read_to_its_end(zone):
    zone.records["coalition.example", "TXT"] = ["v=spf1 include:coalition.example -all"]

    assert spf.examine(zone, "coalition.example", []).state is MISSING


@pytest.mark.parametrize(
    ("records", "domain", "state", "says"),
    [
        ({}, "coalition.example", MISSING, "no record"),
        ({"coalition.example": "v=DMARC1; p=reject"}, "coalition.example", OK, "p=reject at coalition.example"),
        ({"coalition.example": "v=DMARC1; p=reject; sp=none"}, "mail.coalition.example", LOOK, "p=none at"),
        ({"coalition.example": "v=DMARC1; p=quarantine; t=y"}, "coalition.example", LOOK, "p=quarantine"),
        ({"coalition.example": "v=DMARC1; p=wish"}, "coalition.example", MISSING, "p=wish is no policy"),
        ({"coalition.example": "v=DMARC10; p=reject"}, "coalition.example", MISSING, "no record"),
    ],
)
def test_dmarc(zone, records, domain, state, says):
    zone.records = {(f"_dmarc.{name}", "TXT"): [text] for name, text in records.items()}

    line = dmarc.examine(zone, domain)

    assert (line.state, says in line.found) == (state, True), line


@pytest.mark.parametrize(
    ("records", "domain", "organization"),
    [
        ({}, "a.b.example", "a.b.example"),
        ({"b.example": "v=DMARC1; p=none"}, "a.b.example", "b.example"),
        ({"a.b.example": "v=DMARC1; p=none", "b.example": "v=DMARC1; p=none"}, "a.b.example", "b.example"),
        ({"a.b.example": "v=DMARC1; p=none; psd=n", "b.example": "v=DMARC1; p=none"}, "a.b.example", "a.b.example"),
        ({"example": "v=DMARC1; p=none; psd=y"}, "a.b.example", "b.example"),
    ],
)
def test_the_walk_up_the_tree_finds_the_organization(zone, records, domain, organization):
    zone.records = {(f"_dmarc.{name}", "TXT"): [text] for name, text in records.items()}

    assert dmarc.organization(zone, domain) == organization


def test_a_very_long_name_is_walked_from_its_last_seven_labels(zone):
    asked = []
    zone.texts = lambda name: asked.append(name) or []

    dmarc.walk(zone, "a.b.c.d.e.f.g.h.i.example")

    assert len(asked) == 8
    assert asked[1] == "_dmarc.d.e.f.g.h.i.example"


@pytest.mark.parametrize(("other", "state"), [("back.coalition.example", OK), ("provider.example", MISSING)])
def test_what_is_proven_of_another_domain_counts_where_both_are_of_one_organization(zone, other, state):
    assert dmarc.aligned(zone, "bounces", "coalition.example", other).state is state


def test_dkim(zone):
    key, another = (rsa.generate_private_key(65537, 2048) for _each in range(2))
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    place = ("s1._domainkey.coalition.example", "TXT")

    def state(signs, published):
        zone.records[place] = [signing.record(published)] if published else []
        keys = {"coalition.example": ("s1", signs)} if signs else {}
        line = dkim.examine(zone, "coalition.example", keys)
        assert signs is None or line.state in (OK, LOOK) or signing.record(signs) in line.todo
        return line.state

    assert state(None, None) is UNKNOWN
    assert state(key, None) is MISSING
    assert state(key, another) is MISSING
    assert state(key, key) is OK
    assert state(short, short) is LOOK


@pytest.mark.parametrize(
    ("name", "state"),
    [("www.coalition.example", OK), ("", UNKNOWN), ("no.coalition.example", MISSING), ("mail.coalition.example", LOOK)],
)
def test_the_name_of_the_machine(zone, name, state):
    assert hosts.examine_greeting(zone, name).state is state


def test_the_wire():
    def down():
        raise Outage("refused")

    assert hosts.examine_wire(lambda: "TLSv1.3", is_local=False).state is OK
    assert hosts.examine_wire(lambda: "", is_local=True).state is OK
    assert hosts.examine_wire(lambda: "", is_local=False).state is MISSING
    assert hosts.examine_wire(down, is_local=True).state is MISSING


def test_all_of_one_sender(zone, site, settings):
    key = rsa.generate_private_key(65537, 2048)
    settings.MAIL_DKIM_KEY, settings.MAIL_DKIM_SELECTOR = pem(key), "s1"
    zone.records["s1._domainkey.coalition.example", "TXT"] = [signing.record(key)]

    lines = report.examine(zone, lambda: "TLSv1.3")

    assert {line.what: line.state for line in lines} == dict.fromkeys(
        [
            "mail server",
            "name and address of this machine",
            "SPF of coalition.example",
            "DKIM of coalition.example",
            "DMARC of coalition.example",
            "what comes back to coalition.example, for DMARC",
            "what comes back to coalition.example",
        ],
        OK,
    )


def test_both_senders_are_looked_at_and_a_bad_key_is_told(zone, site, settings):
    settings.MAIL_DISCREET_ADDRESS = "agenda@letters.example"
    settings.MAIL_DKIM_KEY, settings.MAIL_DKIM_SELECTOR = "/nowhere/key.pem", "s1"

    lines = {line.what: line for line in report.examine(zone, lambda: "TLSv1.3")}

    assert lines["SPF of letters.example"].state is MISSING
    assert "cannot be read" in lines["DKIM of coalition.example"].found


def test_where_nobody_answers_it_cannot_tell(zone, site):
    zone.records["coalition.example", "TXT"] = CannotTell

    lines = {line.what: line for line in report.examine(zone, lambda: "TLSv1.3")}

    assert lines["SPF of coalition.example"].state is UNKNOWN
    assert lines["DMARC of coalition.example"].state is OK


@pytest.fixture
def nameserver():
    """A server of names on loopback: one TXT, an address, its way back, an exchanger; nothing else."""
    rows = {
        ("coalition.example.", "TXT"): '"v=spf1 " "-all"',
        ("www.coalition.example.", "A"): "192.0.2.1",
        ("coalition.example.", "MX"): "10 mx.coalition.example.",
        ("1.2.0.192.in-addr.arpa.", "PTR"): "www.coalition.example.",
    }

    class Answer(socketserver.BaseRequestHandler):
        def handle(self):
            data, sock = self.request
            query = dns.message.from_wire(data)
            [question] = query.question
            answer = dns.message.make_response(query)
            kind = dns.rdatatype.to_text(question.rdtype)
            if found := rows.get((question.name.to_text(), kind)):
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, found))
            sock.sendto(answer.to_wire(), self.client_address)

    with socketserver.UDPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_real_server_of_names_is_asked(nameserver):
    names = Dns("127.0.0.1", port=nameserver)

    assert names.texts("coalition.example") == ["v=spf1 -all"]
    assert names.addresses("www.coalition.example") == ["192.0.2.1"]
    assert names.exchangers("coalition.example") == ["mx.coalition.example"]
    assert names.names_of("192.0.2.1") == ["www.coalition.example"]
    assert names.texts("nobody.example") == []


def test_the_command_prints_what_a_person_must_do_and_ends_with_1(nameserver, site, settings, capsys):
    settings.SMTP_OPTIONS = {"host": "127.0.0.1", "port": 1, "timeout": 1}

    with pytest.raises(SystemExit) as end:
        call_command("mail_preflight", nameserver=f"127.0.0.1:{nameserver}")

    said = capsys.readouterr().out
    assert end.value.code == 1
    assert 'publish at _dmarc.coalition.example the TXT record "v=DMARC1; p=quarantine' in said
    assert said.startswith("missing     mail server:")
