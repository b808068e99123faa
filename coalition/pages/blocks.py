"""StreamField blocks: one list of them for the texts of every page type (decision 0003-facts-and-words)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import blocks as image_blocks
from wagtail.images import get_image_model
from wagtail_localize.segments import StringSegmentValue

from coalition.site.paths import path_of

from . import embeds
from .querysets import downloadable

TEXT = _("Text")
MEDIA = _("Pictures and files")
ACT = _("Actions and links")
ROWS = _("Figures and lists")


LEAFLET = _("Programme leaflet, Agenda 2021-2025")
PARAGRAPH = "<p>Words that say what happened, and what comes next.</p>"
HEADING = {"text": _("Five commitments"), "level": "2"}
QUOTE = {
    "text": _("What we measure together, we can change together."),
    "source": _("Name of the person"),
    "role": _("Office of the person"),
    "portrait": None,
}
BUTTON = {"label": _("Read more"), "page": None, "url": "https://coalition.example/"}
CALL_TO_ACTION = {
    "title": _("Your government can sign"),
    "text": _("One sentence that says what happens next."),
    "button": BUTTON,
}
TIMELINE = {"moments": [{"when": "2002", "text": _("first observatory in France")}]}
FIGURES = {
    "title": _("In figures"),
    "figures": [
        {
            "value": "2002",
            "label": _("first observatory in France"),
            "source": LEAFLET,
        },
        {
            "value": "5",
            "label": _("commitments for each territory"),
            "source": LEAFLET,
        },
    ],
}
CARDS = {
    "title": _("To go further"),
    "cards": [
        {"title": _("A card with a link"), "text": _("In a sentence."), "page": None, "url": BUTTON["url"]},
        {"title": _("A card with text only"), "text": _("In a sentence."), "page": None, "url": ""},
    ],
}
ACCORDION = {
    "title": _("Questions and answers"),
    "parts": [
        {"title": _("Who can sign?"), "text": PARAGRAPH},
        {"title": _("What happens after you sign?"), "text": PARAGRAPH},
    ],
}
TABLE = {
    "caption": _("Observatories, by territory"),
    "columns": [
        {"type": "text", "heading": _("Territory")},
        {"type": "figure", "heading": _("Since")},
    ],
    "rows": [{"values": [_("First territory"), "2021"]}, {"values": [_("Second territory"), "2022"]}],
}
EMBED: dict[str, Any] = {"title": _("A video of the network"), "url": "https://vimeo.com/123456789"}
EVENTS = {"title": _("Next events"), "which": "next", "count": 3}
MEMBERS = {"title": _("Members"), "which": "all", "count": 3}
NEWS = {"title": _("News"), "count": 3}


def image_with_text() -> dict[str, Any]:
    """Return the stored form of a picture that everybody may see, beside a text; without one where there is none."""
    pictures = get_image_model().objects.filter(collection__view_restrictions=None, collection__depth=1)
    first = pictures.order_by("-pk").first()
    image = {"image": first.pk if first else None, "alt_text": "", "decorative": True}
    return {"image": image, "text": PARAGRAPH, "side": "start"}


def files() -> dict[str, Any]:
    """Return the stored form of a list of the newest documents that everybody may read."""
    documents = get_document_model().objects.filter(collection__view_restrictions=None, collection__depth=1)
    rows = [{"document": document.pk, "title": ""} for document in documents.order_by("-pk")[:2]]
    return {"title": _("Files"), "files": rows}


FIGURE = "figure"  # the kind of a column whose cells stand at its end, as they are written: 12 %, 1.65 million


@dataclass(frozen=True)
class Cell:
    """One cell as it is shown: what it says, under which heading, whether it is a figure or names its row."""

    text: str
    heading: str
    figure: bool
    names_row: bool


class TableBlock(TypedTableBlock):
    """Rows and columns. The first cell of each row names it; a caption says what the table is about."""

    text = blocks.CharBlock(label=_("Text"), required=False)
    figure = blocks.CharBlock(label=_("Figure"), required=False)

    def clean(self, value: TypedTable | None) -> TypedTable | None:
        """Refuse a table without a caption, or with a column that has no heading."""
        cleaned: TypedTable | None = super().clean(value)
        if cleaned is None or not cleaned.columns:
            raise TypedTableBlockValidationError(non_block_errors=[_("Add a column and a row.")])
        wrong: list[Any] = []
        if not cleaned.caption.strip():
            wrong.append(ValidationError(_("Give the table a caption: what is it about?")))
        if not all(column["heading"].strip() for column in cleaned.columns):
            wrong.append(ValidationError(_("Give each column a heading.")))
        if wrong:
            raise TypedTableBlockValidationError(non_block_errors=wrong)
        return cleaned

    def get_context(self, value: TypedTable, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `headings` and `cells` by row, for a template that asks nothing else."""
        columns = [(column["heading"], column["block"].name == FIGURE) for column in value.columns]
        return super().get_context(value, parent_context=parent_context) | {
            "headings": columns,
            "cells": [list(self._row(columns, row["values"])) for row in value.row_data],
        }

    def _row(self, columns: list[tuple[str, bool]], values: list[Any]) -> Iterator[Cell]:
        for number, ((heading, figure), value) in enumerate(zip(columns, values, strict=True)):
            yield Cell(str(value or ""), heading, figure, number == 0)

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        words = {"caption": value.caption}
        words |= {f"heading.{number}": column["heading"] for number, column in enumerate(value.columns)}
        for number, row in enumerate(value.row_data):
            words |= {f"cell.{number}.{column}": str(cell or "") for column, cell in enumerate(row["values"])}
        return [StringSegmentValue(path, text) for path, text in words.items() if text]

    def restore_translated_segments(self, value: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        for segment in segments:
            place, *numbers = segment.path.split(".")
            if place == "caption":
                value.caption = segment.render_text()
            elif place == "heading":
                value.columns[int(numbers[0])]["heading"] = segment.render_text()
            else:
                value.row_data[int(numbers[0])]["values"][int(numbers[1])] = segment.render_text()
        return value

    class Meta:
        group = TEXT
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption. The first cell names its row.")
        template = "blocks/table.html"

    def get_preview_value(self) -> TypedTable:
        table: TypedTable = self.to_python(TABLE)
        return table


RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
LEADS_NOWHERE = _("Choose a page, or give an address.")
# Words that a camera or a scanner gave, of a file that was renamed since as well.
FILE_NAME = re.compile(r"(?i)^(?:\S+\.(?:jpe?g|png|gif|webp|avif|svg)|(?:img|dsc|image|photo|scan)[\s_-]?\d+)$")
ADDED = 8  # signs that a storage adds to a name that is taken
NAMES_A_FILE = _("These words are the name of a file. Say what the picture shows, or mark it as decorative.")


def is_file_name(words: str, picture: Any) -> bool:
    """Say whether `words` are the name of a file, such as that of `picture`: they tell nobody what it shows."""
    said, name = (_plain(one) for one in (words, PurePath(picture.file.name).stem))
    return bool(FILE_NAME.match(words)) or (bool(said) and name.startswith(said) and len(name) - len(said) < ADDED)


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(words).lower())


