"""What the gate found: what is wrong, in which language and which block, and where to mend it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from coalition.languages.names import direction
from coalition.mail import rendering
from coalition.mail.rendering import Body, to_html
from coalition.pages.blocks import is_file_name
from coalition.pages.querysets import downloadable
from coalition.site.site_words import site_names
from newsletters.sending.envelopes import encode

from . import edition_html as edition_rendering
from . import outside_links

SUBJECT, SUMMARY = "id_title", "id_summary"  # the fields of the editor, by the id of each


@dataclass(frozen=True)
class Finding:
    """One thing that `check` found. Without `language` it is of the edition as a whole.

    `anchor` is the place in the editor of `page`; `block` names the block that is there. What does not stop the edition
    is a word to its editor.
    """

    check: str
    words: Any
    language: str = ""
    page: int | None = None
    anchor: str = ""
    block: str = ""
    stops: bool = True

    @property
    def url(self) -> str:
        """Return where it is mended: the block or field in the editor of its language."""
        if self.page is None:
            return ""
        return reverse("wagtailadmin_pages:edit", args=[self.page]) + (f"#{self.anchor}" if self.anchor else "")


MARKS = re.compile(rf' class="{edition_rendering.MARK}[^"]*"')


@dataclass(frozen=True)
class Look:
    """One look of it: the mail, and its HTML in which each block has its mark."""

    discreet: bool
    body: Body
    html: BeautifulSoup
    language: str

    @cached_property
    def encoded(self) -> bytes:
        """One copy, as it goes over the wire."""
        told = {"recipient": "reader@town.example", "secret": "x" * 64, "key": "gate"}
        return encode(self.body, self.language, discreet=self.discreet, **told)


@dataclass(frozen=True)
class Rendered:
    """An edition in one language, as its readers would get it now."""

    page: Any
    language: str
    plain: Look
    discreet: Look

    @property
    def looks(self) -> tuple[Look, Look]:
        return (self.plain, self.discreet)

    @cached_property
    def blocks(self) -> dict[str, str]:
        """Return the label of each block of the body, by its id."""
        return {child.id: str(child.block.label) for child in self.page.body}

    def finding(
        self, check: str, words: Any, *, at: Tag | None = None, block: str = "", anchor: str = "", stops: bool = True
    ) -> Finding:
        """Return a finding in this language: in the block that shows `at`, in `block` (an id), or at `anchor`."""
        block = block or (self.block_of(at) if at is not None else "")
        return Finding(
            check=check,
            words=words,
            language=self.language,
            page=self.page.pk,
            anchor=f"block-{block}-section" if block else anchor,
            block=self.blocks.get(block, ""),
            stops=stops,
        )

    def block_of(self, element: Tag) -> str:
        """Return the id of the block that shows `element`; empty for what belongs to every edition."""
        for place in (element, *element.parents):
            for name in place.get("class") or ():
                if name.startswith(edition_rendering.MARK) and name.removeprefix(edition_rendering.MARK) in self.blocks:
                    return name.removeprefix(edition_rendering.MARK)
        return ""

    def cells(self, look: Look) -> Iterator[tuple[str, Tag]]:
        """Yield each cell that a block of the body shows, with the id of that block."""
        for cell in look.html.find_all("td", class_=True):
            if block := self.block_of(cell):
                yield block, cell

    def pictures(self) -> Iterator[tuple[str, AbstractImage]]:
        """Yield each picture of the body with the id of the block of the body that it is in."""
        for child in self.page.body:
            for picture in _pictures(child.value):
                yield child.id, picture


def _pictures(value: Any) -> Iterator[AbstractImage]:
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _pictures(inner)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _pictures(child.value)


def render(page: Any) -> Rendered:
    """Return the edition of `page` as it would leave in the page's language."""
    plain, discreet = (_look(page, discreet=discreet) for discreet in (False, True))
    return Rendered(page=page, language=page.locale.language_code, plain=plain, discreet=discreet)


