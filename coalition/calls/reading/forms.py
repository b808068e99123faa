"""What a reader types in the CMS."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coalition.calls.models import Criterion, Proposal, Reading
from coalition.calls.models.calls import MOST_POINTS


class MarksForm(forms.Form):
    """Points for each criterion, and a comment; with what this reader gave before, if they did."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_("For those who decide, and for the other readers once they have given their marks."),
    )

    def __init__(self, *args: Any, proposal: Proposal, reading: Reading, **kwargs: Any) -> None:
        before = {mark.criterion_id: mark.points for mark in reading.marks.all()}
        super().__init__(*args, **kwargs)
        self.initial["comment"] = reading.comment
        self.criteria: list[Criterion] = list(proposal.call.criteria.all())
        for criterion in self.criteria:
            self.fields[self._name(criterion)] = forms.ChoiceField(
                label=str(criterion),
                choices=[("", "—"), *((number, str(number)) for number in range(MOST_POINTS + 1))],
                initial=before.get(criterion.pk),
                error_messages={"required": _("Give 0 to 5 points.")},
            )
        self.order_fields([*(self._name(criterion) for criterion in self.criteria), "comment"])

    @staticmethod
    def _name(criterion: Criterion) -> str:
        return f"points_{criterion.pk}"

    def points(self) -> dict[int, int]:
        return {criterion.pk: int(self.cleaned_data[self._name(criterion)]) for criterion in self.criteria}
