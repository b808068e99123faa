"""What hosts write to those registered: seen before, sent once, to whom it is for, and behind the link for some."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.users.models import User
from events.messages import cms_views
from events.messages import letters as services
from events.messages.models import CHOSEN, Letter, LetterCopy
from events.registrations import personal_data
from events.registrations import services as registrations
from tests.events.test_emails import rendered
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


@pytest.fixture
def hall():
    return SeatCategoryFactory(capacity=9, event=event_page(title="Training").event, names={"en": "Hall"})


@pytest.fixture
def online(hall):
    return SeatCategoryFactory(capacity=9, event=hall.event, kind="online")


def written(hall, **choice):
    words = {
        "subject": {"en": "The bus", "fr": "Le car"},
        "text": {"en": "It leaves at eight.", "fr": "À huit heures."},
    }
    chosen = {"states": ["confirmed"], "categories": [hall.pk], "languages": ["en", "fr", "es"]} | words | choice
    return services.write(event=hall.event, by=None, words=chosen)


def told():
    return [mail.to for mail in Message.objects.filter(template="events/mail/letter").order_by("pk")]


def test_it_goes_to_whom_it_is_for_in_their_language(hall, online):
    people = {language: RegistrationFactory(category=hall, language=language) for language in ("en", "fr", "es", "ar")}
    RegistrationFactory(category=online)  # of other seats
    for state in ("waiting", "applied", "cancelled"):
        RegistrationFactory(category=hall, state=state)
    RegistrationFactory(category=hall, email="")  # forgotten
    letter = written(hall)

    assert services.audience(letter) == {"en": 1, "es": 1, "fr": 1}
    services.send(letter=letter, by=None, seen=letter.version)
    RegistrationFactory(category=hall)  # later than the press
    assert (services.tell(), services.tell()) == (3, 0)

    assert told() == [people[language].email for language in ("en", "fr", "es")]
    words = [(rendered(mail).subject, "Bring" in rendered(mail).text) for mail in Message.objects.order_by("pk")]
    assert [subject for subject, _rest in words] == ["The bus", "Le car", "The bus"]
    letter.refresh_from_db()
    assert (letter.told, letter.is_told) == ({"en": 1, "fr": 1, "es": 1}, True)


def test_pressed_twice_it_is_sent_once_and_never_changes(hall):
    RegistrationFactory(category=hall)
    letter = written(hall)
    services.send(letter=letter, by=None, seen=letter.version)

    with pytest.raises(services.AlreadySent):
        services.send(letter=letter, by=None, seen=letter.version)
    with pytest.raises(services.AlreadySent):
        services.write(
            event=hall.event, by=None, words={"subject": {"en": "Other"}}, letter=letter, seen=letter.version
        )
    services.tell()
    Letter.objects.update(told_to=0)  # a worker that forgot how far it came
    services.tell()

    assert (len(told()), LetterCopy.objects.count(), ModelLogEntry.objects.filter(action=services.SENT).count()) == (
        1, 1, 1,
    )  # fmt: skip
    with pytest.raises(ProgrammingError), transaction.atomic():
        Letter.objects.update(text={"en": "Other words"})


def test_a_worker_that_dies_tells_the_others_and_nobody_twice(hall, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    people = RegistrationFactory.create_batch(5, category=hall)
    letter = written(hall)
    services.send(letter=letter, by=None, seen=letter.version)
    send, sent = services.emails.send_letter, []

    def dies_once(registration, letter):
        sent.append(registration.pk)
        if len(sent) == 4:
            raise SystemExit
        return send(registration, letter)

    monkeypatch.setattr(services.emails, "send_letter", dies_once)
    with pytest.raises(SystemExit):
        services.tell()
    assert len(told()) == 2
    registrations.cancel_registration(registration=people[4])
    services.tell()

    letter.refresh_from_db()
    assert (told(), letter.number) == ([row.email for row in people[:4]], 4)


@pytest.mark.parametrize("how", ["the registration", "the mailbox"])
def test_who_asked_for_discretion_reads_it_behind_the_link(client, hall, how):
    row = RegistrationFactory(category=hall, discreet=how == "the registration")
    discretion.choose(address=row.email, source=row.discretion_source, discreet=True)
    letter = written(hall)
    services.send(letter=letter, by=None, seen=letter.version)
    services.tell()

    mail = Message.objects.get()
    mail.discreet = mail.discreet or discretion.has_asked(mail.to)  # as the worker does
    body = rendered(mail)
    assert (body.subject, "bus" in body.html, "leaves at" in body.html) == ("Your appointment", False, False)
    home = mail.context["manage_url"].partition("/en/")[2]
    assert f"{home}letters/" in client.get(f"/en/{home}").content.decode()
    page = client.get(f"/en/{home}letters/").content.decode()
    assert ("The bus" in page, "It leaves at eight." in page) == (True, True)


def test_the_letters_of_one_person_are_shown_to_nobody_else(client, hall):
    reader, other = RegistrationFactory(category=hall), RegistrationFactory(category=hall, language="ar")
    letter = written(hall)
    services.send(letter=letter, by=None, seen=letter.version)
    services.tell()

    shown = [client.get(f"/en/registrations/{row.token}/letters/").content.decode() for row in (reader, other)]
    assert ["The bus" in page for page in shown] == [True, False]
    assert f"{other.token}/letters/" not in client.get(f"/en/registrations/{other.token}/").content.decode()


def test_whom_it_went_to_is_handed_over_and_forgotten_and_the_number_stays(hall):
    row = RegistrationFactory(category=hall, email="ada@mail.example", language="fr")
    letter = written(hall)
    services.send(letter=letter, by=None, seen=letter.version)
    services.tell()
    from events.messages.letters import export_copies

    assert [(one["subject"], one["text"]) for one in export_copies("ada@mail.example")] == [
        ("Le car", "À huit heures.")
    ]
    personal_data.erase_registrations("ada@mail.example")

    letter.refresh_from_db()
    assert (row.letter_copies.count(), letter.told) == (0, {"fr": 1})


def form(hall, **typed):
    return {
        "states": ["confirmed"], "categories": [hall.pk], "languages": ["en", "fr"], "subject_en": "The bus",
        "subject_fr": "Le car", "text_en": "It leaves at eight.", "text_fr": "À huit heures.", **typed,
    }  # fmt: skip


def test_a_host_writes_looks_and_sends_once(host, hall):
    for language in ("en", "fr", "fr"):
        RegistrationFactory(category=hall, language=language)
    written = host.post(reverse("events_letters:new", args=[hall.event_id]), form(hall), follow=True)
    letter = Letter.objects.get()
    html = written.content.decode()
    assert ("3 people will be told." in html, "Le car" in html, told()) == (True, True, [])
    preview = host.get(reverse("events_letters:preview", args=[letter.pk, "fr"]))
    assert ("À huit heures." in preview.content.decode(), "no-store" in preview["Cache-Control"]) == (True, True)
    neutral = host.get(reverse("events_letters:preview", args=[letter.pk, "fr"]) + "?discreet").content.decode()
    assert ("À huit heures." in neutral, "Le car" in neutral) == (False, False)

    page = reverse("events_letters:letter", args=[letter.pk])
    assert "changed this message" in host.post(page, {"version": "an older one"}, follow=True).content.decode()
    for _press in range(2):
        shown = host.post(page, {"version": letter.version}, follow=True).content.decode()
    services.tell()

    assert ("Nobody gets it twice" in shown, len(told())) == (True, 3)
    assert "3 people were told." in host.get(page).content.decode()
    assert "The bus" in host.get(reverse("events_letters:list", args=[hall.event_id])).content.decode()
    entry = ModelLogEntry.objects.get(action=services.SENT)
    assert (entry.user.username, entry.data) == ("somebody", {"letter": letter.pk, "number": 3})


def test_what_another_host_wrote_meanwhile_is_not_lost_and_what_was_typed_stays_in_the_form(host, hall):
    letter = written(hall, languages=["en", "fr"])
    opened = letter.version
    typed = form(hall, text_en="It leaves at nine.", version=opened)
    words = {name: getattr(letter, name) for name in CHOSEN} | {"text": {"en": "At seven.", "fr": "À sept heures."}}
    services.write(event=hall.event, by=None, words=words, letter=letter, seen=opened)

    answer = host.post(reverse("events_letters:edit", args=[letter.pk]), typed)

    assert answer.context["form"].non_field_errors() == [str(cms_views.KEPT)]
    assert "It leaves at nine." in answer.text
    assert Letter.objects.get().text["en"] == "At seven."


def test_what_leaves_by_itself_is_read_before_it_leaves(client, hall):
    """Each reminder and the thanks, with its moment and to how many; a page for each language, of nobody's name."""
    RegistrationFactory(category=hall, created_at=hall.event.start - timedelta(days=30), mails_off=["week"])
    RegistrationFactory(category=hall, created_at=hall.event.start - timedelta(days=30), language="ar")
    with time_machine.travel(hall.event.start - timedelta(days=9), tick=False):
        client.force_login(User.objects.create_superuser("root", "root@coalition.example", "x"))
        page = client.get(reverse("events_letters:list", args=[hall.event.pk]))

        coming = page.context["tables"][1].data
        assert [(mail["name"], mail["number"]) for mail in coming] == [
            ("Reminder, a week before", 1), ("Reminder, a day before", 2), ("Thanks after the event", 2),
        ]  # fmt: skip
        reader = coming[0]["readers"][-1]
        assert 'lang="ar"' in client.get(reader["url"]).text
        assert Message.objects.count() == 0
        other = reverse("events_letters:coming", args=[hall.event.pk, "month", "ar"])
        assert client.get(other, follow=True).status_code == 404
