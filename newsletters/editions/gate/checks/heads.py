"""What an inbox shows before anybody opens the mail: its subject, and the words after it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import SUBJECT, SUMMARY, Finding
from newsletters.editions.gate.rendered import Rendered

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
