"""What an inbox shows of a discreet copy may stand in any mail: it tells nothing of us, whoever looks on."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from coalition.mail import mime
from coalition.pages.identity.kept import site_names
from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Look, Rendered
from newsletters.editions.gate.telling import telling_words

INBOX = 140  # characters of a mail that an inbox shows, at most


def check_discreet(edition: Rendered) -> Iterator[Finding]:
    """Find words that tell, in what an inbox shows of the discreet copy: sender, subject, and its first words."""
    look, language = edition.discreet, edition.language
    shown = {
        _("the sender"): mime.sender(discreet=True, language=language)[0],
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
