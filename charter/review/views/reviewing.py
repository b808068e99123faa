"""The review page in the CMS: one signature, its evidence, and what this person may decide now."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import TransitionNotAllowed
from wagtail.admin.views import generic

from charter.ledger.models import LedgerEntry
from charter.review import permissions
from charter.review.changes.forms import typed
from charter.review.changes.models import TownHallRequest
from charter.review.evidence import verdicts
from charter.review.services import reviews
from charter.review.services.merging import merge_mark, what_moves
from charter.review.status import services as status
from charter.review.views.decisions import DECISIONS, REFUSALS, forms_for
from charter.signing.models import Signature
from charter.states import UNDER_REVIEW, State
from charter.texts.models import CharterText
from coalition.members.models import LocalGovernment
from coalition.users.models import User


class ReviewView(generic.InspectView):
    template_name = "charter/admin/review.html"
    page_title = gettext_lazy("Review")
    wrong: dict[str, forms.Form]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.wrong = {}
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Signature:
        rows = Signature.objects.select_related("government", "version", "decided_by", "checked_by")
        return get_object_or_404(rows.exclude(state="draft"), pk=self.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one decision. One that came too late is said in words, and changes nothing."""
        staff = request.user
        if not (isinstance(staff, User) and permissions.may_review(staff)):
            raise PermissionDenied
        decision = DECISIONS.get(request.POST.get("decision", ""))
        make = forms_for(self.object, staff).get(decision.form) if decision else None
        if decision is None or make is None:
            return self._too_late(request)
        form = make(request.POST)
        if not form.is_valid():
            self.wrong = {decision.form: form}
            messages.error(request, _("Your decision was not saved. Correct the fields marked below."))
            return self.get(request, *args, **kwargs)
        answers = form.cleaned_data
        also: list[LocalGovernment] = []
        if decision.form == "merge":
            answers["confirmed"], also = request.POST.get("confirmed", ""), [answers["into"]]
            if not answers["confirmed"]:
                return self._ask_to_merge(request, answers["into"])
        try:
            reviews.decide(
                signature=self.object,
                mark=request.POST.get("seen", ""),
                decision=lambda signature: decision.take(signature, staff, answers),
                also=also,
            )
        except (TransitionNotAllowed, status.NoLongerPossible):
            return self._too_late(request)
        except tuple(REFUSALS) as refusal:
            messages.error(request, str(REFUSALS[type(refusal)]))
            return redirect(request.path)
        messages.success(request, str(decision.said))
        return redirect(request.path if decision.stays else reverse(self.index_url_name))

    def _ask_to_merge(self, request: HttpRequest, into: LocalGovernment) -> HttpResponse:
        """Show both local governments and what moves. Nothing changes until this page is sent."""
        source = cast(LocalGovernment, self.object.government)
        context = {
            **generic.InspectView.get_context_data(self),
            "sides": [source, into],
            "moves": what_moves(source=source),
            "seen": request.POST.get("seen", ""),
            "confirmed": merge_mark(source=source, into=into),
        }
        return render(request, "charter/admin/merge.html", context)

    def _too_late(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("You can no longer decide this: somebody decided before you."))
        return redirect(reverse(self.index_url_name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        signature, staff = self.object, self.request.user
        text = CharterText.objects.signed_by(version_id=signature.version_id, language=signature.language)
        digest_now = text.digest_now() if text else ""
        asked, may_review = TownHallRequest.objects.change_of(signature), permissions.may_review(staff)
        open_forms = {name: self.wrong.get(name) or make() for name, make in forms_for(signature, staff).items()}
        verdict, members = verdicts(signature)
        beside = Signature.objects.standing_beside(signature) if signature.state in UNDER_REVIEW else None
        context |= {
            "signature": signature,
            "digest_now": digest_now,
            "digest_matches": text is not None and digest_now == signature.text_digest,
            "verdict": verdict,
            "seen": reviews.review_mark(signature),
            "ledger": LedgerEntry.objects.of(signature.pk),
            "forms": open_forms,
            "words_for_the_file": _words_for_the_file(signature),
            "waits_for_another": signature.state == State.AUTHORITY_CHECKED
            and may_review
            and "publish" not in open_forms,
            "may_see_act": may_review,
            "asked": asked,
            "typed": typed(asked) if asked else [],
            "members": members,
            "ended": [(row, typed(row)) for row in TownHallRequest.objects.ended(signature)],
            "replaced": beside and beside.first(),
        }
        return context


def _words_for_the_file(signature: Signature) -> str:
    """Return how a town hall is asked for the file of its act, in its own language."""
    with translation.override(signature.language):
        return _("Please send us the file of your council’s decision: we have not received it.")
