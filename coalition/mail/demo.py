"""`/demo/mail/`: every mail of the demonstration, readable, those with codes and personal links too."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP

from coalition.privacy.decorators import private_page

from . import frame
from .models import Message


@private_page
def outbox(request: HttpRequest) -> HttpResponse:
    mails = Message.objects.defer("html", "text", "context", "attachments")
    page = Paginator(mails, 50).get_page(request.GET.get("page"))
    return render(request, "mail/demo/outbox.html", {"page": page})


@private_page
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    response = render(request, "mail/demo/message.html", {"mail": get_object_or_404(Message, pk=pk)})
    response._csp_config = {**frame.site_policy(), "frame-src": [CSP.SELF]}  # type: ignore[attr-defined]
    return response


@private_page
def outbox_body(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(Message, pk=pk)
    if not mail.html:
        raise Http404
    return frame.framed(mail.html)
