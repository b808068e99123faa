"""The form field of a council act."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from charter.acts.files import ActFile, ActRefused, inspect_act
from charter.acts.inspector import limits
from charter.acts.inspector.verdict import Cause
from charter.acts.refusals import SENTENCES
from coalition.privacy.limits import RateLimited

ACCEPT = "application/pdf,image/jpeg,image/png,image/webp"  # with it, an iPhone turns its own format into JPEG


class ActFileField(forms.FileField):
    """A PDF or an image. Its cleaned value is an `ActFile`, or None; each refusal's code is its cause.

    A public form sets `before_inspection`, which raises RateLimited when the visitor had enough files inspected.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {"empty": SENTENCES[Cause.EMPTY]}

    before_inspection: Callable[[], None] | None = None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the clean file. Raises ValidationError."""
        sent = super().clean(data, initial)
        if not isinstance(sent, UploadedFile):
            return sent
        sent.seek(0)
        try:
            if self.before_inspection:
                self.before_inspection()
            act = inspect_act(sent.read(limits.FILE_BYTES + 1))
        except ActRefused as refusal:
            raise ValidationError(SENTENCES[refusal.cause], code=refusal.cause.value) from refusal
        except RateLimited:
            raise ValidationError(
                _("Too many files from your connection. Please try again in an hour."), code="too_many"
            ) from None
        return ActFile(act, sent.name or "")
