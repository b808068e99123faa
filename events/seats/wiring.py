"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from coalition.members import merging

from .merging import move_quotas
from .models import Quota


def connect() -> None:
    """Say how the quotas of two governments become those of one."""
    merging.register_mover(Quota, move_quotas)
