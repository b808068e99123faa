"""What the address of a list asks, such as `/members/?country=FR&signed=1`: one base for the lists of every app."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

Choice = tuple[Any, Any]


class CountryField(forms.ChoiceField):
    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


# The choice that asks nothing, by field: a word for "all" alone has no gender in three of the four languages.
EVERY = {
    "actor": _("Anyone"),
    "country": _("All countries"),
    "deliverable": _("All commitments"),
    "kind": _("All types"),
    "language": _("All languages"),
    "member": _("All members"),
    "problem": _("All problems"),
    "section": _("All sections"),
    "status": _("All statuses"),
    "theme": _("All themes"),
    "version": _("All versions"),
    "year": _("All years"),
}


class AddressFilters(forms.Form):
    """Filters of a list, read from its address. A value that does not exist asks nothing, and breaks nothing.

    A subclass declares its fields, `place_fields` (those that say where in the list one is, not what is in it) and
    `lookups` (the condition of each field that is one).
    """

    use_required_attribute = False
    place_fields: ClassVar[tuple[str, ...]] = ()
    lookups: ClassVar[dict[str, str]] = {}

    def __init__(self, query: QueryDict, **choices: Iterable[Choice]) -> None:
        """Take the address's `query`, and the choices of the fields whose choices are in the database, by field."""
        super().__init__(query, auto_id="filter_%s")
        for name, offered in choices.items():
            self.offer(name, offered)
        for field in self.fields.values():
            if isinstance(field, forms.BooleanField):
                field.widget.attrs["value"] = "1"  # as `link` writes it

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that a reader sees; the place in the list and what is hidden are not among them."""
        return [field for field in self.visible_fields() if field.name not in self.place_fields]

    def offer(self, name: str, choices: Iterable[Choice], every: Any = "") -> None:
        """Offer `choices` for field `name`, after one that asks nothing (`every`, by default that of EVERY).

        A field of another kind than a choice is drawn as a select box too, and keeps its own judgement of a value.
        """
        offered = [("", every or EVERY[name]), *choices]
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered
        else:
            field.widget = forms.Select(choices=offered)

    @cached_property
    def values(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if not (value in (None, "") or value is False)}

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Return the valid values that ask something, by field; the place in the list is apart (`place`)."""
        return {name: value for name, value in self.values.items() if name not in self.place_fields}

    @cached_property
    def place(self) -> dict[str, Any]:
        """Return where in the list, by field; nothing for its first page."""
        return {name: value for name, value in self.values.items() if name in self.place_fields}

    def link(self, **changes: Any) -> str:
        """Return the shareable query string of these filters with `changes`; None leaves out, a row is its number."""
        values = {name: getattr(value, "pk", value) for name, value in {**self.asked, **changes}.items()}
        return urlencode({name: "1" if value is True else value for name, value in values.items() if value is not None})

    @property
    def query(self) -> str:
        """Return the shareable query string of these filters, from the first page."""
        return self.link()

    def facts(self) -> dict[str, Any]:
        return {lookup: self.asked[name] for name, lookup in self.lookups.items() if name in self.asked}
