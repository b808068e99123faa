"""What a person decides about a frozen edition in the CMS: to approve it, when it leaves, whether it goes on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from coalition.mail.frame import framed
from coalition.mail.rendering import PLACEHOLDER
from newsletters.editions import permissions, workflow
from newsletters.editions.cms import EDITION
from newsletters.editions.forms import MoveForm
from newsletters.editions.models import NewsletterPage
from newsletters.running import services as running
from newsletters.sending.models import Edition, EditionText

# What may be done with an edition once it is frozen, and what is said then; approving and moving need more.
ACTIONS: dict[str, tuple[Any, Any]] = {
    "take-back": (workflow.take_back, gettext_lazy("The edition is a draft again. Nobody was sent anything.")),
    "now": (workflow.send_now, gettext_lazy("The edition is on its way.")),
    "pause": (running.pause, gettext_lazy("Paused. Nothing more leaves until somebody resumes it.")),
    "resume": (running.resume, gettext_lazy("The edition goes on.")),
    "cancel": (running.cancel, gettext_lazy("Cancelled. Nobody else receives this edition.")),
}


@require_POST
def decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """Do what is asked with the edition of a page, and lead back to its page.

    Raises PermissionDenied without the permission to send, or to approve; Http404 where nothing is frozen.
    """
    asked = request.POST.get("action", "")
    may_send = permissions.may_send(request.user)
    if not may_send and not (asked == "approve" and permissions.may_approve(request.user)):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    edition = Edition.objects.filter(translation_key=page.translation_key).first()
    if edition is None:
        return redirect(EDITION, page.pk)
    try:
        _act(request, edition, asked)
    except running.NotNow:
        messages.error(request, _("This is not possible any more: the edition has moved on. Nothing was changed."))
    except running.Changed:
        messages.error(request, _("The edition or its readers have changed since you opened it. Look at it again."))
    except workflow.OwnEdition:
        messages.error(request, _("Another person must approve this edition."))
    return redirect(EDITION, page.pk)


def _act(request: HttpRequest, edition: Edition, asked: str) -> None:
    if asked == "approve":
        edition = workflow.approve(edition=edition, by=request.user, mark=request.POST.get("mark", ""))
        told = _("Approved. The edition leaves at its time.")
        messages.success(request, _("Approved. The edition is on its way.") if edition.has_begun else told)
    elif asked == "schedule":
        form = MoveForm(request.POST)
        if not form.is_valid():
            messages.error(request, form.told)
            return
        workflow.schedule(edition=edition, by=request.user, zone=form.zone, **form.cleaned_data)
        messages.success(request, _("The edition leaves at its new time."))
    elif asked in ACTIONS:
        act, told = ACTIONS[asked]
        act(edition=edition, by=request.user)
        messages.success(request, told)


@require_GET
def words(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    """Show the frozen words of an edition in `language`, as they would leave: what is approved.

    `look=discreet` shows the discreet copy. Raises PermissionDenied as `decide`, Http404 where nothing is frozen.
    """
    if not (permissions.may_send(request.user) or permissions.may_approve(request.user)):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    texts: Any = EditionText.objects.filter(edition__translation_key=page.translation_key)
    text = get_object_or_404(texts, language=language)
    html = text.discreet_html if request.GET.get("look") == "discreet" else text.html
    return framed(html.replace(PLACEHOLDER, "preview"))
