"""What the team of an event uploads of its recording."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.asking import AsksPlainly

from .services import LARGEST, LARGEST_PICTURE

HEIGHTS = (1080, 720, 480, 360, 240)


class FileForm(AsksPlainly, forms.Form):
    """A video or its sound."""

    asks = {"file": _("Choose a video or a sound file.")}

    file = forms.FileField(
        label=_("Video or sound"),
        help_text=_("MP4, WebM, Ogg or MP3. Its type is read from the file itself."),
        widget=forms.ClearableFileInput(attrs={"accept": "video/mp4,video/webm,audio/*"}),
    )
    height = forms.TypedChoiceField(
        label=_("Quality of the video"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Only one quality")), *((height, f"{height}p") for height in HEIGHTS)],
    )


class PosterForm(AsksPlainly, forms.Form):
    """The picture that stands there before the recording plays."""

    asks = {"picture": _("Choose a picture.")}

    picture = forms.FileField(label=_("Picture before it plays"), help_text=_("A photograph or a title, 16 by 9."))

    def clean_picture(self) -> bytes:
        """Return the bytes of the picture. Raises ValidationError where there are too many."""
        sent: UploadedFile = self.cleaned_data["picture"]
        if (sent.size or 0) > LARGEST_PICTURE:
            raise forms.ValidationError(gettext("This picture is larger than 10 MB. Choose a smaller one."))
        return sent.read()


class PieceForm(forms.Form):
    """One piece, where it belongs, and of how much."""

    upload = forms.UUIDField()
    offset = forms.IntegerField(min_value=0)
    total = forms.IntegerField(min_value=1, max_value=LARGEST)
    height = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    piece = forms.FileField(allow_empty_file=True)  # all has come, and the answer was lost
