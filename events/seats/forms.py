"""From where somebody comes: asked only where an event has quotas by region."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from coalition.asking import AsksPlainly

from .models import REGION, SECTIONS, Quota


class AsksOrigin(AsksPlainly, forms.Form):
    """A form that asks from which region somebody comes where a quota needs it. It may be left open."""

    def ask_origin(self, quotas: Iterable[Quota]) -> None:
        if any(quota.region for quota in quotas):
            self.fields["region"] = forms.ChoiceField(
                label=REGION,
                required=False,
                choices=[("", pgettext_lazy("region", "None of these")), *SECTIONS.choices],
            )

    def origin(self) -> dict[str, Any]:
        """Return from where they come, from clean data, as fields."""
        return {"region": self.cleaned_data.get("region", "")}
