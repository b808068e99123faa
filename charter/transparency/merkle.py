"""The Merkle tree of RFC 6962, section 2.1: hashes, roots, and the two kinds of proof, over tiles of 256 hashes.

A tree is read as `Tiles`: tile `number` of `level` holds the hashes of 256 subtrees side by side, of 256 ** level
leaves each (C2SP tlog-tiles). No function here knows where they are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

EMPTY = hashlib.sha256(b"").digest()  # the root of a tree without leaves
HEIGHT = 8  # of a tile
WIDTH = 1 << HEIGHT  # hashes in a whole tile

Tiles = Callable[[int, int], Sequence[bytes]]  # level and number -> the hashes that are there, 32 bytes each


class BadProof(ValueError):
    """The proof does not prove it; the message says what is wrong with it."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of the leaf that holds `entry`; 32 bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above `left` and `right`; 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the hash above the whole subtree that has `hashes` as its lowest row. Their number is a power of two."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def root(tiles: Tiles, size: int) -> bytes:
    """Return the root of the first `size` leaves; 32 bytes."""
    return _hash(tiles, 0, size) if size else EMPTY


def inclusion_proof(tiles: Tiles, index: int, size: int) -> list[bytes]:
    """Return the hashes that lead from leaf `index` to the root of the first `size` leaves (RFC 6962, 2.1.1).

    Raises ValueError unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} among {size}.")
    low, high, path = 0, size, list[bytes]()
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_hash(tiles, middle, high))
            high = middle
        else:
            path.append(_hash(tiles, low, middle))
            low = middle
    return path[::-1]


def consistency_proof(tiles: Tiles, old: int, size: int) -> list[bytes]:
    """Return the hashes that show the first `old` leaves to be the beginning of the first `size` (RFC 6962, 2.1.2).

    Raises ValueError unless 0 <= old <= size.
    """
    if not 0 <= old <= size:
        raise ValueError(f"A tree of {old} is no beginning of one of {size}.")
    if old in {0, size}:
        return []
    low, high, path, whole = 0, size, list[bytes](), True
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_hash(tiles, middle, high))
            high = middle
        else:
            path.append(_hash(tiles, low, middle))
            low, whole = middle, False
    if not whole:
        path.append(_hash(tiles, low, high))
    return path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> None:
    """Raise BadProof unless `path` leads from the hash `leaf` at `index` to the root `expected` of `size` leaves."""
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} among {size}")
    place, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise BadProof("the path is too long")
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise BadProof("the path is too short")
    if found != expected:
        raise BadProof("the path leads to another root")


def check_consistency(old: int, size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """Raise BadProof unless `path` shows the tree of `old` leaves to be the beginning of that of `size`."""
    if old > size:
        raise BadProof("the tree became smaller")
    if old in {0, size}:
        if path:
            raise BadProof("the path is too long")
        if old_root != (EMPTY if old == 0 else new_root):
            raise BadProof("the roots differ")
        return
    steps = list(path)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = steps.pop(0) if place and steps else old_root
    if place and not path:
        raise BadProof("the path is too short")
    was = now = first
    for step in steps:
        if last == 0:
            raise BadProof("the path is too long")
        if place & 1 or place == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, step)
        place, last = place >> 1, last >> 1
    if last:
        raise BadProof("the path is too short")
    if was != old_root:
        raise BadProof("the path does not begin at the older root")
    if now != new_root:
        raise BadProof("the path leads to another root")


def _split(count: int) -> int:
    """Return the largest power of two below `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1


def _hash(tiles: Tiles, low: int, high: int) -> bytes:
    """Return the hash over the leaves from `low` to `high`, a range as the tree has them."""
    count = high - low
    if count & (count - 1):
        middle = low + _split(count)
        return node_hash(_hash(tiles, low, middle), _hash(tiles, middle, high))
    level, rest = divmod(count.bit_length() - 1, HEIGHT)
    number, place = divmod(low >> level * HEIGHT, WIDTH)
    found = tiles(level, number)[place : place + (1 << rest)]
    if len(found) != 1 << rest:
        raise LookupError(f"Tile {number} of level {level} is not whole.")
    return fold(found)
