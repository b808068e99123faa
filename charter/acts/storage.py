"""Where acts are kept: outside every public path."""

from django.core.files.storage import storages
from django.core.files.storage.base import Storage


def private_storage() -> Storage:
    """Return the storage of council acts: outside every public path."""
    return storages["private"]
