"""What the emails of an event are about, in words. Their subjects are not told: that of a discreet one differs."""

from django.utils.translation import gettext_lazy as _

REGISTRATION, SEAT, ENDED = _("Registration"), _("A free seat"), _("Registration cancelled")
CHANGE, SPEAKING = _("Change of the event"), _("Speaking at the event")
KINDS = {
    **dict.fromkeys(("registration", "again", "swapped", "declined"), REGISTRATION),
    "seat": SEAT,
    "ended": ENDED,
    "changed": CHANGE,
    "speaker": SPEAKING,
    "invitation": _("Invitation"),
    "letter": _("Message from the hosts"),
    "reminder": _("Reminder"),
    "thanks": _("Thanks after the event"),
}


def kind_of(template: str) -> str:
    """Return what an email of `template` is about, in the active language."""
    return str(KINDS[template.removeprefix("events/mail/")])
