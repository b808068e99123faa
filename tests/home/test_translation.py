"""An editor translates a page in the CMS, and readers switch languages."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from coalition.users import roles
from coalition.users.models import User
from tests.factories.home import make_home, make_page


@pytest.fixture
def editor(client, db):
    user = User.objects.create_user("editor", "editor@example.org", "x")
    user.groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def test_a_committee_editor_translates_a_page(client, editor):
    arabic = Locale.objects.get(language_code="ar")
    make_home("ar")
    page = make_page("About", slug="about", introduction="Who we are", body=[("paragraph", "<p>One cloth</p>")])

    response = client.post(
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [arabic.pk]}
    )
    translated = page.get_translation(arabic)
    editing = client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk]))

    assert (response.status_code, editing.status_code) == (302, 200)
    assert TranslationSource.objects.get().object_id == page.translation_key
    assert translated.get_parent().locale == arabic


def test_a_translation_is_published_and_each_language_leads_to_the_other(
    client, editor, django_capture_on_commit_callbacks
):
    arabic = Locale.objects.get(language_code="ar")
    make_home("ar")
    page = make_page("About", slug="about", introduction="Who we are")
    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [arabic.pk]})
    translation = Translation.objects.get()
    for segment in translation.source.stringsegment_set.exclude(context__path="slug").select_related(
        "string", "context"
    ):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=arabic, context=segment.context, data=f"ع {segment.string.data}"
        )

    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=editor)

    client.logout()
    translated = page.get_translation(arabic)
    assert (translated.live, translated.url) == (True, "/ar/about/")
    html = client.get("/ar/about/").content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "ع Who we are" in html
    assert '<link rel="alternate" hreflang="en" href="/en/about/">' in html
    assert '<link rel="alternate" hreflang="ar" href="/ar/about/">' in client.get("/en/about/").content.decode()
