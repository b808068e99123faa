"""StreamField blocks that every page type shares."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading of level two or three."""

    text = blocks.CharBlock(label=_("text"))
    level = blocks.ChoiceBlock([("2", _("Level 2")), ("3", _("Level 3"))], default="2", label=_("level"))

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """Someone's words, with the name and the source."""

    text = blocks.TextBlock(label=_("text"))
    source = blocks.CharBlock(label=_("source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class ButtonBlock(blocks.StructBlock):
    """One call to act."""

    label = blocks.CharBlock(label=_("label"))
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"

    def clean(self, value: Any) -> Any:
        """Refuse a button that leads nowhere."""
        cleaned = super().clean(value)
        if not (cleaned.get("page") or cleaned.get("url")):
            error = ValidationError(_("Choose a page, or give an address."))
            raise blocks.StructBlockValidationError(block_errors={"page": error})
        return cleaned


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES, icon="pilcrow", label=_("Text"), template="blocks/paragraph.html"
    )
    image = ImageBlock(icon="image", label=_("Image"), template="blocks/image.html")
    quote = QuoteBlock()
    button = ButtonBlock()
