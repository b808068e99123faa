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

    The dialog compares versions. Of a row that had none when its form was shown, the form itself says that somebody
    saved one meanwhile. What is stored is kept before it is replaced, and locked until it is saved.
    """

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        had = type(self.object)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=self.object.pk)
        self.is_stale = had.latest_revision_id is not None and "loaded_revision_id" not in request.POST
        self.object.latest_revision = keep_stored_version(self.object)
        return super().post(request, *args, **kwargs)

    def is_valid(self, form: Any) -> bool:
        if self.is_stale:
            form.add_error(None, ValidationError(STALE, code="stale", params={"facts": str(self.object)}))
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
