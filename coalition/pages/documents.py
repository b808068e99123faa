"""The CMS's form of a document."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm

from . import keeping
from .deleting import TAKE_AWAY
from .images import SHOWN_AS_SENT


class DocumentForm(BaseDocumentForm):
    """Wagtail's form of a document, which keeps a file that was sent."""

    def clean_file(self) -> Any:
        """Return the upload. Raises ValidationError where the file stays."""
        if "file" in self.changed_data and keeping.keeps_its_file(self.instance):
            raise ValidationError([SHOWN_AS_SENT, TAKE_AWAY])
        return self.cleaned_data["file"]