def _look(page: Any, *, discreet: bool) -> Look:
    marked = to_html(edition_rendering.mjml_of(page, discreet=discreet, marked=True))
    html = MARKS.sub("", marked)
    body = Body(edition_rendering.subject_of(page, discreet=discreet), html, rendering.from_html(html))
    return Look(
        discreet=discreet, body=body, html=BeautifulSoup(marked, "html.parser"), language=page.locale.language_code
    )


FEWEST = 12  # letters in one block from which one can tell a language by its script


def check_direction(edition: Rendered) -> Iterator[Finding]:
    """Find a mail or a block that runs the wrong way, and a block that has no word in the script of its language."""
    way = direction(edition.language)
    wrong = "left" if way == "rtl" else "right"
    for look in edition.looks:
        root = look.html.find("html")
        if root is None or root.get("dir") != way or root.get("lang") != edition.language:
            yield edition.finding("direction", _("The email does not say its language or runs the wrong way."))
        for cell in look.html.find_all("td", align=wrong):
            yield edition.finding("direction", _("This runs the wrong way for its language."), at=cell)
    words: dict[str, str] = {}
    for block, cell in edition.cells(edition.plain):
        words[block] = words.get(block, "") + cell.get_text()
    for block, said in words.items():
        letters = [letter for letter in said if letter.isalpha()]
        if len(letters) >= FEWEST and not any(_is_arabic(letter) == (way == "rtl") for letter in letters):
            told = _("This has no word in the script of its language: is it still to be translated?")
            yield edition.finding("direction", told, block=block)


def _is_arabic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("ARABIC")


# A mail in one language is read with the words of all: their beginnings; in Arabic, where articles and prefixes are
# written together with a word, what stands anywhere in it.
STEMS = {
    "en": "violen abus assault wom[ae]n gender girl feminis charter coalition network government council town city "
    "mayor newsletter subscri sign adhesion accession dossier commitment deliverable event webinar train "
    "seminar regist seat waiting shelter safe victim survivor territor organis organiz",
    "fr": "violen femme fille genre féminis charte coalition réseau collectivit gouvernement conseil mair "
    "municipal infolettre bulletin lettre abonn sign adhésion dossier engagement évén webinaire formation "
    "séminaire inscri place attente refuge hébergement sécurité victime survivant territoire organis",
    "es": "violen mujer niña género feminis carta coalición red gobierno concejo ayuntamiento alcald municip boletín "
    "suscri firm adhesión expediente compromiso evento seminario formación inscri plaza espera refugio seguridad "
    "víctima sobrevivient territorio organiz cupo capacit acogida",
    "ar": "عنف نساء مرأة نسوي فتيات ميثاق تحالف ائتلاف شبكة حكوم سلطات بلدي مجلس عمدة إخباري نشرة اشتراك توقيع انضمام "
    "ملف التزام فعالي حدث ندو تدريب تسجيل مقعد انتظار ملجأ ضحي ناجي إقليم منظم",
}
WORDS = re.compile(
    "|".join(
        stem if language == "ar" else rf"\b{stem}\w*" for language, words in STEMS.items() for stem in words.split()
    ),
    re.IGNORECASE,
)


def telling_words(words: str) -> list[str]:
    """Return what in `words` tells what a mail is about. Arabic is read without its vowel signs."""
    return WORDS.findall("".join(sign for sign in words if not "\u064b" <= sign <= "\u0652"))


INBOX = 140  # characters of a mail that an inbox shows, at most


