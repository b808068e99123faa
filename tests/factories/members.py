"""Valid, unsurprising local governments, contacts and directory pages."""

import factory
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from coalition.members.index_page import MembersIndexPage
from coalition.members.models import Contact, LocalGovernment, MemberProfile


class LocalGovernmentFactory(factory.django.DjangoModelFactory):
    """A member of the network in France."""

    class Meta:
        model = LocalGovernment

    code = factory.Sequence(lambda number: f"FR-{number:03}")
    names = factory.LazyAttribute(lambda row: {"en": f"Town {row.code}", "fr": f"Ville {row.code}"})
    kind = LocalGovernment.Kind.MUNICIPALITY
    country = "FR"
    section = LocalGovernment.Section.EUROPE
    latitude = "48.91"
    longitude = "2.44"


class MemberProfileFactory(factory.django.DjangoModelFactory):
    """The words of a local government in English."""

    class Meta:
        model = MemberProfile

    government = factory.SubFactory(LocalGovernmentFactory)
    language = "en"
    summary = "A town of the network."
    body = "<p>What it does.</p>"


class ContactFactory(factory.django.DjangoModelFactory):
    """A person in office: private."""

    class Meta:
        model = Contact

    government = factory.SubFactory(LocalGovernmentFactory)
    name = "Camille Private"
    role = "Deputy mayor"
    email = factory.Sequence(lambda number: f"camille.{number}@secret.example")


def home_page(language: str = "en") -> Page:
    """Return the site's home page in `language`, made as a translation when it is missing."""
    root = Site.objects.get().root_page
    locale, _made = Locale.objects.get_or_create(language_code=language)
    if translated := root.get_translation_or_none(locale):
        return translated
    with disable_reference_index_auto_update():
        copy = root.copy_for_translation(locale)
        copy.live, copy.has_unpublished_changes = True, False
        copy.first_published_at = copy.last_published_at = timezone.now()
        copy.save()
    page_published.send(sender=copy.specific_class, instance=copy.specific, revision=None)
    return Page.objects.get(pk=copy.pk)


def published(parent: Page, page: Page, *, translation_of: Page | None = None) -> Page:
    """Return `page` added below `parent`, live, in its parent's language, and told to who hears of published pages.

    It has no revision, and is in no index of what refers to what: both take most of the time that publishing takes. A
    test about those publishes the page once more.
    """
    page.locale = parent.locale
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    page.first_published_at = page.last_published_at = timezone.now()
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page, revision=None)
    return page


def members_page(language: str = "en", *, translation_of: Page | None = None) -> MembersIndexPage:
    """Return the published directory page in `language`."""
    page = MembersIndexPage(title="Members", slug="members")
    return published(home_page(language), page, translation_of=translation_of)
