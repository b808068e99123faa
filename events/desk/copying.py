"""Pages of events are not copied: of one event there is one page in each language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from events.pages.models import EventPage


def copy_no_events(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse in words to copy a section, or what is above it, with the pages of events below it."""
    asked: Any = request.POST.get("copy_subpages")
    if not asked or not EventPage.objects.descendant_of(page).exists():
        return None
    messages.error(
        request,
        _("Nothing was copied: an event has one page in each language. Copy this page without those below it, and "
          "make new events for the copy."),
    )  # fmt: skip
    return redirect("wagtailadmin_pages:copy", page.pk)