def check_discreet(edition: Rendered) -> Iterator[Finding]:
    """Find words that tell, in what an inbox shows of the discreet copy: sender, subject, and its first words."""
    look, language = edition.discreet, edition.language
    shown = {
        _("the sender"): rendering.sender(discreet=True, language=language)[0],
        _("the subject"): look.body.subject,
        _("the first words"): _first_words(look),
    }
    name = site_names(language).site
    for place, words in shown.items():
        found = telling_words(words) or ([name] if name and name in words else [])
        if found:
            told = _("A discreet copy would show “%(words)s” in an inbox: %(place)s.")
            yield edition.finding("discreet", told % {"words": ", ".join(found), "place": place})


def _first_words(look: Look) -> str:
    """Return what an inbox shows after the subject, of either part; the alternative words of pictures count."""
    html = BeautifulSoup(look.body.html, "html.parser")
    for unseen in html(["style", "script", "title"]):
        unseen.decompose()
    for picture in html.find_all("img", alt=True):
        picture.replace_with(f" {picture['alt']} ")
    parts = (html.get_text(" "), look.body.text)
    return " ".join(" ".join(part.split())[:INBOX] for part in parts)


LONG_SUBJECT = 90  # characters; what comes after it few inboxes show


def check_heads(edition: Rendered) -> Iterator[Finding]:
    """Find an empty subject or an empty summary, which inboxes show after it; and say where a subject is long."""
    subject = edition.plain.body.subject.strip()
    if not subject:
        yield edition.finding("heads", _("The subject is empty."), anchor=SUBJECT)
    elif len(subject) > LONG_SUBJECT:
        told = _("The subject has %(count)d characters: few inboxes show more than %(most)d.")
        words = told % {"count": len(subject), "most": LONG_SUBJECT}
        yield edition.finding("heads", words, anchor=SUBJECT, stops=False)
    if not edition.page.summary.strip():
        told = _("The summary is empty: inboxes show it after the subject. Write one sentence.")
        yield edition.finding("heads", told, anchor=SUMMARY)


LOADED = {"img": ("src", "srcset"), "link": ("href",), "script": ("src",), "iframe": ("src",), "td": ("background",),
          "table": ("background",), "source": ("src", "srcset"), "video": ("src", "poster")}  # fmt: skip
IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")\s]+)")


def check_hosts(edition: Rendered) -> Iterator[Finding]:
    """Find whatever a mail would load from another host."""
    told = _("This loads from %(host)s, which would learn who reads it and when. Use a picture of this site.")
    own = urlsplit(settings.SITE_URL).netloc
    for look in edition.looks:
        for element in look.html.find_all(True):
            for address in _addresses(element):
                host = urlsplit(address).netloc
                if host and host != own:
                    yield edition.finding("hosts", told % {"host": host}, at=element)


def _addresses(element: Tag) -> Iterator[str]:
    yield from IN_STYLE.findall(element.get_text() if element.name == "style" else str(element.get("style") or ""))
    for name in LOADED.get(element.name, ()):
        yield from (part.split()[0] for part in str(element.get(name) or "").split(",") if part.strip())


NOWHERE = gettext_lazy("This leads nowhere: %(address)s")
NO_PAGE = gettext_lazy("No page is at %(address)s")
NO_DOCUMENT = gettext_lazy("No document is at %(address)s")
CLOSED = gettext_lazy("Not everybody may read the page at %(address)s")
CLOSED_DOCUMENT = gettext_lazy("Not everybody may download the document at %(address)s")


def check_links(edition: Rendered) -> Iterator[Finding]:
    """Find links that lead nowhere, once for each block and address."""
    links = {(edition.block_of(link), str(link["href"])): link for link in edition.plain.html.find_all("a", href=True)}
    answers = outside_links.answers({address for _block, address in links if outside_links.is_outside(address)})
    if len(answers) > outside_links.MOST:
        told = _("The edition leads to %(count)d places outside, and only %(most)d can be checked.")
        yield edition.finding("links", told % {"count": len(answers), "most": outside_links.MOST})
    for (block, address), link in links.items():
        stops = True
        if address not in answers:
            words = own(address, edition=edition.page)
        elif len(address) > outside_links.LONGEST:
            words = str(NOWHERE) % {"address": address[:100]}
        else:
            words, stops = outside_links.words(answers[address], address), answers[address] not in outside_links.UNSURE
        if words:
            yield edition.finding("links", words, at=link, block=block, stops=stops)