class ImageBlock(image_blocks.ImageBlock):
    """A picture with what it shows, or marked as decoration: never published with the name of its file."""

    def clean(self, value: Any) -> Any:
        """Refuse the name of the file, which Wagtail offers where a picture has no description."""
        value = super().clean(value)
        words = "" if value is None or value.decorative or self.is_deferred_validation else value.contextual_alt_text
        if words and is_file_name(words.strip(), value):
            raise blocks.StructBlockValidationError(block_errors={"alt_text": ValidationError(NAMES_A_FILE)})
        return value


class LinkValue(blocks.StructValue):
    """A value with `page` and `url`: `href` leads to the page in its reader's language, else to the address."""

    @property
    def href(self) -> str:
        """Return where it leads; empty for nowhere."""
        page = self.get("page")
        return path_of(page.localized) if page else self.get("url") or ""


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"))
    level = blocks.ChoiceBlock([("2", _("Level 2")), ("3", _("Level 3"))], default="2", label=_("level"))

    class Meta:
        group = TEXT
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = HEADING


class QuoteBlock(blocks.StructBlock):
    """Someone's words, with who says them: a person and an office, or the name of a text."""

    text = blocks.TextBlock(label=_("text"))
    source = blocks.CharBlock(label=_("person or source"), required=False)
    role = blocks.CharBlock(label=_("office of the person"), required=False)
    portrait = ImageBlock(label=_("portrait"), required=False, help_text=_("Never a picture of a victim."))

    class Meta:
        group = TEXT
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of a person or of a text, with who says them.")
        template = "blocks/quote.html"
        preview_value = QUOTE


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("label"))
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        group = ACT
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"
        value_class = LinkValue
        preview_value = BUTTON

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (cleaned.get("page") or cleaned.get("url")):
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(LEADS_NOWHERE)})
        return cleaned


