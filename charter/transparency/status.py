"""How the log stands: what is signed, by whom it was seen, and why it is not signed any more, if so."""

from dataclasses import dataclass, field
from datetime import datetime

from charter.transparency import keys, memory, notes, services, tiles
from charter.transparency.models import Checkpoint, Cosignature
from charter.transparency.policies import NOBODY, Policy


@dataclass(frozen=True)
class Status:
    """What an operator and the public are told.

    `newest` is the checkpoint that was signed last, `met` the last one that enough witnesses cosigned, `unmet_since`
    when the first one after it was made. `stopped` says why nothing more is signed, or nothing.
    """

    leaves: int
    policy: Policy
    newest: Checkpoint | None = None
    met: Checkpoint | None = None
    unmet_since: datetime | None = None
    stopped: str = ""
    cosignatures: list[Cosignature] = field(default_factory=list)  # of the newest, by witnesses of the policy

    @property
    def asks(self) -> bool:
        """Say whether the policy asks for witnesses."""
        return self.policy.quorum != NOBODY


def look() -> Status:
    """Return how the log stands now. Raises BadPolicy."""
    policy = keys.policy()
    newest = Checkpoint.objects.order_by("pk").last()
    status = Status(tiles.size(), policy, newest, stopped=services.why_stopped())
    if newest is None:
        return status
    known = [str(witness.verifier) for witness in policy.witnesses.values()]
    cosigned = list(newest.cosignatures.filter(key__in=known).order_by("witness")) if known else []
    met, since = _quorum(policy) if status.asks else (newest, None)
    return Status(status.leaves, policy, newest, met, since, status.stopped, cosigned)


def last_cosignatures(policy: Policy) -> dict[str, Cosignature | None]:
    """Return the last cosignature of each witness of `policy`, by its name there."""
    rows = Cosignature.objects.select_related("checkpoint").order_by("-pk")
    return {name: rows.filter(key=str(witness.verifier)).first() for name, witness in policy.witnesses.items()}


def kept() -> notes.Checkpoint | None:
    """Return the last checkpoint of the file beside the database; None also where it cannot be read."""
    note = memory.last()
    try:
        return notes.Checkpoint.parse(notes.split(note)[0]) if note else None
    except notes.BadNote:
        return None


def _quorum(policy: Policy) -> tuple[Checkpoint | None, datetime | None]:
    """Return the newest checkpoint that enough witnesses cosigned, and since when there are only others."""
    verifiers = {str(witness.verifier): witness.verifier for witness in policy.witnesses.values()}
    cosigned = Cosignature.objects.filter(key__in=verifiers).values("checkpoint")
    met = None
    for row in (
        Checkpoint.objects.filter(pk__in=cosigned)
        .order_by("-pk")
        .prefetch_related("cosignatures")[: services.LOOKED_AT]
    ):
        if policy.is_met([verifiers[one.key] for one in row.cosignatures.all() if one.key in verifiers]):
            met = row
            break
    after = Checkpoint.objects.filter(pk__gt=met.pk) if met else Checkpoint.objects.all()
    return met, after.order_by("pk").values_list("made_at", flat=True).first()
