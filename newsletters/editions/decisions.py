"""What a person decides about a frozen edition in the CMS: to approve it, when it leaves, whether it goes on."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from coalition.mail import frame
from coalition.mail.rendering import PLACEHOLDER
from newsletters.editions import permissions, workflow
from newsletters.editions.cms import EDITION
from newsletters.editions.forms import MoveForm
from newsletters.editions.models import NewsletterPage
from newsletters.running import services as running
from newsletters.sending.models import Edition, EditionText

Action = Callable[[HttpRequest, Edition], str]


@require_POST
def decide(request: HttpRequest, page_id: int) -> HttpResponse:
    """Do what is asked with the edition of a page, and lead back to its page.

    Raises PermissionDenied without the permission to send, or to approve; Http404 where nothing is frozen.
    """
    if not (permissions.may_send(request.user) or permissions.may_approve(request.user)):
        raise PermissionDenied
    page = get_object_or_404(NewsletterPage, pk=page_id)
    edition = Edition.objects.filter(translation_key=page.translation_key).first()
    action = ACTIONS.get(request.POST.get("action", ""))
    if edition is None or action is None:
        return redirect(EDITION, page.pk)
    if action is not _approve and not permissions.may_send(request.user):
        raise PermissionDenied
    try:
        messages.success(request, action(request, edition))
    except running.NotNow:
        messages.error(request, _("This is not possible any more: the edition has moved on. Nothing was changed."))
    except running.Changed:
        messages.error(request, _("The edition or its readers have changed since you opened it. Look at it again."))
    except workflow.OwnEdition:
        messages.error(request, _("Another person must approve this edition."))
    except _Wrong as error:
        messages.error(request, str(error))
    return redirect(EDITION, page.pk)


class _Wrong(Exception):
    """What was typed cannot be taken."""


def _approve(request: HttpRequest, edition: Edition) -> str:
    edition = workflow.approve(edition=edition, by=request.user, mark=request.POST.get("mark", ""))
    if edition.has_begun:
        return _("Approved. The edition is on its way.")
    return _("Approved. The edition leaves at its time.")


def _take_back(request: HttpRequest, edition: Edition) -> str:
    workflow.take_back(edition=edition, by=request.user)
    return _("The edition is a draft again. Nobody was sent anything.")


def _schedule(request: HttpRequest, edition: Edition) -> str:
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise _Wrong(form.told)
    workflow.schedule(edition=edition, by=request.user, zone=form.zone, **form.cleaned_data)
    return _("The edition leaves at its new time.")


def _send_now(request: HttpRequest, edition: Edition) -> str:
    workflow.send_now(edition=edition, by=request.user)
    return _("The edition is on its way.")


def _pause(request: HttpRequest, edition: Edition) -> str:
    running.pause(edition=edition, by=request.user)
    return _("Paused. Nothing more leaves until somebody resumes it.")


def _resume(request: HttpRequest, edition: Edition) -> str:
    running.resume(edition=edition, by=request.user)
    return _("The edition goes on.")


def _cancel(request: HttpRequest, edition: Edition) -> str:
    running.cancel(edition=edition, by=request.user)
    return _("Cancelled. Nobody else receives this edition.")


ACTIONS: dict[str, Action] = {
    "approve": _approve,
    "take-back": _take_back,
    "schedule": _schedule,
    "now": _send_now,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
}


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
    return frame.framed(html.replace(PLACEHOLDER, "preview"))
