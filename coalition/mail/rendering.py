"""From a template and a context to a subject, an HTML body and a plain text (decision 0006-one-door-for-mail)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Any

import css_inline
import mjml
from django.conf import settings
from django.http import HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import get_language_info, override

from coalition.privacy import discretion
from coalition.site.site_words import site_names
from coalition.typed import lines

LAYOUT = ("table", "tbody", "tr", "td", "th", "div", "blockquote")  # a mail's tables hold no data: they place words


def from_html(html: str) -> str:
    """Return the words of `html`: paragraphs apart, lists marked, each address once, after words that lead there."""
    import lxml.html  # late: a process that sends nothing starts without them
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.html_engine import Inscriptis
    from inscriptis.model.config import ParserConfig

    page = lxml.html.document_fromstring(html)
    for box in page.iter(*LAYOUT):
        box.tag = "p"
    told: set[str] = set()
    for link in page.iter("a"):
        if link.get("href", "") not in told:
            _add_address(link)
            told.add(link.get("href", ""))
    text = Inscriptis(page, ParserConfig(css=STRICT_CSS_PROFILE, display_images=True)).get_text()
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _add_address(link: Any) -> None:
    words, address = link.text_content().strip(), link.get("href", "")
    if not address or address.removeprefix("mailto:") == words:
        return
    shown = words or link.find(".//img[@alt]") is not None
    told = f" ({address})" if shown else address
    if len(link):
        link[-1].tail = (link[-1].tail or "") + told
    else:
        link.text = (link.text or "") + told


BREAKING_SPACE = re.compile(r"[^\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")
PLACEHOLDER = "0READERSECRET0"  # stands in a letter to many where each reader's secret goes
NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0 section 2.2, "Char"
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@dataclass(frozen=True)
class Body:
    """What a reader sees: `subject` is one line; `text` says what `html` says."""

    subject: str
    html: str
    text: str


def render(*, template: str, context: Mapping[str, Any], language: str, discreet: bool = False) -> Body:
    """Render `<template>.subject.txt` and `<template>.mjml` in `language`.

    Templates also get `language`, `direction`, `discreet`, `discreet_mails` (are they offered here?), `site_url`,
    `contact_url`, and `site_name` (empty when discreet); the MJML gets `subject` too, which is its heading.
    Raises TemplateDoesNotExist, or ValueError when the MJML is not well-formed.
    """
    with override(language):
        values = {**context, **surroundings(language, discreet)}
        words: Any = get_template(f"{template}.subject.txt")
        subject = one_line(words.template.render(Context(values, autoescape=False)))  # one line of text, not HTML
        html = to_html(get_template(f"{template}.mjml").render({**values, "subject": subject}))
    return Body(subject=subject, html=html, text=from_html(html))


def one_line(subject: str) -> str:
    """Return `subject` as one line of at most 300 characters; spaces that do not break, as before a colon, stay."""
    return BREAKING_SPACE.sub(" ", lines(subject)).strip()[:300]


def surroundings(language: str, discreet: bool) -> dict[str, Any]:
    """Return what every mail's template gets besides its own context. Call it with `language` active."""
    site = settings.SITE_URL.rstrip("/")
    return {
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "discreet": discreet,
        "discreet_mails": discretion.is_offered(),
        "site_url": site,
        "contact_url": f"{site}/{language}/contact/",
        "site_name": "" if discreet else site_names(language).site,
    }


def to_html(source: str) -> str:
    """Turn MJML into HTML with its styles inline and nothing fetched from anywhere.

    Characters that XML does not have are left out: somebody pasted them unseen, and their mail is to leave.
    Raises ValueError when `source` is not well-formed.
    """
    html = mjml.mjml2html(NO_XML.sub("", lines(source)).strip(), fonts={}, disable_comments=True)
    return INLINER.inline(html if isinstance(html, str) else html.content)


