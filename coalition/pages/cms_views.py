"""Views of the CMS that several apps use."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from coalition.keys import key_of

from .merging import keep_both
from .revisions import keep_stored_version


class RevisedEditView(EditView):
    """The editor of a row with versions: Wagtail's dialog warns before one person overwrites another's work.

    The dialog compares versions, so what is stored is one before the form is shown, and before it is replaced. What
    the form compares stays locked until it is saved. What the second left alone stays as the first saved it.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object.latest_revision = keep_stored_version(self.object)
        return super().get(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.newest = keep_stored_version(self.object)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        key = key_of(self.request.POST.get("loaded_revision_id", ""))
        opened = self.object.revisions.filter(pk=key).first() if form.is_bound and key else None
        if opened is not None and opened != self.newest:
            rows = (self.object.with_content_json(one.content) for one in (opened, self.newest))
            keep_both(form, *(type(form)(instance=row, for_user=self.request.user) for row in rows))
        return form


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
