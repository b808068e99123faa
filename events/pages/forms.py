"""The editor's form of an event's page."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from events.models import Event
from events.team.permissions import runs
from events.team.policies import ForgetsRefused

from .signals import event_page_changing


def refusal(section: Page, kind: str) -> Promise | str:
    """Return why a page of an event of this `kind` cannot stand below `section`; "" when it can."""
    takes = getattr(section.specific_class, "takes", None)
    if takes is None or takes(kind):
        return ""
    return _("Webinars have their pages below Webinars, and all other events below Events.")


class EventPageForm(ForgetsRefused, WagtailAdminPageForm):
    """Says why the page cannot be of this event, which belongs elsewhere or leaves people behind, and cannot expire."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        event = cleaned.get("event")
        if event and self.for_user and not runs(self.for_user, event.pk):
            self.add_error("event", _("Only the event’s team can edit its pages."))
        if event and self.parent_page and (message := refusal(self.parent_page, event.kind)):
            self.add_error("event", message)
        if self.instance.pk:
            self._ask_who_needs_it(event, cleaned.get("expire_at"))
        return cleaned

    def _ask_who_needs_it(self, event: Event | None, expires: datetime | None) -> None:
        page = self.instance
        stored = type(page)._default_manager.filter(pk=page.pk)
        of_another = event is not None and stored.exclude(event_id=event.pk).exists()
        try:
            event_page_changing.send(sender=type(page), page=page, of_another=of_another, expires=expires)
        except ValidationError as error:
            for field, messages in error.error_dict.items():
                self.add_error(field, messages)
