"""The first page of the CMS: what its reader may begin, what waits for them, what comes next and what is behind."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from charter.signing.models import Signature
from coalition.cms import translations
from coalition.cms.menu import AreaOfRows
from coalition.languages.names import site_language_name
from coalition.members.models import LocalGovernment
from coalition.news.models import NewsIndexPage, NewsPage
from coalition.pages.page_words_views import new_pages_url
from coalition.resources.library import ResourcesIndexPage
from coalition.site import site_words
from coalition.users import work_panel
from events.models import Event
from events.querysets import EventQuerySet
from events.registrations.fullness import with_seats
from events.team.permissions import events_of
from newsletters.editions import permissions as editions
from newsletters.readers.models import Reader

MOST = 5  # rows of a part: the rest stands in its list
LAST_CHANGED = 30  # pages of which the translations are asked for
SEARCHED = (
    (Event, "wagtailsnippets_events_event:list", "calendar-alt"),
    (LocalGovernment, "wagtailsnippets_members_localgovernment:list", "site"),
    (Signature, "charter_signatures:index", "check"),
    (Reader, "newsletter_readers:index", "group"),
)


def area_of(model: type[Model], address: str, icon: str) -> AreaOfRows:
    """Return rows of `model` as a part of the CMS's search (hook `register_admin_search_area`)."""
    return AreaOfRows(model, address, icon_name=icon, order=400)


class FirstPage(Component):
    name = "first-page"
    template_name = "home/cms/first_page.html"
    order = 50

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        found = work_panel.lines(self.user)
        return {
            "identity": site_words.current(),
            "ways": ways_to_begin(self.user),
            "has_work": bool(found),
            "lines": [line for line in found if line.count],
            "events": coming_events(self.user)[:MOST],
            "behind": behind(self.user),
        }


def add_first_page(request: HttpRequest, panels: list[Component]) -> None:
    """Put it above Wagtail's own panels (hook `construct_homepage_panels`)."""
    panels.append(FirstPage(request.user))


def no_summary(request: HttpRequest, items: list[Component]) -> None:
    """Leave the numbers of pages, images and documents out (hook `construct_homepage_summary_items`)."""
    items.clear()


def ways_to_begin(user: Any) -> list[Button]:
    """Return a button for each thing that `user` may create: an event, a news item, an edition, a resource."""
    ways = []
    if user.has_perm("events.add_event"):
        ways.append(Button(_("New event"), reverse("wagtailsnippets_events_event:add"), icon_name="calendar-alt"))
    if section := _section(NewsIndexPage, user):
        ways.append(Button(_("New news item"), new_pages_url(section, NewsPage), icon_name="edit"))
    if editions.may_send(user):
        ways.append(Button(_("New edition"), reverse("newsletter_editions:begin"), icon_name="mail"))
    if section := _section(ResourcesIndexPage, user):
        url = reverse("wagtailadmin_pages:add", args=["resources", "resourcepage", section.pk])
        ways.append(Button(_("New resource"), url, icon_name="doc-full"))
    return ways


def _section(index: type[Page], user: Any) -> Page | None:
    """Return the section `index` where `user` may write a page below it."""
    section: Page | None = index.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return section if section and section.permissions_for_user(user).can_add_subpage() else None


def coming_events(user: Any) -> EventQuerySet:
    """Return the events that `user` runs and that are not over, with how full they are, the next one first."""
    coming = events_of(user).filter(end__gt=timezone.now()).exclude(state=Event.State.CANCELLED)
    return with_seats(coming.order_by("start", "pk"))


def behind(user: Any) -> list[tuple[Page, list[str]]]:
    """Return pages that are not in step with their source, each with its languages: of those changed last."""
    if not translations.may_translate(user):
        return []
    last = translations.sources(translations.pages_to_translate(user)).filter(live=True)
    last = last.order_by("-latest_revision_created_at", "pk")[:LAST_CHANGED]
    rows = translations.translation_rows(Page.objects.filter(pk__in=[page.pk for page in last]).specific())
    found = ((row.source, [site_language_name(cell.language) for cell in row.cells if _lags(cell)]) for row in rows)
    return list(islice(((page, languages) for page, languages in found if languages), MOST))


def _lags(cell: translations.Cell) -> bool:
    return cell.state in translations.WARNS
