"""What a person was written, on their own page."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.form_messages import AsksPlainly
from coalition.privacy.decorators import private_page
from events.models import Reminder
from events.registrations.models import Registration
from events.registrations.own_page import Action, opened_by_link, own_context

from . import reminders as services
from .models import LetterCopy


@private_page
@require_safe
@opened_by_link("letters/")
def letters(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show what the hosts wrote to this person, newest first."""
    language = get_language() or "en"
    copies = LetterCopy.objects.filter(registration=found).select_related("letter").order_by("-letter__sent_at", "-pk")
    written = [
        {"subject": one.letter.subject_in(language), "at": one.letter.sent_at,
         "paragraphs": one.letter.paragraphs(language)}
        for one in copies
    ]  # fmt: skip
    context = own_context(found, token, bool(short_id)) | {"letters": written}
    return render(request, "events/letters.html", context)


def letters_action(found: Registration, own: str) -> Action | None:
    if not LetterCopy.objects.filter(registration=found).exists():
        return None
    return Action(label=_("Messages from the organisers"), url=f"{own}letters/")


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
@opened_by_link("reminders/")
def choose_reminders(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
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
