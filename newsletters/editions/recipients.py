"""The CMS's page where editors choose whom an edition is for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from newsletters.editions import permissions
from newsletters.editions.cms import EDITION
from newsletters.editions.models import NewsletterPage
from newsletters.readers.recipients import services
from newsletters.readers.recipients.forms import RecipientsForm
from newsletters.sending.models import Edition


def recipients(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show and take whom an edition is for, until it is sent.

    Raises PermissionDenied without the permission to send.
    """
    if not permissions.may_send(request.user):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    if Edition.objects.filter(translation_key=page.translation_key).exists():
        messages.error(request, _("This edition has left: its recipients stay as they were."))
        return redirect(EDITION, page.pk)
    form = RecipientsForm(request.POST or None, recipients=services.of(page.translation_key))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are saved."))
        return redirect(EDITION, page.pk)
    return render(request, "newsletters/cms/recipients.html", _context(page, form))


def _context(page: NewsletterPage, form: RecipientsForm) -> dict[str, Any]:
    title = _("Who receives it")
    return {
        "page": page,
        "form": form,
        "header_icon": "group",
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("newsletter_editions:index"), "label": _("Editions")},
            {"url": reverse(EDITION, args=[page.pk]), "label": page.title},
            {"url": "", "label": title},
        ],
    }
