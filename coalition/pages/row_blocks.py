"""Blocks whose rows an upper app makes when the page is shown (see `lists`): events, members, news."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from . import lists, samples
from .block_groups import ROWS


class RowsBlock(blocks.StructBlock):
    """Rows that an upper app makes when the page is shown: see `lists`. Each says its `kind`."""

    kind: str

    def get_template(self, value: Any = None, context: dict[str, Any] | None = None) -> str:
        return lists.source_of(self.kind).template

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        rows = lists.source_of(self.kind).rows(value)
        return super().get_context(value, parent_context=parent_context) | {"rows": rows}


class EventsListBlock(RowsBlock):
    """Public events: the next ones, or the latest that took place."""

    kind = "events"
    title = blocks.CharBlock(label=_("title"))
    which = blocks.ChoiceBlock(
        [("next", _("the next ones")), ("past", _("those that took place"))], default="next", label=_("which")
    )
    count = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=12)

    class Meta:
        group = ROWS
        icon = "date"
        label = _("List of events")
        description = _("A list of events that is always up to date.")
        preview_value = samples.EVENTS


class MembersListBlock(RowsBlock):
    """Local governments of the network."""

    kind = "members"
    title = blocks.CharBlock(label=_("title"))
    which = blocks.ChoiceBlock(
        [
            ("all", _("all members")),
            ("signed", _("those that signed the charter")),
            ("pilot", _("pilot territories")),
            ("observatory", _("those with an observatory")),
        ],
        default="all",
        label=_("which"),
    )
    count = blocks.IntegerBlock(label=_("at most"), default=6, min_value=1, max_value=50)

    class Meta:
        group = ROWS
        icon = "group"
        label = _("List of members")
        description = _("A list of local governments that is always up to date.")
        preview_value = samples.MEMBERS


class NewsListBlock(RowsBlock):
    """The latest news."""

    kind = "news"
    title = blocks.CharBlock(label=_("title"))
    count = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=12)

    class Meta:
        group = ROWS
        icon = "doc-full-inverse"
        label = _("List of news")
        description = _("The latest news in the language of the page.")
        preview_value = samples.NEWS
