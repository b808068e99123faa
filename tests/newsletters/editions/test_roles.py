"""An edition is written, approved and sent by different people, whichever of the two roles each of them has."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from coalition.users.models import User
from coalition.users.roles import (
    COMMITTEE_EDITORS,
    NEWSLETTER_EDITORS,
)
from newsletters.editions import approval
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending.models import Edition
from tests.factories.newsletters import ReaderFactory, newsletter_section

pytestmark = pytest.mark.django_db


def sign_in(name: str, role: str) -> Client:
    user = User.objects.create_user(name, f"{name}@town.example", "a long password")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def decide(client: Client, page: NewsletterPage, action: str, **data: str) -> str:
    answer = client.post(reverse("newsletter_editions:decide", args=[page.pk]), {"action": action, **data}, follow=True)
    return answer.text


def write(client: Client) -> NewsletterPage:
    """Publish an edition in English through the CMS, and choose English for everybody else."""
    form = client.get(reverse("newsletter_editions:begin")).url
    words = {"title": "Winter", "slug": "winter", "date": "2026-12-01", "summary": "In short", "action-publish": "1"}
    body = streamfield([("text", rich_text("<p>Good news.</p>"))])
    assert client.post(form, nested_form_data({**words, "body": body})).status_code == 302
    page = NewsletterPage.objects.get()
    chosen = dict.fromkeys(("fr", "es", "ar"), "en")
    readers.choose_fallbacks(translation_key=page.translation_key, chosen=chosen)
    return page


@pytest.mark.parametrize(
    ("writes", "approves"),
    [
        (NEWSLETTER_EDITORS, COMMITTEE_EDITORS),
        (COMMITTEE_EDITORS, NEWSLETTER_EDITORS),
        (NEWSLETTER_EDITORS, NEWSLETTER_EDITORS),
        (COMMITTEE_EDITORS, COMMITTEE_EDITORS),
    ],
)
def test_an_edition_is_written_approved_changed_in_time_and_sent_by_two_roles(wire, writes, approves):
    newsletter_section()
    ReaderFactory()
    writer, approver = sign_in("writer", writes), sign_in("approver", approves)
    page = write(writer)
    assert page.live
    later = timezone.localtime() + timedelta(days=1)
    asked = {"action": "ask", "at": later.strftime("%Y-%m-%dT%H:%M")}
    writer.post(reverse("newsletter_editions:edition", args=[page.pk]), asked)
    edition = Edition.objects.get()
    assert "Approved. The edition leaves at its time." in decide(approver, page, "approve", mark=approval.seen(edition))

    written = {"title": "Winter", "slug": "winter", "date": "2026-12-01", "summary": "In short", "action-publish": "1"}
    form = nested_form_data({**written, "body": streamfield([("text", rich_text("<p>Corrected.</p>"))])})
    published = writer.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)
    assert "Published in English." in published.text
    assert "Send now" in writer.get(reverse("newsletter_editions:edition", args=[page.pk])).text
    assert "The edition is on its way." in decide(writer, page, "now")
    sending.deliver()

    assert (Edition.objects.get().state, len(wire)) == ("sent", 1)


def test_a_newsletter_editor_publishes_a_language_of_an_edition_that_an_editor_began(letters):
    newsletter_section().copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    archive = NewsletterArchivePage.objects.get()
    archive.copy_for_translation(Locale.objects.get(language_code="fr"))
    ReaderFactory(language="fr")
    editor, newsletter = sign_in("editor", COMMITTEE_EDITORS), sign_in("newsletter", NEWSLETTER_EDITORS)
    page = write(editor)
    begun = newsletter.post(
        reverse("newsletter_editions:edition", args=[page.pk]), {"action": "write", "language": "fr"}
    )
    words = {"title": "Hiver", "slug": "hiver", "date": "2026-12-01", "summary": "En bref", "action-publish": "1"}
    form = nested_form_data({**words, "body": streamfield([("text", rich_text("<p>Bonne nouvelle.</p>"))])})

    assert newsletter.post(begun.url, form).status_code == 302
    newsletter.post(reverse("newsletter_editions:edition", args=[page.pk]), {"action": "ask", "at": ""})
    mark = approval.seen(Edition.objects.get())
    assert "Approved. The edition is on its way." in decide(editor, page, "approve", mark=mark)
    sending.deliver()

    assert [mail["Subject"] for mail in letters()] == ["Hiver"]
