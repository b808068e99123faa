"""Messages to those registered, in the CMS: written, looked at as each reader will get them, sent once."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.widgets import HeaderButton

from coalition import dates
from coalition.languages.names import direction
from coalition.languages.words import local_name
from coalition.mail import rendering
from coalition.mail.models import Message, OutgoingQuerySet
from coalition.privacy import discretion
from events.models import Event, Reminder
from events.registrations.emails import about
from events.registrations.models import Registration, SeatCategory
from events.team.permissions import events_of
from events.team.policies import EventScreen, OfEvent

from . import emails, reminders
from . import letters as messages_letters
from .forms import LetterForm
from .models import Letter

PAGES = "events_letters"
DISCARD = "discard"  # the button that deletes a draft
CHANGED = gettext_lazy("Somebody changed this message while you looked at it. Read it again.")
KEPT = gettext_lazy(
    "Somebody else changed, sent or deleted this message while you wrote, so nothing was saved. Copy what you typed, "
    "and open the message again."
)


class OfLetter(OfEvent):
    """Of one event, which the address names, or the letter in it."""

    @cached_property
    def letter(self) -> Letter:
        rows = Letter.objects.select_related("event", "written_by", "sent_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"], event__in=events_of(self.request.user))

    @cached_property
    def event(self) -> Event:
        if "pk" in self.kwargs:
            return self.letter.event
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["event"])

    @property
    def list_url(self) -> str:
        return reverse(f"{PAGES}:list", args=[self.event.pk])


class LettersPage(OfLetter, EventScreen):
    tab = "letters"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {"url": self.list_url, "label": _("Messages")}, here]


class ListView(LettersPage, TemplateView):
    """Messages that hosts wrote, and what is sent automatically."""

    template_name = "cms/page.html"
    page_title = gettext_lazy("Messages to those registered")
    extra_context = {"empty": gettext_lazy("Nobody has written to those registered yet.")}

    @cached_property
    def header_buttons(self) -> list[Any]:
        url = reverse(f"{PAGES}:new", args=[self.event.pk])
        return [HeaderButton(label=_("Write to those registered"), url=url, icon_name="mail")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = Table(
            [
                TitleColumn("subject", label=_("Subject"), accessor=str, url_name=f"{PAGES}:letter"),
                Column("state", label=_("State"), accessor=_state),
                Column("told", label=_("People told"), accessor=_told),
            ],
            Letter.objects.filter(event_id=self.event.pk).select_related("sent_by", "written_by"),
            caption=self.page_title,
        )
        coming = Table(
            [
                Column("name", label=_("Email")),
                Column("at", label=_("When"), accessor=lambda mail: dates.moment(mail["at"])),
                Column("number", label=_("People so far")),
                Column("readers", label=_("Preview"), accessor=_previews),
            ],
            self.coming(),
            caption=_("What is sent automatically"),
        )
        return super().get_context_data(**kwargs) | {"tables": [letters, coming] if coming.data else [letters]}

    def coming(self) -> list[dict[str, Any]]:
        """Return what leaves by itself: what it is, when, to how many, and where it is read before in each language."""
        names = {kind.value: _("Reminder, %(when)s") % {"when": kind.label} for kind in Reminder}
        names[reminders.THANKS] = _("Thanks after the event")
        return [
            {"name": names[key], "at": at, "number": number, "readers": [
                {"code": code, "name": local_name(code),
                 "url": reverse(f"{PAGES}:coming", args=[self.event.pk, key, code])}
                for code, _name in settings.LANGUAGES
            ]}
            for key, at, number in reminders.coming(self.event, timezone.now())
        ]  # fmt: skip


def _state(letter: Letter) -> str:
    if letter.sent_at is None:
        return pgettext("message", "Draft")
    sent = _("Sent: %(day)s") % {"day": dates.moment(letter.sent_at)}
    return f"{sent} · {letter.sent_by}" if letter.sent_by else sent


def _told(letter: Letter) -> str:
    if not letter.is_sent:
        return "–"
    return f"{letter.number}" if letter.is_told else f"{letter.number} ({pgettext('message', 'being sent')})"


def _previews(mail: dict[str, Any]) -> SafeString:
    link = '<a href="{}" target="_blank" rel="noopener"><bdi lang="{}">{}</bdi></a>'
    return format_html_join(" · ", link, ((one["url"], one["code"], one["name"]) for one in mail["readers"]))


class NewView(LettersPage, FormView):
    """Write one: it is kept as a draft, and looked at before it is sent."""

    form_class = LetterForm
    template_name = "cms/page.html"
    page_title = gettext_lazy("Write to those registered")
    extra_context = {
        "help": gettext_lazy(
            "Nothing is sent yet: next you see the email as each reader gets it, and how many people are told."
        ),
        "submit_label": pgettext_lazy("button", "Save and preview"),
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event}

    def form_valid(self, form: LetterForm) -> HttpResponse:
        return redirect(f"{PAGES}:letter", self.write(form).pk)

    def write(self, form: LetterForm) -> Letter:
        return messages_letters.write(event=self.event, by=self.request.user, words=form.words())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back": self.list_url}


class EditView(NewView):
    """Change a draft. Who wrote while somebody else did something with it is told, and what was typed is kept."""

    page_title = gettext_lazy("Change the message")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"letter": self.letter}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.letter.is_sent:
            return redirect(f"{PAGES}:letter", self.letter.pk)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: LetterForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except (messages_letters.Changed, messages_letters.AlreadySent, messages_letters.Discarded):
            form.add_error(None, str(KEPT))
            return self.form_invalid(form)

    def write(self, form: LetterForm) -> Letter:
        seen = form.cleaned_data["version"]
        return messages_letters.write(
            event=self.event, by=self.request.user, words=form.words(), letter=self.letter, seen=seen
        )


class LetterView(LettersPage, TemplateView):
    """The message as it will be sent, or was, in each language with the number of its readers; POST sends it."""

    template_name = "events/cms/mails.html"

    def get_page_title(self) -> str:
        return str(self.letter)

    @cached_property
    def header_buttons(self) -> list[Any]:
        if self.letter.is_sent:
            return []
        url = reverse(f"{PAGES}:edit", args=[self.letter.pk])
        return [HeaderButton(label=_("Change the message"), url=url, icon_name="edit")]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if DISCARD in request.POST:
            return self.discard(request)
        try:
            messages_letters.send(letter=self.letter, by=request.user, seen=request.POST.get("version", ""))
        except messages_letters.AlreadySent:
            messages.success(request, _("This message was sent already. Nobody gets it twice."))
        except messages_letters.Changed:
            messages.error(request, CHANGED)
        except messages_letters.Discarded:
            messages.error(request, _("This draft was deleted meanwhile, so nobody was written to."))
            return redirect(self.list_url)
        except messages_letters.NobodyToTell:
            messages.error(request, _("No registered person matches your choice, so this message would go to no one."))
        else:
            messages.success(request, _("The message is on its way."))
        return redirect(f"{PAGES}:letter", self.letter.pk)

    def discard(self, request: HttpRequest) -> HttpResponse:
        try:
            with suppress(messages_letters.Discarded):  # by somebody else: that is as good
                messages_letters.discard(letter=self.letter, by=request.user, seen=request.POST.get("version", ""))
        except messages_letters.AlreadySent:
            messages.error(request, _("This message was sent already, so it stays."))
        except messages_letters.Changed:
            messages.error(request, CHANGED)
            return redirect(f"{PAGES}:letter", self.letter.pk)
        else:
            messages.success(request, _("The draft is deleted."))
        return redirect(self.list_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.letter
        people = letter.told if letter.is_sent else messages_letters.audience(letter)
        number, hidden = sum(people.values()), {"version": letter.version}
        discard = pgettext("button", "Delete the draft")
        to_nobody = [{"label": discard, "name": DISCARD, "value": 1, "hidden": hidden}]  # it has no other button
        return super().get_context_data(**kwargs) | {
            "help": how_many(number, sent=letter.is_sent),
            "warning": _("The emails are still being sent.") if letter.is_sent and not letter.is_told else "",
            "details": [(_("People"), " · ".join(to_whom(letter))), (_("State"), _state(letter))],
            "submit_label": pgettext("button", "Send now") if number and not letter.is_sent else "",
            "second_label": discard,
            "second_name": DISCARD,
            "hidden": hidden,
            "other_forms": [] if number or letter.is_sent else to_nobody,
            "mails": [_reader(letter, code, people.get(code, 0)) for code in letter.languages],
            "offers_discretion": discretion.is_offered(),
        }


def how_many(number: int, *, sent: bool) -> str:
    if sent:
        words = ngettext("%(number)d person was told.", "%(number)d people were told.", number)
    else:
        words = ngettext("%(number)d person will be told.", "%(number)d people will be told.", number)
    return words % {"number": number}


def to_whom(letter: Letter) -> list[str]:
    states = [str(Registration.State(state).label) for state in letter.states]
    seats = SeatCategory.objects.filter(pk__in=letter.categories).order_by("pk")
    return [*states, *(str(category) for category in seats)]


def _reader(letter: Letter, code: str, number: int) -> dict[str, Any]:
    return {
        "language": code,
        "name": local_name(code),
        "direction": direction(code),
        "number": number,
        "borrowed": not letter.text.get(code),
        "subject": letter.subject_in(code),
        "url": reverse(f"{PAGES}:preview", args=[letter.pk, code]),
    }


class PreviewView(OfLetter):
    """The mail by itself, for the frame of its page: as a reader of one language gets it, discreet or not."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = self.kwargs["language"]
        category = SeatCategory.objects.filter(event_id=self.event.pk, pk__in=self.letter.categories).first()
        if language not in dict(settings.LANGUAGES) or category is None:
            raise Http404
        state = self.letter.states[0]
        sample = Registration(event=self.event, category=category, state=state, language=language)
        sample.discreet = "discreet" in request.GET
        return rendering.framed(emails.preview(self.letter, sample, discreet=sample.discreet).html)


