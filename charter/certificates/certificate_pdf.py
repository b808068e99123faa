"""Facts to PDF by Typst: one A4 page, and after it the members of an association that said yes.

PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3), which Typst checks while it compiles.

Nothing that a person typed is ever markup: it reaches the template as JSON, and the template only shows strings.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charter.ledger import timestamps
from coalition import dates
from coalition.certificates.pdf import clean, draw_pdf, qr_code
from coalition.languages.names import country_name, language_name
from coalition.members import profiles
from coalition.members.place_names import localised
from coalition.site.site_words import site_names

from .certificate_content import CertificateFacts, Enclosed

HERE = Path(__file__).parent
TEMPLATE = HERE / "certificate.typ"
CREST = (34.0, 28.0)  # millimetres, width and height that a crest may have


def render(facts: CertificateFacts, language: str, enclosed: Mapping[Enclosed, str] | None = None) -> bytes:
    """Return the unsigned certificate of `facts` in `language`, as PDF. Equal facts give equal bytes.

    `enclosed` are texts that go with it, for programs: a file each, inside the PDF.

    A letter that the embedded fonts lack (ideographs, for example) is written in Latin letters instead.
    """
    with translation.override(language):
        printed, files = content(facts, language), _enclosed(enclosed or {})
    moment = int(facts.made_at.timestamp())
    return draw_pdf(TEMPLATE, printed, timestamp=moment, standards=("ua-1", "a-3a"), enclosed=files)


def content(facts: CertificateFacts, language: str) -> dict[str, Any]:
    name = clean(localised(facts.names))
    own = clean(facts.names.get(facts.own_language, ""))
    url = verification_url(facts.code, language)
    return {
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "title": _("Certificate of accession: %(government)s") % {"government": name},
        "description": _("Proof that a local government signed the charter, and how to check it."),
        "network": site_names(language).site,
        "heading": _("Certificate of accession"),
        "crest": _crest(facts.crest, name),
        "government": name,
        "own_name": own if own.casefold() != name.casefold() else "",
        "own_language": facts.own_language,
        "typed_language": facts.signed_language,
        "country": country_name(facts.country),
        "statement": _statement(facts),
        "facts": _facts(facts),
        "ad_referendum": _ad_referendum(facts),
        "issuer": _issuer(language),
        "members": sorted((clean(localised(names)) for names in facts.members), key=str.casefold),
        "members_heading": _("Members that said yes"),
        "members_note": _members_note(facts),
        "demonstration": _("Demonstration: a fictional signature, without any value") if facts.demonstration else "",
        "proofs": _proofs(facts),
        "check": _("Check this certificate"),
        "check_how": _("Scan the square, open the address, or drop this file there. No account is needed."),
        "qr": qr_code(url),
        "qr_description": _("QR code that opens %(url)s") % {"url": url},
        "code_label": _("Verification code"),
        "code": facts.code,
        "url": url,
        "url_shown": url.partition("://")[2],
    }


def verification_url(code: str, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse("charter:verify", kwargs={"code": code})


def _enclosed(enclosed: Mapping[Enclosed, str]) -> list[dict[str, str]]:
    descriptions = {
        Enclosed.TEXT: _("The text that was signed"),
        Enclosed.ACT: _("SHA-256 of the file of the council’s act"),
        Enclosed.PROOF: _("Proof that anyone can check without this site"),
        Enclosed.POLICY: _("Keys of the log, by which the proof is checked"),
    }
    return [{"name": str(file), "content": text, "description": descriptions[file]} for file, text in enclosed.items()]


def _crest(png: bytes, name: str) -> dict[str, Any] | None:
    """Return the crest with its words, as wide as its corner of the page allows, or nothing where there is none."""
    if not png:
        return None
    width, height = struct.unpack(">II", png[16:24])  # PNG, section 11.2.2 (IHDR)
    shown = min(CREST[0], CREST[1] * width / height)
    return {"png": [*png], "width": round(shown, 2), "words": profiles.crest_words(name)}


def _statement(facts: CertificateFacts) -> str:
    return _("has acceded to version %(version)d of the charter “%(title)s”.") % {
        "version": facts.version,
        "title": clean(localised(facts.charter_titles)),
    }


def _facts(facts: CertificateFacts) -> list[dict[str, Any]]:
    """Return the printed facts in reading order; `typed` are the town hall's own words."""
    number = pgettext("signature", "No. %(number)s") % {"number": facts.number}
    rows: list[dict[str, Any]] = [
        {"label": pgettext("certificate", "Signature"), "value": number, "details": [dates.day(facts.signed_on)]},
        {
            "label": pgettext("certificate", "Signed by"),
            "value": clean(facts.signatory_name),
            "details": [clean(facts.signatory_role)],
            "typed": True,
        },
    ]
    if act := facts.act:
        number = pgettext("act of a council", "No. %(number)s") % {"number": clean(act.number)}
        details = [number, dates.day(act.date)]
        rows.append({"label": _("Act of the council"), "value": clean(act.body), "details": details, "typed": True})
    return [{"typed": False, **row} for row in rows]


def _issuer(language: str) -> dict[str, str] | None:
    """Return who issues the certificate, name and office as the operator gave them, or nothing."""
    name = clean(in_language(settings.CHARTER_ISSUER_NAME, language))
    office = clean(in_language(settings.CHARTER_ISSUER_OFFICE, language))
    return {"label": pgettext("certificate", "Issued by"), "name": name, "office": office} if name else None


def in_language(value: str, language: str) -> str:
    """Return the words of `value` in `language`: of `en=...;fr=...` its own, else the first; else all of it."""
    codes = {code for code, _name in settings.LANGUAGES}
    words = dict(
        part.strip().split("=", 1) for part in value.split(";") if part.strip()[:3] in {f"{c}=" for c in codes}
    )
    return words.get(language, next(iter(words.values()), value)).strip()


def _members_note(facts: CertificateFacts) -> str:
    """Return how many members the signature of an association counts for, and by what; nothing for another one."""
    count = len(facts.members)
    if not count:
        return ""
    return ngettext(
        "This signature counts for %(count)d member, which said yes by an act or a delegation of its own.",
        "This signature counts for %(count)d members, each of which said yes by an act or a delegation of its own.",
        count,
    ) % {"count": count}


def _ad_referendum(facts: CertificateFacts) -> dict[str, str] | None:
    if facts.ad_referendum_until is None:
        return None
    return {
        "label": _("Ad referendum until %(date)s") % {"date": dates.day(facts.ad_referendum_until)},
        "detail": _("Signed by the executive; the act of the council is to follow by that date."),
    }


def _proofs(facts: CertificateFacts) -> list[dict[str, str]]:
    head = facts.ledger
    words = {"number": head.sequence, "date": dates.day(timezone.localdate(head.at))}
    if head.trusted_time:
        ledger = _("Fingerprint of the public ledger: entry %(number)d, %(date)s, trusted time (RFC 3161)") % words
    elif timestamps.is_configured():
        ledger = _("Fingerprint of the public ledger: entry %(number)d, %(date)s, dated by the network") % words
    else:
        ledger = _("Fingerprint of the public ledger: entry %(number)d, %(date)s") % words
    text = {"version": facts.version, "language": language_name(facts.signed_language)}
    return [
        {
            "label": _("SHA-256 of the text signed: version %(version)d, %(language)s") % text,
            "value": facts.text_digest,
        },
        {"label": ledger, "value": head.hash},
    ]
