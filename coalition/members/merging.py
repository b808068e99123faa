"""Two rows were one local government: everything that names the one names the other, and a trace stays.

A merge is no transition of a signature, so the charter's ledger says nothing of it: its old entries keep the old code,
and `GovernmentMerge` says where that code leads. The site history tells editors who did it.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log

from .models import GovernmentMerge, LocalGovernment, MemberProfile, Office

MERGED = "members.merge"  # the action in the site history
# Gets the row that goes and the one that stays; moves what names the first.
Mover = Callable[[LocalGovernment, LocalGovernment], None]
_movers: dict[type[Model], Mover] = {}
FILLED = ("crest", "section", "website", "observatory_since")  # taken over where the other has nothing


class SameGovernment(Exception):
    """A local government is not merged into itself."""


def register_mover(model: type[Model], mover: Mover) -> None:
    """Let `mover` move the rows of `model`, whose rows of two governments cannot simply stand side by side."""
    _movers[model] = mover


def keep_by_trigger(source: LocalGovernment, into: LocalGovernment) -> None:
    """Move nothing: triggers make such rows again when what they follow moves."""


def moves(model: type[Model]) -> bool:
    """Say whether rows of `model` are moved directly, and not as the children of others."""
    return _movers.get(model) is not keep_by_trigger


def relations() -> list[Any]:
    """Return every foreign key and one-to-one that leads to a local government from another table.

    A many-to-many is found as the foreign key of the table between.
    """
    fields = LocalGovernment._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete and not field.many_to_many]


@transaction.atomic
def merge(*, source: LocalGovernment, into: LocalGovernment, by: Any) -> GovernmentMerge:
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
    for relation in relations():
        _move(relation, source, into)
    trace = GovernmentMerge.objects.create(
        into=into, code=source.code, slug=source.slug, names=source.names, merged_by=by
    )
    source.delete()
    _unite(source, into)
    log(instance=into, action=MERGED, user=by, data={"code": trace.code})
    return trace


def merged_into(slug: str) -> LocalGovernment | None:
    """Return the local government that a row with this address name was merged into, the latest merge first."""
    trace = GovernmentMerge.objects.filter(slug=slug).select_related("into").first()
    return trace.into if trace else None


def move_offices(source: LocalGovernment, into: LocalGovernment) -> None:
    """Move the offices of `source` whose role `into` has none of."""
    taken = Office.objects.filter(government=into).values("role")
    Office.objects.filter(government=source).exclude(role__in=taken).update(government=into)


def move_profiles(source: LocalGovernment, into: LocalGovernment) -> None:
    """Move the words of `source`; where both have words in a language, the text of one follows the other's."""
    kept = {profile.language: profile for profile in MemberProfile.objects.filter(government=into)}
    for profile in MemberProfile.objects.filter(government=source):
        other = kept.get(profile.language)
        if other is None:
            MemberProfile.objects.filter(pk=profile.pk).update(government=into)
            continue
        other.summary, other.body = other.summary or profile.summary, other.body + profile.body
        other.save()
        profile.delete()


def _move(relation: Any, source: LocalGovernment, into: LocalGovernment) -> None:
    model = relation.related_model
    if mover := _movers.get(model):
        mover(source, into)
    else:
        name = relation.field.name
        model._base_manager.filter(**{name: source}).update(**{name: into})


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