class ComingView(OfLetter):
    """A reminder or the thanks by itself, as a reader of one language will get it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language, key = self.kwargs["language"], self.kwargs["key"]
        category = SeatCategory.objects.filter(event_id=self.event.pk).order_by("pk").first()
        known = {*map(str, reminders.offered(self.event)), reminders.THANKS}
        if language not in dict(settings.LANGUAGES) or key not in known or category is None:
            raise Http404
        state = Registration.State.CONFIRMED
        sample = Registration(event=self.event, category=category, state=state, language=language)
        return rendering.framed(emails.preview_of(self.event, key, sample).html)


def letter_addresses() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:event>/", ListView.as_view(), name="list"),
        path("<int:event>/new/", NewView.as_view(), name="new"),
        path("<int:event>/coming/<slug:key>/<slug:language>/", ComingView.as_view(), name="coming"),
        path("letter/<int:pk>/", LetterView.as_view(), name="letter"),
        path("letter/<int:pk>/edit/", EditView.as_view(), name="edit"),
        path("letter/<int:pk>/as-read/<slug:language>/", PreviewView.as_view(), name="preview"),
    ]
    return [path("event-letters/", include((pages, PAGES)))]


ON_A_PAGE = 50
State = Message.State
# Of a mailbox that nobody has proven these are told alike: two of them would tell that it uses this site.
TOLD_ALIKE = (State.QUEUED, State.SENDING, State.HANDING_OVER, State.SENT, State.SUPPRESSED, State.OVER_BUDGET)


REGISTRATION, SEAT, ENDED = (
    gettext_lazy("Registration"),
    gettext_lazy("A free seat"),
    gettext_lazy("Registration cancelled"),
)
CHANGE, SPEAKING = gettext_lazy("Change of the event"), gettext_lazy("Speaking at the event")
KINDS = {  # in words: their subjects are not told, since that of a discreet one differs
    **dict.fromkeys(("registration", "again", "swapped", "declined", "code"), REGISTRATION),
    "seat": SEAT,
    "ended": ENDED,
    "changed": CHANGE,
    "speaker": SPEAKING,
    "invitation": gettext_lazy("Invitation"),
    "letter": gettext_lazy("Message from the hosts"),
    "reminder": gettext_lazy("Reminder"),
    "thanks": gettext_lazy("Thanks after the event"),
}


def kind_of(template: str) -> str:
    """Return what an email of `template` is about, in the active language."""
    return str(KINDS[template.removeprefix("events/mail/")])


def mails_of(event: Event) -> OutgoingQuerySet[Message]:
    """Return the emails about `event`, newest first, without their words: they hold personal links.

    What went to an address that somebody typed and its holder never confirmed is not among them, but for what the
    hosts themselves sent there.
    """
    return Message.objects.filter(about=about(event)).defer("html", "text", "context", "attachments")


class MailsView(EventScreen, TemplateView):
    """The emails, newest first."""

    tab = "letters"
    permission = "events.view_registration"
    template_name = "cms/page.html"
    page_title = gettext_lazy("Emails of this event")
    extra_context = {"empty": gettext_lazy("No email of this event is kept. They are listed for 90 days.")}
    columns = [
        Column("to", label=gettext_lazy("Email"), accessor=lambda mail: mail.to or "–"),
        Column("kind", label=pgettext_lazy("column of emails", "About"), accessor=lambda mail: kind_of(mail.template)),
        Column("at", label=gettext_lazy("When"), accessor=lambda mail: _mail_at(mail)),
        Column("state", label=gettext_lazy("State"), accessor=lambda mail: _mail_state(mail)),
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(mails_of(self.event), ON_A_PAGE).get_page(self.request.GET.get("p"))
        tables = [Table(self.columns, list(page), caption=self.page_title)]
        return super().get_context_data(**kwargs) | {"page_obj": page, "tables": tables}


def told_alike(mail: Message) -> bool:
    return bool(mail.unasked and mail.state in TOLD_ALIKE)


def _mail_at(mail: Message) -> str:
    return dates.moment(mail.created_at if told_alike(mail) else mail.sent_at or mail.created_at)


def _mail_state(mail: Message) -> str:
    return _("sent, or on its way") if told_alike(mail) else str(mail.get_state_display())


def mail_addresses() -> list[URLPattern | URLResolver]:
    return [path("event-emails/", include(([path("<int:event>/", MailsView.as_view(), name="list")], "events_mails")))]
