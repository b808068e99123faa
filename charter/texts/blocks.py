"""Editor blocks of the charter's text: plain words, so that a digest means what people read."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ArticleBlock(blocks.StructBlock):
    """One article: its title and its paragraphs, separated by empty lines."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    text = blocks.TextBlock(label=_("text"), help_text=_("Leave an empty line between paragraphs."))

    class Meta:
        icon = "doc-full"
        label = _("Article")


class ArticlesBlock(blocks.StreamBlock):
    article = ArticleBlock()
