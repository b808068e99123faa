"""What upper rooms know of who asks for a seat: that they were invited, or named by their delegation.

They fill `guards` in AppConfig.ready(). Each is called while the seats of the event are locked (registering.py).
"""

from collections.abc import Callable

from .models import Registration, RegistrationRequest

# What is called with the registration once there is one.
type Welcome = Callable[[Registration], None]

# Say of who asks whether they were let in beforehand; raise registering.LinkOver where that is over.
guards: list[Callable[[RegistrationRequest], Welcome | None]] = []


def welcomes(asked: RegistrationRequest) -> list[Welcome]:
    """Return what is to be called once `asked` has a registration; empty where nobody let them in beforehand."""
    return [welcome for guard in guards if (welcome := guard(asked))]
