"""The questions of a form in the CMS that says where something is held online."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from events.models import Event

from . import bigbluebutton, providers, services
from .models import LONGEST_BEFORE, OPENS_BEFORE, OnlineRoom

FIELDS = ("room_address", "room_opens_before", "room_captions", "room_ours")


class SecureAddressField(forms.URLField):
    """An address that begins with https, or none."""

    default_error_messages = {"invalid": _("Give an address that begins with https://.")}
    default_validators = [URLValidator(schemes=["https"])]

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"required": False, "max_length": 500, "assume_scheme": "https"}
        super().__init__(**options | kwargs)


class AsksRoom(forms.Form):
    """A form that also says where an event, or one part of it, is held online. Nothing else ever shows the address."""

    room_address = SecureAddressField(
        label=_("Address of the room"),
        help_text=_(
            "People with an online seat enter by a button on their own page: the address is never shown. You "
            "can change it until the end, and no email is sent."
        ),
    )
    room_opens_before = forms.IntegerField(
        label=_("Minutes before the start when the room opens"),
        min_value=0,
        max_value=LONGEST_BEFORE,
        required=False,
        initial=OPENS_BEFORE,
    )

    room_captions = SecureAddressField(
        label=_("Address of the live captions"),
        help_text=_("If there are live captions: a button on the live page leads people to them."),
    )

    room_ours = forms.ChoiceField(
        label=_("Our own online room"),
        required=False,
        choices=[
            ("", _("None: people are led to the address above")),
            (providers.OURS, _("A BigBlueButton room that is never recorded")),
            (providers.RECORDED, _("A BigBlueButton room that hosts may record")),
        ],
        help_text=_("It is made when the first person enters. Leave the address above empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not bigbluebutton.is_offered():
            self.fields.pop("room_ours", None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("room_ours") and cleaned.get("room_address"):
            self.add_error("room_ours", _("Choose one: an address, or our own online room."))
        return cleaned

    def show_room(self, room: OnlineRoom) -> None:
        address, ours = ("", room.address) if providers.is_ours(room) else (room.address, "")
        values = address, room.opens_before, room.captions, ours
        self.initial.update(zip(FIELDS, values, strict=True))

    def save_room(self, event: Event, part: UUID | None = None) -> None:
        """Keep what was typed, where it is another than before."""
        typed: dict[str, Any] = self.cleaned_data
        opens_before = typed["room_opens_before"]
        stored = services.room_of(event, part)
        ours = typed.get("room_ours", "")
        if "room_ours" not in self.fields and not typed["room_address"] and providers.is_ours(stored):
            ours = stored.address  # the server is not set for now
        room = {
            "address": ours or typed["room_address"],
            "opens_before": OPENS_BEFORE if opens_before is None else opens_before,
            "captions": typed["room_captions"],
        }
        if any(getattr(stored, name) != value for name, value in room.items()):
            services.set_room(event=event, part=part, **room)
