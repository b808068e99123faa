"""The CMS's forms of a programme."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from coalition.cms import edit_conflicts
from coalition.typed import key_of
from events.languages import language_name
from events.models import Event
from events.online import services as rooms
from events.online.forms import AsksRoom
from events.online.models import ROOM_FIELDS, OnlineRoom
from events.team.permissions import events_of, runs
from events.team.policies import ForgetsRefused

from .drafts import in_use
from .models import LANGUAGES, Programme, Room, Session, Speaker, Track
from .release import forget_rooms


class KnowsItsVersion(edit_conflicts.KnowsItsVersion):
    @classmethod
    def snapshot(cls, row: Any) -> list[Any]:
        found = super().snapshot(row)
        if isinstance(row, Session):
            rooms = OnlineRoom.objects.filter(part=row.guid).order_by("pk")
            found.append(list(rooms.values_list(*ROOM_FIELDS)))
        return found


class LockedEditView(edit_conflicts.LockedEditView):
    """An editor whose row stays as it was compared until it is saved."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.object, Session):  # its programmes first, as everywhere
            keys = {self.object.programme_id, key_of(request.POST.get("programme", ""))} - {None}
            list(Programme.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        return super().post(request, *args, **kwargs)


OF_ITS_TEAM = _("Only the event’s team can edit its programme.")


def language_choices() -> list[tuple[str, str]]:
    """Return every spoken and signed language, by name in the language of whoever looks."""
    return [("", "---------"), *((code, language_name(code)) for code in LANGUAGES)]


class Offering(ForgetsRefused, forms.ModelForm):
    """Who speaks: only whom their programme has, `offered`."""

    offered: QuerySet[Speaker]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["speaker"]
        field.queryset = self.offered
        field.error_messages["invalid_choice"] = _("Choose one that belongs to this programme.")


class OfOwnProgramme(ForgetsRefused, KnowsItsVersion):
    """A part of a programme that its editor may write: that of an event that they run."""

    def clean_programme(self) -> Programme:
        programme: Programme = self.cleaned_data["programme"]
        if self.for_user and not runs(self.for_user, programme.event):
            raise forms.ValidationError(OF_ITS_TEAM)
        return programme


class SessionForm(AsksRoom, OfOwnProgramme):
    """Offers the rooms, tracks and speakers of the session's own programme, once that is known.

    Where it is held online is kept apart from the session (events.rooms).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self._programmes()
        fields: Any = self.fields
        fields["room"].queryset = Room.objects.filter(programme__in=offered)
        fields["track"].queryset = Track.objects.filter(programme__in=offered)
        if formset := self.formsets.get("session_speakers"):  # each row, a new one too
            speakers = Speaker.objects.filter(programme__in=offered)
            formset.form = type("OfferingForm", (Offering, formset.form), {"offered": speakers})
        if self.instance.pk:
            self.show_room(rooms.room_of(self.instance.programme.event, self.instance.guid))
        if address := self.fields.get("room_address"):
            address.help_text = _(
                "For a session with its own online room: people with a seat, or a place in it, enter by a button "
                "in their agenda. The address is never shown, and you can change it until the end."
            )

    def _programmes(self) -> QuerySet[Programme]:
        """Return the programme of the session, or those that its editor may write while it has none."""
        if own := self.instance.programme_id:
            return Programme.objects.filter(pk=own)
        rows = Programme.objects.all()
        return rows.filter(event__in=events_of(self.for_user)) if self.for_user else rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if programme := cleaned.get("programme"):
            self._refuse_others(programme)
        return cleaned

    def _refuse_others(self, programme: Programme) -> None:
        """Refuse who belongs to another programme: no version of this one would name them."""
        formset = self.formsets.get("session_speakers")
        kept = [form for form in formset.forms if form not in formset.deleted_forms] if formset else []
        for form in kept if formset and formset.is_valid() else []:
            chosen = form.cleaned_data.get("speaker")
            if chosen and chosen.programme_id != programme.pk:
                form.add_error("speaker", _("Choose one that belongs to this programme."))

    @transaction.atomic
    def save(self, commit: bool = True) -> Session:
        session: Session = super().save(commit)
        if commit:
            self.save_room(session.programme.event, session.guid)
            for left in Programme.objects.filter(pk=self.initial.get("programme")).exclude(pk=session.programme_id):
                forget_rooms(programme=left)
        return session


class ProgrammeForm(ForgetsRefused, KnowsItsVersion):
    """Refuses to take away rooms and tracks that sessions need."""

    def clean_event(self) -> Event:
        event: Event = self.cleaned_data["event"]
        if self.for_user and not runs(self.for_user, event):
            raise forms.ValidationError(OF_ITS_TEAM)
        return event

    def clean_documents_to(self) -> str:
        """Return where documents go. Raises ValidationError for what is neither an email nor a secure web address."""
        typed: str = self.cleaned_data["documents_to"].strip()
        if not typed:
            return ""
        valid = URLValidator(schemes=["https"]) if "://" in typed else EmailValidator()
        try:
            valid(typed)
        except forms.ValidationError:
            told = _(
                "Enter an email address, such as programme@town.example, or a web address that begins with https://."
            )
            raise forms.ValidationError(told) from None
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for formset in self.formsets.values():
            for form in formset.deleted_forms if formset.is_bound else ():
                if form.instance.pk and (sessions := in_use(form.instance)):
                    message = _("%(name)s is used by sessions: %(sessions)s. Change these first.")
                    words = {"name": form.instance, "sessions": sessions}
                    self.add_error(None, forms.ValidationError(message, code="used", params=words))
        return cleaned
