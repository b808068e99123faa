"""The questions of a form in the CMS that says where something is held online."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from events.models import Event

from . import services
from .models import CLOSES_AFTER, LONGEST_AFTER, LONGEST_BEFORE, OPENS_BEFORE, ROOM_FIELDS, OnlineRoom


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
        label=_("Joining link"),
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
    room_closes_after_minutes = forms.IntegerField(
        label=_("Minutes after the planned end when the room closes"),
        min_value=0,
        max_value=LONGEST_AFTER,
        required=False,
        initial=CLOSES_AFTER,
    )
    room_captions = SecureAddressField(
        label=_("Address of the live captions"),
        help_text=_("If there are live captions: a button on the page of the room leads people to them."),
    )

    def show_room(self, room: OnlineRoom) -> None:
        self.initial.update({f"room_{name}": getattr(room, name) for name in ROOM_FIELDS})

    def save_room(self, event: Event, part: UUID | None = None) -> None:
        """Keep what was typed, where it is another than before. An empty number stands for its default."""
        typed = {name: self.cleaned_data.get(f"room_{name}") for name in ROOM_FIELDS}
        default = OnlineRoom()
        room = {name: getattr(default, name) if value is None else value for name, value in typed.items()}
        stored = services.room_of(event, part)
        if any(getattr(stored, name) != value for name, value in room.items()):
            services.set_room(event=event, part=part, **room)
