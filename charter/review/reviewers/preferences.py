"""What a reviewer chooses on the account page of the CMS."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from charter.review import permissions
from charter.review.reviewers.models import ReviewPreference


class ReviewPreferenceForm(forms.ModelForm):
    class Meta:
        model = ReviewPreference
        fields = ("told_of_new",)


class ReviewPanel(BaseSettingsPanel):
    name = "review"
    title = gettext_lazy("Signatures of the charter")
    tab = notifications_tab
    order = 200
    form_class = ReviewPreferenceForm

    def is_active(self) -> bool:
        return permissions.may_review(self.user)

    def get_form(self) -> Any:
        """Return the form of this account's row, which is made when it is first saved."""
        row = ReviewPreference.objects.filter(user=self.user).first() or ReviewPreference(user=self.user)
        typed = self.request.POST if self.request.method == "POST" else None
        return ReviewPreferenceForm(typed, instance=row, prefix=self.name)
