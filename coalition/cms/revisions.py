"""Earlier versions of rows that people edit in the CMS: what is kept of them, compared and brought back.

A version holds what editors type (`revised_fields`, and of child rows `revised_children`). Everything else, such as
identifiers, counters, secrets and what people told us of themselves, is in no version, and stays as the row has it
when an earlier version is brought back: that is an edit like any other, by the same form and its rules.
"""

import json
from typing import Any, ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.log_actions import LogContext
from wagtail.models import Revision, RevisionMixin
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from .edit_conflicts import refuse_stale

KEPT = "pages.keep_version"  # the site history's word for what `keep_stored_version` does

Data = dict[str, Any]


class Revised(RevisionMixin):
    """A row whose earlier versions are kept, and whose editors hear of each other."""

    revised_fields: ClassVar[tuple[str, ...]] = ()
    revised_children: ClassVar[dict[str, tuple[str, ...]]] = {}

    class Meta:
        abstract = True

    def serializable_data(self) -> Data:
        data = super().serializable_data()
        kept = _only(data, self.revised_fields)
        return kept | {
            relation: [_only(child, fields) for child in data[relation]]
            for relation, fields in self.revised_children.items()
        }

    def with_content_json(self, content: Data) -> Self:
        """Return this row with what the version `content` says of it, unsaved.

        Child rows that were added since stay; those that were removed come back.
        """
        data = super().serializable_data() | {name: content[name] for name in self.revised_fields if name in content}
        stored = {}
        for relation, fields in self.revised_children.items():
            stored[relation] = {child["pk"]: child for child in data[relation]}
            data[relation] = _children(stored[relation], content.get(relation, []), fields)
        row = super().with_content_json(data)
        _is_stored(row, self)
        for relation, children in stored.items():
            for child in getattr(row, relation).all():
                if child.pk in children:
                    _is_stored(child, self)
        return row

    def _update_from_revision(self, revision: Revision, changed: bool = True) -> None:
        """Note the newest version by a separate UPDATE: a version is no change of the row."""
        self.latest_revision = revision
        type(self)._base_manager.filter(pk=self.pk).update(latest_revision=revision)


def _only(data: Data, fields: tuple[str, ...]) -> Data:
    return {name: data[name] for name in ("pk", *fields)}


def _children(stored: dict[Any, Data], versions: list[Data], fields: tuple[str, ...]) -> list[Data]:
    """Return the child rows of a version: as stored but for `fields`, anew where they were removed; then the others."""
    back = []
    for child in versions:
        given = {name: child[name] for name in fields if name in child}
        back.append(stored.get(child["pk"], {"pk": None}) | given)
    known = {child["pk"] for child in back}
    return [*back, *(child for pk, child in stored.items() if pk not in known)]


def _is_stored(row: Any, like: Any) -> None:
    row._state.adding, row._state.db = False, like._state.db


@transaction.atomic
def keep_stored_version(row: Any) -> Revision:
    """Return the newest version of `row`; where it does not say what is stored, keep that first, as nobody's version.

    So a row that an import, a service or a command wrote can be compared and brought back too.
    """
    stored = type(row)._base_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    newest = stored.latest_revision
    given = json.loads(json.dumps(stored.serializable_data(), cls=DjangoJSONEncoder))
    if newest is None or any(newest.content.get(name) != value for name, value in given.items()):
        with LogContext():  # whoever saves now did not write it
            newest = stored.save_revision(clean=False, log_action=KEPT)
    return newest


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
            refuse_stale(form, [str(type(self.object)._base_manager.get(pk=self.object.pk))])
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
