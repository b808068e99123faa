"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from coalition.pages.signals import pages_expiring
from events.pages import forms

from . import keeping


def connect() -> None:
    """Keep a page that people are written to from until its event is over."""
    forms.refuse_expiry.append(keeping.refuse_expiry)
    forms.refuse_change.append(keeping.refuse_change)
    pages_expiring.connect(keeping.put_off_expiry, dispatch_uid="events.desk.expiry")
