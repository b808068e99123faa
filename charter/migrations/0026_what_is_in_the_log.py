"""Put into the log what the charter proved before there was one: entries, texts, daily fingerprints, certificates.

These leaves carry no signature of the site, which may have no key yet; the first checkpoint stands for them.
"""

import hashlib
import json
import secrets

from django.db import migrations

BATCH = 2000
WIDTH = 256  # hashes in a tile


def records(apps):
    """Yield kind, name and facts of each record, in the order in which it came to be where that is known."""
    for row in apps.get_model("charter", "LedgerEntry").objects.order_by("sequence").iterator(BATCH):
        yield "entry", str(row.sequence), {"fingerprint": row.hash}
    texts = apps.get_model("charter", "CharterText").objects.filter(version__state="published")
    for row in texts.select_related("version").order_by("version__number", "language"):
        yield "text", f"{row.version.number}/{row.language}", {"sha256": row.digest}
    for row in apps.get_model("charter", "PublishedHead").objects.order_by("day").iterator(BATCH):
        yield "head", row.day.isoformat(), {"sequence": row.sequence, "fingerprint": row.hash}
    issued = apps.get_model("charter", "Certificate").objects.filter(issued_at__isnull=False)
    for row in issued.select_related("signature", "entry").defer("pdf").order_by("pk").iterator(BATCH):
        facts = {"dossier": row.signature.verification_code, "language": row.language, "edition": row.edition}
        yield "certificate", row.sha256, {**facts, "sequence": row.entry.sequence}


def fill(apps, schema_editor):
    """Write the leaves, the nodes above them, and how many they are."""
    Leaf, Node = apps.get_model("charter", "Leaf"), apps.get_model("charter", "Node")
    LogSize = apps.get_model("charter", "LogSize")
    if LogSize.objects.exists():
        return
    rows, size, levels = [], 0, []
    for size, (kind, about, facts) in enumerate(records(apps), start=1):
        leaf = leaf_of(Leaf, size - 1, kind, about, facts)
        rows.append(leaf)
        add(Node, levels, leaf.hash)
        if len(rows) == BATCH:
            Leaf.objects.bulk_create(rows)
            rows = []
    Leaf.objects.bulk_create(rows)
    if size:
        LogSize.objects.create(pk=1, size=size, founded=size)


def leaf_of(Leaf, index, kind, about, facts):
    """Return the leaf at `index` of a record."""
    words = json.dumps({"kind": kind, "about": about, **facts}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    salt = secrets.token_bytes(32)
    entry = hashlib.sha256(salt + words.encode()).digest()
    above = hashlib.sha256(b"\x00" + entry).digest()
    return Leaf(index=index, kind=kind, about=about, salt=salt, commitment=entry, hash=above)


def add(Node, levels, hash_, level=0):
    """Add a hash to its level; once 256 stand there, write the node above them."""
    if level == len(levels):
        levels.append([])
    levels[level].append(hash_)
    if len(levels[level]) % WIDTH:
        return
    tile, number = levels[level][-WIDTH:], len(levels[level]) // WIDTH - 1
    while len(tile) > 1:
        tile = [hashlib.sha256(b"\x01" + tile[at] + tile[at + 1]).digest() for at in range(0, len(tile), 2)]
    Node.objects.create(level=level + 1, number=number, hash=tile[0])
    add(Node, levels, tile[0], level + 1)


class Migration(migrations.Migration):
    dependencies = [("charter", "0025_the_log")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
