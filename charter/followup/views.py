"""HTTP of the follow-up: the rows of the overview as open data."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.views import generic
from wagtail.snippets.widgets import AdminSnippetChooser

from charter.signing import emails
from charter.signing.forms import StartForm
from charter.signing.services import start as start_signature
from charter.signing.views import form_page, show
from charter.texts.models import CharterText, CharterVersion
from coalition.members.open_data import csv_response
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page
from coalition.resources.models import Resource
from coalition.typed import key_of
from coalition.users.models import User

from . import model_act, progress, services
from .models import Commitment, DueDateChange, Evidence, Reminder
from .progress import ProgressFilters
from .services import due_after


@require_safe
def commitments_csv(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/charter-commitments.csv`: the commitments that the same filters leave, UTF-8, one line each."""
    lines = progress.csv_lines(ProgressFilters(request.GET), timezone.localdate())
    return csv_response("charter-commitments.csv", lines)


def may_review_commitment(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.has_perm("charter.review_commitment")  # type: ignore[union-attr]


class DecisionForm(forms.Form):
    """What an editor says of one piece of evidence: where the library has it, or why it does not do."""

    resource = forms.ModelChoiceField(
        Resource.objects.newest(),
        label=_("Resource of the library"),
        required=False,
        widget=AdminSnippetChooser(Resource),
        help_text=_("The public sees its page. Without a resource, the public sees the link and the words that were "
                    "sent, never a file."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason, when you refuse it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Emailed to the town hall as you write it, when it sent the evidence."),
        error_messages={"required": _("Write the reason: the town hall reads it.")},
    )


DECIDED = gettext_lazy("Decided.")
TOO_LATE = gettext_lazy("Somebody decided on this evidence before you.")


class CommitmentView(generic.InspectView):
    """The five commitments of a town, opened by any of them, and the evidence that is decided on here, piece by piece
    or all of it. Never the status itself."""

    template_name = "charter/admin/commitment.html"
    page_title = gettext_lazy("Commitments")
    wrong_decision: DecisionForm | None = None

    def get_object(self, queryset: Any = None) -> Commitment:
        return get_object_or_404(Commitment.objects.select_related("government", "signature"), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return str(self.object.government)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one decision. One that came too late is said in words, and changes nothing."""
        staff = request.user
        if not (isinstance(staff, User) and may_review_commitment(staff)):
            raise PermissionDenied
        decision, _sign, pk = request.POST.get("decision", "").partition("-")
        form = DecisionForm(request.POST, prefix=pk)
        form.fields["reason"].required = decision != "accept"
        if decision != "all" and not form.is_valid():
            self.wrong_decision = form
            return self.get(request, *args, **kwargs)
        try:
            if decision == "all":
                shown = filter(None, map(key_of, request.POST.getlist("evidence")))
                services.accept_all(government=self.object.government, shown=shown, by=staff)
            elif decision == "accept":
                services.accept_evidence(evidence=self._evidence(pk), by=staff, resource=form.cleaned_data["resource"])
            else:
                services.refuse_evidence(evidence=self._evidence(pk), by=staff, reason=form.cleaned_data["reason"])
        except services.AlreadyDecided:
            messages.error(request, str(TOO_LATE))
        else:
            messages.success(request, str(DECIDED))
        return redirect(request.path)

    def _evidence(self, pk: str) -> Evidence:
        """Return the evidence `pk` of this page. Raises AlreadyDecided where there is none, or none any more."""
        found = self.evidence().filter(pk=key_of(pk) or 0).first()
        if found is None:
            raise services.AlreadyDecided
        return found

    def evidence(self) -> QuerySet[Evidence]:
        """Return the evidence of the page: what waits first, then the latest."""
        rows = Evidence.objects.filter(commitment__government=self.object.government_id)
        waits = Case(When(state="awaiting", then=0), default=1)
        return rows.select_related("commitment", "resource", "decided_by").order_by(waits, "-submitted_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_decide, rows = may_review_commitment(self.request.user), list(self.evidence())
        government = self.object.government_id
        commitments = Commitment.objects.with_status(timezone.localdate()).in_order().filter(government=government)
        context |= {
            "commitments": commitments.select_related("signature"),
            "due_dates": DueDateChange.objects.filter(commitment__government=government).select_related(
                "commitment", "changed_by"
            ),
            "reminders": Reminder.objects.filter(commitment__government=government).select_related("commitment"),
            "rows": [(item, self._form(item) if may_decide else None) for item in rows],
            "waiting": [item for item in rows if item.state == Evidence.State.AWAITING] if may_decide else [],
            "choosers": DecisionForm().media,
        }
        return context

    def _form(self, item: Evidence) -> DecisionForm:
        if self.wrong_decision and self.wrong_decision.prefix == str(item.pk):
            return self.wrong_decision
        return DecisionForm(prefix=str(item.pk), initial={"resource": item.resource_id})


class ScheduleEditView(generic.EditView):
    """The months of one deliverable: saved by the service that moves what is not done yet."""

    moved = 0

    def save_instance(self) -> Any:
        instance = super().save_instance()
        staff = self.request.user
        if isinstance(staff, User):
            self.moved = services.reschedule(deliverable=instance.deliverable, months=instance.months, by=staff)
        return instance

    def get_success_message(self) -> str:
        words = ngettext(
            "Saved. %(count)d commitment got a new date.", "Saved. %(count)d commitments got a new date.", self.moved
        )
        return words % {"count": self.moved}


@private_page
@form_page
def start(request: HttpRequest) -> HttpResponse:
    """Say what is needed and what follows, and open a signature for an email address."""
    if CharterVersion.objects.current() is None:
        return render(request, "charter/sign/closed.html", {"breadcrumb": breadcrumb("charter")})
    form = StartForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        typed = {"government": form.cleaned_data["government"], "contact_email": form.cleaned_data["email"]}
        token = start_signature(**typed, language=get_language())
        return redirect("charter:sign_step", token=token, step="government")
    today = timezone.localdate()
    return show(request, "start", form=form, answer_by=emails.answer_by(today), due=due_after(today))


@require_safe
def model(request: HttpRequest) -> HttpResponse:
    text = CharterText.objects.current(get_language())
    if text is None:
        raise Http404
    answer = HttpResponse(model_act.document(text), content_type=model_act.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="model-act-{text.language}.docx"'
    return answer
