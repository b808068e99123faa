"""Why figures are not published, in words for who wanted to publish them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from coalition.figures.breakdowns import TOTAL, part_name
from coalition.figures.disclosure import Breach, Key
from coalition.figures.releasing.past import Unreadable
from coalition.members import names as naming

Places = Mapping[str, dict[str, str]]


def cell_name(key: Key, places: Places) -> str:
    """Return how a cell is called: place, year, and its part if it is no total."""
    place, year, part = key
    words = [naming.localised(places.get(place, {})) or place, year]
    return ", ".join([*words, part_name(part)] if part != TOTAL else words)


def same_persons(name: str) -> str:
    """Return that another indicator, called `name`, may count the same persons."""
    told = _(
        "“%(name)s” has figures for the same places and years. Make one a breakdown of the other, or say "
        "that they count different people."
    )
    return told % {"name": name}


def unreadable(error: Unreadable) -> str:
    """Return which place of an earlier release is not one place of today."""
    told = {"number": error.number, "code": error.code, "other": error.other}
    if error.other:
        return _("Release %(number)s has figures of %(code)s and %(other)s, which are one place now.") % told
    return _("Release %(number)s names %(code)s, but no place has this code now. Give the place its code again.") % told


def does_not_add_up(key: Key, places: Places) -> str:
    return _("%(cell)s: the parts do not make the total.") % {"cell": cell_name(key, places)}


def of_few(key: Key, number: int, places: Places) -> str:
    told = {"cell": cell_name(key, places), "number": number}
    return (
        _(
            "%(cell)s: this figure differs from the one of release %(number)s by one to four people, who could be "
            "recognised. Enter the earlier figure again, or leave this one out until the difference is larger."
        )
        % told
    )


def given_away(breach: Breach, places: Places) -> str:
    """Return what somebody would learn who reckons with everything that is or was shown."""
    told = {"cell": cell_name(breach.key, places), "low": str(breach.low), "high": str(breach.high)}
    if breach.low == breach.high:
        return _("%(cell)s: readers can work out from the published figures that this one is %(low)s.") % told
    return (
        _("%(cell)s: readers can work out from the published figures that this one is between %(low)s and %(high)s.")
        % told
    )
