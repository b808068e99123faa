"""Write to a member that has finished what is still to do here, and answer. A GET changes nothing.

Two secret addresses lead to the page that writes: the one of a yearly report and the one of a signature.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.followup.deliverables import Deliverable
from charter.reports import services as reports
from charter.reports.relay import services
from charter.reports.relay.forms import PeerMessageForm
from charter.reports.relay.models import PeerMessage
from charter.reports.views import form_page, report_of
from charter.review.changes.models import SignatureLink
from charter.review.changes.views.signature import linked
from charter.signing.models import Signature
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page


@private_page
@form_page
def write_from_report(request: HttpRequest, token: str, code: str, deliverable: str) -> HttpResponse:
    """Write to a peer by the address of a report."""
    return _write(request, reports.signature_of(report_of(token)), "report", token, code, deliverable)


@private_page
@require_safe
def sent_from_report(request: HttpRequest, token: str) -> HttpResponse:
    """Say that the message is on its way."""
    report_of(token)
    return _page(request, "sent", return_url=reverse("charter:report", args=[token]))


@private_page
@form_page
@linked
def write_from_signature(
    request: HttpRequest, link: SignatureLink, token: str, code: str, deliverable: str
) -> HttpResponse:
    """Write to a peer by the address of a signature."""
    return _write(request, link.signature, "signature", token, code, deliverable)


@private_page
@require_safe
@linked
def sent_from_signature(request: HttpRequest, link: SignatureLink, token: str) -> HttpResponse:
    """Say that the message is on its way."""
    return _page(request, "sent", return_url=reverse("charter:signature", args=[token]))


@private_page
@form_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show a message that came, and take the answer."""
    message = _message(token)
    form = PeerMessageForm(request.POST if request.method == "POST" else None, request=request)

    def send(text: str) -> PeerMessage:
        return services.answer(message=message, text=text, language=get_language() or message.language)

    if request.method == "POST" and form.is_valid() and _sent(form, send):
        return redirect("charter:peer_answer_sent", token=token)
    return _page(request, "answer", form=form, message=message, peer=message.sender)


@private_page
@require_safe
def answer_sent(request: HttpRequest, token: str) -> HttpResponse:
    """Say that the answer is on its way."""
    _message(token)
    return _page(request, "sent", return_url=reverse("charter:peer_answer", args=[token]))


def _write(
    request: HttpRequest, signature: Signature | None, door: str, token: str, code: str, deliverable: str
) -> HttpResponse:
    """Show or take a message to the peer `code`; 404 for a government that is none of the peers."""
    if signature is None:
        raise Http404
    try:
        found = services.peer(signature=signature, code=code, deliverable=deliverable)
    except services.NotAPeer:
        raise Http404 from None
    form = PeerMessageForm(request.POST if request.method == "POST" else None, request=request)

    def send(text: str) -> PeerMessage:
        language = get_language() or signature.language
        return services.write_to_peer(
            signature=signature, code=code, deliverable=deliverable, text=text, language=language
        )

    if request.method == "POST" and form.is_valid() and _sent(form, send):
        return redirect(f"charter:{door}_write_sent", token=token)
    return_url, label = reverse(f"charter:{door}", args=[token]), Deliverable(deliverable).label
    return _page(request, "write", form=form, peer=found.government, deliverable=label, return_url=return_url)


def _sent(form: PeerMessageForm, send: Callable[[str], PeerMessage]) -> bool:
    """Send the text of a valid form; say in the form what hinders it. What was typed stays in it."""
    try:
        send(form.cleaned_data["text"])
    except services.TooManyMessages:
        form.add_error(
            None, _("Your local government has written five messages today. Copy this one and send it tomorrow.")
        )
    except (services.NobodyReads, services.NotAPeer):
        form.add_error(None, _("This member can no longer be reached through the site. Your message was not sent."))
    else:
        return True
    return False


def _message(token: str) -> PeerMessage:
    message = services.to_answer(token=token)
    if message is None:
        raise Http404
    return message


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"charter/relay/{name}.html", {"breadcrumb": breadcrumb("charter"), **context})
