"""Two editors at one row that keeps no versions: who saves second is told, instead of undoing what the first one wrote.

They read what each field says now where they typed something else, so that they decide of each. Rows that keep
versions have Wagtail's own dialog for it (`revisions.RevisedViewSet`).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import EditView

from coalition import dates

from .forms import set_value

LONGEST = 300  # characters of one value that are told
STALE = _("Somebody else changed this while you had it open, so nothing was saved. It now says: %(facts)s. "
          "What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
# How a time is told, by what its field asks for.
OF_TIME: dict[type[forms.Field], Callable[[Any], str]] = {
    forms.DateTimeField: dates.moment,
    forms.DateField: dates.day,
    forms.TimeField: dates.hour,
}


def refuse_stale(form: BaseForm, facts: Iterable[str], *, at: str | None = None, **now: str) -> None:
    """Say on `form`, at the field `at` if any, that somebody else saved meanwhile, and what is stored: `facts`.

    What was typed is kept, with `now`, the marks of what is stored: who saves once more has read what they replace.
    """
    set_value(form, **now)
    told = " · ".join(filter(None, facts)) or "–"
    form.add_error(at, ValidationError(STALE, code="stale", params={"facts": told}))


class KnowsItsVersion(WagtailAdminModelForm):
    """A form that refuses to undo what somebody else saved after it was opened, and keeps what was typed."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.version_of(self.instance) if self.instance.pk else ""

    @classmethod
    def snapshot(cls, row: Any) -> list[Any]:
        """Return all that the form of `row` shows, as it is stored: its own columns, what it names, rows of its own."""
        found = [list(type(row)._default_manager.filter(pk=row.pk).values_list())]
        found += [sorted(getattr(row, many.name).values_list("pk", flat=True)) for many in row._meta.many_to_many]
        for relation in get_all_child_relations(type(row)):
            children = relation.related_model._default_manager.filter(**{relation.field.name: row.pk})
            found.append(list(children.order_by("pk").values_list()))
        return found

    @classmethod
    def version_of(cls, row: Any) -> str:
        """Return a digest of what `row` says; nobody can try by it what that might be."""
        return salted_hmac(__name__, repr(cls.snapshot(row)), algorithm="sha256").hexdigest()

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
        refuse_stale(self, [str(stored), *self._differing(stored)], version=current)

    def _differing(self, stored: Any) -> Iterator[str]:
        """Yield what each field says now, where that is not what was typed: it would be undone unread."""
        now = type(self)(instance=stored, for_user=self.for_user)
        for name, field in now.fields.items():
            if name == "version" or name not in self.fields or self.fields[name].disabled:
                continue
            value = now[name].initial
            if field.has_changed(value, self[name].data):
                yield _told(field.label, in_words(field, value))
        for formset in self.formsets.values():
            rows = formset.model._default_manager.filter(**{formset.fk.name: stored.pk}).order_by("pk")
            if formset.has_changed() or {form.instance.pk for form in formset.initial_forms} != {
                row.pk for row in rows
            }:
                yield _told(formset.model._meta.verbose_name_plural, _on_a_line(str(row) for row in rows))


def _told(label: Any, value: str) -> str:
    return gettext("%(label)s: %(value)s") % {"label": capfirst(label), "value": value}


def in_words(field: Any, value: Any) -> str:
    """Return `value` as the form of `field` shows it: chosen rows and choices by their names, on one line."""
    chosen = value if isinstance(value, list | tuple) or hasattr(value, "all") else [value]
    offered: Any = field.queryset if hasattr(field, "queryset") else getattr(field, "choices", ())
    if isinstance(field, forms.ModelChoiceField):
        keys = [getattr(one, "pk", one) for one in chosen if one not in (None, "")]
        words = [field.label_from_instance(row) for row in offered.model._default_manager.filter(pk__in=keys)]
    elif isinstance(field, forms.ChoiceField):
        names = {str(code): name for code, name in offered}
        words = [str(names.get(str(one), one)) for one in chosen if one not in (None, "")]
    elif isinstance(field, forms.BooleanField):
        words = [gettext("yes") if value else gettext("no")]
    elif isinstance(field, forms.MultiValueField):
        words = [str(one) for one in field.widget.decompress(value) if one]
    elif value and isinstance(field, tuple(OF_TIME)):
        words = [next(say(value) for kind, say in OF_TIME.items() if isinstance(field, kind))]
    else:
        words = [str(field.widget.format_value(field.prepare_value(value)) or "")]
    return _on_a_line(words)


def _on_a_line(words: Iterable[str]) -> str:
    return Truncator(", ".join(filter(None, words))).chars(LONGEST) or "–"


class LockedEditView(EditView):
    """An editor whose row stays as it was compared until it is saved."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)
