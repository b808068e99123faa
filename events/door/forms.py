"""What is asked at a door."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.form_messages import AsksPlainly

from . import services
from .models import Door


class DoorForm(AsksPlainly, forms.ModelForm):
    asks = {"name": _("Enter a name for the door."), "kind": _("Choose what the door leads to.")}

    session = forms.TypedChoiceField(
        label=pgettext_lazy("of a programme", "Session"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("If its places are limited, only people who have one are let in."),
    )

    class Meta:
        model = Door
        fields = ["name", "kind", "session", "shows_names"]
        labels = {"name": _("Name of the door"), "kind": _("What it leads to")}
        help_texts = {
            "name": _("For example: Main entrance."),
            "kind": _("A person checked in at one entrance is checked in at all of them. A session counts separately."),
            "shows_names": _(
                "Devices also keep names, so that people can be found by name without a network. Otherwise "
                "they keep only codes that nobody can read."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices := services.offered(self.instance.event):
            self.fields["session"].choices = [("", "---------"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["session"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("session") and cleaned.get("kind") == Door.Kind.ENTRANCE:
            self.add_error("session", _("Only a door for a session can be linked to a session."))
            cleaned["session"] = None
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Let the model's own check of a second door of the same name see the event, which no field asks for."""
        return super()._get_validation_exclusions() - {"event"}  # type: ignore[misc]


class DeviceForm(AsksPlainly, forms.Form):
    asks = {"device": _("Enter a name for this device.")}

    device = forms.CharField(
        label=_("Name of this device"),
        max_length=40,
        help_text=_("For example: Phone of Awa. It tells people at other doors who checked somebody in."),
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )


class SearchForm(AsksPlainly, forms.Form):
    asks = {"text": _("Enter a name or a code.")}

    text = forms.CharField(
        label=pgettext_lazy("at a door", "Name or code of the ticket"),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
