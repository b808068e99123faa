"""Writing to the network: what reaches whom, what a page shows, and what is kept of it."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coalition.mail import drain
from coalition.mail.models import Message
from coalition.privacy import rate_limits
from coalition.privacy import services as privacy
from coalition.users import roles
from coalition.users.work_panel import Waiting
from home.contact import services
from home.contact.models import ContactMessage, ContactTopic
from home.viewsets import waiting
from tests.factories.charter import staff
from tests.mail import memory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TYPED = {"topic": "press", "text": "How many towns?\nAnd since when?", "name": "Ada", "email": "Ada@Press.example"}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def write(client, language="en", **changes):
    return client.post(f"/{language}/contact/", TYPED | changes)


def words(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def on_the_wire():
    memory.outbox.clear()
    drain.drain()
    [(_sender, recipient, data)] = memory.outbox
    memory.outbox.clear()
    return recipient, message_from_bytes(data, policy=policy.default)


def test_a_message_reaches_the_mailbox_of_its_topic_in_the_language_of_its_team(client, settings):
    settings.DEMO = False  # whose log shows all words
    ContactTopic.objects.filter(topic="press").update(mailbox="presse@team.example", language="fr")

    write(client, "es", safely="Only in the morning")

    recipient, mail = on_the_wire()
    text = mail.get_body(("plain",)).get_content()
    row = ContactMessage.objects.get()
    assert (recipient, mail["Reply-To"], mail["Auto-Submitted"]) == (
        "presse@team.example", "ada@press.example", "auto-generated",
    )  # fmt: skip
    assert mail["Subject"] == f"Message {row.shown_reference}\u00a0: Presse"
    for said in (*TYPED["text"].splitlines(), "Ada", "ada@press.example", "Only in the morning", "25 novembre 2026"):
        assert said in text
    assert Message.objects.values_list("text", "context").get() == ("", {})  # the row keeps the words, the log none


def test_the_page_confirms_with_reference_and_date_and_repeats_nothing(client):
    answer = write(client)
    row = ContactMessage.objects.get()
    page = client.get(answer["Location"])

    assert answer["Location"] == f"/en/contact/sent/{row.reference}/"
    assert list(Message.objects.values_list("to", "unasked")) == [("network@coalition.example", False)]  # none to her
    assert row.shown_reference in words(page)
    assert "within 2 working days, by 25 November 2026" in words(page)
    assert [said for said in (TYPED["text"], "ada@press", "Ada") if said.lower() in page.content.decode().lower()] == []
    assert client.get("/en/contact/sent/00000000/").status_code == 404


def test_no_page_shows_an_address_of_the_team_and_none_is_kept_by_a_browser(client):
    ContactTopic.objects.update(mailbox="team@secret.example")
    for page in (client.get("/en/contact/"), write(client, text=""), client.get(write(client)["Location"])):
        assert "secret.example" not in page.content.decode()
        assert "network@coalition.example" not in page.content.decode()
        assert page["Cache-Control"] == "no-store, private"
        assert BeautifulSoup(page.content, "html.parser").title.get_text() in ("Information", "Error: Information")


def test_what_was_typed_stays_and_each_field_says_what_is_wrong(client):
    response = write(client, topic="", text="", email="ada")

    assert response.context["form"].errors == {
        "topic": ["Choose what your message is about."],
        "text": ["Enter your message."],
        "email": ["Enter an email address such as name@example.org."],
    }
    page = BeautifulSoup(response.content, "html.parser")
    assert (page.select_one("[name=name]")["value"], page.select_one("[name=email]")["value"]) == ("Ada", "ada")
    assert ContactMessage.objects.count() == Message.objects.count() == 0


@pytest.mark.parametrize("typed", ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>"])
def test_no_header_comes_in_by_the_address(client, typed):
    assert "email" in write(client, email=typed).context["form"].errors
    assert services.safe_reply_to(typed) == ""


def test_an_answer_goes_to_plain_addresses_only():
    odd = ('"a b"@town.example', "a(b)@town.example", "é@town.example", "ada", "a..b@town.example", "")
    assert [services.safe_reply_to(address) for address in odd] == [""] * len(odd)
    assert services.safe_reply_to("ada+news@town.example") == "ada+news@town.example"


def test_a_button_pressed_twice_writes_once(client, monday):
    places = [write(client)["Location"] for _press in range(2)]
    assert places[0] == places[1]
    assert ContactMessage.objects.count() == Message.objects.count() == 1

    monday.shift(timedelta(hours=2).total_seconds())
    write(client)
    assert ContactMessage.objects.count() == Message.objects.count() == 2


def test_write_with_same_words_from_another_address_keeps_both_messages():
    same = {"language": "en", "topic": "press", "text": "Are you in danger too?"}
    first, second, again = (services.write(**same, email=f"{name}@town.example") for name in ("ada", "bea", "ada"))

    assert first == again
    assert set(ContactMessage.objects.values_list("pk", "email")) == {
        (first.pk, "ada@town.example"), (second.pk, "bea@town.example")
    }  # fmt: skip
    assert Message.objects.count() == 2


def test_message_and_email_come_together_or_not_at_all(monkeypatch):
    monkeypatch.setattr(services, "send", lambda **_mail: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.write(topic="site", text="Hello", language="en")
    assert ContactMessage.objects.count() == 0


def test_the_form_is_limited_and_a_machine_gets_no_further(client, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(rate_limits.LIMITS, "contact", rate_limits.Limit(per_network=9, overall=9, unproven=1))

    assert write(client, website="https://spam.example").context["form"].non_field_errors()
    assert write(client).status_code == 302
    assert write(client, text="More").context["form"].non_field_errors()


def test_a_person_gets_and_erases_what_they_wrote_and_old_messages_go(client, monday):
    write(client)
    write(client, name="Bo", email="someone@else.example", text="Another")

    [row] = privacy.export(address=TYPED["email"])["messages"]
    assert (row["message"], row["topic"], row["name"]) == (TYPED["text"], "press", "Ada")
    privacy.erase(address=TYPED["email"])

    assert list(ContactMessage.objects.values_list("email", flat=True)) == ["someone@else.example"]
    assert list(Message.objects.order_by("pk").values_list("state", "reply_to")) == [
        ("suppressed", ""), ("queued", "someone@else.example"),
    ]  # fmt: skip
    assert "Ada" not in str(list(Message.objects.values_list("context", flat=True)))
    monday.shift(timedelta(days=181).total_seconds())
    privacy.purge()
    assert ContactMessage.objects.count() == 0


def test_an_editor_reads_the_message_and_notes_that_it_is_answered(client):
    write(client)
    row = ContactMessage.objects.get()
    editor = staff(roles.COMMITTEE_EDITORS)
    client.force_login(editor)
    page, place = (reverse(f"contact_messages:{name}", args=[row.pk]) for name in ("inspect", "answered"))
    to_answer = Waiting("Messages to answer", 1, reverse("contact_messages:index"), until=date(2026, 11, 25))

    assert waiting(editor) == [to_answer]
    assert TYPED["text"].splitlines()[0] in client.get(page).content.decode()
    assert client.get(place).status_code == 405
    for _press in range(2):
        client.post(place)

    assert ContactMessage.objects.get().answered_at == timezone.now()
    assert waiting(editor)[0].count == 0
    assert place not in client.get(page).content.decode()
    assert ModelLogEntry.objects.filter(action=services.ANSWERED, user=editor).count() == 1
