"""A plain text document of paragraphs, as word processors open and change it (Office Open XML, ECMA-376, part 1).

Six small parts in a zip. Its bytes depend on its words alone: every date in the zip is the format's first.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from django.template.loader import render_to_string
from django.utils.translation import get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from charter.texts.models import CharterText
from coalition import dates

from .deliverables import Deliverable
from .models import Schedule

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NORMAL, TITLE, HEADING, NOTE, ITEM, DIGEST = "Normal", "Title", "Heading1", "Note", "Item", "Digest"
PARTS = {  # name in the zip -> template
    "[Content_Types].xml": "content_types",
    "_rels/.rels": "package",
    "word/_rels/document.xml.rels": "relations",
    "word/document.xml": "document",
    "word/styles.xml": "styles",
    "docProps/core.xml": "properties",
}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph and the name of its style. With `new_page` it begins one."""

    text: str
    style: str = NORMAL
    new_page: bool = False


def write_docx(paragraphs: Iterable[Paragraph], *, title: str, language: str, right_to_left: bool) -> bytes:
    """Return the document; `language` is a BCP 47 code, `title` what the file says of itself."""
    context = {
        "paragraphs": list(paragraphs), "title": title, "language": language, "right_to_left": right_to_left,
    }  # fmt: skip
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, template in PARTS.items():
            words = render_to_string(f"charter/docx/{template}.xml", context)
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), words, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def document(text: CharterText) -> bytes:
    """Return the model, with the exact words of `text` annexed; the active language is that of `text`."""
    return write_docx(
        chain(_act(text), _annex(text)),
        title=_("Act of the council: accession to the charter"),
        language=text.language,
        right_to_left=get_language_info(text.language)["bidi"],
    )


def _act(text: CharterText) -> Iterator[Paragraph]:
    note = _("Model. Fill in the parts in square brackets, and adapt the rest to the law of your country.")
    yield Paragraph(note, NOTE)
    yield Paragraph(_("[Name of the local government]"))
    yield Paragraph(_("[Name of the council], meeting of [date]"))
    yield Paragraph(_("Act no. [number]: accession to the charter"), TITLE)
    for words in _considered(text):
        yield Paragraph(words)
    yield Paragraph(_("The council, having deliberated, decides:"))
    for number, (heading, paragraphs) in enumerate(_decided(), start=1):
        title = _("Article %(number)d. %(heading)s") % {"number": number, "heading": heading}
        yield Paragraph(title, HEADING)
        yield from paragraphs
    yield Paragraph(_("Votes in favour: [number]. Votes against: [number]. Abstentions: [number]."))
    yield Paragraph(_("Done at [place], on [date]"))
    yield Paragraph(_("[Name, title and signature of the person who presides]"))


def _considered(text: CharterText) -> list[str]:
    published_at = text.version.published_at
    facts = {
        "title": text.title,
        "number": text.version.number,
        "day": dates.day(published_at) if published_at else "",
    }
    return [
        _("Having regard to [the law that gives the council its powers];"),
        _("Having regard to the charter “%(title)s”, version %(number)d of %(day)s, annexed to this act;") % facts,
        _(
            "Considering that violence against women is a violation of human rights, and that local governments "
            "are often the first public authority to which women turn;"
        ),
        _("Considering that the signatories act together, and report in public on what they achieve;"),
    ]


def _decided() -> Iterator[tuple[str, list[Paragraph]]]:
    accedes = _("[Name of the local government] accedes to the charter, in the words annexed to this act.")
    yield pgettext("article of an act", "Accession"), [Paragraph(accedes)]
    signs = _(
        "[Name and title of the person who signs] is authorised to sign the charter, "
        "and to carry out every step that the accession requires."
    )
    yield pgettext("article of an act", "Signature"), [Paragraph(signs)]
    commits = Paragraph(_("Counted from the date of this act, [name of the local government] commits to:"))
    items = [Paragraph(words, ITEM) for words in _commitments()]
    yield pgettext("article of an act", "Commitments"), [commits, *items]
    follows = _(
        "[Department or person] is in charge of the follow-up, "
        "and reports to the council and to the network once a year."
    )
    yield pgettext("article of an act", "Follow-up"), [Paragraph(follows)]
    is_sent = _("This act is published as the law provides, and sent to the network.")
    yield pgettext("article of an act", "Publication"), [Paragraph(is_sent)]


def _commitments() -> Iterator[str]:
    months = Schedule.objects.months()
    for deliverable in sorted(Deliverable, key=lambda one: months[one]):
        within = ngettext("within %(count)d month", "within %(count)d months", months[deliverable])
        words = {"deliverable": deliverable.label, "time": within % {"count": months[deliverable]}}
        yield _("– %(deliverable)s: %(time)s;") % words


def _annex(text: CharterText) -> Iterator[Paragraph]:
    yield Paragraph(_("Annex: the text of the charter"), NOTE, new_page=True)
    yield Paragraph(text.title, TITLE)
    for paragraph in text.preamble_paragraphs:
        yield Paragraph(paragraph)
    for article in text.articles:
        yield Paragraph(f"{article.number}. {article.title}", HEADING)
        for paragraph in article.paragraphs:
            yield Paragraph(paragraph)
    yield Paragraph(_("Fingerprint of this text (SHA-256):"), NOTE)
    yield Paragraph(text.digest, DIGEST)
