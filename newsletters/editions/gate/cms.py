"""The CMS's page of the gate: what stops an edition and where to mend it, and what is chosen for a missing language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.admin import messages

from coalition.pages.languages import language_codes, site_language_name
from newsletters.editions import permissions
from newsletters.editions import services as editions
from newsletters.editions.gate import services
from newsletters.editions.gate.forms import FallbacksForm
from newsletters.editions.models import NewsletterPage
from newsletters.readers.desk import frame
from newsletters.sending.models import Edition

CHECK = "newsletter_editions:check"


def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what the gate finds in all languages; take what readers of a missing one receive, or ask outside links.

    Raises PermissionDenied without the permission to send.
    """
    if not permissions.may_send(request.user):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage.objects.select_related("locale"), pk=page_id)
    if Edition.objects.filter(translation_key=page.translation_key).exists():
        return redirect("newsletter_editions:edition", page.pk)  # its words are frozen: nothing is to be mended
    choices = FallbacksForm(request.POST if _asked(request, "choose") else None, versions=editions.versions(page=page))
    if _asked(request, "choose") and choices.is_valid():
        for language, receives in choices.chosen().items():
            editions.choose_fallback(translation_key=page.translation_key, language=language, receives=receives)
        messages.success(request, _("Your choice is kept."))
        return redirect(CHECK, page.pk)
    if _asked(request, "links"):
        messages.success(request, _links_told(services.want_links(page=page)))
        return redirect(CHECK, page.pk)
    return render(request, "newsletters/cms/check.html", _gate_context(page, choices))


def _asked(request: HttpRequest, action: str) -> bool:
    return request.method == "POST" and request.POST.get("action") == action


def _links_told(count: int) -> str:
    if not count:
        return _("The edition leads to no other site.")
    told = ngettext(
        "%(count)d address is being checked. Open this page again in a minute.",
        "%(count)d addresses are being checked. Open this page again in a minute.",
        count,
    )
    return told % {"count": count}


def _gate_context(page: NewsletterPage, choices: FallbacksForm) -> dict[str, Any]:
    report = services.run(page=page)
    head = frame("mail", pgettext("of an edition", "Check"), ("newsletter_editions:index", _("Editions")))
    edition_url = reverse("newsletter_editions:edition", args=[page.pk])
    head["breadcrumbs_items"].insert(-1, {"url": edition_url, "label": page.title})
    head["header_title"] = page.title
    parts = [("", _("The edition as a whole")), *((code, site_language_name(code)) for code in language_codes())]
    return {
        "page": page,
        "report": report,
        "parts": [(name, found) for code, name in parts if (found := report.of(code))],
        "choices": choices,
        **head,
    }
