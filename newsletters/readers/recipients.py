"""Whom an edition is for: chosen, counted, and said in words."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from coalition.pages.languages import listed
from coalition.resources.fields import theme_choices
from newsletters.readers.models import Frequency, ReaderQuerySet, Recipients


def recipients_of(translation_key: UUID) -> Recipients:
    found = Recipients.objects.filter(translation_key=translation_key).first()
    return found or Recipients(translation_key=translation_key)


def audience_facts(translation_key: UUID) -> dict[str, Any]:
    """Return by which rules the edition of `translation_key` has its readers: what an approval is of, beside words."""
    chosen = recipients_of(translation_key)
    return {"frequency": chosen.frequency, "themes": sorted(chosen.themes)}


def readers_of(translation_key: UUID) -> ReaderQuerySet:
    """Return who is sent the edition of `translation_key`, if it is sent now: those who asked for it, less those
    whose mailbox refused or gave up."""
    return recipients_of(translation_key).readers()


def reader_counts(translation_key: UUID) -> dict[str, int]:
    """Return how many readers the edition of `translation_key` is sent to now, by language. Two queries."""
    found = readers_of(translation_key).order_by().values_list("language")
    return dict(found.annotate(count=Count("pk")))


def choose_recipients(*, translation_key: UUID, themes: Collection[str], frequency: str) -> Recipients:
    """Keep whom the edition is for. The caller knows that it was not sent yet."""
    chosen, _new = Recipients.objects.update_or_create(
        translation_key=translation_key, defaults={"themes": sorted(themes), "frequency": frequency}
    )
    return chosen


def recipients_in_words(translation_key: UUID) -> str:
    """Return whom the edition of `translation_key` is for, in a sentence. Two queries at most."""
    chosen = recipients_of(translation_key)
    names = dict(theme_choices()) if chosen.themes else {}
    about = listed(names[slug] for slug in chosen.themes if slug in names)
    if chosen.frequency == Frequency.MONTHLY:
        who = _("It goes to readers who want the monthly digest.")
    else:
        who = _("It goes to readers who want each edition.")
    if not about:
        return who
    return f"{who} " + _("Of these, to those who asked for all themes or for one of: %(themes)s.") % {"themes": about}
