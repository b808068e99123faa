"""Whom an edition is for, in words."""

from uuid import UUID

from django.utils.translation import gettext as _

from coalition.pages.languages import listed
from coalition.resources.fields import theme_choices
from newsletters.readers.models import Frequency
from newsletters.readers.recipients import services


def told(translation_key: UUID) -> str:
    """Return whom the edition of `translation_key` is for, in a sentence. Two queries at most."""
    chosen = services.of(translation_key)
    names = dict(theme_choices()) if chosen.themes else {}
    about = listed(names[slug] for slug in chosen.themes if slug in names)
    if chosen.frequency == Frequency.MONTHLY:
        who = _("It goes to readers who want the monthly digest.")
    else:
        who = _("It goes to readers who want each edition.")
    told = [who]
    if about:
        told.append(_("Of these, to those who asked for all themes or for one of: %(themes)s.") % {"themes": about})
    if chosen.segment:
        told.append(_("Of these, to those of the segment “%(name)s”.") % {"name": chosen.segment})
    return " ".join(told)
