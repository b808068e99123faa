"""The page of one commitment in the CMS: its days, its evidence, and what this person may decide."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views import generic

from charter.followup import permissions
from charter.followup.forms import AcceptForm, EvidenceForm, RefuseForm
from charter.followup.models import Commitment, Evidence
from charter.followup.services import commitments
from coalition.keys import key_of
from coalition.users.models import User

DECIDED = gettext_lazy("Decided.")
TOO_LATE = gettext_lazy("Somebody decided on this evidence before you.")


class CommitmentView(generic.InspectView):
    """One commitment. Evidence is accepted, refused and added here, never the status itself."""

    template_name = "charter/admin/commitment.html"
    page_title = gettext_lazy("Commitment")
    wrong: dict[str, forms.Form]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.wrong = {}
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Commitment:
        rows = Commitment.objects.with_status(timezone.localdate()).select_related("government", "signature")
        return get_object_or_404(rows, pk=self.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one decision. One that came too late is said in words, and changes nothing."""
        staff = request.user
        if not (isinstance(staff, User) and permissions.may_review_commitment(staff)):
            raise PermissionDenied
        name = request.POST.get("decision", "")
        key, form = self._form(name)
        if not form.is_valid():
            self.wrong = {key: form}
            return self.get(request, *args, **kwargs)
        try:
            self._decide(name, form.cleaned_data, staff)
        except commitments.AlreadyDecided:
            messages.error(request, str(TOO_LATE))
        else:
            messages.success(request, str(DECIDED))
        return redirect(request.path)

    def _form(self, name: str) -> tuple[str, forms.Form]:
        if name == "add":
            return "add", EvidenceForm(self.request.POST, prefix="add")
        key = f"{name}-{self._evidence().pk}"
        if name == "accept":
            return key, AcceptForm(self.request.POST, prefix=key)
        return key, RefuseForm(self.request.POST, prefix=key)

    def _evidence(self) -> Evidence:
        return get_object_or_404(self.object.evidence.all(), pk=key_of(self.request.POST.get("evidence", "")))

    def _decide(self, name: str, answers: dict[str, Any], staff: User) -> None:
        if name == "add":
            commitments.record_evidence(commitment=self.object, source=Evidence.Source.STAFF, **answers)
        elif name == "accept":
            commitments.accept_evidence(evidence=self._evidence(), by=staff, **answers)
        else:
            commitments.refuse_evidence(evidence=self._evidence(), by=staff, **answers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_decide = permissions.may_review_commitment(self.request.user)
        found = self.object.evidence.select_related("resource", "decided_by").order_by("-submitted_at", "-pk")
        add = self.wrong.get("add") or EvidenceForm(prefix="add", initial={"language": self.object.signature.language})
        context |= {
            "commitment": self.object,
            "rows": [(item, self._forms(item) if may_decide else {}) for item in found],
            "due_dates": self.object.due_dates.select_related("changed_by"),
            "reminders": self.object.reminders.all(),
            "add_form": add if may_decide else None,
        }
        return context

    def _forms(self, item: Evidence) -> dict[str, forms.Form]:
        accept, refuse = f"accept-{item.pk}", f"refuse-{item.pk}"
        initial = {"resource": item.resource_id}
        forms_by_name: dict[str, forms.Form] = {}
        if item.state == Evidence.State.AWAITING:
            made = AcceptForm(prefix=accept, initial=initial)
            forms_by_name["accept"] = self.wrong.get(accept) or made
        if item.state != Evidence.State.REFUSED:
            forms_by_name["refuse"] = self.wrong.get(refuse) or RefuseForm(prefix=refuse)
        return forms_by_name


class ScheduleEditView(generic.EditView):
    """The months of one deliverable: saved by the service that moves what is not done yet."""

    moved = 0

    def save_instance(self) -> Any:
        instance = super().save_instance()
        staff = self.request.user
        if isinstance(staff, User):
            self.moved = commitments.reschedule(deliverable=instance.deliverable, months=instance.months, by=staff)
        return instance

    def get_success_message(self) -> str:
        words = ngettext(
            "Saved. %(count)d commitment got a new date.", "Saved. %(count)d commitments got a new date.", self.moved
        )
        return words % {"count": self.moved}
