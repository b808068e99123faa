"""What happens to the figures of local governments that become one."""

from typing import Any

from coalition.members.models import LocalGovernment

from .models import Figure, Territory


def move_figures(source: LocalGovernment, into: LocalGovernment, **signal: Any) -> None:
    """Drop the figures of `source` for a year of which `into` has its own, since two counts are never mixed; and let
    `into` stand in each territory once (receiver of `governments_merged`)."""
    for figure in Figure.objects.filter(government=into):
        Figure.objects.filter(government=source, indicator=figure.indicator_id, year=figure.year).delete()
    between = Territory.governments.through.objects
    taken = between.filter(localgovernment=into).values("territory")
    between.filter(localgovernment=source, territory__in=taken).delete()
