"""Which key may have signed what of the log: each one until the next one signed its first checkpoint."""

from collections.abc import Iterable, Sequence

from charter.transparency import notes
from charter.transparency.models import Leaf
from charter.transparency.notes import BadNote, Checkpoint, Verifier
from charter.transparency.services import is_signed


class Signers:
    """The public keys of the log, the oldest first. Without any of them signatures are not looked at."""

    def __init__(self, keys: Sequence[Verifier], signed: Iterable[str]) -> None:
        """Take what was `signed`, notes of checkpoints from wherever: they say when a key began."""
        self.keys = keys
        self._since: list[int | None] = [None] * len(keys)
        for note in signed if len(keys) > 1 else ():
            self._see(note)
        self._last = 0  # the key that signed the leaf before

    def sign(self, leaf: Leaf) -> bool:
        """Say whether a key that was in use at the place of `leaf` signed it."""
        first = max(
            (place for place, since in enumerate(self._since) if since is not None and since <= leaf.index), default=0
        )
        places = range(first, len(self.keys))
        for place in sorted(places, key=lambda place: place != self._last):
            if is_signed(leaf, self.keys[place].public):
                self._last = place
                return True
        return False

    def check(self, note: str, claimed: Checkpoint) -> None:
        """Raise BadNote unless a key that was in use at the size of the checkpoint `note` signed it."""
        if not self.keys:
            return
        for place, since in reversed(list(enumerate(self._since))):
            known = Verifier(
                claimed.origin, self.keys[place].kind, self.keys[place].public
            )  # also of an earlier address
            text, lines = notes.split(note)
            if notes.signed_by(text, lines, known) is not None:
                return
            if since is not None and since < claimed.size:
                break  # the keys before this one signed nothing any more
        raise BadNote("the log did not sign it")

    def _see(self, note: str) -> None:
        try:
            text, lines = notes.split(note)
            claimed = Checkpoint.parse(text)
        except BadNote:
            return
        for place, key in enumerate(self.keys):
            known = Verifier(claimed.origin, key.kind, key.public)
            if any(notes.is_of(line, known) for line in lines):
                since = self._since[place]
                self._since[place] = claimed.size if since is None else min(since, claimed.size)
