"""The files of acts, for reviewers: as pictures first, page by page, and as a download on request."""

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
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from charter.ledger.models import StatusChange
from charter.review import permissions
from charter.review.changes.models import TownHallRequest
from charter.signing.groups.models import GroupMember
from charter.signing.models import Signature
from coalition.uploads import looking


@dataclass(frozen=True)
class Kept:
    """The file of an act: what it is called when downloaded, whose it is, and the signature that it is about."""

    file: FieldFile
    name: str
    whose: str
    signature: int

    def opened(self) -> Any:
        """Return the file, open. Raises Http404 where it is gone."""
        try:
            return self.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error


def council_act(pk: int) -> Kept:
    """Return the act of a signature.

    A draft's is its town hall's own until its mailbox is verified, as is the signature.
    """
    signature = get_object_or_404(Signature.objects.exclude(state="draft").exclude(act_file=""), pk=pk)
    return Kept(signature.act_file, f"act-{pk}", signature.government_name, pk)


def asked_act(pk: int) -> Kept:
    """Return the act by which a town hall asks for a change, until that is decided."""
    asked = get_object_or_404(TownHallRequest.objects.changes().select_related("signature__government"), pk=pk)
    return Kept(asked.file, f"asked-act-{pk}", asked.signature.government_name, asked.signature_id)


def member_act(pk: int) -> Kept:
    """Return the act by which a member of an association said yes."""
    member = get_object_or_404(GroupMember.objects.exclude(act_file="").select_related("government"), pk=pk)
    return Kept(member.act_file, f"member-act-{pk}", str(member.government), member.signature_id)


def change_act(pk: int) -> Kept:
    """Return the act by which a town hall changed its status."""
    change = get_object_or_404(StatusChange.objects.exclude(act_file="").select_related("signature__government"), pk=pk)
    return Kept(change.act_file, f"change-act-{pk}", change.signature.government_name, change.signature_id)


Find = Callable[[int], Kept]
KINDS: dict[str, Find] = {
    "act": council_act,
    "asked_act": asked_act,
    "member_act": member_act,
    "change_act": change_act,
}


def download(find: Find) -> Callable[..., FileResponse]:
    """Return the view that answers a file to a reviewer as a download, never shown in the site's own origin."""

    @require_safe
    def view(request: HttpRequest, pk: int) -> FileResponse:
        only_reviewers(request)
        kept = find(pk)
        name = f"{kept.name}.{str(kept.file.name).rpartition('.')[2]}"
        response = FileResponse(
            kept.opened(), as_attachment=True, filename=name, content_type="application/octet-stream"
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store, private"
        response._csp_config = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
        return response

    return view


@method_decorator([require_safe, cache_control(no_store=True, private=True)], name="dispatch")
class LookView(WagtailAdminTemplateMixin, TemplateView):
    """One page of an act, drawn where a hostile file can do no harm; the picture is part of it, and kept nowhere."""

    template_name = "charter/admin/act.html"
    page_title = gettext_lazy("Council act")
    header_icon = "doc-full"
    kind = "act"
    kept: Kept

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        only_reviewers(request)
        self.kept = KINDS[self.kind](kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.kept.whose

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        back = {"url": reverse("charter_signatures:inspect", args=[self.kept.signature]), "label": self.kept.whose}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Draw the page. One that is not there is not found; one that cannot be drawn is said in words."""
        number = asked_page(self.request)
        found: dict[str, Any] = {"number": number, "picture": "", "pages": 0}
        try:
            with self.kept.opened() as file:
                drawn = looking.draw(file.read(), number)
            picture = base64.b64encode(drawn.content).decode()
            found |= {"picture": f"data:image/jpeg;base64,{picture}", "pages": drawn.pages}
        except looking.NoSuchPage as error:
            raise Http404 from error
        except looking.NotDrawn as error:
            found["is_busy"] = error.is_busy
        file_url = reverse(f"charter_signatures:{self.kind}", args=[kwargs["pk"]])
        return super().get_context_data(**kwargs) | found | {"whose": self.kept.whose, "file_url": file_url}


def urlpatterns() -> list[URLPattern]:
    """Return the addresses of the files, and of their pages."""
    places = {"act": "act", "asked_act": "act/asked", "member_act": "act/member", "change_act": "act/change"}
    files = [path(f"{place}/<int:pk>/", download(KINDS[kind]), name=kind) for kind, place in places.items()]
    pages = [
        path(f"{place}/<int:pk>/pages/", LookView.as_view(kind=kind), name=f"{kind}_pages")
        for kind, place in places.items()
    ]
    return files + pages


def asked_page(request: HttpRequest) -> int:
    """Return the number of the page that is asked for, 1 where none is. Raises Http404 where it is no number."""
    typed = request.GET.get("page", "1")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise Http404
    return int(typed)


def only_reviewers(request: HttpRequest) -> None:
    """Raise PermissionDenied for everybody else."""
    if not permissions.may_review(request.user):
        raise PermissionDenied
