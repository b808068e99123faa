"""Messages to those registered, in the CMS: written, looked at as each reader will get them, sent once."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from coalition.mail import frame
from coalition.privacy import discretion
from events.models import Event
from events.registrations.models import Registration, SeatCategory
from events.registrations.permissions import may_change_registrations
from events.team.permissions import events_of

from . import emails, services
from .forms import LetterForm
from .models import Letter

PAGES = "events_letters"


class OfEvent(View):
    """Opens to who may write to the people of the event, for the events that they run."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_registrations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def letter(self) -> Letter:
        """The letter that the address names."""
        rows = Letter.objects.select_related("event", "written_by", "sent_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"], event__in=events_of(self.request.user))

    @cached_property
    def event(self) -> Event:
        """The event that the address names, or that the letter is about."""
        if "pk" in self.kwargs:
            return self.letter.event
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["event"])

    @property
    def list_url(self) -> str:
        """Where all messages of the event are."""
        return reverse(f"{PAGES}:list", args=[self.event.pk])


class LettersPage(WagtailAdminTemplateMixin, OfEvent):
    """A page about the messages of one event."""

    header_icon = "mail"

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}
        mine = {"url": self.list_url, "label": _("Messages")}
        return [*self.breadcrumbs_items, events, mine, {"url": "", "label": self.get_page_title()}]


class ListView(LettersPage, TemplateView):
    """What was written, and to how many."""

    template_name = "events/cms/letters.html"
    page_title = gettext_lazy("Messages to those registered")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = Letter.objects.filter(event_id=self.event.pk).select_related("sent_by", "written_by")
        new_url = reverse(f"{PAGES}:new", args=[self.event.pk])
        return super().get_context_data(**kwargs) | {"letters": letters, "new_url": new_url, "event": self.event}


class NewView(LettersPage, FormView):
    """Write one: it is kept as a draft, and looked at before it is sent."""

    form_class = LetterForm
    template_name = "events/cms/letter_form.html"
    page_title = gettext_lazy("Write to those registered")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event}

    def form_valid(self, form: LetterForm) -> HttpResponse:
        return redirect(f"{PAGES}:letter", self.write(form).pk)

    def write(self, form: LetterForm) -> Letter:
        """Keep what was written."""
        return services.write(event=self.event, by=self.request.user, words=form.words())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back": self.list_url}


class EditView(NewView):
    """Change a draft."""

    page_title = gettext_lazy("Change the message")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"letter": self.letter}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_change_registrations(request.user) and self.letter.is_sent:
            return redirect(f"{PAGES}:letter", self.letter.pk)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: LetterForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except services.AlreadySent:
            return redirect(f"{PAGES}:letter", self.letter.pk)

    def write(self, form: LetterForm) -> Letter:
        return services.write(event=self.event, by=self.request.user, words=form.words(), letter=self.letter)


class LetterView(LettersPage, TemplateView):
    """The message as it will be sent, or was, in each language with the number of its readers; POST sends it."""

    template_name = "events/cms/letter.html"

    def get_page_title(self) -> str:
        return str(self.letter)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.send(letter=self.letter, by=request.user, seen=request.POST.get("version", ""))
        except services.AlreadySent:
            messages.success(request, _("This message was sent already. Nobody gets it twice."))
        except services.Changed:
            messages.error(request, _("Somebody changed this message while you looked at it. Read it again."))
        except services.NobodyToTell:
            messages.error(request, _("No registered person matches your choice, so this message would go to no one."))
        else:
            messages.success(request, _("The message is on its way."))
        return redirect(f"{PAGES}:letter", self.letter.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.letter
        people = letter.told if letter.is_sent else services.audience(letter)
        return super().get_context_data(**kwargs) | {
            "letter": letter,
            "list_url": self.list_url,
            "number": sum(people.values()),
            "told": how_many(sum(people.values()), sent=letter.is_sent),
            "to": to_whom(letter),
            "readers": [_reader(letter, code, people.get(code, 0)) for code in letter.languages],
            "offers_discretion": discretion.is_offered(),
        }


def how_many(number: int, *, sent: bool) -> str:
    """Return how many people are told, or were, in words."""
    if sent:
        words = ngettext("%(number)d person was told.", "%(number)d people were told.", number)
    else:
        words = ngettext("%(number)d person will be told.", "%(number)d people will be told.", number)
    return words % {"number": number}


def to_whom(letter: Letter) -> list[str]:
    """Return the chosen states and seats, by name."""
    states = [str(Registration.State(state).label) for state in letter.states]
    seats = SeatCategory.objects.filter(pk__in=letter.categories).order_by("pk")
    return [*states, *(str(category) for category in seats)]


def _reader(letter: Letter, code: str, number: int) -> dict[str, Any]:
    info = get_language_info(code)
    return {
        "code": code,
        "name": info["name_local"],
        "direction": "rtl" if info["bidi"] else "ltr",
        "number": number,
        "borrowed": not letter.text.get(code),
        "subject": letter.subject_in(code),
        "url": reverse(f"{PAGES}:preview", args=[letter.pk, code]),
    }


class DiscardView(OfEvent):
    """Throw a draft away, on POST."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        event_url = self.list_url
        try:
            services.discard(letter=self.letter)
        except services.AlreadySent:
            messages.error(request, _("This message was sent already, so it stays."))
        else:
            messages.success(request, _("The draft is deleted."))
        return redirect(event_url)


class PreviewView(OfEvent):
    """The mail by itself, for the frame of its page: as a reader of one language gets it, discreet or not."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = self.kwargs["language"]
        category = SeatCategory.objects.filter(event_id=self.event.pk, pk__in=self.letter.categories).first()
        if language not in dict(settings.LANGUAGES) or category is None:
            raise Http404
        state = self.letter.states[0]
        sample = Registration(event=self.event, category=category, state=state, language=language)
        discreet = "discreet" in request.GET
        sample.discreet = discreet
        return frame.framed(emails.preview(self.letter, sample, discreet=discreet).html)
