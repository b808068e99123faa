"""A local government gets another code or, once it has signed, other names: the log keeps both, and by what it was."""

from typing import Any

from charter.ledger.facts import log_fact
from charter.ledger.models import LoggedFact
from charter.signing.models import Signature
from charter.states import PUBLISHED
from coalition.members.models import GovernmentMerge, LocalGovernment

KIND = LoggedFact.Kind.GOVERNMENT
EDIT, MERGE = "edit", "merge"  # by what


def keep_change(sender: Any, *, instance: LocalGovernment, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Log another code, and other names of a local government that has signed (signal `post_save`)."""
    before, instance.stored = instance.stored, (instance.code, dict(instance.names))
    fields = kwargs.get("update_fields")
    if created or raw or before is None or (fields is not None and not {"code", "names"} & set(fields)):
        return
    code, names = before
    facts: dict[str, Any] = {}
    if code != instance.code:
        facts = {"code_before": code, "code_after": instance.code}
    if names != instance.names and Signature.objects.filter(government=instance, state__in=PUBLISHED).exists():
        facts |= {"names_before": names, "names_after": instance.names}
    if facts:
        log_fact(KIND, instance.code, {**facts, "by": EDIT})


def keep_merge(sender: Any, *, instance: GovernmentMerge, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Log that a code leads to another one, by which merge (signal `post_save`)."""
    if created and not raw:
        facts = {"code_before": instance.code, "code_after": instance.into.code, "by": f"{MERGE} {instance.pk}"}
        log_fact(KIND, instance.into.code, facts)
