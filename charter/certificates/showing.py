"""What the proof inside a certificate shows, in the words of the public check."""

from dataclasses import dataclass

from charter.certificates import checking
from charter.certificates.models import Certificate


@dataclass(frozen=True)
class Shown:
    """Whether the proof holds; of one that does, under how large a log."""

    holds: bool
    size: int = 0


def proof_in(certificate: Certificate) -> Shown | None:
    """Return what the proof inside `certificate` shows by itself, or None where there is none.

    It is checked by the file alone, as everybody can who has it; only that it speaks of this certificate's entry is
    compared with what we have. Our own copy is read, which is the visitor's byte for byte: no file of a stranger.
    """
    try:
        found = checking.check(bytes(certificate.pdf))
    except checking.NoProof:
        return None
    except ValueError:  # BadNote
        return Shown(holds=False)
    entry = certificate.entry
    holds = (found.opened.get("about"), found.opened.get("fingerprint")) == (str(entry.sequence), entry.hash)
    return Shown(holds, found.checkpoint.size)
