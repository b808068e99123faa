"""How far each page is in each language: the truth, in a constant number of queries; and no draft is lost unasked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from coalition.cms.translations import State, row_of
from coalition.users import roles
from home.models import StandardPage
from tests.factories.charter import staff
from tests.factories.home import make_home, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    make_home()
    make_home("ar")
    return published(make_page("About", slug="about", introduction="Who we are"))


def published(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def change(page, **words):
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in words.items():
        setattr(page, name, value)
    return published(page)


def synced(page, language="ar") -> Translation:
    """Begin to keep a page in `language` in step with `page`."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code=language))
    translation.save_target()
    return translation


def translate(translation) -> None:
    """Translate every text, but for the address name, which is the same in every language."""
    segments = translation.source.stringsegment_set.exclude(context__path="slug").select_related("string", "context")
    for segment in segments:
        place = {"translation_of": segment.string, "locale": translation.target_locale, "context": segment.context}
        StringTranslation.objects.get_or_create(**place, defaults={"data": f"ع {segment.string.data}"})
    translation.save_target()


def by_hand(page, language="ar") -> StandardPage:
    copy = page.copy_for_translation(Locale.objects.get(language_code=language), copy_parents=True)
    copy.title, copy.introduction = "عن التحالف", "من نحن"
    return published(copy)


def cell(page, language="ar"):
    return {cell.language: cell for cell in row_of(page).cells}[language]


def test_what_is_translated_is_complete_and_what_is_not_is_counted(page):
    translation = synced(page)
    unfinished = cell(page)
    translate(translation)

    assert (unfinished.state, unfinished.left, unfinished.total) == (State.UNFINISHED, 2, 2)
    assert translation.get_status_display() == "Waiting for translations"  # of the address name alone
    assert (cell(page).state, cell(page).left) == (State.COMPLETE, 0)
    assert cell(page, "en").state == State.SOURCE
    assert cell(page, "fr").state == State.MISSING


def test_a_source_that_changed_makes_its_translation_stale_and_says_what_changed(page):
    translate(synced(page))
    changed = change(page, introduction="Who we are today")

    stale = cell(changed)
    translation = synced_again(changed)

    assert (stale.state, stale.changed) == (State.STALE, ("introduction",))
    assert (cell(changed).state, cell(changed).left) == (State.UNFINISHED, 1)
    translate(translation)
    assert cell(changed).state == State.COMPLETE


def synced_again(page) -> Translation:
    """Take over the changes of `page`, as the CMS does."""
    source = TranslationSource.objects.get(object_id=page.translation_key)
    source.update_from_db()
    return source.translations.get()


def test_a_page_by_hand_is_said_to_be_so_until_its_source_changes(page):
    translated = by_hand(page)
    before = cell(page)
    changed = change(page, introduction="Who we are today")
    stale = cell(changed)
    published(translated)

    assert (before.state, before.by_hand) == (State.HAND_MADE, True)
    assert (stale.state, stale.by_hand, stale.changed) == (State.STALE, True, ("introduction",))
    assert cell(changed).state == State.HAND_MADE


def test_the_page_of_the_cms_costs_the_same_for_any_number_of_pages(client, editor, page):
    translate(synced(page))
    client.get(reverse("translation_state"))  # fills the caches of content types
    with CaptureQueriesContext(connection) as one:
        text = client.get(reverse("translation_state")).text
    for number in range(3):
        other = published(make_page(f"Page {number}", slug=f"page-{number}", introduction="Words"))
        translate(synced(other))
    with CaptureQueriesContext(connection) as four:
        client.get(reverse("translation_state"))

    signs = re.findall(r"translations__state--([\w-]+)", text)
    assert set(signs) == {"source", "complete", "missing", "hand-made"}
    assert len(four) == len(one)
    assert reverse("translation_state") in text
    assert reverse("wagtail_localize:translations_report") not in text


def test_only_pages_that_one_may_change_are_listed(client, page):
    client.force_login(staff(roles.EVENT_HOSTS))

    assert "About" not in client.get(reverse("translation_state")).text


def test_the_editor_of_a_page_says_how_far_it_is(client, editor, page):
    translation = synced(page)
    translate(translation)
    target = page.get_translation(translation.target_locale)
    address = reverse("wagtailadmin_pages:edit", args=[target.pk])
    complete = client.get(address).text
    change(page, introduction="Who we are today")
    stale = client.get(address).text
    source = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text

    assert "The translation is complete." in complete
    assert "Out of date: the source changed since (introduction)." in stale
    assert reverse("wagtail_localize:update_translations", args=[translation.source_id]) in stale
    assert "Arabic: Out of date: the source changed since (introduction)." in source


def test_starting_again_asks_before_it_replaces_what_was_written_by_hand(client, editor, page):
    translation = synced(page)
    translate(translation)
    translation.enabled = False
    translation.save()
    target = change(page.get_translation(translation.target_locale), introduction="كلمات باليد")
    address = reverse("wagtailadmin_pages:edit", args=[target.pk])

    asked = client.post(address, {"localize-restart-translation": "1"})
    between = Translation.objects.get().enabled
    answered = client.post(address, {"localize-restart-translation": "1", "replace": "1"})

    assert asked.status_code == 200
    assert "written by hand" in asked.text
    assert Page.objects.get(pk=target.pk).specific.introduction == "كلمات باليد"
    assert not between
    assert (answered.status_code, Translation.objects.get().enabled) == (302, True)
