"""Publications, certificates and the ledger: `python -m benchmarks.signatures publish`, then `... prove`.

Prints one JSON object: rates and times of this run, on the database of the environment. Services are called as
the site's processes call them. `publish` takes the signatures that `benchmarks.signing` submitted, while the worker
draws their certificates; `prove` draws certificates itself, and must be the only one who does.
"""

import json
import statistics
import sys
import time

import django

from benchmarks.measuring import measured, percentile
from benchmarks.signing import DOMAIN, mailbox

DRAFTS = 300
CERTIFICATES = 40
ENTRIES = 20_000


def signatures(count: int) -> list[str]:
    """Make `count` drafts of generated governments, with every answer; return the tokens of their links."""
    from charter.signing.models import Signature
    from coalition.members.models import LocalGovernment
    from coalition.privacy import tokens

    found = []
    for number in range(count):
        government = LocalGovernment.objects.create(
            code=f"XX-B{number}", slug=f"bench-{number}", names={"en": f"Generated {number}"}, country="FR",
            kind="municipality", member=False, fictional=True,
        )  # fmt: skip
        signature = Signature.objects.create(
            government=government, language="en", signatory_name="A. Mayor", signatory_role="Mayor",
            official_email=mailbox(number), act_body="Council", act_number="1", act_date="2026-01-15",
            act_file_sha256="a" * 64,
        )  # fmt: skip
        token, digest = tokens.new_token()
        signature.links.create(digest=digest)
        found.append(token)
    return found


def publish_all() -> dict[str, float]:
    """Publish the submitted signatures, each with its ledger entry, number, mails and certificates owed."""
    from charter.review.services import reviews
    from charter.signing.models import Signature
    from coalition.users.models import User

    first, second = (User.objects.get(username=name) for name in ("reviewer", "reviewer2"))
    rows = list(Signature.objects.filter(state="submitted", official_email__endswith=DOMAIN))
    for row in rows:
        reviews.check_authority(
            signature=row, reviewer=first, call_back="Generated.", mandate=True, act=True, domain=True
        )
    return measured(
        lambda pk: reviews.publish_signature(signature=Signature.objects.get(pk=pk), reviewer=second),
        [row.pk for row in rows],
    )


def certificate_milliseconds(count: int) -> list[float]:
    """Draw and sign `count` owed certificates, one after the other: milliseconds of each.

    Raises RuntimeError when somebody else issued one of them: its time would be of nothing.
    """
    from charter.certificates import services as certificates
    from charter.certificates.models import Certificate

    found = []
    for pk in Certificate.objects.owed().values_list("pk", flat=True)[: count + 1]:
        started = time.perf_counter()
        issued = certificates.issue(pk=pk)
        found.append((time.perf_counter() - started) * 1000)
        if issued is None:
            raise RuntimeError("Another process issues certificates: stop the worker first.")
    if len(found) <= count:
        raise RuntimeError(f"Only {len(found)} certificates were owed.")
    return found[1:]  # the first one loads the libraries


def lengthen_ledger(count: int) -> None:
    """Append `count` entries to the ledger, of a transition that leaves the state as it is, chained as services do."""
    from django.utils import timezone

    from charter.ledger import chain
    from charter.ledger.models import LedgerEntry, LedgerHead
    from charter.signing.models import Signature
    from charter.signing.services.moves import signature_facts
    from charter.states import Party

    head = LedgerHead.objects.get()
    rows = [(row, signature_facts(row)) for row in Signature.objects.signed().order_by("pk")]
    entries = []
    for number in range(count):
        row, facts = rows[number % len(rows)]
        entry = LedgerEntry(
            sequence=head.sequence + 1, signature=row, dossier=row.verification_code, event="count_members",
            source="signed", target="signed", party=Party.TOWN_HALL, at=timezone.now(), data=facts, previous=head.hash,
        )  # fmt: skip
        entry.hash = chain.entry_hash(entry.payload())
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries, batch_size=1000)
    head.save()


def verification_rate() -> float:
    """Verify the whole ledger: entries a second. Raises RuntimeError when it is not whole."""
    from charter.audit.verification import verify

    started = time.perf_counter()
    report = verify()
    seconds = time.perf_counter() - started
    if report.faults:
        raise RuntimeError(report.faults[0].message)
    return report.entries / seconds


def prove() -> dict[str, float]:
    """Measure certificates and ledger. What is still owed is dropped: the worker is idle in the rows that follow."""
    from charter.certificates.models import Certificate

    times = certificate_milliseconds(CERTIFICATES)
    Certificate.objects.owed().delete()
    lengthen_ledger(ENTRIES)
    return {
        "mean": statistics.mean(times),
        "median": statistics.median(times),
        "p95": percentile(times),
        "verified_per_second": verification_rate(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"publish": publish_all, "prove": prove}[sys.argv[1]]()))
