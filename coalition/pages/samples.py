"""What the previews of blocks show in the editor's list, and the page of components in the demonstration."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

LEAFLET = _("Programme leaflet, Agenda 2021-2025")
PARAGRAPH = "<p>Words that say what happened, and what comes next.</p>"
HEADING = {"text": _("Five deliverables"), "level": "2"}
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
            "label": _("deliverables for each territory"),
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
