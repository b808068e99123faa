"""Every picture that is stored is stored without metadata, whatever way it came: form, chooser, many at once, code."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from . import pictures
from .signals import keeps_its_file

EXTENSIONS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
# Where pictures are stored: an original and its sizes, an upload that waits for its form, a document that is a
# picture, and an editor's portrait.
FIELDS = {
    "wagtailimages.Image": "file",
    "wagtailimages.Rendition": "file",
    "wagtailcore.UploadedFile": "file",
    "wagtaildocs.Document": "file",
    "wagtailusers.UserProfile": "avatar",
}
DAMAGED = _("This picture is damaged. Save it again in another program, then upload it again.")

SHOWN_AS_SENT = _("This file was sent or published, so it cannot be replaced. Add the new file separately.")


class PictureForm(BaseImageForm):
    """Wagtail's form of an image, which draws an upload anew, and says so where it cannot."""

    class Meta(BaseImageForm.Meta):
        # Wagtail takes the file's name for the title, and the title for what the picture shows.
        widgets: ClassVar[dict[str, Any]] = BaseImageForm.Meta.widgets | {"file": forms.FileInput()}

    def _clean_fields(self) -> None:
        """Clean every field; Wagtail measures a damaged picture before it says what is wrong with it, and breaks."""
        try:
            super()._clean_fields()
        except pictures.BROKEN:
            self.add_error("file", DAMAGED)

    def clean_file(self) -> Any:
        """Return the upload without metadata. Raises ValidationError for one that cannot be read to its end."""
        upload = self.cleaned_data["file"]
        if upload is None or "file" not in self.changed_data:
            return upload
        if keeps_its_file(self.instance):
            raise ValidationError(SHOWN_AS_SENT)
        try:
            return cleaned(upload)
        except pictures.Unreadable as error:
            raise ValidationError(DAMAGED) from error


def cleaned(file: Any) -> ContentFile:
    """Return a file of the same name with the picture of `file` alone. Raises pictures.Unreadable."""
    file.seek(0)
    drawn = ContentFile(pictures.without_metadata(file.read()), name=file.name)
    drawn.without_metadata = True  # type: ignore[attr-defined]  # once is enough
    return drawn


def clean_before_saving(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Draw a new picture anew before its row is written (signal `pre_save`); what no form checked too.

    Raises pictures.Unreadable: a picture that cannot be read is not stored. A document only looks like one.
    """
    name = FIELDS[sender._meta.label]
    stored: FieldFile = getattr(instance, name)
    is_new = bool(stored) and not stored._committed  # type: ignore[attr-defined]
    if not is_new or PurePath(stored.name or "").suffix.lower() not in EXTENSIONS:
        return
    if getattr(stored.file, "without_metadata", False):
        return
    try:
        drawn = cleaned(stored.file)
    except pictures.Unreadable:
        if sender._meta.label in ("wagtaildocs.Document", "wagtailcore.UploadedFile"):
            return
        raise
    setattr(instance, name, drawn)
    if hasattr(instance, "file_hash"):
        instance.file_size = drawn.size
        instance._set_file_hash()
