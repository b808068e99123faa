"""What a verification did not look at, for want of a key or of a word of the operator: nobody is to believe it."""

from collections.abc import Sequence

from charter.ledger import timestamps
from charter.ledger.models import TrustedTime
from charter.transparency import memory
from charter.transparency.models import Checkpoint, EndedLog, Leaf
from charter.transparency.notes import Verifier


def not_looked_at(*, known: Sequence[Verifier], saved: Sequence[str], files: bool) -> list[str]:
    """Return what was left out, a sentence each, with the option that looks at it.

    `known` are the keys of the log that were at hand, `saved` the checkpoints that were kept elsewhere, and `files`
    says that the files of acts were read.
    """
    told = []
    if not known:
        signed = f"{Leaf.objects.count()} leaves and {Checkpoint.objects.count()} checkpoints"
        told.append(f"the signatures of {signed}: no public key of the log is known (--key, CHARTER_LOG_PUBLIC_KEY)")
    if not saved and memory.last() is None:
        told.append(
            "whether all of it was made again by who has the log's key: give a checkpoint kept elsewhere (--checkpoint)"
        )
    if not files:
        told.append("the files of acts and certificates (--files)")
    if not timestamps.is_configured() and (times := TrustedTime.objects.count()):
        told.append(
            f"the trusted time of {times} entries: no certificate of the authority is set (CHARTER_TSA_CERTIFICATE)"
        )
    return told


def ended() -> list[str]:
    """Return a sentence for each log that could not be continued, and was ended in public."""
    return [
        f"the log {row.origin} ended on {row.at:%Y-%m-%d}, {row.left} leaves of it go on in {row.successor}: {row.why}"
        for row in EndedLog.objects.all()
    ]
