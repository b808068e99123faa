"""Two rows were one local government: everything that names the one names the other, and a trace stays.

A merge is no transition of a signature, so the charter's ledger says nothing of it: its old entries keep the old code,
and `GovernmentMerge` says where that code leads. The site history tells editors who did it.
"""

from typing import Any

from django.db import transaction
from django.db.models import UniqueConstraint
from django.dispatch import receiver
from wagtail.log_actions import log

from .models import GovernmentMerge, LocalGovernment, MemberProfile, Office
from .signals import governments_merged

MERGED = "members.merge"  # the action in the site history
FILLED = ("crest", "portrait", "section", "website", "observatory_since")  # taken over where the other has nothing


class SameGovernment(Exception):
    """A local government is not merged into itself."""


def relations() -> list[Any]:
    """Return every foreign key and one-to-one that leads to a local government from another table.

    A many-to-many is found as the foreign key of the table between.
    """
    fields = LocalGovernment._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete and not field.many_to_many]


def is_unique(field: Any) -> bool:
    meta = field.model._meta
    together = [constraint.fields for constraint in meta.constraints if isinstance(constraint, UniqueConstraint)]
    return field.unique or any(field.name in names for names in [*together, *meta.unique_together])


@transaction.atomic
def merge(*, source: LocalGovernment, into: LocalGovernment, by: Any, proposed_by: Any = None) -> GovernmentMerge:
    """Make `source` one with `into`, which stays; `by` is the account that decided so. Return the trace.

    Every row that names `source` names `into` from now on; names, mail domains and facts that `into` lacks are taken
    over. Both rows are locked, the lower key first. Raises SameGovernment, and IntegrityError when a constraint
    forbids one of both to have what the other has.
    """
    if source.pk == into.pk:
        raise SameGovernment
    rows = LocalGovernment.objects.select_for_update().filter(pk__in=[source.pk, into.pk]).order_by("pk")
    locked = {row.pk: row for row in rows}
    source, into = locked[source.pk], locked[into.pk]
    governments_merged.send(sender=LocalGovernment, source=source, into=into)
    for relation in relations():
        name = relation.field.name
        relation.related_model._base_manager.filter(**{name: source}).update(**{name: into})
    trace = GovernmentMerge.objects.create(
        into=into, code=source.code, slug=source.slug, names=source.names, merged_by=by, proposed_by=proposed_by
    )
    source.delete()
    _unite(source, into)
    log(instance=into, action=MERGED, user=by, data={"code": trace.code})
    return trace


def merged_into(slug: str) -> LocalGovernment | None:
    """Return the local government that a row with this address name was merged into, the latest merge first."""
    trace = GovernmentMerge.objects.filter(slug=slug).select_related("into").first()
    return trace.into if trace else None


@receiver(governments_merged)
def move_profiles(source: LocalGovernment, into: LocalGovernment, **signal: Any) -> None:
    """Drop offices whose role `into` has too; where both have words in a language, one text follows the other."""
    Office.objects.filter(government=source, role__in=into.offices.values("role")).delete()
    kept = {profile.language: profile for profile in MemberProfile.objects.filter(government=into)}
    for profile in MemberProfile.objects.filter(government=source):
        other = kept.get(profile.language)
        if other is not None:
            other.summary, other.body = other.summary or profile.summary, other.body + profile.body
            other.save()
            profile.delete()


def _unite(source: LocalGovernment, into: LocalGovernment) -> None:
    into.names = {**source.names, **{language: name for language, name in into.names.items() if name}}
    into.official_domains = _united(into.official_domains, source.official_domains)
    into.languages = _united(into.languages, source.languages)
    for name in FILLED:
        setattr(into, name, getattr(into, name) or getattr(source, name))
    if into.population is None:
        into.population, into.population_year = source.population, source.population_year
        into.population_source = source.population_source
    if into.latitude is None:
        into.latitude, into.longitude = source.latitude, source.longitude
    into.proposed = into.proposed and source.proposed
    into.member = into.member or source.member
    into.pilot = into.pilot or source.pilot
    into.save()


def _united(own: list[str], others: list[str]) -> list[str]:
    return list(dict.fromkeys([*own, *others]))
