"""The CMS's page on which two local governments become one; where a signature would change hands, by two people."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.snippets.widgets import AdminSnippetChooser

from charter import permissions
from charter.signing.models import Signature
from charter.states import UNDER_REVIEW, Changed, SamePerson
from coalition.members import likeness
from coalition.members.models import LocalGovernment
from coalition.users.models import User
from coalition.users.work_panel import Item, Waiting

from . import government_merges
from .government_merges import NotMerged
from .models import MergeProposal

LISTED, MERGE = "wagtailsnippets_members_localgovernment:list", "charter_signatures:merge"


class OtherForm(forms.Form):
    """The local government that stays, chosen by its name."""

    into = forms.ModelChoiceField(
        LocalGovernment.objects.all(),
        label=gettext_lazy("Another local government"),
        widget=AdminSnippetChooser(LocalGovernment),
    )

    def __init__(self, data: Any = None, *, source: LocalGovernment) -> None:
        super().__init__(data)
        self.fields["into"].queryset = LocalGovernment.objects.exclude(pk=source.pk)  # type: ignore[attr-defined]


class MergeView(WagtailAdminTemplateMixin, TemplateView):
    """Choose the local government that stays, compare both, then merge. Opening the page changes nothing."""

    template_name = "charter/admin/merge.html"
    page_title = gettext_lazy("Merge")
    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def source(self) -> LocalGovernment:
        return get_object_or_404(LocalGovernment, pk=self.kwargs["pk"])

    @cached_property
    def proposal(self) -> MergeProposal | None:
        return MergeProposal.objects.select_related("into", "proposed_by").filter(source=self.source).first()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("charter_signatures:index"), "label": _("Signatures")}
        return [*super().get_breadcrumbs_items(), queue, {"url": "", "label": f"{_('Merge')} · {self.source}"}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        staff, form = request.user, OtherForm(request.POST, source=self.source)
        if not isinstance(staff, User):
            raise PermissionDenied
        if "drop" in request.POST:
            government_merges.drop_merge(source=self.source, by=staff)
            messages.success(request, _("The proposal is taken back."))
        elif form.is_valid():
            return self._merge(form.cleaned_data["into"], request.POST.get("seen", ""), staff)
        return redirect(request.path)

    def _merge(self, into: LocalGovernment, seen: str, staff: User) -> HttpResponse:
        both, here = {"source": self.source, "into": into}, f"{self.request.path}?into={into.pk}"
        is_proposed = self.proposal is not None and self.proposal.mark == seen
        try:
            if government_merges.needs_two_people(self.source) and not is_proposed:
                government_merges.propose_merge(**both, by=staff, seen=seen)
                messages.success(self.request, _("Proposed. Another person reads this page and merges."))
                return redirect(here)
            government_merges.merge_governments(**both, actor=staff, seen=seen)
        except NotMerged as refusal:
            messages.error(self.request, str(refusal))
            return redirect(here)
        except SamePerson:
            messages.error(self.request, _("You proposed this merge: another person makes it."))
            return redirect(here)
        except Changed:
            messages.error(self.request, _("Nothing was merged: something changed after you opened the page."))
            return redirect(here)
        messages.success(self.request, _("Merged."))
        waits = Signature.objects.filter(government=into, state__in=UNDER_REVIEW).first()
        return redirect("charter_signatures:inspect", waits.pk) if waits else redirect(LISTED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source, proposal = self.source, self.proposal
        form = OtherForm(self.request.GET if "into" in self.request.GET else None, source=source)
        into = form.cleaned_data.get("into") if form.is_valid() else None
        into = into or (proposal.into if proposal else None)
        found = {"source": source, "form": form, "media": form.media}
        if into is None:
            alike = likeness.candidates(names=source.names.values(), country=source.country, proposed=True)
            return super().get_context_data(**kwargs) | found | {"alike": [row for row in alike if row != source]}
        both: dict[str, LocalGovernment] = {"source": source, "into": into}
        seen = government_merges.merge_mark(**both)
        is_proposed = proposal is not None and proposal.mark == seen
        found |= {
            "sides": [source, into],
            "moves": government_merges.what_moves(source=source),
            "ends": government_merges.ending(**both),
            "seen": seen,
            "proposal": proposal if is_proposed else None,
            "is_own": proposal is not None and proposal.proposed_by_id == self.request.user.pk,
            "needs_two": government_merges.needs_two_people(source),
        }
        return super().get_context_data(**kwargs) | found


def merge_button(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """Offer to merge a local government of the list (hook `register_snippet_listing_buttons`)."""
    if not (isinstance(snippet, LocalGovernment) and permissions.may_review(user)):
        return []
    return [Button(_("Merge"), reverse(MERGE, args=[snippet.pk]), icon_name="copy", priority=60)]


def waiting_merges(user: Any) -> list[Waiting]:
    """Return the merges that another person proposed. One query."""
    if not permissions.may_review(user):
        return []
    others = MergeProposal.objects.exclude(proposed_by=user.pk).select_related("source").order_by("proposed_at")
    items = tuple(Item(str(row.source), reverse(MERGE, args=[row.source_id])) for row in others)
    return [Waiting(_("Merge proposed: you may confirm"), len(items), "", items=items)]
