"""Dossiers, publications, certificates and the ledger: `python -m benchmarks.adhesions`.

Prints one JSON object: rates and times of this run, on the database of the environment. Services are called as
the site's processes call them.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

AT_ONCE = 4
DOSSIERS = 200
CERTIFICATES = 20
ENTRIES = 20_000


def rate(work: Callable[[int], Any], items: Iterable[int]) -> float:
    """Return how many items a second `work` does, AT_ONCE at a time, each thread on a connection that it keeps."""
    rows = list(items)
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(work, rows))
    return len(rows) / (time.perf_counter() - started)


def dossiers(count: int) -> list[int]:
    """Make `count` drafts of generated governments, complete and bound to the current text; return their ids."""
    from charter.models import CharterText, Signature
    from coalition.members.models import LocalGovernment

    text = CharterText.objects.current("en")
    assert text is not None  # nosec: the demonstration publishes one
    governments = [
        LocalGovernment(
            code=f"XX-B{number}", slug=f"bench-{number}", names={"en": f"Generated {number}"}, country="FR",
            kind="municipality", member=False, fictional=True,
        )
        for number in range(count)
    ]  # fmt: skip
    for government in governments:
        government.save()
    rows = [
        Signature(
            government=government, language="en", version=text.version, text_digest=text.digest,
            signatory_name="A. Mayor", signatory_role="Mayor", official_email=f"mayor@town-{government.pk}.example",
            act_body="Council", act_number="1", act_date=text.version.published_at.date(), act_file_sha256="a" * 64,
        )
        for government in governments
    ]  # fmt: skip
    return [row.pk for row in Signature.objects.bulk_create(rows)]


def submit_all(rows: list[int]) -> float:
    """Verify the mailbox by its code and submit: dossiers a second."""
    from charter import services
    from charter.models import Signature
    from charter.services.dossiers import PURPOSE
    from coalition.privacy.codes import issue_code

    codes = {}
    for row in Signature.objects.filter(pk__in=rows):
        codes[row.pk] = issue_code(purpose=PURPOSE, subject_id=str(row.pk), address=row.official_email)

    def one(pk: int) -> None:
        services.confirm(signature=Signature.objects.get(pk=pk), code=codes[pk])

    return rate(one, rows)


def publish_all(rows: list[int]) -> float:
    """Publish checked dossiers, each with its ledger entry, number, mails and certificates owed: adhesions a second."""
    from charter import services
    from charter.models import Signature
    from coalition.users.models import User

    first, second = (User.objects.get(username=name) for name in ("reviewer", "reviewer2"))
    for row in Signature.objects.filter(pk__in=rows):
        services.check_authority(
            signature=row, reviewer=first, call_back="Generated.", mandate=True, act=True, domain=True
        )
    return rate(lambda pk: services.publish_adhesion(signature=Signature.objects.get(pk=pk), reviewer=second), rows)


def certificate_milliseconds(count: int) -> list[float]:
    """Draw and sign `count` owed certificates, one after the other: milliseconds of each."""
    from charter.models import Certificate
    from charter.services import certificates

    found = []
    for pk in Certificate.objects.owed().values_list("pk", flat=True)[: count + 1]:
        started = time.perf_counter()
        certificates.issue(pk=pk)
        found.append((time.perf_counter() - started) * 1000)
    return found[1:]  # the first one loads the libraries


def lengthen_ledger(count: int) -> None:
    """Append `count` entries to the ledger: adhesions held and reinstated in turn, chained as the services do."""
    from django.utils import timezone

    from charter import chain
    from charter.models import LedgerEntry, LedgerHead, Party, Signature
    from charter.services.ledger import dossier_facts

    head = LedgerHead.objects.get()
    rows = [(row, dossier_facts(row)) for row in Signature.objects.signed().order_by("pk")]
    entries = []
    for number in range(count):
        row, facts = rows[number // 2 % len(rows)]
        event, source, target = ("hold", "signed", "on_hold") if number % 2 == 0 else ("reinstate", "on_hold", "signed")
        entry = LedgerEntry(
            sequence=head.sequence + 1, signature=row, dossier=row.verification_code, event=event, source=source,
            target=target, party=Party.TOWN_HALL, at=timezone.now(), data=facts, previous=head.hash,
        )  # fmt: skip
        entry.hash = chain.entry_hash(entry.payload())
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries, batch_size=1000)
    head.save()


def verification_rate() -> float:
    """Verify the whole ledger: entries a second. Raises RuntimeError when it is not whole."""
    from charter.services.verification import verify

    started = time.perf_counter()
    report = verify()
    seconds = time.perf_counter() - started
    if report.faults:
        raise RuntimeError(report.faults[0].message)
    return report.entries / seconds


def main() -> None:
    """Measure everything, and print it as JSON."""
    rows = dossiers(DOSSIERS)
    submitted = submit_all(rows)
    published = publish_all(rows)
    certificates = certificate_milliseconds(CERTIFICATES)
    lengthen_ledger(ENTRIES)
    print(
        json.dumps(
            {
                "submitted_per_second": submitted,
                "published_per_second": published,
                "certificate_ms_median": statistics.median(certificates),
                "certificate_ms_p95": statistics.quantiles(certificates, n=20)[-1],
                "verified_per_second": verification_rate(),
            }
        )
    )


if __name__ == "__main__":
    django.setup()
    main()
