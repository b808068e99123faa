"""Write to the network. HTTP only: no address of the team stands in a page, and a GET changes nothing."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy.decorators import private_page
from coalition.privacy.email_addresses import AddressField
from coalition.privacy.forms import ProtectedForm

from . import services
from .models import LONGEST_TEXT, ContactMessage, ContactTopic, Topic
from .personal_data import RETENTION
from .services import LETTERS


class ContactForm(ProtectedForm):
    """Write to the network. The address is optional: without one there is no answer."""

    scope = "contact"

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Topic,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your message is about."),
                        "invalid_choice": _("Choose what your message is about.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Enter your message.")},
    )
    name = forms.CharField(
        label=pgettext_lazy("of a person", "Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    email = AddressField(
        label=_("Your email address"),
        required=False,
        help_text=_("Leave it empty if you want no answer."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )
    safely = forms.CharField(
        label=_("How can we answer you safely?"),
        max_length=300,
        required=False,
        help_text=_("For example: write in neutral words, or only in the morning."),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["topic", "text", "name", "email", "safely"])

    def save(self) -> ContactMessage:
        typed = {name: self.cleaned_data[name] for name in ("topic", "text", "name", "email", "safely")}
        language = get_language() or settings.LANGUAGE_CODE
        return services.write(language=language, **typed)


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
