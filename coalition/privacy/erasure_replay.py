"""Who was erased stays erased, who left stays away: the list is carried out again in a database that was restored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from . import erasures, registry, services
from .email_addresses import normalise
from .models import Inquiry


def secrets() -> list[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def replay(path: Path | None) -> int:
    """Erase again every address that the list of `path` names and this database holds; return how many they were.

    The list has digests alone: each address of the database is digested and looked up in it. It can be repeated.
    Raises erasures.BadList.
    """
    listed = erasures.read(path)
    known = erasures.secrets_of(listed, secrets())
    if not listed.erased:
        return 0
    again = sorted(
        address
        for address in held()
        if any((key, erasures.digest(address, secret=secret)) in listed.erased for key, secret in known.items())
    )
    for address in again:
        services.erase(address=address, listed=True)
    return len(again)


def leave_again(path: Path | None) -> dict[str, int]:
    """Let everybody leave again who left, as the list of `path` knows, and whom this database still has.

    Who began anew after the step that the list knows is not touched, so it can be repeated. Return how many they were
    by the name of the step. Raises erasures.BadList.
    """
    listed = erasures.read(path)
    known = erasures.secrets_of(listed, secrets())
    counts = {}
    for step in (source.left for source in registry.sources() if source.left):
        found = [here for here in step.here() if _left(here, step.name, listed, known)] if listed.left else []
        for here in found:
            here.leave()
        counts[step.name] = len(found)
    return counts


def _left(here: registry.Here, step: str, listed: erasures.Listed, known: dict[str, str]) -> bool:
    digests = {key: erasures.digest(here.subject, step=step, secret=secret) for key, secret in known.items()}
    times = [at for key, digest in digests.items() if (at := listed.left.get((key, step, digest)))]
    return any(here.since is None or here.since.replace(microsecond=0) <= at for at in times)


def told(erased: int, left: dict[str, int]) -> str:
    steps = ", ".join(f"{name} {count}" for name, count in sorted(left.items()))
    return f"People erased again: {erased}. Left again: {steps}."


def held() -> set[str]:
    found = {normalise(address) for address in _addresses()}
    return found - {""}


def _addresses() -> Iterator[str]:
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.EmailField):
                rows = model._base_manager.order_by().values_list(field.attname, flat=True).distinct()
                yield from (address for address in rows.iterator() if address)
    for typed in Inquiry.objects.values_list("typed", flat=True):
        yield from _texts(typed)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and "@" in value:
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
