"""What a lesson rests on."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SourceBlock(blocks.StructBlock):
    """One source that everybody can read: a title in its own language, who published it, when, and where it is."""

    title = blocks.CharBlock(label=_("title"), max_length=300, help_text=_("In the language of the source."))
    publisher = blocks.CharBlock(label=_("publisher"), required=False, max_length=200)
    year = blocks.IntegerBlock(label=_("year"), required=False, min_value=1900, max_value=2200)
    url = blocks.URLBlock(label=_("address"), required=False)
    language = blocks.ChoiceBlock(label=_("language"), choices=settings.LANGUAGES, required=False)

    class Meta:
        icon = "link"
        label = _("Source")
