"""The editor's form of an event's page."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from events.models import Event


def refusal(section: Page, event: Event) -> Promise | str:
    """Return why a page of `event` cannot stand below `section`; "" when it can."""
    takes = getattr(section.specific_class, "takes", None)
    if takes is None or takes(event.kind):
        return ""
    return _("Webinars have their pages below Webinars, and all other events below Events.")


class EventPageForm(WagtailAdminPageForm):
    """Says at the field of the event that it belongs to another section."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        event = cleaned.get("event")
        if event and self.parent_page and (message := refusal(self.parent_page, event)):
            self.add_error("event", message)
        return cleaned
