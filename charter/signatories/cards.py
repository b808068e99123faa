"""The card of a signatory: on the wall, on the front page, in a frame of another site, and as a picture to share.

It says what the profile of the place says, and of a place at risk no more (decision 0003-facts-and-words).
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language, override, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from charter.followup.deliverables import Status
from charter.followup.models import Commitment
from charter.states import State
from coalition import dates
from coalition.languages.names import language_codes
from coalition.members import profiles
from coalition.members.models import MemberProfile
from coalition.pages import share_images
from coalition.pages.covers import Cover
from coalition.pages.json_ld import absolute

from .models import Signatory
from .querysets import SignatoryQuerySet

logger = logging.getLogger(__name__)
KIND = "card"  # of the address of the picture
MOST_PEOPLE = 8
MOST = 40  # pictures of one run: each takes a third of a second


class Mark(models.TextChoices):
    """How a commitment stands, in five marks, each by the name of its icon."""

    DONE = "circle-check", pgettext_lazy("mark of a commitment", "Done")
    LATE = "triangle-alert", pgettext_lazy("mark of a commitment", "Late")
    NOT_DUE = "clock", pgettext_lazy("mark of a commitment", "Not due yet")
    CHECKED = "eye", pgettext_lazy("mark of a commitment", "Being checked")
    NOT_DONE = "minus", pgettext_lazy("mark of a commitment", "Not done yet")


# What is not here is only not done yet: a commitment without a day, or of a place at risk that is not done.
MARKS = {
    Status.MET: Mark.DONE,
    Status.MET_LATE: Mark.DONE,
    Status.OVERDUE: Mark.LATE,
    Status.OPEN: Mark.NOT_DUE,
    Status.DUE_SOON: Mark.NOT_DUE,
    Status.SENT: Mark.CHECKED,
}


@dataclass(frozen=True)
class Card:
    """One signatory with the words of its place, and its five commitments, each with its mark."""

    signatory: Signatory
    profile: MemberProfile | None
    marks: tuple[tuple[str, Mark], ...]

    @property
    def government(self) -> Any:
        return self.signatory.government

    @property
    def cover(self) -> Cover:
        return profiles.cover(self.government, self.profile)

    @property
    def quote(self) -> dict[str, Any] | None:
        return profiles.quote(self.government, self.profile)

    @property
    def picture(self) -> str:
        """The address of the card as a picture: of a signature in force."""
        return share_card(self).path

    @property
    def frame(self) -> str:
        """The HTML with which another site shows the card: of a signature in force."""
        address = absolute(reverse("charter:card", args=[self.signatory.signature.verification_code]))
        title = escape(self.government.name)
        return f'<iframe src="{escape(address)}" title="{title}" width="360" height="420" loading="lazy"></iframe>'


def with_pictures(rows: SignatoryQuerySet) -> SignatoryQuerySet:
    """Read what a card shows of the places of `rows`: their words and pictures, in as many queries for any number."""
    shown = ("crest__renditions", "portrait__renditions", "profiles__picture__renditions")
    return rows.with_facts().prefetch_related(*(f"government__{name}" for name in shown))


def cards(rows: Iterable[Signatory]) -> list[Card]:
    """Return the cards of `rows`, in their order and the active language; one query for all commitments."""
    found = list(rows)
    in_force = [row.pk for row in found if row.status == State.SIGNED]
    marks: dict[Any, list[tuple[str, Mark]]] = defaultdict(list)
    for one in Commitment.objects.told(timezone.localdate()).in_order().filter(signature__in=in_force):
        is_told = one.status != Status.OPEN or one.told_due_on is not None
        mark = MARKS.get(Status(one.status), Mark.NOT_DONE) if is_told else Mark.NOT_DONE
        marks[one.signature_id].append((one.get_deliverable_display(), mark))
    return [Card(row, profiles.words(row.government), tuple(marks[row.pk])) for row in found]


def opened() -> Card | None:
    """Return the card that the front page opens: of those whose mayors speak in this language, who has done most."""
    said = MemberProfile.objects.filter(government=models.OuterRef("government"), language=get_language())
    said = said.exclude(head_words="").exclude(government__at_risk=True)
    accepted = models.Q(signature__commitments__evidence__state="accepted")
    done = models.Count("signature__commitments", filter=accepted, distinct=True)
    rows = Signatory.objects.in_force().annotate(done=done).order_by(models.Exists(said).desc(), "-done", "-number")
    first = rows.values_list("pk", flat=True).first()
    return next(iter(cards(with_pictures(Signatory.objects.filter(pk=first)))), None) if first else None


def people() -> list[Card]:
    """Return the cards of the newest signatories whose mayors are quoted, with a portrait: MOST_PEOPLE at most."""
    quoted = MemberProfile.objects.filter(government=models.OuterRef("government")).exclude(head_words="")
    rows = with_pictures(Signatory.objects.in_force().filter(models.Exists(quoted))).exclude(government__portrait=None)
    found = cards(rows.exclude(government__at_risk=True).order_by("-number")[:MOST_PEOPLE])
    return [card for card in found if card.quote]


def find(code: str) -> Card | None:
    """Return the card of the signature in force with the verification `code`, or None."""
    rows = with_pictures(Signatory.objects.in_force().filter(signature__verification_code=code))
    return next(iter(cards(rows)), None)


def share_card(card: Card) -> share_images.ShareCard:
    """Return what the picture of `card` shows in the active language."""
    colon = pgettext("after a name", ": ")
    words = {"country": card.government.country_name, "day": dates.day(timezone.localdate(card.signatory.signed_at))}
    return share_images.ShareCard(
        kind=KIND,
        identifier=card.signatory.signature.verification_code,
        language=get_language() or "en",
        title=card.government.name,
        eyebrow=_("%(country)s, signed on %(day)s") % words,
        cover=card.cover,
        marks=tuple((str(mark), f"{name}{colon}{mark.label}") for name, mark in card.marks),
    )


def find_share_card(identifier: str, language: str) -> share_images.ShareCard | None:
    with override(language):
        card = find(identifier)
        return share_card(card) if card else None


def draw_missing() -> bool:
    """Draw the pictures that signatures in force lack, MOST at a time; say whether more are waiting.

    One that cannot be drawn is logged, holds back no other, and is tried again by the next run.
    """
    drawn = 0
    for language in language_codes():
        with override(language):
            pictures = map(share_card, cards(with_pictures(Signatory.objects.in_force())))
            for picture in (one for one in pictures if not default_storage.exists(share_images.stored_name(one))):
                if drawn == MOST:
                    return True
                try:
                    _store(picture)
                    drawn += 1
                except Exception:
                    logger.exception("The card %s could not be drawn.", picture.path)
    return False


def _store(picture: share_images.ShareCard) -> None:
    """Draw `picture` and keep it for all hosts, in the place of that of earlier words."""
    folder, _slash, file = share_images.stored_name(picture).rpartition("/")
    default_storage.save(f"{folder}/{file}", ContentFile(share_images.draw(picture, picture.language)))
    for other in {*default_storage.listdir(folder)[1]} - {file}:
        default_storage.delete(f"{folder}/{other}")
