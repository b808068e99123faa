"""HTTP of the follow-up: the rows of the overview as open data."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.views import generic
from wagtail.snippets.widgets import AdminSnippetChooser

from charter.acts import date_input, not_to_come
from charter.signing import emails
from charter.signing.forms import StartForm
from charter.signing.services import start as start_signature
from charter.signing.views import form_page, show
from charter.texts.models import CharterText, CharterVersion
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page
from coalition.resources.models import Resource
from coalition.typed import key_of
from coalition.users.models import User

from . import model_act, progress, services
from .models import Commitment, Evidence
from .progress import ProgressFilters
from .services import due_after

OPEN_DATA_SECONDS = 300


@require_safe
def commitments_csv(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/charter-commitments.csv`: the commitments that the same filters leave, UTF-8, one line each."""
    lines = progress.csv_lines(ProgressFilters(request.GET), timezone.localdate())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="charter-commitments.csv"'
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def may_review_commitment(user: AbstractBaseUser | AnonymousUser) -> bool:
    return user.has_perm("charter.review_commitment")  # type: ignore[union-attr]


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
        if not (isinstance(staff, User) and may_review_commitment(staff)):
            raise PermissionDenied
        name = request.POST.get("decision", "")
        key, form = self._form(name)
        if not form.is_valid():
            self.wrong = {key: form}
            return self.get(request, *args, **kwargs)
        try:
            self._decide(name, form.cleaned_data, staff)
        except services.AlreadyDecided:
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
            services.record_evidence(commitment=self.object, source=Evidence.Source.STAFF, **answers)
        elif name == "accept":
            services.accept_evidence(evidence=self._evidence(), by=staff, **answers)
        else:
            services.refuse_evidence(evidence=self._evidence(), by=staff, **answers)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_decide = may_review_commitment(self.request.user)
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
