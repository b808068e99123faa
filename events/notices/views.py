"""The page where somebody chooses their reminders."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coalition.asking import AsksPlainly
from coalition.privacy.decorators import private_page
from events.models import Reminder
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_context

from . import services


class RemindersForm(AsksPlainly, forms.Form):
    """One mark for each email that the event offers: its reminders, and the thanks after it."""

    reminders = forms.MultipleChoiceField(
        label=gettext_lazy("Send me an email"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: list[Reminder], thanks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reminders"]
        field.choices = [(kind.value, kind.label) for kind in offered]
        if thanks:
            field.choices += [
                (
                    services.THANKS,
                    gettext_lazy("afterwards, if I was there: thanks, with my certificate and the recording"),
                )
            ]


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("reminders/")
def reminders(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show which reminders they get; on POST keep what they chose."""
    kinds = services.offered(found.event)
    options: dict[str, Any] = {"offered": kinds, "thanks": found.event.thanks}
    form = RemindersForm(**options, initial={"reminders": services.wanted(found)})
    if request.method == "POST":
        form = RemindersForm(request.POST, **options)
        if form.is_valid():
            services.choose(registration=found, wanted=set(form.cleaned_data["reminders"]))
            return HttpResponseRedirect(f"{request.path}?saved")
    context = {**own_context(found, token, bool(short_id)), "form": form, "saved": "saved" in request.GET}
    context["offered"] = kinds or found.event.thanks
    return render(request, "events/reminders.html", context, status=422 if form.errors else 200)


def reminders_action(found: Registration, own: str) -> Action | None:
    event = found.event
    over = event.last_end + (services.THANKS_UNTIL if event.thanks else timedelta()) <= timezone.now()
    if found.state == Registration.State.CANCELLED or over or not (services.offered(event) or event.thanks):
        return None
    return Action(label=_("Reminders"), url=f"{own}reminders/")
