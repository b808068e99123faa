"""What a town hall answered, as the page that checks it, the page that confirms it and the copy by mail show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charter.signing.models import Signature
from coalition import dates


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked, what was said, and the step that asks it. `is_typed`: the words are the visitor's."""

    label: str
    lines: list[str]
    step: str
    is_typed: bool = True


def answers(signature: Signature) -> list[Answer]:
    return [answer for answer in _all(signature) if answer.lines]


def _all(signature: Signature) -> Iterator[Answer]:
    yield Answer(_("Local government"), [signature.government_name], "government")
    listed = signature.listed_members if signature.is_group else []
    members = [f"{row.government} · {row.official_email}" for row in listed]
    yield Answer(_("Members that sign"), members, "members")
    yield Answer(_("Name of the person who signs"), [signature.signatory_name], "signatory")
    yield Answer(_("Office of that person"), [signature.signatory_role], "signatory")
    yield Answer(_("Official mailbox"), [signature.official_email], "signatory")
    yield Answer(_("End of the mandate"), _day(signature.mandate_ends_on), "signatory", is_typed=False)
    yield Answer(_("Your name"), [signature.contact_name], "signatory")
    yield Answer(_("Deciding body"), [signature.act_body], "act")
    if signature.ad_referendum_until:
        yield Answer(_("The council decides by"), _day(signature.ad_referendum_until), "act", is_typed=False)
        return
    yield Answer(_("Number of the act"), [signature.act_number], "act")
    yield Answer(_("Date of the act"), _day(signature.act_date), "act", is_typed=False)
    kept = signature.act_file_name
    yield Answer(_("File of the act"), [kept or pgettext("no file", "None")], "act", is_typed=bool(kept))


def _day(day: date | None) -> list[str]:
    return [dates.day(day)] if day else []
