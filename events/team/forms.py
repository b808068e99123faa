"""How forms name the accounts of a team."""

from typing import Any

from django import forms


class Accounts(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())
