"""A list of readers comes in: looked at first, asked by email or taken with a proof, and it brings nobody back."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from coalition.mail.models import Message, Suppression
from coalition.mail.services import suppress
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest
from coalition.privacy.models import Consent
from coalition.resources.models import Theme
from coalition.users.roles import COMMITTEE_EDITORS, NEWSLETTER_EDITORS
from newsletters import tasks
from newsletters.readers import imports
from newsletters.readers import services as readers
from newsletters.readers.imports import ReaderSheet
from newsletters.readers.models import ImportedAddress, Reader, ReaderImport, SubscriptionRequest
from tests.factories.newsletters import ReaderFactory, newsletter_section
from tests.uploads import office

pytestmark = pytest.mark.django_db
WORDS = {"text": "x", "version": "1", "language": "en"}
SOURCE = "Paper list of the meeting in Bobigny, kept at the Observatory."


@pytest.fixture(autouse=True)
def themes():
    Theme.objects.all().delete()
    Theme.objects.create(slug="shelter", name_en="Shelter", name_fr="Hébergement")


def plan(text, language="en"):
    return ReaderSheet(language=language).plan(text)


def new(*addresses):
    return plan("email\n" + "\n".join(addresses))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("email,language\na@town.example,fr\n", ","),
        ("Nom;Adresse électronique;Langue\nAna;a@town.example;français\n", ";"),
        ("Correo electrónico\tIdioma\na@town.example\tes\n", "\t"),
        ("Who;Where\nAna;a@town.example\n", ";"),
        ("a@town.example\nb@town.example\n", ","),
        ("sep=;\nemail;x\na@town.example;1\n", ";"),
    ],
)
def test_columns_are_guessed_whatever_stands_between_them(text, delimiter):
    made = plan(text)

    assert (made.delimiter, made.written[0].row.email) == (delimiter, "a@town.example")


def test_a_line_says_what_it_would_do_and_nobody_who_left_or_refused_comes_back():
    ReaderFactory(email="reads@town.example")
    ReaderFactory(email="left@town.example", state="unsubscribed", unsubscribed_at=timezone.now())
    suppress(digest=address_digest("refused@town.example"), reason=Suppression.Reason.COMPLAINED)
    text = (
        "email;language;themes\nNEW@town.example;français;Hébergement\nreads@town.example;;\nleft@town.example;;\n"
        "refused@town.example;;\nnew@town.example;;\nno address;;\nb@town.example;Klingon;\nc@town.example;;gossip\n"
    )

    made = plan(text)

    assert made.counts == {"create": 1, "reads": 1, "left": 1, "suppressed": 1, "error": 4}
    [row] = [planned.row for planned in made.written]
    assert (row.email, row.language, row.themes) == ("new@town.example", "fr", ["shelter"])
    assert [planned.line for planned in made.refused] == [6, 7, 8, 9]
    assert made.can_apply


def test_too_many_rows_and_broken_tables_are_said_in_words():
    made = plan("email\n" + "a@town.example\n" * 10_001)
    assert made.errors == ["More than 10000 rows: split the file."]
    assert plan('email\n"a@town.example" x\n').errors[0].startswith("Line 2")


def upload(client, content, name="list.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("newsletter_readers:import"), {"file": file, "source": SOURCE, "language": "en", **more})


def go_on(client, response, **changes):
    """Post the second step as its page stands."""
    carried = {bound.html_name: bound.value() for bound in response.context["confirm"] if bound.value()}
    return client.post(reverse("newsletter_readers:import"), carried | changes)


def workbook():
    book, out = Workbook(), io.BytesIO()
    for line in (["Courriel", "Langue"], ["a@town.example", "fr"]):
        book.active.append(line)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (office.made("xlsx", xl__vbaProject_bin=office.OLE), "This document carries macros."),
        (office.made("xlsx", xl__media__a_xml=b"<a>" + b" " * 8_000_000 + b"</a>"), "This file cannot be read."),
        (office.made("docx"), "This file cannot be read."),
        (b"PK\x03\x04 no workbook at all", "This "),
    ],
)
def test_a_workbook_is_read_apart_before_it_is_opened(client, sign_in, content, told):
    sign_in(NEWSLETTER_EDITORS)

    [error] = upload(client, content, "list.xlsx").context["form"].errors["file"]
    assert error.startswith(told)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", "Courriel;Langue\r\na@town.example;français\r\n".encode("cp1252")),
        ("list.csv", "Courriel;Langue\na@town.example;fr\n".encode("utf-16")),
        ("list.xlsx", workbook()),
    ],
)
def test_a_list_is_looked_at_first_and_each_is_asked_by_one_email(client, sign_in, name, content):
    editor = sign_in(NEWSLETTER_EDITORS)

    looked = upload(client, content, name)
    assert [row.row.email for row in looked.context["plan"].written] == ["a@town.example"]
    assert not ReaderImport.objects.exists()
    assert go_on(client, looked)["Location"] == reverse("newsletter_readers:index")
    assert (Reader.objects.count(), ImportedAddress.objects.count()) == (0, 1)
    assert imports.work_off() is False

    batch = ReaderImport.objects.get()
    told = (batch.source, batch.direct, batch.asked, batch.joined, bool(batch.finished_at), batch.by)
    assert told == (SOURCE, False, 1, 0, True, editor)
    mail = Message.objects.get()
    assert (mail.to, mail.language, mail.discreet, mail.context["code"]) == ("a@town.example", "fr", True, "")
    assert (Reader.objects.count(), ImportedAddress.objects.count(), Consent.objects.count()) == (0, 0, 0)
    assert ModelLogEntry.objects.filter(action=imports.IMPORTED, user=editor).count() == 1


def test_who_was_asked_reads_what_is_agreed_to_and_presses_the_button_within_a_week(client, sign_in):
    newsletter_section()
    readers.ask_brought_in(email="a@town.example", language="fr", themes=["shelter"])
    path = "/" + Message.objects.get().context["url"].split("/", 3)[3]
    SubscriptionRequest.objects.update(created_at=timezone.now() - timedelta(days=6))
    privacy.purge()

    assert readers.consent_words("fr").text in client.get(path).content.decode()
    assert not Reader.objects.exists()
    client.post(path)

    assert Reader.objects.values_list("email", "language", "themes").get() == ("a@town.example", "fr", ["shelter"])
    consent = Consent.objects.get()
    assert (consent.kind, consent.text) == ("given", readers.consent_words("fr").text)
    assert consent.given_at > timezone.now() - timedelta(minutes=1)  # agreed to now, and not when the list came in
    SubscriptionRequest.objects.update(created_at=timezone.now() - timedelta(days=9))
    privacy.purge()
    assert not SubscriptionRequest.objects.exists()


def test_with_a_proof_they_read_at_once_and_the_source_is_the_consent(client, sign_in):
    sign_in(COMMITTEE_EDITORS)

    looked = upload(client, b"email\na@town.example\nb@town.example\n", direct="on")
    assert "Subscribe 2 readers" in looked.content.decode()
    go_on(client, looked)
    ReaderFactory(email="b@town.example", language="ar")  # who confirmed before the worker came
    imports.work_off()

    assert Reader.objects.values_list("email", "discreet", "state").get(language="en") == (
        "a@town.example", False, "confirmed",
    )  # fmt: skip
    assert Consent.objects.values_list("kind", "text", "purpose").get() == ("imported", SOURCE, "newsletter")
    assert ReaderImport.objects.values_list("joined", "passed_over", "direct").get() == (1, 1, True)
    assert not Message.objects.exists()


def test_a_proof_is_taken_of_the_committee_alone_and_nothing_of_other_roles(client, sign_in):
    editor = sign_in(NEWSLETTER_EDITORS)
    looked = upload(client, b"email\na@town.example\n", direct="on")
    go_on(client, looked, direct="True")
    assert ReaderImport.objects.get().direct is False

    editor.groups.clear()
    assert upload(client, b"email\na@town.example\n").status_code in {302, 403}
    assert ReaderImport.objects.count() == 1


def test_what_was_not_looked_at_is_not_done(client, sign_in):
    sign_in(NEWSLETTER_EDITORS)
    looked = upload(client, b"who,new\nAna,a@town.example\n")
    assert [row.row.email for row in looked.context["plan"].written] == ["a@town.example"]

    other = go_on(client, looked, language="fr")  # the digest is of the first look
    assert [row.row.language for row in other.context["plan"].written] == ["fr"]
    assert not ReaderImport.objects.exists()
    go_on(client, other)
    assert ReaderImport.objects.count() == 1


def test_lines_that_nobody_took_are_erased_with_their_address_and_after_a_day():
    batch = ReaderImport.objects.create(source=SOURCE)
    imports.begin(plan=new("a@town.example", "b@town.example"), source=SOURCE, direct=True, by=None)

    assert privacy.erase(address="A@town.example")["newsletters"] == 1
    ReaderImport.objects.exclude(pk=batch.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert privacy.purge()["newsletters"] == 1
    assert not ImportedAddress.objects.exists()


@pytest.mark.parametrize("direct", [True, False])
def test_who_left_is_not_brought_in_by_a_list_once_their_row_is_gone(direct):
    for name in ("left", "back"):
        privacy.record_consent(purpose="newsletter", address=f"{name}@town.example", **WORDS)
        privacy.withdraw_consent(purpose="newsletter", address=f"{name}@town.example")
    privacy.record_consent(purpose="newsletter", address="back@town.example", **WORDS)
    privacy.record_consent(purpose="other", address="new@town.example", **WORDS)
    privacy.withdraw_consent(purpose="other", address="new@town.example")

    made = new("left@town.example", "back@town.example", "new@town.example")
    assert [row.action for row in made.rows] == ["left", "create", "create"]
    made.rows[0].action, made.rows[1:] = "create", []  # who left since it was looked at
    imports.begin(plan=made, source=SOURCE, direct=direct, by=None)
    imports.work_off()

    assert ReaderImport.objects.get().passed_over == 1
    assert (Reader.objects.count(), Message.objects.count()) == (0, 0)


def test_what_she_asked_for_herself_stands_where_a_list_may_not_mail_her(settings):
    settings.RATE_LIMITS_ENABLED = True
    readers.subscribe(
        email="a@town.example", language="fr", discreet=True, consent=readers.consent_words("fr"), frequency="monthly"
    )

    assert readers.ask_brought_in(email="a@town.example", language="en", themes=["shelter"]) is False

    asked = SubscriptionRequest.objects.get()
    assert (asked.language, asked.discreet, asked.frequency, asked.brought_in) == ("fr", True, "monthly", False)


def test_thousands_who_are_asked_leave_at_the_pace_and_their_week_begins_then(settings):
    settings.MAIL_PER_MINUTE = 2
    made = new(*(f"a{line}@town{line}.example" for line in range(5)))
    begun = timezone.now().replace(second=0, microsecond=0)
    imports.begin(plan=made, source=SOURCE, direct=False, by=None)

    imports.work_off()
    readers.subscribe(email="b@town.example", language="en", discreet=False, consent=readers.consent_words("en"))

    *asked, hers = Message.objects.order_by("pk").values_list("next_attempt_at", flat=True)
    minutes = [(at - asked[0]) // timedelta(minutes=1) for at in asked]
    assert (asked[0] > begun, minutes) == (True, [0, 0, 1, 1, 2])
    assert hers < asked[1]  # she waits behind nobody
    assert list(SubscriptionRequest.objects.order_by("pk").values_list("created_at", flat=True))[:5] == asked


def test_each_line_is_taken_in_a_transaction_of_its_own_by_one_worker(monkeypatch):
    made = new(*(f"a{line}@town.example" for line in range(2)))
    imports.begin(plan=made, source=SOURCE, direct=False, by=None)
    ask = readers.ask_brought_in

    def break_down(*, email, **asked):
        if email == "a1@town.example":
            raise RuntimeError
        return ask(email=email, **asked)

    monkeypatch.setattr(readers, "ask_brought_in", break_down)
    with pytest.raises(RuntimeError):
        imports.work_off()

    assert (ImportedAddress.objects.get().email, ReaderImport.objects.get().asked) == ("a1@town.example", 1)
    assert tasks.import_readers.lock
