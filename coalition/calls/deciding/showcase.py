"""The page of an accepted initiative: a draft of the public words, in the language in which they were written."""

from typing import Any

from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.models import Locale

from coalition.calls.models import Proposal
from coalition.resources.index_page import ResourcesIndexPage
from coalition.resources.models import InitiativePage


def draft_page(proposal: Proposal, by: Any) -> InitiativePage | None:
    """Make the page below the library of the proposal's language; return it, or None where there is no library.

    It holds what everybody may read, and neither contact, budget nor files. Editors publish and translate it as any
    page.
    """
    locale = Locale.objects.get(language_code=proposal.language)
    parent = ResourcesIndexPage.objects.filter(locale=locale).first()
    if parent is None:
        return None
    with translation.override(proposal.language):
        words = [
            (_("What is done"), proposal.activities),
            (_("Where"), proposal.place),
            (_("For whom"), proposal.audience),
        ]
        body: list[tuple[str, Any]] = []
        for heading, text in words:
            body.append(("heading", {"text": heading, "level": "2"}))
            body.append(("paragraph", linebreaks(text, autoescape=True)))
    page = InitiativePage(
        title=proposal.title,
        slug=f"initiative-{proposal.reference.lower()}",
        association=proposal.association,
        country=proposal.country,
        summary=proposal.summary,
        search_description=proposal.summary[:250],
        body=body,
        locale=locale,
        live=False,
        owner=by,
    )
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page