def storable(words: str) -> str:
    """Return `words` without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    return words.replace("\0", "").encode(errors="replace").decode()


# Seven bits only: every server takes it, and a signature on the way survives.
POLICY = SMTP.clone(cte_type="7bit")


def message_id(key: str, *, discreet: bool = False) -> str:
    """Return the Message-ID of the mail owed under `key`: the same however often it is sent, so a mailbox
    that gets it twice can know (RFC 5322 3.6.4). It tells nothing about `key`; its domain is the sender's."""
    name = hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).hexdigest()[:32]
    return f"<{name}@{sender_domain(discreet)}>"


def sender(discreet: bool, language: str = "") -> tuple[str, str]:
    """Return the name, in `language`, and address that mails come from; neutral ones when `discreet`.

    Where no neutral sender is set, a first mail to an address still has none of the name.
    """
    if not discreet:
        return site_names(language).sender, sender_address(discreet)
    return site_names(language).discreet_sender if discretion.is_offered() else "", sender_address(discreet)


def sender_address(discreet: bool) -> str:
    """Return the address that mails come from: of discreet ones a neutral one, where one is set."""
    own = discreet and discretion.is_offered()
    found: str = settings.MAIL_DISCREET_ADDRESS if own else settings.MAIL_FROM_ADDRESS
    return found


def sender_domain(discreet: bool) -> str:
    return sender_address(discreet).rpartition("@")[2]


def message_head(
    *,
    subject: str,
    recipient: str,
    discreet: bool,
    key: str,
    language: str,
    reply_to: str = "",
    list_headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Return a mail with its headers and no body.

    A discreet mail gets no address to `reply_to`, which would tell. `list_headers` are those of a letter to many, in
    place of what says that a machine writes. Raises ValueError on a line break.
    """
    mail = EmailMessage(policy=POLICY if recipient.isascii() else POLICY.clone(utf8=True))  # RFC 6532
    mail["From"] = formataddr(sender(discreet, language))
    mail["To"] = recipient
    mail["Subject"] = subject
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = message_id(key, discreet=discreet)
    mail["Content-Language"] = language
    if reply_to and not discreet:
        mail["Reply-To"] = reply_to
    for name, value in ({"Auto-Submitted": "auto-generated"} if list_headers is None else list_headers).items():
        mail[name] = value
    return mail


def add_body(mail: EmailMessage, *, text: str, html: str, attachments: Sequence[Mapping[str, Any]]) -> None:
    """Fill `mail`: text and HTML as alternatives, then the attachments.

    An attachment of type text/calendar with a `method` is also the third alternative, which is where
    calendars look for an invitation (RFC 6047 2.4).
    """
    language = mail["Content-Language"]
    del mail["Content-Language"]  # it is said of the whole mail: email.message would take it into the first part
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    for attachment in attachments:
        if "method=" in attachment["type"].lower():
            _add_part(mail.add_alternative, attachment)
    for attachment in attachments:
        _add_part(mail.add_attachment, attachment, filename=attachment["name"])
    mail["Content-Language"] = language


def _add_part(add: Any, attachment: Mapping[str, Any], **options: str) -> None:
    subtype, *parameters = [part.strip() for part in attachment["type"].removeprefix("text/").split(";")]
    given = dict(parameter.split("=", 1) for parameter in parameters if "=" in parameter)
    given.pop("charset", None)
    parameters_of_type = {name: value.strip('"') for name, value in given.items()}
    add(attachment["content"], subtype=subtype, params=parameters_of_type, **options)


FRAME_POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
CHECKED = {"script-src": [CSP.SELF], "style-src": [CSP.SELF, CSP.UNSAFE_INLINE]}


def framed(html: str, *, checked_by: str = "") -> HttpResponse:
    """Answer `html` under a policy that forbids scripts, forms and every request to elsewhere.

    `checked_by` is what Wagtail adds to a preview for its panel of checks: with it, our own scripts run too.
    """
    response = HttpResponse(html.replace("</body>", f"{checked_by}</body>") if checked_by else html)
    response._csp_config = {**FRAME_POLICY, **CHECKED} if checked_by else FRAME_POLICY  # type: ignore[attr-defined]
    response["Cache-Control"] = "no-store, private"
    return response
