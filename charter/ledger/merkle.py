"""The Merkle tree of RFC 6962, section 2.1: roots and proofs of inclusion over the hashes of leaves, 32 bytes each."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

EMPTY = hashlib.sha256(b"").digest()  # the root of a tree without leaves


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of the leaf that holds `entry`; 32 bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above `left` and `right`; 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots(hashes: Iterable[bytes], sizes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Yield each of `sizes` with the root of the first so many of `hashes`, the smallest first; none beyond the last.

    The hashes are read once: what is held is the row of whole subtrees at the left edge.
    """
    wanted, whole = set(sizes), list[bytes]()
    if 0 in wanted:
        yield 0, EMPTY
    for size, leaf in enumerate(hashes, start=1):
        whole.append(leaf)
        for _level in range((size & -size).bit_length() - 1):
            right = whole.pop()
            whole.append(node_hash(whole.pop(), right))
        if size in wanted:
            root = whole[-1]
            for left in reversed(whole[:-1]):
                root = node_hash(left, root)
            yield size, root


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root of a tree with these leaves; 32 bytes."""
    return dict(roots(hashes, [len(hashes)]))[len(hashes)]


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf `index` to the root (RFC 6962, 2.1.1).

    Raises ValueError unless 0 <= index < len(hashes).
    """
    if not 0 <= index < len(hashes):
        raise ValueError(f"There is no leaf {index} among {len(hashes)}.")
    low, high, path = 0, len(hashes), list[bytes]()
    while high - low > 1:
        middle = low + (1 << (high - low - 1).bit_length() - 1)  # the largest power of two below
        if index < middle:
            path.append(root(hashes[middle:high]))
            high = middle
        else:
            path.append(root(hashes[low:middle]))
            low = middle
    return path[::-1]
