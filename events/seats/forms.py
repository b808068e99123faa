"""From where somebody comes: asked only where an event has quotas by region or by member."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from coalition.asking import AsksPlainly

from .models import REGION, REPRESENTS, SECTIONS, Quota

ORIGIN = ("government", "region")  # the questions, in their order


class AsksOrigin(AsksPlainly, forms.Form):
    """A form with the questions that the quotas of an event make needed, and no other. Each may be left open."""

    def ask_origin(self, quotas: Iterable[Quota]) -> None:
        """Add the questions that `quotas` need."""
        self.members = {str(quota.government.pk): quota.government for quota in quotas if quota.government}
        regions = any(quota.region for quota in quotas)
        if self.members:
            choices = sorted(((pk, str(member)) for pk, member in self.members.items()), key=lambda choice: choice[1])
            self.fields["government"] = forms.ChoiceField(
                label=REPRESENTS,
                required=False,
                choices=[("", pgettext_lazy("member", "None of these")), *choices],
            )
        if regions:
            self.fields["region"] = forms.ChoiceField(
                label=REGION,
                required=False,
                choices=[("", pgettext_lazy("region", "None of these")), *SECTIONS.choices],
            )

    def origin(self) -> dict[str, Any]:
        """Return from where they come, from clean data, as fields; somebody of a member is of its region."""
        member = self.members.get(self.cleaned_data.get("government", ""))
        region = member.section if member and member.section else self.cleaned_data.get("region", "")
        return {"region": region, "government_id": member.pk if member else None}
