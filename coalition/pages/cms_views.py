"""Views of the CMS that several apps use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from coalition.keys import key_of

from .merging import keep_both
from .revisions import keep_stored_version
from .stale import STALE


class RevisedEditView(EditView):
    """The editor of a row with versions: Wagtail's dialog warns before one person overwrites another's work.

    The dialog compares versions. What is stored is kept before it is replaced, and locked until it is saved. What the
    second left alone stays as the first saved it. Of a row that had no version when the form was shown, the dialog
    knows nothing: who typed something else than the first is told by the form. What an import or a service wrote is
    nobody's version: the form showed it.
    """

    is_stale = False

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object.latest_revision = keep_stored_version(self.object)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if form.is_bound:
            key, newest = key_of(self.request.POST.get("loaded_revision_id", "")), self.object.latest_revision
            opened = self.object.revisions.filter(**{"pk": key} if key else {}).order_by("pk").first()
            if opened and self.object.revisions.filter(pk__gt=opened.pk, user__isnull=False).exists():
                rows = (self.object.with_content_json(one.content) for one in (opened, newest))
                third = keep_both(form, *(type(form)(instance=row, for_user=self.request.user) for row in rows))
                self.is_stale = third and not key
        return form

    def is_valid(self, form: Any) -> bool:
        if self.is_stale:
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
