"""Outside parties are shown each checkpoint, and what they sign is kept: C2SP tlog-witness, as its client."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from charter.transparency import keys, merkle, notes, services, tiles
from charter.transparency.models import Checkpoint, Cosignature
from charter.transparency.policies import Witness
from coalition.outbound import OutboundFailed, exchange

logger = logging.getLogger(__name__)

CONFLICT = 409
MAX_BYTES = 16 * 1024  # of an answer: a few lines
MAX_SECONDS = 10.0


@dataclass(frozen=True)
class Refused(Exception):
    """The witness did not cosign; `why` is for the operator."""

    why: str


def witness_due() -> Checkpoint | None:
    """Sign what the log is now and show it to each witness that has not cosigned it; return the newest checkpoint.

    A witness that is away or refuses is logged, and asked again at the next run. It is shown the newest checkpoint
    alone: whoever saw that one saw all before it.
    """
    checkpoint = services.sign_checkpoint()
    if checkpoint is None:
        return None
    done = set(checkpoint.cosignatures.values_list("key", flat=True))
    for witness in keys.policy().witnesses.values():
        if not witness.url or str(witness.verifier) in done:
            continue
        try:
            keep(checkpoint, witness)
        except (OutboundFailed, Refused, LookupError, ValueError) as error:
            logger.error("The witness %s did not cosign: %s", witness.name, error)
    return checkpoint


def keep(checkpoint: Checkpoint, witness: Witness) -> Cosignature:
    """Ask `witness` to cosign `checkpoint`, and keep what it signed.

    Raises OutboundFailed, Refused, or BadNote for what does not hold.
    """
    last = Cosignature.objects.filter(key=str(witness.verifier)).order_by("-checkpoint__size").first()
    line, at = ask(checkpoint, witness, old=last.checkpoint.size if last else 0)
    row, _created = Cosignature.objects.get_or_create(
        checkpoint=checkpoint,
        key=str(witness.verifier),
        defaults={"witness": witness.verifier.name, "line": line, "at": datetime.fromtimestamp(at, UTC)},
    )
    return row


def ask(checkpoint: Checkpoint, witness: Witness, *, old: int) -> tuple[str, int]:
    """Return the line by which `witness` cosigns `checkpoint`, and when, in seconds since 1970.

    `old` is the size that it saw last, as far as we know; it tells us when it is another.
    Raises OutboundFailed, Refused and BadNote.
    """
    status, body = _post(checkpoint, witness, old)
    if status == CONFLICT and body.strip().isdigit() and int(body) <= checkpoint.size:
        status, body = _post(checkpoint, witness, int(body))
    if status != 200:
        raise Refused(f"it answers {status}")
    text, _lines = notes.split(checkpoint.note)
    for line in body.decode(errors="replace").split("\n")[: notes.MAX_LINES]:
        line += "\n"
        at = notes.signed_by(text, [line], witness.verifier)
        if at is not None:
            return line, at
    raise Refused("no line of its answer is its own")


def _post(checkpoint: Checkpoint, witness: Witness, old: int) -> tuple[int, bytes]:
    path = merkle.consistency_proof(tiles.StoredTiles(checkpoint.size), old, checkpoint.size)
    lines = [f"old {old}", *map(notes.encode, path), "", checkpoint.note]
    return exchange(
        f"{witness.url.rstrip('/')}/add-checkpoint",
        "\n".join(lines).encode(),
        max_bytes=MAX_BYTES,
        max_seconds=MAX_SECONDS,
        allow_loopback=settings.CHARTER_LOG_ALLOW_LOOPBACK,
    )
