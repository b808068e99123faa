"""The blocks of an edition. Each has two templates: one for the web, one (MJML) for the mail."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks as wagtail_blocks

from coalition.pages import samples
from coalition.pages.block_groups import ACT, MEDIA, TEXT
from coalition.pages.blocks import RICH_TEXT_FEATURES, ButtonBlock, FiguresBlock, HeadingBlock, ImageBlock, QuoteBlock
from newsletters.editions.lists import (
    DigestBlock,
    NewsBlock,
    NewSignatoriesBlock,
    ProgressBlock,
    ResourcesBlock,
    UpcomingEventsBlock,
)


def _text() -> wagtail_blocks.RichTextBlock:
    return wagtail_blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        group=TEXT,
        template="blocks/paragraph.html",
        preview_value=samples.PARAGRAPH,
    )


def _image() -> ImageBlock:
    return ImageBlock(icon="image", label=_("Image"), group=MEDIA, template="blocks/image.html")


class ColumnBlock(wagtail_blocks.StreamBlock):
    text = _text()
    image = _image()
    button = ButtonBlock()


class ColumnsBlock(wagtail_blocks.StructBlock):
    """Two columns side by side; one above the other on a phone."""

    first = ColumnBlock(label=_("first column"), min_num=1, max_num=4)
    second = ColumnBlock(label=_("second column"), min_num=1, max_num=4)

    class Meta:
        icon = "grip"
        group = TEXT
        label = _("Two columns")
        description = _("Two columns side by side; on a phone the second stands below the first.")
        template = "newsletters/blocks/columns.html"
        preview_value = {"first": [("text", samples.PARAGRAPH)], "second": [("button", samples.BUTTON)]}

    def facts(self, value: Any) -> list[list[Any]]:
        return [list(value["first"]), list(value["second"])]


class SpacerBlock(wagtail_blocks.StructBlock):
    """Room between two parts, with a line or without."""

    line = wagtail_blocks.BooleanBlock(label=_("with a line"), required=False)

    class Meta:
        icon = "horizontalrule"
        group = TEXT
        label = _("Spacer")
        template = "newsletters/blocks/spacer.html"
        preview_value = {"line": True}


class NewsletterBody(wagtail_blocks.StreamBlock):
    heading = HeadingBlock()
    text = _text()
    quotation = QuoteBlock()
    columns = ColumnsBlock()
    spacer = SpacerBlock()
    image = _image()
    button = ButtonBlock(group=ACT)
    digest = DigestBlock()
    upcoming_events = UpcomingEventsBlock()
    new_signatories = NewSignatoriesBlock()
    resources = ResourcesBlock()
    news = NewsBlock()
    figures = FiguresBlock()
    progress = ProgressBlock()
