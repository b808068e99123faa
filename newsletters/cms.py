"""The CMS's page where an edition is tested and sent."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin import messages

from newsletters import permissions, services
from newsletters.forms import SendForm
from newsletters.models import Issue, NewsletterPage


def send_edition(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who will be sent what, send a test to the editor, or send the edition.

    Raises PermissionDenied without the permission to send.
    """
    if not permissions.may_send(request.user):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage.objects.select_related("locale"), pk=page_id)
    form = SendForm(request.POST if request.POST.get("action") == "send" else None)
    if request.method == "POST":
        if request.POST.get("action") == "test":
            return _test(request, page)
        if form.is_valid():
            return _send(request, page)
    return render(request, "newsletters/cms/send.html", _context(page, form, request))


def _test(request: HttpRequest, page: NewsletterPage) -> HttpResponse:
    address = request.user.email  # type: ignore[union-attr]
    if address:
        services.send_test(page=page, to=address, discreet=bool(request.POST.get("discreet")))
        messages.success(request, _("A test is on its way to %(address)s.") % {"address": address})
    else:
        messages.error(request, _("Your account has no e-mail address: add one in your profile, then try again."))
    return redirect("newsletters_send", page.pk)


def _send(request: HttpRequest, page: NewsletterPage) -> HttpResponse:
    try:
        services.send_issue(page=page, by=request.user)
    except services.AlreadySent:
        messages.error(request, _("This edition was already sent. Nothing was sent again."))
    except services.NotReady:
        messages.error(request, _("Publish the edition in at least one language first."))
    else:
        messages.success(request, _("The edition is on its way."))
    return redirect("newsletters_send", page.pk)


def _context(page: NewsletterPage, form: SendForm, request: HttpRequest) -> dict[str, Any]:
    translations = {
        translation.locale.language_code: translation
        for translation in NewsletterPage.objects.filter(translation_key=page.translation_key).select_related("locale")
    }
    audiences = services.audiences(page=page)
    rows = [
        {
            "language": get_language_info(audience.language)["name_translated"],
            "readers": audience.readers,
            "page": translations.get(audience.language),
            "sent_in": get_language_info(audience.text_language)["name_translated"] if audience.text_language else "",
            "own": audience.text_language == audience.language,
        }
        for audience in audiences
    ]
    issue = Issue.objects.filter(translation_key=page.translation_key).select_related("sent_by").first()
    return {
        "page": page,
        "form": form,
        "rows": rows,
        "total": sum(audience.readers for audience in audiences),
        "ready": any(audience.text_language for audience in audiences),
        "issue": issue,
        "progress": services.progress(issue=issue).items() if issue else [],
        "address": request.user.email,  # type: ignore[union-attr]
    }
