"""Why figures are not published, in words for who wanted to publish them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from coalition.members import names as naming

from .breakdowns import TOTAL, part_name
from .disclosure.audit import Breach
from .disclosure.tables import Key

Places = Mapping[str, dict[str, str]]


def nothing_to_publish() -> str:
    return _("There are no figures yet. Import them, or write them in the list of figures.")


def nothing_new() -> str:
    return _("Nothing has changed since the last release.")


def cell_name(key: Key, places: Places) -> str:
    """Return how a cell is called: place, year, and its part if it is no total."""
    place, year, part = key
    words = [naming.localised(places.get(place, {})) or place, year]
    return ", ".join([*words, part_name(part)] if part != TOTAL else words)


def does_not_add_up(key: Key, places: Places) -> str:
    return _("%(cell)s: the parts do not make the total.") % {"cell": cell_name(key, places)}


def given_away(breach: Breach, places: Places) -> str:
    """Return what somebody would learn who reckons with everything that is or was shown."""
    told = {"cell": cell_name(breach.key, places)}
    if breach.bounds is None:
        return _("%(cell)s: it could not be reckoned in time whether this figure stays hidden.") % told
    told |= {"low": str(breach.bounds.low), "high": str(breach.bounds.high)}
    if breach.bounds.low == breach.bounds.high:
        return _("%(cell)s: from what is or was published, anybody can reckon that this figure is %(low)s.") % told
    return (
        _("%(cell)s: from what is or was published, anybody can reckon that this figure is from %(low)s to %(high)s.")
        % told
    )
