"""Mail by the API of a provider: the same ledger, the same promises, and nothing but the mail."""

import pytest

from coalition.mail import drain, mime, services
from coalition.mail.bounces import verp
from coalition.mail.bounces.models import BounceReport
from coalition.mail.models import Message, Suppression
from coalition.mail.provider import names
from coalition.mail.provider.checks import check_provider
from coalition.mail.provider.transport import ProviderTransport
from coalition.mail.transport import Withheld
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition
from tests.mail.provider.api import CUT, Api

pytestmark = pytest.mark.django_db
TO = "reader@town.example"
INVALID_TO = '{"ErrorCode": 300, "Message": "Invalid \'To\' address: \'reader@town.example\'."}'
INACTIVE = (
    '{"ErrorCode": 406, "Message": "You tried to send to a recipient that has been marked as inactive. Found inactive '
    'addresses: reader@town.example. Inactive recipients are ones that have generated a hard bounce."}'
)


@pytest.fixture
def api(settings, request):
    """The provider of the test's parameter, or Mailgun, carries the mail."""
    name = getattr(request, "param", "mailgun")
    server = Api(name)
    settings.MAIL_PROVIDER, settings.MAIL_PROVIDER_KEY = name, "key-of-ours"
    settings.MAIL_PROVIDER_OPTIONS = {"api_url": f"http://127.0.0.1:{server.server_port}/v3/"}
    yield server
    server.stop()


def owe(key="1", **more):
    context = {"subject": "Agenda", "paragraphs": [["Words."]]}
    return services.send(key=key, template="mail/account", to=TO, language="en", context=context, **more)


def sent(message):
    drain.drain()
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("api", ["mailgun"], indirect=True)
def test_mailgun_is_given_the_mail_and_nothing_else(api):
    message = sent(owe(reply_to="hosts@coalition.example"))

    [(path, _headers, given)] = api.taken
    code = given.pop("v:copy")
    assert (message.state, message.attempts, path) == ("sent", 1, "/v3/coalition.example/messages")
    assert verp.read(code).is_of(message.to_digest)
    assert "Words." in given.pop("text")
    assert "Words." in given.pop("html")
    assert given == {
        "from": "Coalition of local governments <network@coalition.example>",
        "to": TO,
        "subject": "Agenda",
        "h:Reply-To": "hosts@coalition.example",
        "h:Message-Id": mime.message_id("1"),
        "h:Auto-Submitted": "auto-generated",
        "h:Content-Language": "en",
        "o:tracking-clicks": "no",
        "o:tracking-opens": "no",
    }


@pytest.mark.parametrize("api", ["postmark"], indirect=True)
def test_postmark_is_given_the_mail_and_nothing_else(api):
    message = sent(owe(attachments=[services.Attachment("e.ics", "BEGIN", "text/calendar; method=REQUEST")]))

    [(path, headers, given)] = api.taken
    assert (message.state, path, headers["X-Postmark-Server-Token"]) == ("sent", "/v3/email", "key-of-ours")
    assert headers["User-Agent"] == "coalition"
    assert verp.read(given.pop("Metadata")["copy"]).is_of(message.to_digest)
    [file] = given.pop("Attachments")
    assert (file["Name"], file["ContentType"].startswith("text/calendar")) == ("e.ics", True)
    assert "method=" in file["ContentType"]
    assert {name: given[name] for name in given if name not in ("TextBody", "HtmlBody", "Headers")} == {
        "From": "Coalition of local governments <network@coalition.example>",
        "To": TO,
        "Subject": "Agenda",
        "TrackLinks": "None",
        "TrackOpens": False,
    }
    assert {row["Name"] for row in given["Headers"]} == {
        "Message-ID", "X-PM-KeepID", "Auto-Submitted", "Content-Language",
    }  # fmt: skip


@pytest.mark.parametrize("api", ["mailersend"], indirect=True)
def test_a_provider_without_metadata_names_the_copy_by_a_tag(api):
    message = sent(owe())

    [tag] = api.taken[0][2]["tags"]
    assert (message.state, verp.read(tag).is_of(message.to_digest)) == ("sent", True)


@pytest.mark.parametrize(("answer", "state", "attempts", "outage"), [
    ((429, "{}"), "queued", 0, True),
    ((503, "{}"), "queued", 0, True),
    ((401, "{}"), "queued", 0, True),
    ((307, ""), "queued", 1, False),
    ((500, "{}"), "queued", 1, False),
    ((400, '{"message": "\'from\' parameter is not a valid address"}'), "queued", 1, False),
    ((413, "{}"), "failed", 1, False),
    ((400, '{"message": "\'to\' parameter is not a valid address: reader@town.example"}'), "failed", 1, False),
    ((504, "{}"), "uncertain", 1, True),
    ((200, "<html>"), "uncertain", 1, True),
    (CUT, "uncertain", 1, True),
])  # fmt: skip
def test_what_an_answer_means(api, answer, state, attempts, outage):
    message = owe()
    api.answers.append(answer)

    outcome = drain.drain()
    drain.drain()

    message.refresh_from_db()
    assert (message.state, message.attempts, outcome.outage, len(api.taken)) == (state, attempts, outage, 1)
    assert TO not in message.last_error


