"""Calls and proposals in the CMS. Registered in `wagtail_hooks.py`."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import HeaderButton
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from coalition.calls import permissions
from coalition.calls.models import Call, Proposal, ProposalFile
from coalition.cms.forms import MakesWord, folded
from coalition.cms.revisions import RevisedViewSet
from coalition.cms.visibility import PermittedRows
from coalition.users.viewsets import InspectIndexView, ReadOnlyViewSet

from . import views as deciding
from . import views as reading
from .services import answers
from .views import found_proposal

MOST_BUTTONS = 3


class CallChooserViewSet(SnippetChooserViewSet):
    """Choose the call of a page."""


class CallForm(MakesWord):
    made = "key"

    def made_of(self, cleaned: dict[str, Any]) -> str:
        return f"initiatives {cleaned['opens_at'].year}" if cleaned.get("opens_at") else ""


class CallViewSet(RevisedViewSet):
    model = Call
    icon = "clipboard-list"
    menu_label = _("Calls")
    menu_hook = "register_library_menu_item"
    menu_order = 40
    chooser_viewset_class = CallChooserViewSet
    list_display = [
        "key",
        DateColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        DateColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        "answer_by",
    ]
    search_fields = ["key"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at"), FieldPanel("answer_by")]),
            FieldPanel("most_euros"),
            FieldPanel("budget_note"),
            InlinePanel("criteria", [FieldPanel("names"), FieldPanel("weight")], label=_("Criteria"), min_num=1),
            folded("key"),
        ],
        base_form_class=CallForm,
    )


class ProposalIndexView(InspectIndexView):
    """The proposals that the reader may open. Drafts are their associations' own, withdrawn ones nobody's to read."""

    def get_base_queryset(self) -> QuerySet[Proposal]:
        return permissions.visible_proposals(self.request.user).select_related("call")

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not permissions.may_decide(self.request.user):
            return []
        calls = Call.objects.filter(proposals__in=Proposal.objects.handed_in()).distinct()
        words = gettext("Ranking: %(call)s")
        return [
            HeaderButton(
                label=words % {"call": call},
                url=reverse("calls_proposals:ranking", args=[call.pk]),
                icon_name="list-ol",
            )
            for call in calls[:MOST_BUTTONS]
        ]


class ProposalView(generic.InspectView):
    template_name = "calls/cms/proposal.html"

    def get_object(self, queryset: Any = None) -> Proposal:
        return found_proposal(self.request.user, self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        context |= {
            "answers": answers(self.object, include_contact=permissions.may_decide(user)),
            "may_see_contact": permissions.may_decide(user),
            "files": list(self.object.files.all()),
        }
        return context | reading.judgement(self.object, user) | deciding.decision(self.object, user)


@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    if not permissions.may_view(request.user):
        raise PermissionDenied
    visible = permissions.visible_proposals(request.user)
    kept = get_object_or_404(ProposalFile.objects.filter(proposal__in=visible), pk=pk)
    try:
        file = kept.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"proposal-{pk}.{str(kept.file.name).rpartition('.')[2]}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response._csp_config = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
    return response


class ProposalViewSet(PermittedRows, ReadOnlyViewSet):
    """The proposals. Associations write them; the team reads them, and never changes an answer."""

    model = Proposal
    name = "calls_proposals"
    url_prefix = "calls/proposals"
    menu_label = _("Proposals")
    menu_hook = "register_library_menu_item"
    menu_order = 50
    icon = "list-ul"
    index_view_class = ProposalIndexView
    inspect_view_class = ProposalView
    inspect_view_fields: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("association", label=_("Association")),
        Column("call", label=_("Call"), sort_key="call"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    ]
    list_filter: ClassVar[list[str]] = ["call", "state", "language"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("file/<int:pk>/", attachment, name="file"),
            path("marks/<int:pk>/", reading.marks, name="marks"),
            path("conflict/<int:pk>/", reading.conflict, name="conflict"),
            path("ranking/<int:pk>/", reading.ranking, name="ranking"),
            path("decide/<int:pk>/", deciding.decide, name="decide"),
        ]
