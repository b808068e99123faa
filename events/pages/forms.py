"""The editor's form of an event's page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from events.models import Event
from events.team.permissions import runs
from events.team.policies import ForgetsRefused


def refusal(section: Page, kind: str) -> Promise | str:
    """Return why a page of an event of this `kind` cannot stand below `section`; "" when it can."""
    takes = getattr(section.specific_class, "takes", None)
    if takes is None or takes(kind):
        return ""
    return _("Webinars have their pages below Webinars, and all other events below Events.")


# Why a page must not become that of another event, "" where it may: as below.
refuse_change: list[Callable[[Page], str]] = []
# Why a page must not go away at a time, "" where it may: rooms above know who is written to in its words.
refuse_expiry: list[Callable[[Page, datetime], str]] = []


class EventPageForm(ForgetsRefused, WagtailAdminPageForm):
    """Says why the page cannot be of this event, which belongs elsewhere or leaves people behind, and cannot expire."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        event = cleaned.get("event")
        if event and self.for_user and not runs(self.for_user, event.pk):
            self.add_error("event", _("Only the event’s team can edit its pages."))
        if event and self.parent_page and (message := refusal(self.parent_page, event.kind)):
            self.add_error("event", message)
        if event and self.instance.pk and self._is_of_another(event):
            for why in filter(None, (refuse(self.instance) for refuse in refuse_change)):
                self.add_error("event", why)
        if (expires := cleaned.get("expire_at")) and self.instance.pk:
            for why in filter(None, (refuse(self.instance, expires) for refuse in refuse_expiry)):
                self.add_error("expire_at", why)
        return cleaned

    def _is_of_another(self, event: Event) -> bool:
        """Say whether the page that readers see is of another event."""
        return type(self.instance)._default_manager.filter(pk=self.instance.pk).exclude(event_id=event.pk).exists()
