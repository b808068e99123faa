"""Two editors at one row that keeps no versions: who saves second is told, instead of undoing what the first one wrote.

Rows that keep versions have Wagtail's own dialog for it (`cms_views.RevisedViewSet`).
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import EditView

from .forms import retype


class KnowsItsVersion(WagtailAdminModelForm):
    """A form that refuses to undo what somebody else saved after it was opened, and keeps what was typed."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.version_of(self.instance) if self.instance.pk else ""

    @classmethod
    def says(cls, row: Any) -> list[Any]:
        """Return all that the form of `row` shows, as it is stored: its own columns, what it names, rows of its own."""
        found = [list(type(row)._default_manager.filter(pk=row.pk).values_list())]
        found += [sorted(getattr(row, many.name).values_list("pk", flat=True)) for many in row._meta.many_to_many]
        for relation in get_all_child_relations(type(row)):
            children = relation.related_model._default_manager.filter(**{relation.field.name: row.pk})
            found.append(list(children.order_by("pk").values_list()))
        return found

    @classmethod
    def told(cls, row: Any) -> str:
        """Return what `row` says in a few words."""
        return str(row)

    @classmethod
    def version_of(cls, row: Any) -> str:
        """Return a digest of what `row` says; nobody can try by it what that might be."""
        return salted_hmac(__name__, repr(cls.says(row)), algorithm="sha256").hexdigest()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk:
            self._refuse_stale(cleaned.get("version", ""))
        return cleaned

    def _refuse_stale(self, opened: str) -> None:
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        if connection.in_atomic_block:  # what is compared stays so until it is saved
            rows = rows.select_for_update(no_key=True, of=("self",))
        stored = rows.first()
        if stored is None or opened == (current := self.version_of(stored)):
            return
        retype(self, version=current)
        message = _("Somebody else changed this while you had it open, so nothing was saved. It now says: %(facts)s. "
                    "What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
        self.add_error(None, ValidationError(message, code="stale", params={"facts": self.told(stored)}))


class LockedEditView(EditView):
    """An editor whose row stays as it was compared until it is saved."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)
