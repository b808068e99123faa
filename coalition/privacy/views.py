"""The two pages by which lost secret links are mailed again: one form, and one answer for every address."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from . import inquiries
from .decorators import private_page
from .email_addresses import AddressField, normalise
from .forms import ProtectedForm


class LostLinkForm(ProtectedForm):
    scope = "code"
    asks = {"email": _("Enter your email address.")}
    email = AddressField(
        label=_("Your email address"), widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"})
    )


@method_decorator(private_page, name="dispatch")  # type: ignore[arg-type]  # they answer with an HttpResponse
class LostLinkView(FormView[LostLinkForm]):
    """Ask for an address. `task` is what the worker answers it with: it gets `contact_email`, whoever's it is.

    `sent` names the address of the page that follows; an `extra_context` is for the app's own template.
    """

    form_class = LostLinkForm
    task = ""
    sent = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: LostLinkForm) -> HttpResponse:
        inquiries.ask(self.task, contact_email=normalise(form.cleaned_data["email"]))
        return redirect(self.sent)


@method_decorator(private_page, name="dispatch")  # type: ignore[arg-type]  # they answer with an HttpResponse
class LinkSentView(TemplateView):
    """Say that the links are on their way, if there are any."""
