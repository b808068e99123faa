"""The questions of the CMS's form of a speaker that say how they are written to: the team of the event alone."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition import dates
from events.programme.forms import OfOwnProgramme
from events.programme.models import Programme, Speaker, SpeakerContact

from . import speakers

FIELDS = ("contact_email", "contact_language", "contact_discreet")


class AsksContact(forms.Form):
    """A form that also says how a speaker is written to. Nothing else ever shows the address."""

    contact_email = forms.EmailField(
        label=gettext_lazy("Email"),
        required=False,
        max_length=254,
        help_text=gettext_lazy(
            "For the team alone, and erased with the people of the event. Speakers are told of their "
            "sessions, of changes, and reminded a day before."
        ),
    )
    contact_language = forms.ChoiceField(
        label=gettext_lazy("Language of the emails"), required=False, choices=settings.LANGUAGES
    )
    contact_discreet = forms.BooleanField(
        label=gettext_lazy("Discreet emails"),
        required=False,
        help_text=gettext_lazy("They say nothing of the event, only that there is something to read."),
    )

    def show_contact(self, speaker: Speaker) -> None:
        found = SpeakerContact.objects.filter(speaker=speaker).first()
        if found is None:
            return
        self.initial.update(zip(FIELDS, (found.email, found.language, found.discreet), strict=True))
        field = self.fields["contact_email"]
        if told := _told(found):
            field.help_text = f"{field.help_text} {told}"

    def refuse_forgotten(self, programme: Programme) -> None:
        typed = self.cleaned_data.get("contact_email")
        if typed and speakers.is_refused(programme, typed):
            told = _(
                "Whoever reads this mailbox asked not to be written to as a speaker of this event. Ask the speaker for "
                "another address."
            )
            self.add_error("contact_email", told)

    def save_contact(self, speaker: Speaker) -> None:
        typed: dict[str, Any] = self.cleaned_data
        speakers.set_contact(
            speaker=speaker,
            email=typed["contact_email"],
            language=typed["contact_language"] or settings.LANGUAGE_CODE,
            discreet=typed["contact_discreet"],
        )


def _told(contact: SpeakerContact) -> str:
    if contact.told_at is None:
        return ""
    return _("They were written to on %(day)s.") % {"day": dates.day(contact.told_at.date())}


class SpeakerForm(AsksContact, OfOwnProgramme):
    """Who speaks; how they are written to is kept apart from the programme."""

    @classmethod
    def snapshot(cls, row: Any) -> list[Any]:
        contacts = SpeakerContact.objects.filter(speaker=row).values_list("email", "language", "discreet")
        return [*super().snapshot(row), list(contacts)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.show_contact(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if programme := cleaned.get("programme"):
            self.refuse_forgotten(programme)
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Speaker:
        speaker: Speaker = super().save(commit)
        if commit:
            self.save_contact(speaker)
        return speaker
