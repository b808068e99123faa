"""Asked for by one person, approved by another one: what leaves is what was approved, and nothing shows before."""

from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry, PageLogEntry

from coalition.users.models import User
from coalition.users.roles import COMMITTEE_EDITORS, EVENT_HOSTS, NEWSLETTER_EDITORS
from newsletters.editions import approval
from newsletters.editions.models import NewsletterPage
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery, Edition, EditionText
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def page():
    """An edition in English that passes the gate; everybody else gets it in English."""
    written = make_edition(summary="In short", date="2026-12-01")
    chosen = dict.fromkeys(("fr", "es", "ar"), "en")
    readers.choose_fallbacks(translation_key=written.translation_key, chosen=chosen)
    return written


def person(name, group=NEWSLETTER_EDITORS):
    user = User.objects.create_user(name, f"{name}@town.example", "a long password")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def ann():
    return person("ann")


@pytest.fixture
def bea():
    return person("bea")


def address(page):
    return reverse("newsletter_editions:edition", args=[page.pk])


def decide(client, page, action, **data):
    return client.post(reverse("newsletter_editions:decide", args=[page.pk]), {"action": action, **data}, follow=True)


def test_one_person_asks_and_another_one_approves(client, ann, bea, page, wire):
    ReaderFactory()
    client.force_login(ann)
    client.post(address(page), {"action": "ask", "at": "", "canary": ""})
    edition = Edition.objects.get()
    assert (edition.state, edition.sent_by, Delivery.objects.count()) == ("asked", ann, 0)
    assert "Another person approves it." in client.get(address(page)).text
    mark = approval.seen(edition)
    assert "Another person must approve this edition." in decide(client, page, "approve", mark=mark).text

    client.force_login(bea)
    assert "Approve and send" in client.get(address(page)).text
    assert "Look at it again" in decide(client, page, "approve", mark="0" * 64).text
    assert Edition.objects.get().state == "asked"
    assert "Approved. The edition is on its way." in decide(client, page, "approve", mark=mark).text
    assert "Nothing was changed" in decide(client, page, "approve", mark=mark).text
    sending.deliver()

    edition = Edition.objects.get()
    assert (edition.state, edition.sent_by, edition.approved_by, len(wire)) == ("sent", ann, bea, 1)
    done = ModelLogEntry.objects.order_by("pk").values_list("action", "user__username")
    assert list(done) == [(approval.ASKED, "ann"), (approval.APPROVED, "bea")]


def test_what_was_taken_back_is_asked_for_again_with_its_new_words(client, ann, bea, page):
    client.force_login(ann)
    old = approval.seen(approval.ask(page=page, by=ann))
    decide(client, page, "take-back")
    assert Edition.objects.count() == 0
    assert PageLogEntry.objects.filter(action=approval.TAKEN_BACK, user=ann).count() == 1
    page.title = "Winter in the network"
    page.save_revision().publish()
    approval.ask(page=page, by=ann)

    client.force_login(bea)
    decide(client, page, "approve", mark=old)

    assert (Edition.objects.get().state, Edition.objects.get().title) == ("asked", "Winter in the network")


def test_an_edition_is_scheduled_on_the_clock_of_the_site_and_moved(client, ann, bea, page, settings):
    settings.TIME_ZONE = "Europe/Paris"
    client.force_login(ann)
    with time_machine.travel(NOW, tick=False):
        shown = client.get(address(page)).text
        assert "Day and time (Paris time)" in shown
        client.post(address(page), {"action": "ask", "at": "2026-12-01T09:59"})  # an hour ago in Paris
        assert Edition.objects.count() == 0
        client.post(address(page), {"action": "ask", "at": "2026-12-02T08:00"})
        edition = Edition.objects.get()
        assert edition.scheduled_for == datetime(2026, 12, 2, 7, tzinfo=UTC)
        client.force_login(bea)
        decide(client, page, "approve", mark=approval.seen(edition))
        assert Edition.objects.get().state == "scheduled"
        decide(client, page, "schedule", at="")
        decide(client, page, "schedule", at="2026-12-03T08:00")

    edition = Edition.objects.get()
    assert (edition.scheduled_for, edition.state) == (datetime(2026, 12, 3, 7, tzinfo=UTC), "scheduled")


