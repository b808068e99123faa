"""What every model with a protected state (django-fsm) stands on."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django_fsm import FSMFieldMixin


class StatefulModel(models.Model):
    """A model whose protected state changes by its transitions only, and can be read again from the database.

    django-fsm's own mixin lifts the protection of the field, which is the class's and so every thread's, while
    one instance is read. This one forgets the old state of the one instance that is read, so that its field
    takes the new one; a row that is gone leaves the instance as it was.
    """

    _reread: ClassVar[frozenset[str]] = frozenset()  # an instance has its own while it is read

    class Meta:
        abstract = True

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """Read the row again, protected states included: the arguments are Django's."""
        names = None if fields is None else list(fields)
        kept = {
            field.attname: self.__dict__.pop(field.attname)
            for field in self._meta.concrete_fields
            if isinstance(field, FSMFieldMixin)
            and field.attname in self.__dict__
            and (names is None or field.attname in names)
        }
        self.__dict__["_reread"] = frozenset(kept)
        try:
            super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
        finally:
            del self.__dict__["_reread"]
            for name, state in kept.items():
                self.__dict__.setdefault(name, state)

    def get_deferred_fields(self) -> set[str]:
        """Return the fields that were not loaded; a state that is just read again is none of them."""
        return super().get_deferred_fields() - self._reread