def test_an_address_that_is_none_is_written_to_no_more(api):
    api.answers.append((400, '{"message": "\'to\' parameter is not a valid address"}'))
    sent(owe())

    report = BounceReport.objects.get()
    assert (report.verdict, report.status, Suppression.objects.get().status) == ("hard", "5.1.3", "5.1.3")


@pytest.mark.parametrize("api", ["postmark"], indirect=True)
@pytest.mark.parametrize(("words", "suppressed"), [(INVALID_TO, True), (INACTIVE, False)])
def test_what_a_provider_refuses_is_not_always_the_address(api, words, suppressed):
    api.answers.append((422, words))
    message = sent(owe())

    assert (message.state, Suppression.objects.exists()) == ("failed", suppressed)


def test_an_answer_that_does_not_come_leaves_nobody_knowing(api, settings):
    settings.MAIL_REPLY_TIMEOUT = 0.2
    gate = api.answers
    gate.append(CUT)
    api.hangs_up = True

    assert sent(owe()).state == "uncertain"


def test_no_server_is_an_outage_that_uses_up_no_attempt(api):
    api.stop()
    message = owe()
    outcome = drain.drain()

    message.refresh_from_db()
    assert (outcome.outage, message.state, message.attempts) == (True, "queued", 0)


def test_the_mail_is_not_whole_when_the_mark_is_made(api):
    seen = []

    def mark():
        seen.append(len(api.taken))
        return len(seen) < 2

    with ProviderTransport() as transport:
        give(transport, mark)
        with pytest.raises(Withheld):
            give(transport, mark)
        give(transport, lambda: True)

    assert (seen, len(api.taken)) == ([0, 1], 2)


def give(transport, on_wire):
    mail = mime.head(subject="Agenda", recipient=TO, discreet=False, key="k", language="en", headers={})
    mime.add_body(mail, text="Words.", html="<p>Words.</p>", attachments=[])
    transport.send(sender="network@coalition.example", recipient=TO, data=mail.as_bytes(), on_wire=on_wire)


def test_a_connection_that_the_server_closed_meanwhile_costs_nothing(api):
    api.hangs_up = True
    first, second = owe(), owe(key="2")

    assert (sent(first).state, sent(second).state) == ("sent", "sent")
    assert len(api.taken) == 2


def test_an_edition_goes_by_the_provider_once_to_each(api):
    for _number in range(3):
        ReaderFactory()
    send_edition(page=make_edition())
    sending.deliver()
    sending.deliver()

    rows = {row.reader.email: row for row in Delivery.objects.select_related("reader")}
    assert {row.state for row in rows.values()} == {"sent"}
    assert sorted(given["to"] for _path, _headers, given in api.taken) == sorted(rows)
    for _path, _headers, given in api.taken:
        row = rows[given["to"]]
        assert verp.read(given["v:copy"]).is_of(row.reader.email_digest)
        assert row.reader.token in given["h:List-Unsubscribe"]
        assert given["h:List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_cannot_be_told_to_count_nothing_is_named(settings):
    found = {}
    for name, options in (("mailgun", {}), ("postmark", {}), ("resend", {}), ("brevo", {})):
        settings.MAIL_PROVIDER, settings.MAIL_PROVIDER_KEY, settings.MAIL_PROVIDER_OPTIONS = name, "key", options
        found[name] = set(names.switches(names.backend()))

    both = {"track_opens", "track_clicks"}
    assert found == {"mailgun": both, "postmark": both, "resend": set(), "brevo": set()}


@pytest.mark.parametrize(("name", "key", "options", "said"), [
    ("", "", {}, []),
    ("mailgun", "key", {}, []),
    ("postmark", "key", {"message_stream": "outbound"}, []),
    ("mailgun", "", {}, ["mail.E014"]),
    ("mailjet", "key", {}, ["mail.E014"]),
    ("mailjet", "key", {"secret_key": "secret"}, []),
    ("pigeons", "key", {}, ["mail.E014"]),
    ("mailgun", "key", {"colour": "blue"}, ["mail.E014"]),
    ("mailgun", "key", {"api_url": "http://api.mailgun.example/"}, ["mail.E014"]),
    ("amazon_ses", "", {}, ["mail.E014"]),  # whose library is not installed
])  # fmt: skip
def test_a_provider_that_is_not_complete_is_refused(settings, name, key, options, said):
    settings.MAIL_PROVIDER, settings.MAIL_PROVIDER_KEY, settings.MAIL_PROVIDER_OPTIONS = name, key, options

    assert [error.id for error in check_provider()] == said


def test_without_a_provider_no_mail_leaves_by_http(settings, wire):
    sent(owe())

    assert (len(wire), Message.objects.get().state) == (1, "sent")
