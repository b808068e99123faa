"""Files that no row names: a process was killed between a file and its row, or before it deleted what was withdrawn."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.db.models import FileField
from django.utils import timezone

from . import stores

OLD = timedelta(days=2)  # what is younger may wait for its row
WITHOUT_ROWS = ("courses/",)  # archives that are made anew


def orphans() -> Iterator[tuple[str, str]]:
    """Yield the store and the name of each old file that no row of the database names."""
    border, named = timezone.now() - OLD, _named()
    for folder in stores.NAMES:
        storage = stores.store(folder)
        for name in stores.names(storage):
            if name in named or name.startswith(WITHOUT_ROWS):
                continue
            try:
                if storage.get_modified_time(name) < border:
                    yield folder, name
            except FileNotFoundError:  # it went meanwhile
                continue


def _named() -> set[str]:
    """Return the name of every file that the database knows."""
    found: set[str] = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                rows = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                found |= {str(name) for name in rows.iterator(chunk_size=5000) if name}
    return found
