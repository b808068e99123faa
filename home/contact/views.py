"""Write to the network. HTTP only: no address of the team stands in a page, and a GET changes nothing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy.decorators import private_page
from home.contact.forms import ContactForm
from home.contact.models import ContactMessage, ContactTopic, Topic
from home.contact.personal_data import RETENTION
from home.contact.services import LETTERS


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form, with the topic of `?topic=` chosen, or take it and lead to the page that confirms."""
    asked = request.GET.get("topic", "")
    initial = {"topic": asked} if asked in Topic else {}
    form = ContactForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        return redirect("home:contact_sent", form.save().reference)
    return _page(request, "form", form=form, kept_days=RETENTION.days)


@private_page
@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the message arrived, and what happens next. Nothing that was typed is repeated."""
    if set(reference) - set(LETTERS):
        raise Http404
    message = get_object_or_404(ContactMessage, reference=reference)
    days = ContactTopic.objects.values_list("days", flat=True).get(topic=message.topic)
    return _page(request, "sent", message=message, days=days)


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    way = [{"title": gettext("Home"), "url": f"/{get_language()}/"}]
    return render(request, f"home/contact/{name}.html", {"breadcrumb": way, "neutral": True, **context})
