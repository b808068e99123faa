"""Two hosts at one row of a programme: who saves second is told, instead of undoing what the first one wrote."""

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

from coalition.keys import key_of
from coalition.pages.forms import retype
from events.rooms.models import OnlineRoom

from .models import Programme, Session
from .plan import when


def version(row: Any) -> str:
    """Return a digest of `row` as it is stored, with the rows that its form has, and its room online."""
    says = [list(type(row)._default_manager.filter(pk=row.pk).values_list())]
    for relation in get_all_child_relations(type(row)):
        children = relation.related_model._default_manager.filter(**{relation.field.name: row.pk})
        says.append(list(children.order_by("pk").values_list()))
    if isinstance(row, Session):
        rooms = OnlineRoom.objects.filter(part=row.guid).order_by("pk")
        says.append(list(rooms.values_list("address", "opens_before")))
    return salted_hmac(__name__, repr(says), algorithm="sha256").hexdigest()  # the address of a room cannot be tried


def told(row: Any) -> str:
    """Return what `row` says in a few words."""
    facts = [str(row), when(row), str(row.room or "")] if isinstance(row, Session) else [str(row)]
    return " · ".join(filter(None, facts))


class KnowsItsVersion(WagtailAdminModelForm):
    """A form that refuses to undo what somebody else saved after it was opened, and keeps what was typed."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version(self.instance) if self.instance.pk else ""

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
        if stored is None or opened == (current := version(stored)):
            return
        retype(self, version=current)
        message = _("Somebody else changed this while you had it open, so nothing was saved. It now says: %(facts)s. "
                    "What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
        self.add_error(None, ValidationError(message, code="stale", params={"facts": told(stored)}))


class LockedEditView(EditView):
    """An editor whose row stays as it was compared until it is saved."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.object, Session):  # its programmes first, as everywhere
            keys = {self.object.programme_id, key_of(request.POST.get("programme", ""))} - {None}
            list(Programme.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        return super().post(request, *args, **kwargs)
