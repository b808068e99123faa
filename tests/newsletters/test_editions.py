"""Editions: what is frozen, who is sent what, once, and what the archive shows."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.mail import bulk, drain, transport
from coalition.mail import services as mail
from coalition.mail.bulk import PLACEHOLDER
from coalition.mail.models import Message, Suppression
from coalition.users.models import User
from coalition.users.roles import EVENT_HOSTS, NEWSLETTER_EDITORS
from newsletters import rendering, services
from newsletters.models import Delivery, Issue, IssueText
from tests.factories.newsletters import SubscriberFactory, make_edition

pytestmark = pytest.mark.django_db
TITLES = {"en": "Autumn", "fr": "Automne", "ar": "الخريف"}
BODY = [
    ("heading", {"text": "News & more", "level": "2"}),
    ("text", '<p>Good <b>news</b><br/>and a <a href="/en/events/">link</a>.</p>'),
    ("button", {"label": "Read", "url": "https://coalition.example/x?a=1&b=2"}),
    ("upcoming_events", {"title": "Soon", "count": 3}),
    ("new_signatories", {"title": "New", "days": 90, "count": 5}),
    ("resources", {"title": "Read", "count": 3}),
]


@pytest.fixture(autouse=True)
def wire():
    transport.outbox.clear()
    return transport.outbox


def editor(client, group=NEWSLETTER_EDITORS):
    user = User.objects.create_user("editor", "editor@town.example", "a long password")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def mails(wire):
    return {recipient: message_from_bytes(data, policy=policy.default) for _sender, recipient, data in wire}


def test_each_reader_gets_one_copy_in_their_language(wire):
    page = make_edition(titles=TITLES)
    people = {code: SubscriberFactory(email=f"{code}@town.example", language=code) for code in ("en", "fr", "es", "ar")}
    SubscriberFactory(email="quiet@town.example", language="fr", discreet=True)
    SubscriberFactory(email="left@town.example", state="unsubscribed", unsubscribed_at=datetime.now(UTC))
    mail.suppress(address=SubscriberFactory(email="bounced@town.example").email, reason=Suppression.Reason.BOUNCED)

    services.send_issue(page=page)
    outcome = services.deliver()

    assert (outcome.sent, outcome.more, outcome.outage) == (5, False, False)
    assert {recipient: (m["Subject"], m["From"], m["Content-Language"]) for recipient, m in mails(wire).items()} == {
        "en@town.example": ("Autumn", "Coalition of local governments <network@coalition.example>", "en"),
        "fr@town.example": ("Automne", "Coalition of local governments <network@coalition.example>", "fr"),
        "es@town.example": ("Autumn", "Coalition of local governments <network@coalition.example>", "en"),
        "ar@town.example": ("الخريف", "Coalition of local governments <network@coalition.example>", "ar"),
        "quiet@town.example": (
            mails(wire)["quiet@town.example"]["Subject"],
            "Agenda <network@coalition.example>",
            "fr",
        ),
    }
    assert "Automne" not in mails(wire)["quiet@town.example"]["Subject"]
    french = mails(wire)["fr@town.example"]
    assert french["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert french["List-Unsubscribe"].endswith(f"/fr/newsletter/unsubscribe/{people['fr'].token}/>")
    plain, html = (part.get_content() for part in french.iter_parts())
    assert people["fr"].token in plain
    assert people["fr"].token in html
    assert PLACEHOLDER not in plain + html
    assert Issue.objects.get().state == "sent"


def test_the_mailboxs_own_button_ends_it(wire, client):
    reader = SubscriberFactory()
    services.send_issue(page=make_edition())
    services.deliver()
    address = mails(wire)[reader.email]["List-Unsubscribe"].strip("<>")

    client.post(
        "/" + address.split("/", 3)[3], "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )

    reader.refresh_from_db()
    assert reader.state == "unsubscribed"


def test_an_edition_is_sent_once(wire):
    page = make_edition(titles=TITLES)
    SubscriberFactory()
    services.send_issue(page=page)

    with pytest.raises(services.AlreadySent):
        services.send_issue(page=page.get_translations().first())
    services.deliver()
    services.deliver()

    assert len(wire) == 1


def test_an_unpublished_edition_is_not_ready():
    page = make_edition()
    page.unpublish()

    with pytest.raises(services.NotReady):
        services.send_issue(page=page)


def test_the_archive_shows_what_was_sent_and_nothing_before(client):
    page = make_edition(body=BODY)
    path = page.get_url()
    assert path == "/en/newsletter/archive/autumn-in-the-network/"
    assert client.get(path).status_code == 404
    assert page.title not in client.get("/en/newsletter/archive/").content.decode()

    services.send_issue(page=page)
    page.title, page.body = "Changed", [("text", "<p>Changed words</p>")]
    page.save_revision().publish()

    shown = client.get(path).content.decode()
    assert "Autumn in the network" in shown
    assert "News &amp; more" in shown
    assert "Changed words" not in shown
    assert "style=" not in shown
    assert path in client.get("/en/newsletter/archive/").content.decode()


def test_sent_words_are_frozen():
    services.send_issue(page=make_edition())

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        IssueText.objects.update(subject="Other")


def test_an_edition_from_elsewhere_is_archived_and_mailed_to_nobody(wire):
    SubscriberFactory()
    then = datetime(2026, 5, 4, 9, tzinfo=UTC)

    issue = services.archive_issue(page=make_edition(), sent_at=then)
    services.deliver()

    assert (issue.state, issue.started_at, issue.finished_at, wire) == ("sent", then, then, [])


def test_every_block_is_in_the_mail():
    from tests.factories.newsletters import newsletter_section

    newsletter_section()
    body = rendering.body_of(make_edition(body=BODY, summary="In short"), discreet=False)

    assert "News &amp; more" in body.html
    assert 'href="http://127.0.0.1:8000/en/events/"' in body.html
    assert 'href="https://coalition.example/x?a=1&amp;b=2"' in body.html
    assert body.text.startswith(
        "Coalition of local governments\n\nAutumn in the network\n\nIn short\n\nNews & more\n\nGood news\n"
    )


def test_readers_are_counted_by_language(django_assert_num_queries):
    page = make_edition(titles=TITLES)
    for code in ("en", "en", "es", "ar"):
        SubscriberFactory(language=code)
    SubscriberFactory(language="fr", state="unsubscribed", unsubscribed_at=datetime.now(UTC))

    with django_assert_num_queries(2):
        audiences = services.audiences(page=page)

    assert [(audience.language, audience.readers, audience.text_language) for audience in audiences] == [
        ("en", 2, "en"), ("fr", 0, "fr"), ("es", 1, "en"), ("ar", 1, "ar"),
    ]  # fmt: skip


def test_an_editor_tests_and_sends_in_the_cms(client, wire):
    page = make_edition(titles=TITLES, body=BODY)
    SubscriberFactory.create_batch(2)
    user = editor(client)
    path = reverse("newsletters_send", args=[page.pk])
    assert "Send to 2 readers" in client.get(path).content.decode()

    client.post(path, {"action": "test"})
    drain.drain()
    assert [(m["To"], m["Subject"]) for m in mails(wire).values()] == [(user.email, "[Test] Autumn")]
    client.post(path, {"action": "send"})
    assert Issue.objects.count() == 0
    client.post(path, {"action": "send", "sure": "on"})
    client.post(path, {"action": "send", "sure": "on"})

    assert Issue.objects.get().sent_by == user
    assert Delivery.objects.count() == 2
    assert "This edition was sent" in client.get(path).content.decode()


def test_who_may_not_send_is_turned_away(client):
    page = make_edition()
    editor(client, EVENT_HOSTS)

    client.post(reverse("newsletters_send", args=[page.pk]), {"action": "send", "sure": "on"})

    assert Issue.objects.count() == 0


def test_newsletter_editors_may_write_and_publish_in_the_section(client):
    page = make_edition()
    user = editor(client)

    rights = page.permissions_for_user(user)

    assert [rights.can_edit(), rights.can_publish()] == [True, True]
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    assert reverse("newsletters_send", args=[page.pk]) in edit.content.decode()
    for name in ("newsletter_issues", "newsletter_deliveries", "newsletter_readers"):
        assert client.get(reverse(f"{name}:index")).status_code == 200


@pytest.mark.parametrize("name", ["mail_log", "newsletter_deliveries", "newsletter_readers", "newsletter_issues"])
def test_a_list_of_the_cms_costs_the_same_for_any_number_of_rows(client, name):
    editor(client)
    path = reverse(f"{name}:index")
    counts = []
    for editions in (1, 2):
        for number in range(editions):
            SubscriberFactory()
            services.send_issue(page=make_edition(titles={"en": f"Edition {editions}{number}"}))
            services.deliver()
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1], [query["sql"][:150] for query in queries.captured_queries]


def test_search_and_site_map_know_an_edition_once_it_was_sent():
    page = make_edition()
    assert (page.get_indexed_instance(), page.get_sitemap_urls()) == (None, [])

    services.send_issue(page=page)

    assert page.get_indexed_instance() == page
    assert [entry["location"].endswith(page.get_url()) for entry in page.get_sitemap_urls()] == [True]


@pytest.mark.parametrize("mode", ["mail", "discreet", "web"])
def test_previews(client, mode):
    page = make_edition(titles=TITLES, body=BODY)
    request = client.get("/").wsgi_request

    response = page.make_preview_request(request, mode)

    assert response.status_code == 200
    if hasattr(response, "render"):
        response.render()
    assert "News &amp; more" in response.content.decode()


@pytest.mark.parametrize("editions", [1, 3])
def test_the_archive_costs_the_same_for_any_number_of_editions(client, editions, django_assert_max_num_queries):
    for number in range(editions):
        services.send_issue(page=make_edition(titles={"en": f"Edition {number}"}))
    client.get("/en/newsletter/archive/")

    with django_assert_max_num_queries(14):
        assert client.get("/en/newsletter/archive/").status_code == 200


def test_the_demo_shows_one_copy_of_each_letter(wire):
    SubscriberFactory.create_batch(3)

    services.send_issue(page=make_edition())
    services.deliver()

    assert list(Message.objects.values_list("subject", "state")) == [("Autumn in the network", "sent")]


class TestWorkersThatDie:
    @pytest.fixture
    def owed(self):
        SubscriberFactory.create_batch(3)
        services.send_issue(page=make_edition())
        return Delivery.objects.order_by("pk")

    def test_claimed_rows_wait_again_and_the_one_on_the_wire_is_uncertain(self, owed, wire):
        from newsletters.services import delivery

        now = datetime.now(UTC)
        batch = delivery.claim(worker="dead", now=now)
        owed.filter(pk=batch[0].pk).update(state="sending")

        assert delivery.recover(now=now) == 0
        assert delivery.recover(now=now + delivery.LEASE + timedelta(seconds=1)) == 2
        assert delivery.recover(now=now + bulk.longest_hand_over() + timedelta(seconds=1)) == 1
        services.deliver()

        assert list(owed.values_list("state", flat=True)) == ["uncertain", "sent", "sent"]
        assert (len(wire), Issue.objects.get().state) == (2, "sent")

    def test_rows_claimed_before_the_database_restarted_are_uncertain(self, owed):
        from newsletters.services import delivery

        delivery.claim(worker="dead", now=datetime.now(UTC))
        owed.update(claimed_at=datetime(2000, 1, 1, tzinfo=UTC))

        delivery.recover(now=datetime.now(UTC))

        assert set(owed.values_list("state", flat=True)) == {"uncertain"}

    @pytest.mark.parametrize(
        ("answer", "states"),
        [
            (transport.Outage("down"), ["sent", "pending", "pending"]),
            (transport.Ambiguous("broke"), ["sent", "uncertain", "pending"]),
            (transport.Refused(550, b"gone"), ["sent", "failed", "sent"]),
            (transport.Refused(451, b"later"), ["sent", "pending", "sent"]),
            (("early", transport.Refused(451, b"later")), ["sent", "pending", "sent"]),
            (("early", transport.Refused(550, b"gone")), ["sent", "failed", "sent"]),
            (("early", transport.Withheld()), ["sent", "claimed", "sent"]),
        ],
    )
    def test_what_the_server_says_decides(self, owed, monkeypatch, answer, states):
        from tests.mail.test_drain import Wire

        carrier = Wire(None, answer)
        monkeypatch.setattr(bulk, "open_transport", lambda: carrier)

        services.deliver()

        assert list(owed.values_list("state", flat=True)) == states
        tried = owed[1].attempts
        assert tried == (0 if isinstance(answer, transport.Outage) or states[1] == "claimed" else 1)
        assert list(owed.exclude(state="pending").filter(claimed_by="").values_list("state", flat=True)) in (
            [], ["uncertain"], ["failed"],
        )  # fmt: skip