class CallToActionBlock(blocks.StructBlock):
    """What the reader can do now: a heading, a sentence, one button."""

    title = blocks.CharBlock(label=_("title"))
    text = blocks.TextBlock(label=_("text"), required=False)
    button = ButtonBlock(label=_("Button"))

    class Meta:
        group = ACT
        icon = "pick"
        label = _("Call to action")
        description = _("A heading, a sentence and one button, on the site's dark colour.")
        template = "blocks/call_to_action.html"
        preview_value = CALL_TO_ACTION


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("figure"), help_text=_("As it should appear: 1.65 million, 35%."))
    label = blocks.CharBlock(label=_("what it counts"))
    source = blocks.CharBlock(label=_("source and year"))


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False)
    figures = blocks.ListBlock(FigureBlock(), label=_("figures"), min_num=1, max_num=6)

    class Meta:
        group = ROWS
        icon = "order"
        label = _("Figures")
        description = _("Large figures, each with what it counts and its source.")
        template = "blocks/figures.html"
        preview_value = FIGURES


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("when"), max_length=40, help_text=_("A year, or a day in words."))
    text = blocks.TextBlock(label=_("what happened"))


class TimelineBlock(blocks.StructBlock):
    moments = blocks.ListBlock(MomentBlock(), label=_("moments"), min_num=1)

    class Meta:
        group = ROWS
        icon = "history"
        label = _("Line of time")
        description = _("What happened and when, the earliest first.")
        template = "blocks/timeline.html"
        preview_value = TIMELINE


class CardBlock(blocks.StructBlock):
    """A card: the whole of it leads where it says, if it leads anywhere."""

    title = blocks.CharBlock(label=_("title"))
    text = blocks.TextBlock(label=_("text"), required=False)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        value_class = LinkValue


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    cards = blocks.ListBlock(CardBlock(), label=_("cards"), min_num=1, max_num=12)

    class Meta:
        group = ACT
        icon = "grip"
        label = _("Cards")
        description = _("Cards side by side under a heading; each may lead to a page.")
        template = "blocks/cards.html"
        preview_value = CARDS


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    """Texts that open when their title is pressed, with no script at all."""

    title = blocks.CharBlock(label=_("title"), required=False)
    parts = blocks.ListBlock(FoldBlock(), label=_("parts"), min_num=1)

    class Meta:
        group = TEXT
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers: each text opens when its title is pressed.")
        template = "blocks/accordion.html"
        preview_value = ACCORDION


