"""What happens to the figures of local governments that become one."""

from coalition.members.models import LocalGovernment

from .models import Figure, Territory


def move_territories(source: LocalGovernment, into: LocalGovernment) -> None:
    between = Territory.governments.through
    taken = between.objects.filter(localgovernment=into).values("territory")
    between.objects.filter(localgovernment=source).exclude(territory__in=taken).update(localgovernment=into)


def move_figures(source: LocalGovernment, into: LocalGovernment) -> None:
    """Give `into` the figures of `source`, but for a year of which it has its own: two counts are never mixed."""
    taken = set(Figure.objects.filter(government=into).values_list("indicator", "year"))
    for figure in Figure.objects.filter(government=source):
        if (figure.indicator_id, figure.year) in taken:
            figure.delete()
        else:
            Figure.objects.filter(pk=figure.pk).update(government=into)
