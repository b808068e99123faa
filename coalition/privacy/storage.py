"""Where files are kept that no address leads to."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files below a folder that no web server reads. `url()` raises ValueError.

    Django's own storage takes MEDIA_URL where it is given no base address.
    """

    base_url = None  # type: ignore[assignment]  # Django itself asks whether it is None