def test_nobody_outside_sees_an_edition_before_it_leaves(client, ann, bea, page):
    page.body = [("text", "<p>Unheard-of shelters</p>")]
    page.save_revision().publish()
    edition = approval.ask(page=page, by=ann)
    page.refresh_from_db()
    call_command("wagtail_update_index", verbosity=0)
    doors = [
        page.get_url(), "/en/newsletter/archive/", "/en/newsletter/", "/en/search/?q=unheard", "/en/search/?q=autumn",
        "/sitemap-pages-en.xml", "/en/",
    ]  # fmt: skip

    def leaks():
        shown = {door: client.get(door).content.decode() for door in doors}
        return {door for door, text in shown.items() if "Autumn in the network" in text or "shelters" in text}

    assert (leaks(), page.frozen, page.get_share_card(), page.get_indexed_instance()) == (set(), None, None, None)
    assert (page.get_sitemap_urls(), client.get(page.get_url()).status_code) == ([], 404)

    approval.approve(edition=edition, by=bea, mark=approval.seen(edition))
    assert leaks() >= {page.get_url(), "/en/newsletter/archive/", "/en/search/?q=unheard"}


def test_who_approves_reads_the_words_that_will_leave(client, ann, bea, page):
    approval.ask(page=page, by=ann)
    page.body = [("text", "<p>Changed afterwards</p>")]
    page.save_revision().publish()
    client.force_login(bea)
    words = reverse("newsletter_editions:words", args=[page.pk, "en"])

    plain, discreet = client.get(words), client.get(f"{words}?look=discreet")

    assert "Good news." in plain.text
    assert "Good news." in discreet.text
    assert "Changed afterwards" not in plain.text
    assert ("Coalition of local governments" in plain.text, "Coalition" in discreet.text) == (True, False)


def test_what_waits_is_on_the_first_page_of_who_may_decide(client, ann, bea, page):
    approval.ask(page=page, by=ann)

    assert {user.username: [(line.label, line.count) for line in approval.waiting(user)] for user in (ann, bea)} == {
        "ann": [("Editions to approve", 0), ("Editions that stand still until somebody decides", 0)],
        "bea": [("Editions to approve", 1), ("Editions that stand still until somebody decides", 0)],
    }
    assert approval.waiting(person("zoe", EVENT_HOSTS)) == []
    client.force_login(bea)
    assert "Editions to approve" in client.get(reverse("wagtailadmin_home")).text


def test_the_pages_of_an_edition_stay_until_it_is_over(client, ann, page):
    approval.ask(page=page, by=ann)
    client.force_login(person("eda", COMMITTEE_EDITORS))
    for name in ("unpublish", "delete"):
        told = client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), follow=True).text
        assert "keeps its pages" in told
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    assert "keeps its pages" in client.post(f"{together}?id={page.pk}&next=/cms/", follow=True).text
    page.refresh_from_db()
    assert page.live

    approval.take_back(edition=Edition.objects.get(), by=ann)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert not page.live


def test_an_index_made_anew_has_what_was_sent_alone(page):
    send_edition(page=page)
    locale = Locale.objects.get(language_code="fr")
    page.copy_for_translation(locale, copy_parents=True).save_revision().publish()  # too late

    assert [found.pk for found in NewsletterPage.get_indexed_objects()] == [page.pk]


def approved(page, ann, bea) -> Edition:
    """Return an edition that was approved, and leaves tomorrow."""
    edition = approval.ask(page=page, by=ann, at=NOW + timedelta(days=1), zone="UTC")
    with time_machine.travel(NOW, tick=False):
        return approval.approve(edition=edition, by=bea, mark=approval.seen(edition))


def test_an_approval_of_the_whole_list_does_not_cover_a_first_part(ann, bea, page):
    mark = approval.seen(approval.ask(page=page, by=ann))
    approval.take_back(edition=Edition.objects.get(), by=ann)
    edition = approval.ask(page=page, by=ann, canary=True)

    with pytest.raises(approval.Changed):
        approval.approve(edition=edition, by=bea, mark=mark)


WORDS = [field.name for field in EditionText._meta.concrete_fields if field.name not in ("id", "edition")]
CHANGED_WORDS = {"language": "fr", "date": "2027-01-01"}


@pytest.mark.parametrize("field", WORDS)
def test_words_changed_after_approval_are_not_sent(ann, bea, page, field):
    edition = approved(page, ann, bea)
    with pgtrigger.ignore("newsletters.EditionText:sent_words_are_frozen"):
        EditionText.objects.update(**{field: CHANGED_WORDS.get(field, "Something else")})

    with pytest.raises(approval.Changed):
        approval.send_now(edition=edition, by=ann)


@pytest.mark.parametrize("field", ["canary", "fallbacks", "themes", "frequency"])
def test_readers_or_a_first_part_changed_after_approval_stop_the_edition(ann, bea, page, field):
    edition = approved(page, ann, bea)
    facts = {"canary": True, "fallbacks": {"fr": "en"}, "themes": ["shelter"], "frequency": "monthly"}
    kept = edition if field in ("canary", "fallbacks") else readers.recipients_of(page.translation_key)
    setattr(kept, field, facts[field])
    kept.save()

    with pytest.raises(approval.Changed):
        approval.send_now(edition=edition, by=ann)
