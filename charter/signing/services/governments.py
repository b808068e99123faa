"""The code of a local government and, once it has signed, names and country: the log keeps each, and by what it was."""

from copy import deepcopy
from typing import Any

from charter.ledger.facts import log_fact
from charter.ledger.models import LoggedFact
from charter.signing.models import Signature
from charter.states import PUBLISHED
from coalition.members.models import GovernmentMerge, LocalGovernment

KIND = LoggedFact.Kind.GOVERNMENT
EDIT, MERGE = "edit", "merge"  # by what
SHOWN = ("names", "country")  # what the public list shows of it


def keep_change(sender: Any, *, instance: LocalGovernment, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Log another code, and another name or country of a local government that has signed (signal `post_save`)."""
    now = {name: deepcopy(getattr(instance, name)) for name in ("code", *SHOWN)}
    before, instance.stored = instance.stored, now
    fields = kwargs.get("update_fields")
    if created or raw or before is None or (fields is not None and not now.keys() & set(fields)):
        return
    changed = [name for name in now if now[name] != before[name]]
    if set(changed) & set(SHOWN) and not _has_signed(instance):
        changed = [name for name in changed if name == "code"]
    if changed:
        sides = (("before", before), ("after", now))
        facts = {f"{name}_{side}": values[name] for name in changed for side, values in sides}
        log_fact(KIND, instance.code, {**facts, "by": EDIT})


def keep_merge(sender: Any, *, instance: GovernmentMerge, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Log that a code leads to another one, by which merge (signal `post_save`)."""
    if created and not raw:
        facts = {"code_before": instance.code, "code_after": instance.into.code, "by": f"{MERGE} {instance.pk}"}
        log_fact(KIND, instance.into.code, facts)


def keep(government: LocalGovernment, *, by: str) -> None:
    """Log names and country of a local government that has signed; call it last, as `log_fact`."""
    if _has_signed(government):
        log_fact(KIND, government.code, {**{f"{name}_after": getattr(government, name) for name in SHOWN}, "by": by})


def _has_signed(government: LocalGovernment) -> bool:
    return Signature.objects.filter(government=government, state__in=PUBLISHED).exists()
