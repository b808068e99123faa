"""Who runs an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly
from events.models import Event
from events.team import services


class Accounts(forms.ModelMultipleChoiceField):
    """Accounts, each by the name of its person."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())


class TeamForm(AsksPlainly, forms.Form):
    """The accounts that see the people of an event."""

    asks = {"users": _("Choose at least one person.")}

    users = Accounts(
        label=_("Team"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these people, and the committee, see who registered and work at the doors."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].queryset = services.candidates()  # type: ignore[attr-defined]
        self.initial["users"] = list(event.team.filter(user__isnull=False).values_list("user_id", flat=True))
