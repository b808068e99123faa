"""The files of acts and of evidence, for those who decide on them: pictures first, and a download on request."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from charter.followup.models import Evidence
from charter.followup.views import may_review_commitment
from charter.ledger.models import StatusChange
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from coalition.uploads import files

from . import permissions
from .models import TownHallRequest


@dataclass(frozen=True)
class ActFile:
    """A file: what it is called when downloaded, whose it is, and the row that it is about, by the name of its page."""

    file: FieldFile
    name: str
    whose: str
    row: int
    page: str = "charter_signatures:inspect"

    def opened(self) -> Any:
        try:
            return self.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error


def council_act(pk: int) -> ActFile:
    """Return the act of a signature; a draft's is its town hall's own until its mailbox is verified."""
    signature = get_object_or_404(Signature.objects.exclude(state="draft").exclude(act_file=""), pk=pk)
    return ActFile(signature.act_file, f"act-{pk}", signature.government_name, pk)


def asked_act(pk: int) -> ActFile:
    """Return the act by which a town hall asks for a change, until that is decided."""
    asked = get_object_or_404(
        TownHallRequest.objects.changes().exclude(file="").select_related("signature__government"), pk=pk
    )
    return ActFile(asked.file, f"asked-act-{pk}", asked.signature.government_name, asked.signature_id)


def member_act(pk: int) -> ActFile:
    member = get_object_or_404(GroupMember.objects.exclude(act_file="").select_related("government"), pk=pk)
    return ActFile(member.act_file, f"member-act-{pk}", str(member.government), member.signature_id)


def change_act(pk: int) -> ActFile:
    change = get_object_or_404(StatusChange.objects.exclude(act_file="").select_related("signature__government"), pk=pk)
    return ActFile(change.act_file, f"change-act-{pk}", change.signature.government_name, change.signature_id)


def evidence_file(pk: int) -> ActFile:
    item = get_object_or_404(Evidence.objects.exclude(file="").select_related("commitment__government"), pk=pk)
    whose, page = str(item.commitment.government), "charter_commitments:inspect"
    return ActFile(item.file, f"evidence-{pk}", whose, item.commitment_id, page)


FINDERS: dict[str, tuple[str, Callable[[int], ActFile], Callable[[Any], bool]]] = {
    # name of the view -> its place, the file, and who may read it
    "act": ("act", council_act, permissions.may_review),
    "asked_act": ("act/asked", asked_act, permissions.may_review),
    "member_act": ("act/member", member_act, permissions.may_review),
    "change_act": ("act/change", change_act, permissions.may_review),
    "evidence": ("evidence", evidence_file, may_review_commitment),
}


@method_decorator([require_safe, cache_control(no_store=True, private=True)], name="dispatch")
class ActFileView(View):
    """The file `kind` of FINDERS, as a download, never shown in the site's own origin."""

    kind = ""
    act: ActFile

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _place, find, may_read = FINDERS[self.kind]
        if not may_read(request.user):
            raise PermissionDenied
        self.act = find(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        name = f"{self.act.name}.{str(self.act.file.name).rpartition('.')[2]}"
        response = FileResponse(
            self.act.opened(), as_attachment=True, filename=name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response._csp_config = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
        return response


class ActPagesView(WagtailAdminTemplateMixin, TemplateView, ActFileView):
    """One page of a file, drawn where a hostile file can do no harm; the picture is part of it, and kept nowhere."""

    template_name = "charter/admin/act.html"
    page_title = gettext_lazy("File")
    header_icon = "doc-full"

    def get_page_subtitle(self) -> str:
        return self.act.whose

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        back = {"url": reverse(self.act.page, args=[self.act.row]), "label": self.act.whose}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Draw the page. One that is not there is not found; one that cannot be drawn is said in words."""
        number = page_number(self.request)
        found: dict[str, Any] = {"number": number, "picture": "", "pages": 0}
        try:
            with self.act.opened() as file:
                drawn = files.draw(file.read(), number)
            picture = base64.b64encode(drawn.content).decode()
            found |= {"picture": f"data:image/jpeg;base64,{picture}", "pages": drawn.pages}
        except files.NoSuchPage as error:
            raise Http404 from error
        except files.NotDrawn as error:
            found["is_busy"] = error.is_busy
        file_url = reverse(f"charter_signatures:{self.kind}", args=[kwargs["pk"]])
        return super().get_context_data(**kwargs) | found | {"whose": self.act.whose, "file_url": file_url}


def urlpatterns() -> list[URLPattern]:
    found = []
    for kind, (place, _find, _may_read) in FINDERS.items():
        found.append(path(f"{place}/<int:pk>/", ActFileView.as_view(kind=kind), name=kind))
        found.append(path(f"{place}/<int:pk>/pages/", ActPagesView.as_view(kind=kind), name=f"{kind}_pages"))
    return found


def page_number(request: HttpRequest) -> int:
    """Return the number of the page that is asked for, 1 where none is. Raises Http404 where it is no number."""
    try:
        return int(request.GET.get("page", "1"))
    except ValueError as error:
        raise Http404 from error
