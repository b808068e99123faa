"""`/demo/mail/`: every mail of the demonstration, readable."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from .models import Message


def outbox(request: HttpRequest) -> HttpResponse:
    """List the latest mails, newest first."""
    return render(request, "mail/demo/outbox.html", {"mails": Message.objects.all()[:200]})


def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail with its headers."""
    return render(request, "mail/demo/message.html", {"mail": get_object_or_404(Message, pk=pk)})


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one mail's HTML body for the frame of `message`."""
    mail = get_object_or_404(Message, pk=pk)
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html)
