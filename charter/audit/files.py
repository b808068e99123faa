"""Are the files of acts and certificates those that were sent and issued? Each is read, and its digest made again."""

import hashlib
from collections.abc import Iterator

from django.db.models import Q

from charter.audit.faults import CHUNK, Fault
from charter.certificates.models import Certificate
from charter.ledger.models import StatusChange
from charter.signing.models import Signature
from charter.states import PUBLISHED

PDFS = 50  # certificates that are read at once


def check_files() -> Iterator[Fault]:
    """Yield a fault for each act that is gone from the disk, or is another file than the one with its digest."""
    signatures = Signature.objects.filter(~Q(act_file="") | Q(state__in=PUBLISHED) & ~Q(act_file_sha256=""))
    for signature in signatures.order_by("pk").iterator(chunk_size=CHUNK):
        yield from _check(f"signature {signature.verification_code}", signature)
    for certificate in Certificate.objects.issued().order_by("pk").iterator(chunk_size=PDFS):
        if hashlib.sha256(bytes(certificate.pdf)).hexdigest() != certificate.sha256:
            yield Fault(None, "file", f"the certificate with the digest {certificate.sha256} is another file")
    changes = StatusChange.objects.exclude(act_file_sha256="").select_related("entry")
    for change in changes.order_by("pk").iterator(chunk_size=CHUNK):
        yield from _check(f"entry {change.entry.sequence}", change)


def _check(name: str, row: Signature | StatusChange) -> Iterator[Fault]:
    if not row.act_file:
        yield Fault(None, "file", f"{name} names no file of its act")
        return
    digest = hashlib.sha256()
    try:
        with row.act_file.open("rb") as file:
            for chunk in file.chunks():
                digest.update(chunk)
    except OSError:
        yield Fault(None, "file", f"the act of {name} is gone: {row.act_file.name}")
        return
    if digest.hexdigest() != row.act_file_sha256:
        yield Fault(None, "file", f"the act of {name} is another file than the one that was sent: {row.act_file.name}")
