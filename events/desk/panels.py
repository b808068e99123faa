"""What the form of an event shows beside its fields."""

from typing import Any

from django.conf import settings
from wagtail.admin.panels import Panel

from coalition.pages.skeleton import path_of
from events.models import Event
from events.pages.models import EventPage
from events.permissions import invitation


def addresses(event: Event) -> list[tuple[str, str]]:
    """Return the whole address of each live page of `event`, with the invitation of a closed one, by language."""
    pages = EventPage.objects.live().filter(event_id=event.pk).select_related("event", "locale").defer_streamfields()
    return [
        (str(page.locale), f"{settings.SITE_URL}{path_of(page)}{invitation(event)}")
        for page in pages.order_by("locale__language_code")
    ]


class InvitationPanel(Panel):
    """The addresses by which invited people open a closed event: each whole, to be copied by its team."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/cms/invitation_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.closed)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            found = addresses(self.instance)
            return super().get_context_data(parent_context) | {"addresses": found}