class ImageWithTextBlock(blocks.StructBlock):
    """A picture beside a text; above it on a phone."""

    image = ImageBlock(label=_("image"))
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES)
    side = blocks.ChoiceBlock(
        [("start", _("before the text")), ("end", _("after the text"))], default="start", label=_("place of the image")
    )

    class Meta:
        group = MEDIA
        icon = "image"
        label = _("Image with text")
        description = _("A picture beside a text; on a phone it stands above it.")
        template = "blocks/image_with_text.html"

    def get_preview_value(self) -> Any:
        return self.to_python(image_with_text())


class EmbedBlock(blocks.StructBlock):
    """A video of another site, asked for nothing before a press. Without JavaScript it is a link."""

    title = blocks.CharBlock(label=_("title"), help_text=_("What the video shows. Screen readers announce it."))
    url = blocks.URLBlock(
        label=_("address"),
        help_text=_("The address of the video's own page on YouTube, Vimeo, Dailymotion or a PeerTube site."),
    )

    class Meta:
        group = MEDIA
        icon = "media"
        label = _("Video of another site")
        description = _("A video that loads only when the reader presses the button.")
        template = "blocks/embed.html"
        preview_value = EMBED

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if embeds.player_of(cleaned["url"]) is None:
            told = _("This is not the address of a video at YouTube, Vimeo, Dailymotion or a PeerTube site.")
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(told)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context=parent_context) | {"player": embeds.player_of(value["url"])}


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        label=_("name"), required=False, help_text=_("Leave empty to use the title of the document.")
    )


class FilesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    files = blocks.ListBlock(FileBlock(), label=_("files"), min_num=1)

    class Meta:
        group = MEDIA
        icon = "doc-full"
        label = _("Files")
        description = _("Documents to download, each with its type and size.")
        template = "blocks/files.html"

    def get_preview_value(self) -> Any:
        return self.to_python(files())

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `rows`: name, address, kind and size of each document that everybody may have. One query."""
        chosen = [(one["title"], one["document"]) for one in value["files"] if one["document"]]
        keys = [document.pk for _title, document in chosen if document.pk]
        known = get_document_model().objects.filter(downloadable(), pk__in=keys) if keys else []
        shown = {None, *(document.pk for document in known)}  # a sample of a preview has no key
        chosen = [(title, document) for title, document in chosen if document.pk in shown]
        rows = [
            {
                "title": title or document.title,
                "url": document.url,
                "kind": document.file_extension.upper(),
                "size": filesizeformat(document.file_size) if document.file_size else "",
            }
            for title, document in chosen
        ]
        return super().get_context(value, parent_context=parent_context) | {"rows": rows}


class EventsListBlock(blocks.StructBlock):
    """Public events: the next ones, or the latest that took place. The template of the events app asks for them."""

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
        template = "events/blocks/list.html"
        preview_value = EVENTS


class MembersListBlock(blocks.StructBlock):
    """Local governments of the network, which the template of the members app asks for."""

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
        template = "members/blocks/list.html"
        preview_value = MEMBERS


class NewsListBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"))
    count = blocks.IntegerBlock(label=_("how many"), default=3, min_value=1, max_value=12)

    class Meta:
        group = ROWS
        icon = "doc-full-inverse"
        label = _("List of news")
        description = _("The latest news in the language of the page.")
        template = "news/blocks/list.html"
        preview_value = NEWS


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        template="blocks/paragraph.html",
        group=TEXT,
        preview_value=PARAGRAPH,
    )
    quote = QuoteBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    image = ImageBlock(icon="image", label=_("Image"), template="blocks/image.html", group=MEDIA)
    image_with_text = ImageWithTextBlock()
    embed = EmbedBlock()
    files = FilesBlock()
    button = ButtonBlock()
    call_to_action = CallToActionBlock()
    cards = CardsBlock()
    figures = FiguresBlock()
    timeline = TimelineBlock()
    events_list = EventsListBlock()
    members_list = MembersListBlock()
    news_list = NewsListBlock()