def own(address: str, *, edition: Any) -> str:
    """Return what is wrong with a link of this site, or of no site; nothing where it leads to a public page.

    `edition` is the page in which it stands: it may lead to itself, and to no other edition that was not sent.
    """
    parts = urlsplit(address)
    if parts.scheme == "mailto" and "@" in parts.path:
        return ""
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return str(NOWHERE) % {"address": address}
    path = unquote(parts.path)
    with override(get_language_from_path(path)):
        wrong = _on_this_site(path, edition)
    return str(wrong) % {"address": address} if wrong else ""


def _on_this_site(path: str, edition: Any) -> Any:
    """Return what is wrong with `path`, whose language is active; the words come in the language of who asks."""
    try:
        match = resolve(path)
    except Resolver404:
        return NO_PAGE
    if match.url_name == "wagtaildocs_serve":
        found = get_document_model().objects.filter(pk=match.args[0])
        return ("" if found.filter(downloadable()).exists() else CLOSED_DOCUMENT) if found.exists() else NO_DOCUMENT
    if match.url_name != "wagtail_serve":
        return ""
    request = RequestFactory().get(path, headers={"host": urlsplit(settings.SITE_URL).netloc})
    page = Page.find_for_request(request, match.args[0] if match.args else match.kwargs["path"])
    if page is None:
        return NO_PAGE
    if page.translation_key != edition.translation_key and getattr(page.specific, "frozen", True) is None:
        return NO_PAGE  # another edition, which nobody was sent yet
    return CLOSED if page.get_view_restrictions().exists() else ""


def check_pictures(edition: Rendered) -> Iterator[Finding]:
    """Find pictures that are not decorative and say nothing, or say the name of a file."""
    for block, picture in edition.pictures():
        if picture.decorative:
            continue
        words = (picture.contextual_alt_text or "").strip()
        if not words:
            told = _("This picture has no words for who does not see it. Describe it, or say that it is decorative.")
            yield edition.finding("pictures", told, block=block)
        elif is_file_name(words, picture):
            told = _("The words of this picture are the name of a file. Say what it shows.")
            yield edition.finding("pictures", told, block=block)


LARGEST = 100_000  # bytes of a whole mail; Gmail shows no more than 102 kB of one


def check_size(edition: Rendered) -> Iterator[Finding]:
    """Find a mail over LARGEST bytes as it goes over the wire; its largest block is named."""
    look = max(edition.looks, key=lambda look: len(look.encoded))
    size = len(look.encoded)
    if size > LARGEST:
        told = _(
            "The email in this language is %(size)d kB. Many mailboxes cut emails off after %(most)d kB: shorten it."
        )
        sizes: Counter[str] = Counter()
        for block, cell in edition.cells(look):
            sizes[block] += len(str(cell))
        words = told % {"size": -(-size // 1000), "most": LARGEST // 1000}
        yield edition.finding("size", words, block=max(sizes, key=sizes.__getitem__, default=""))


def check_text(edition: Rendered) -> Iterator[Finding]:
    """Find an edition that says nothing, links that have no words, and addresses that the plain text lacks."""
    if not edition.page.body:
        yield edition.finding("text", _("The edition has no block: there is nothing to read."))
    look = edition.plain
    for link in look.html.find_all("a", href=True):
        address = str(link["href"]).removeprefix("mailto:")
        if not link.get_text(strip=True) and link.find("img", alt=True) is None:
            told = _("A link has no words: who reads plain text cannot tell where it leads.")
            yield edition.finding("text", told, at=link)
        elif address not in look.body.text:
            yield edition.finding("text", _("The plain text lacks the address of a link."), at=link)
