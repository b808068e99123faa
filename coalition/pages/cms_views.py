"""Views of the CMS that several apps use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from .revisions import keep_stored_version
from .stale import STALE


class RevisedEditView(EditView):
    """The editor of a row with versions: Wagtail's dialog warns before one person overwrites another's work.

    What is stored is kept before it is replaced, and locked until it is saved. Of a row that had no version when the
    form was shown the dialog knows nothing: who saves second is told by the form. What an import or a service wrote is
    nobody's version: the form showed it.
    """

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object.latest_revision = keep_stored_version(self.object)
        return super().post(request, *args, **kwargs)

    def is_valid(self, form: Any) -> bool:
        knows_no_version = not self.request.POST.get("loaded_revision_id")
        if knows_no_version and self.object.revisions.filter(user__isnull=False).exists():
            facts = str(type(self.object)._base_manager.get(pk=self.object.pk))
            form.add_error(None, ValidationError(STALE, code="stale", params={"facts": facts}))
        return bool(super().is_valid(form))


class RevertMixin(generic.RevisionsRevertMixin):
    """The editor with an earlier version in it: of the row that is edited, whatever type the version was kept as."""

    def get_object(self, queryset: Any = None) -> Any:
        row = super(generic.RevisionsRevertMixin, self).get_object(queryset)
        self.revision = get_object_or_404(row.revisions, id=self.revision_id)
        return row.with_content_json(self.revision.content)


class RevisedViewSet(SnippetViewSet):
    """Rows with versions: history, comparing, bringing an earlier one back, and a word to whom edits the same row."""

    edit_view_class = RevisedEditView

    @property
    def revisions_revert_view_class(self) -> type:
        return type("RevertView", (RevertMixin, self.edit_view_class), {"view_name": "revisions_revert"})
