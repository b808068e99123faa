"""The charter in the CMS: the queue of signatures with its review page, and the versions of the text."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy, register_permission_policy

from charter import permissions, services, states
from charter.models import CharterVersion, Signature
from charter.views.reviewing import ReviewView, council_act


class KeptPolicy(ModelPermissionPolicy):
    """Django's permissions, limited to `allowed` actions, for superusers too: evidence is never deleted by hand."""

    def __init__(self, model: type, allowed: frozenset[str]) -> None:
        super().__init__(model)
        self.allowed = allowed

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.allowed and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Signature, KeptPolicy(Signature, frozenset({"view"})))
register_permission_policy(CharterVersion, KeptPolicy(CharterVersion, frozenset({"view", "add", "change"})))


class InspectIndexView(generic.IndexView):
    """A list whose rows lead to the inspect page instead of a form."""

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)


class QueueView(InspectIndexView):
    """Signatures: those that await review first, the longest waiting on top; drafts are nobody's business yet."""

    def get_base_queryset(self) -> QuerySet[Signature]:
        waiting = Case(
            When(state__in=states.UNDER_REVIEW, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        rows = Signature.objects.exclude(state__in=["draft", "mailbox_verified"])
        return rows.select_related("government", "version").order_by(waiting, "submitted_at", "pk")


class SignatureViewSet(ModelViewSet):
    """The queue of signatures. They are written by town halls and decided by reviewers, never edited."""

    model = Signature
    name = "charter_signatures"
    url_prefix = "charter/signatures"
    menu_label = gettext_lazy("Signatures")
    icon = "check"
    index_view_class = QueueView
    inspect_view_class = ReviewView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = ["state"]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: ClassVar[list[str]] = ["reason"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("version", label=gettext_lazy("Version")),
        Column("get_language_display", label=gettext_lazy("Language")),
        DateColumn("submitted_at", label=gettext_lazy("Submitted"), sort_key="submitted_at"),
    ]
    list_filter: ClassVar[list[str]] = ["state", "language"]
    search_fields: ClassVar[list[str]] = ["government__search_text", "signatory_name", "act_number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("act/<int:pk>/", council_act, name="act")]


class VersionView(generic.InspectView):
    """One version: its texts with their digests, and its publication."""

    template_name = "charter/admin/version.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish the version."""
        if not permissions.may_publish(request.user):
            raise PermissionDenied
        try:
            services.publish(version=self.object)
        except services.MissingLanguages as error:
            names = ", ".join(error.languages)
            messages.error(request, _("Not published: a text is missing in %(languages)s.") % {"languages": names})
        except services.AlreadyPublished:
            messages.error(request, _("This version is published already."))
        else:
            messages.success(request, _("Published. Its text never changes from now on."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["texts"] = self.object.texts.all()
        context["missing"] = self.object.missing_languages()
        context["may_publish"] = not self.object.is_published and permissions.may_publish(self.request.user)
        return context


class VersionEditView(generic.EditView):
    """The form of a draft; a published version leads to its inspect page, since the database refuses changes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if CharterVersion.objects.published().filter(pk=kwargs["pk"]).exists():
            messages.error(request, _("A published version never changes. Write a new one."))
            return redirect("charter_versions:inspect", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class CharterVersionViewSet(ModelViewSet):
    """The versions of the charter."""

    model = CharterVersion
    name = "charter_versions"
    url_prefix = "charter/versions"
    menu_label = gettext_lazy("Versions of the text")
    icon = "doc-full"
    index_view_class = InspectIndexView
    inspect_view_class = VersionView
    inspect_view_enabled = True
    inspect_view_fields: ClassVar[list[str]] = ["number", "state", "published_at"]
    edit_view_class = VersionEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("get_state_display", label=gettext_lazy("State")),
        DateColumn("published_at", label=gettext_lazy("Published")),
    ]


class CharterGroup(ViewSetGroup):
    """The menu."""

    menu_label = gettext_lazy("Charter")
    menu_icon = "form"
    menu_order = 210
    items = (SignatureViewSet, CharterVersionViewSet)
