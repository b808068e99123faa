"""What waits for a reviewer, on the first page of the CMS."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from charter.ledger.models import Redaction
from charter.signing.models import Signature
from charter.states import STANDING, UNDER_REVIEW, State
from coalition.users.work_panel import Waiting

from . import permissions
from .models import ReviewPreference, TownHallRequest


def waiting_signatures(user: Any) -> list[Waiting]:
    """Return the signatures that wait for a reviewer, by stage, and the acts that are awaited. One query."""
    if not permissions.may_review(user):
        return []
    submitted, checked = Q(state=State.SUBMITTED), Q(state=State.AUTHORITY_CHECKED)
    own, awaited = Q(checked_by=user.pk), Q(state__in=STANDING, ad_referendum_until__isnull=False)
    found = Signature.objects.filter(Q(state__in=UNDER_REVIEW) | awaited).aggregate(
        submitted=Count("pk", filter=submitted),
        submitted_since=Min("submitted_at", filter=submitted),
        publish=Count("pk", filter=checked & ~own),
        publish_since=Min("checked_at", filter=checked & ~own),
        own=Count("pk", filter=checked & own),
        own_since=Min("checked_at", filter=checked & own),
        came=Count("pk", filter=awaited & ~Q(act_file_sha256="")),
        came_until=Min("ad_referendum_until", filter=awaited & ~Q(act_file_sha256="")),
        awaited=Count("pk", filter=awaited & Q(act_file_sha256="")),
        awaited_until=Min("ad_referendum_until", filter=awaited & Q(act_file_sha256="")),
    )

    def line(label: str, name: str, **filters: str) -> Waiting:
        url = f"{reverse('charter_signatures:index')}?{urlencode(filters)}"
        return Waiting(label, found[name], url, found.get(f"{name}_since"), found.get(f"{name}_until"))

    return [
        line(_("Submitted: the authority is to be checked"), "submitted", state=State.SUBMITTED),
        line(_("Authority checked: you may publish"), "publish", checked_by="other"),
        line(_("Authority checked by you: another person publishes"), "own", checked_by="me"),
        line(_("The council's act has arrived: it is to be confirmed"), "came", ad_referendum="came"),
        line(_("Ad referendum: the council's act is awaited"), "awaited", ad_referendum="awaited"),
    ]


def waiting_requests(user: Any) -> list[Waiting]:
    """Return what town halls asked for, and the public words that somebody proposed to remove. Two queries."""
    if not permissions.may_review(user):
        return []
    own = Q(proposed_by=user.pk)
    changes = TownHallRequest.objects.to_check().filter(signature__state__in=STANDING)
    found = changes.aggregate(count=Count("pk"), since=Min("confirmed_at"))
    removals = Redaction.objects.proposed().aggregate(
        other=Count("pk", filter=~own),
        other_since=Min("proposed_at", filter=~own),
        own=Count("pk", filter=own),
        own_since=Min("proposed_at", filter=own),
    )
    queue = reverse("charter_signatures:index")
    url = f"{queue}?waits=removal"
    return [
        Waiting(_("Requested by a town hall: check its act"), found["count"], f"{queue}?waits=change", found["since"]),
        Waiting(_("Removal of public words: you may confirm"), removals["other"], url, removals["other_since"]),
        Waiting(
            _("Removal of public words proposed by you: another person confirms"),
            removals["own"],
            url,
            removals["own_since"],
        ),
    ]


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
