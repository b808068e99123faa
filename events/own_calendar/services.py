"""What may happen to a private calendar. The only writers of its rows.

Who holds the link of a registration may put that one in or out, and learns of no other. Who holds the secret of the
calendar reads all that is in it, changes its address or ends it.
"""

import re

from django.db import transaction

from coalition.privacy import tokens
from events.registrations.models import Registration

from .models import Held, OwnCalendar

MOST = 200  # registrations in one calendar
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class Unknown(LookupError):
    """No calendar is behind this address."""


@transaction.atomic
def make(*, registration: Registration, shows_titles: bool) -> str:
    """Make a calendar with `registration` in it, and in no other from now on; return its token, which nothing keeps.

    What was an agenda's feed once is a calendar of its own too, so a registration may have been in two.
    """
    token = OwnCalendar.issue(shows_titles=shows_titles)
    _put(registration, OwnCalendar.behind(token).get())
    return token


@transaction.atomic
def put_into(*, registration: Registration, address: str) -> None:
    """Put `registration` into the calendar whose `address` somebody has, and so knows all of. Raises Unknown."""
    found = TOKEN.findall(address.strip())
    calendar = OwnCalendar.behind(found[-1]).select_for_update().first() if found else None
    if calendar is None or calendar.held.count() >= MOST:
        raise Unknown
    _put(registration, calendar)


def _put(registration: Registration, calendar: OwnCalendar) -> None:
    take_out(registration=registration)
    Held.objects.create(registration=registration, calendar=calendar)


def take_out(*, registration: Registration) -> None:
    Held.objects.filter(registration=registration).delete()


def renew(*, calendar: OwnCalendar) -> str:
    """Give `calendar` another secret and return it: the address before opens nothing from this moment on."""
    token, calendar.digest = tokens.new_token()
    calendar.save(update_fields=["digest"])
    return token


def show_titles(*, calendar: OwnCalendar, shown: bool) -> None:
    calendar.shows_titles = shown
    calendar.save(update_fields=["shows_titles"])


def end(*, calendar: OwnCalendar) -> None:
    calendar.delete()
