"""The pages above pages of events: they lead to those that a visitor may see. Loaded after all that they list."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model, ProtectedError
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from coalition.pages.blocks import RICH_TEXT_FEATURES
from coalition.pages.models import CoalitionPage
from coalition.resources.models import Theme
from events.models import Event

from . import event_list
from .models import EventPage
from .permissions import SectionPermissionTester, grant_section


class SectionPage(CoalitionPage):
    """A page above pages of events: it leads to those that a visitor may see, and hosts do not take it away."""

    private_page_options: ClassVar[list[str]] = []  # who may see an event is its own fact: Event.closed

    class Meta:
        abstract = True

    @classmethod
    def takes(cls, kind: str) -> bool:
        """Say whether pages of events of this `kind` belong here."""
        return kind != Event.Kind.WEBINAR

    def clean(self) -> None:
        """Refuse an end: a date of expiry would take the section away as well."""
        super().clean()
        if self.expire_at:
            raise ValidationError({"expire_at": _("A section of events cannot expire.")})

    def permissions_for_user(self, user: Any) -> SectionPermissionTester:
        return SectionPermissionTester(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Lead to a page of an event. To a closed one without its invitation: as to one that does not exist.

        A page that an invitation opens has an argument, so it is not remembered (coalition.pages.views.serve).
        """
        if len(path_components) != 1 or not self.live:
            return super().route(request, path_components)
        code = request.GET.get("invitation", "")
        pages = EventPage.objects.child_of(self).live()
        pk = pages.filter(slug=path_components[0]).visible_pk(code)
        if pk is None:
            raise Http404
        page = EventPage.objects.select_related("event").get(pk=pk)
        return RouteResult(page, kwargs={"invited": True} if page.event.closed else None)


class EventsIndexPage(SectionPage):
    """`/events/`: what is to come, then what was, filtered by kind and country."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    content_panels = [*CoalitionPage.content_panels, FieldPanel("introduction")]
    search_fields = [*CoalitionPage.search_fields, index.SearchField("introduction")]
    subpage_types = ["events.EventPage"]
    template = "events/events_index_page.html"

    class Meta:
        verbose_name = _("events index page")
        verbose_name_plural = _("events index pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = EventPage.objects.public().in_language(self.locale.language_code)
        context.update(event_list.index_context(pages, request, with_others=True))
        return context


@receiver(post_save, sender=EventsIndexPage)
def section_is_made(sender: type, instance: EventsIndexPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        grant_section(instance.page_ptr)


@receiver(pre_delete, sender=Theme)
def keep_theme_of_events(sender: type, instance: Theme, **kwargs: Any) -> None:
    """Refuse to delete a theme that an event has, as one that a resource has."""
    users: set[Model] = set(Event.objects.filter(themes__contains=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)
