"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from coalition.pages import changes, expiring
from events.pages import forms

from . import keeping
from .models import OwedDeed


def connect() -> None:
    """Keep a page that people are written to from until its event is over."""
    changes.silence(OwedDeed)
    forms.refuse_expiry.append(keeping.refuse_expiry)
    forms.refuse_change.append(keeping.refuse_change)
    expiring.keepers.append(keeping.put_off_expiry)
