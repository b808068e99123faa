"""What a person was written, on their own page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.privacy.decorators import private_page
from events.registrations import emails
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.views import find_registration, is_elsewhere, own_context

from .models import LetterCopy


@private_page
@require_safe
def letters(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Show what the hosts wrote to this person, newest first."""
    found, language = find_registration(token), get_language() or "en"
    if is_elsewhere(found, short_id):
        return HttpResponseRedirect(f"{emails.own_path(found, language)}letters/")
    copies = LetterCopy.objects.filter(registration=found).select_related("letter").order_by("-letter__sent_at", "-pk")
    written = [
        {"subject": one.letter.subject_in(language), "at": one.letter.sent_at,
         "paragraphs": one.letter.paragraphs(language)}
        for one in copies
    ]  # fmt: skip
    context = own_context(found, token, bool(short_id)) | {"letters": written}
    return render(request, "events/letters.html", context)


def letters_action(found: Registration, own: str) -> Action | None:
    """Lead to what the hosts wrote, where they wrote something."""
    if not LetterCopy.objects.filter(registration=found).exists():
        return None
    return Action(label=_("Messages from the organisers"), url=f"{own}letters/")
