"""The parts that editors compose a front page from: what each of them asks for. `front_page` fills them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from coalition.pages.blocks import RICH_TEXT_FEATURES

STANDARD_TITLE = _("Leave it empty for the site's own words.")
MOST_ROWS = 6


class Part(blocks.StructBlock):
    """One part of the front page: a section of its own, or half of one beside a neighbour that is a half too."""

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the context of a preview: this part as the front page of the editor's language would show it."""
        from home import front_page  # late: it reads models of every app below

        return {**(parent_context or {}), **front_page.preview_context(self.name, value)}

    class Meta:
        preview_template = "home/block_preview.html"


class TitledPart(Part):
    """A part whose title has words of the site's own, until an editor gives others."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=120, help_text=STANDARD_TITLE)


class GoalBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        icon = "tick"
        label = _("Goal")


class FiguresPart(TitledPart):
    figures = blocks.MultipleChoiceBlock(
        choices=[
            ("population", _("population of the territories that signed")),
            ("kept", _("commitments kept")),
            ("overdue", _("commitments late")),
            ("signatories", _("signatories of the charter")),
            ("members", _("member governments")),
            ("countries", _("countries")),
            ("pilots", _("pilot territories")),
        ],
        default=["population", "kept", "overdue", "signatories", "members", "countries", "pilots"],
        label=_("figures"),
    )

    class Meta:
        icon = "order"
        label = _("Figures")
        description = _("What the network achieves: commitments kept and late, people covered, signatories.")


class NumberedPart(TitledPart):
    """A part that shows so many rows."""

    number = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=MOST_ROWS)


class CallPart(TitledPart):
    """A part that asks readers for something."""

    text = blocks.TextBlock(label=_("text"), required=False, max_length=300, help_text=STANDARD_TITLE)


class PurposePart(Part):
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES, required=False)
    goals = blocks.ListBlock(GoalBlock(), label=_("goals"), default=[], max_num=6)

    class Meta:
        icon = "pilcrow"
        label = _("Text and goals")
        description = _("What the network is for: a text, and its goals beside it.")
        preview_value = {
            "text": "<p>The shelter, the school and the health centre most often belong to a local government.</p>",
            "goals": [{"title": "Create local observatories", "text": "To measure, to protect, to train."}],
        }


class NewestSignatoryPart(TitledPart):
    class Meta:
        icon = "success"
        label = _("A signatory")
        description = _(
            "A signatory whose mayor is quoted, of whom most is done: portrait, sentence, five commitments."
        )


class QuotationPart(Part):
    text = blocks.TextBlock(label=_("words"), max_length=600)
    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("office or source"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("What somebody said, with name and office.")
        preview_value = {
            "text": "Women’s rights are human rights.",
            "name": "Beijing Declaration",
            "role": "Fourth World Conference on Women, 1995",
        }


class MapPart(TitledPart):
    class Meta:
        icon = "site"
        label = _("Map")
        description = _("The world map of members and signatories.")


class NextEventsPart(NumberedPart):
    class Meta:
        icon = "date"
        label = _("Next events")
        description = _("The next public events, soonest first.")


class LatestNewsPart(NumberedPart):
    class Meta:
        icon = "doc-full-inverse"
        label = _("Latest news")
        description = _("The latest news in the language of the page.")


class SignPart(CallPart):
    class Meta:
        icon = "edit"
        label = pgettext_lazy("part of the front page", "Call to sign")
        description = _("The call to sign the charter.")


class NewsletterPart(CallPart):
    class Meta:
        icon = "mail"
        label = _("Newsletter")
        description = _("The way to the newsletter.")


# Each has something to show without an editor, and stands once on a page.
ONCE = ("figures", "newest_signatory", "map", "next_events", "latest_news", "sign", "newsletter")
# A new front page: who and where, how much, what for (once somebody has written it), what comes next, a way to sign.
FIRST = ("map", "newest_signatory", "figures", "purpose", "next_events", "sign", "newsletter")


class FrontPageBlock(blocks.StreamBlock):
    """The parts of a front page, in the order in which they are shown."""

    figures = FiguresPart()
    newest_signatory = NewestSignatoryPart()
    quotation = QuotationPart()
    purpose = PurposePart()
    map = MapPart()
    next_events = NextEventsPart()
    latest_news = LatestNewsPart()
    sign = SignPart()
    newsletter = NewsletterPart()

    class Meta:
        required = False
        block_counts = {name: {"max_num": 1} for name in ONCE}


def part(name: str, /, **words: Any) -> tuple[str, Any]:
    """Return the part `name` as an editor adds it, with `words` in their place: one item of a page's body."""
    block = FrontPageBlock.base_blocks[name]
    return name, block.normalize({**block.get_default(), **words})
