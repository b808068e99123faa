"""What a person was written, on their own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.privacy.decorators import private_page
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_context

from .models import LetterCopy


@private_page
@require_safe
@own_page("letters/")
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
