"""What the staff types about commitments: its decision on evidence, and evidence that it found itself."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser

from charter.acts.forms import date_input, not_to_come
from coalition.resources.models import Resource


class AcceptForm(forms.Form):
    """The place of the evidence in the library: a resource that is there, or none."""

    resource = forms.ModelChoiceField(
        Resource.objects.newest(),
        label=_("Resource of the library"),
        required=False,
        widget=AdminSnippetChooser(Resource),
        help_text=_("The public reads its page. Without a resource, the link that was sent is shown."),
    )


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Emailed to the town hall as you write it, when it sent the evidence."),
        error_messages={"required": _("Write the reason: the town hall reads it.")},
    )


class EvidenceForm(forms.Form):
    """Evidence that the staff found, or got by another way than the report."""

    dated = forms.DateField(
        label=_("Done on"),
        widget=date_input(),
        help_text=_("The day on which the deliverable was finished or held."),
    )
    resource = forms.ModelChoiceField(
        Resource.objects.newest(),
        label=_("Resource of the library"),
        required=False,
        widget=AdminSnippetChooser(Resource),
    )
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown in public once it is accepted. Name no person."),
    )
    language = forms.ChoiceField(label=_("Language of the description"), choices=settings.LANGUAGES)

    def clean_dated(self) -> date:
        return not_to_come(self.cleaned_data["dated"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors and not any(answers.get(name) for name in ("resource", "url", "description")):
            raise forms.ValidationError(_("Give a resource, an address or a description."))
        return answers
