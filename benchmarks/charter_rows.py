"""The rows of the charter: signing and publishing, the public list, the ledger and its log at a million entries."""

import json
from pathlib import Path
from typing import Any

from benchmarks import measuring, signatories, signatures, signing, tree
from benchmarks.measuring import Row
from benchmarks.sites import database, python, seed, settle
from coalition.stack import WORKERS
from tests.databases import migrated
from tests.installation import Installation
from tests.production import log_key


def measure_publications(site: Installation) -> list[Row]:
    """From the last two pages of a signature, in public, to publication, certificate and ledger."""
    settle(site)
    tokens = json.loads(seed(site, "signatures", signatures.DRAFTS))
    signed = signing.sign_all(site, tokens)
    settle(site)
    published = json.loads(python(site, "benchmarks.signatures", "publish"))
    site.stack.stop(*WORKERS)  # it draws the same certificates
    proven = json.loads(python(site, "benchmarks.signatures", "prove"))
    site.stack.start_workers()
    lost = f"{len(signed.agreed.failures) + len(signed.typed.failures)} failed, {len(tokens) - signed.submitted} lost"
    rate = f"{published['per_second']:.0f}/s, p95 {published['p95']:.0f} ms"
    certificate = f"{1000 / proven['mean']:.1f}/s, median {proven['median']:.0f} ms, p95 {proven['p95']:.0f} ms"
    return [
        ("signature agreed to, code owed, 16 at a time", "benchmarks.signing", str(signed.agreed)),
        ("signature submitted by its code, 16 at a time", "benchmarks.signing", str(signed.typed)),
        ("both pages of a signature", "benchmarks.signing", f"{signed.per_second:.0f}/s, {lost}"),
        (f"signature published, certificates owed, {measuring.AT_ONCE} at a time", "benchmarks.signatures", rate),
        ("certificate drawn and signed, one process", "benchmarks.signatures", certificate),
        (
            f"ledger of {signatures.ENTRIES:,} entries verified",
            "benchmarks.signatures",
            f"{proven['verified_per_second']:.0f} entries/s",
        ),
    ]


def measure_signatories(site: Installation) -> list[Row]:
    """The public list of signatures, with few and with many."""
    seed(site, "published", signatories.FEW)
    few = signatories.measure_pages(site.stack.port, signatories.FEW) | sums_of_commitments(site)
    seed(site, "published", signatories.MANY - signatories.FEW)
    many = signatories.measure_pages(site.stack.port, signatories.MANY) | sums_of_commitments(site)
    return [
        (
            f"signatories, {name}: {signatories.FEW} and {signatories.MANY:,} signatures",
            "benchmarks.signatories",
            f"p95 {few[name]:.0f} and {many[name]:.0f} ms, ratio {many[name] / few[name]:.2f}",
        )
        for name in few
    ]


def sums_of_commitments(site: Installation) -> dict[str, float]:
    """Return how long the front page's part on commitments takes to be made anew, which its own row does not show."""
    return {"commitments summed": json.loads(python(site, "benchmarks.figures"))}


def measure_tree(_folder: Path) -> list[Row]:
    """The charter's ledger and log at a million entries: all of it verified, then appended to and proven."""
    rows: list[Row] = []
    with database("ledger", like=migrated(), CHARTER_LOG_KEY=log_key()) as site:
        for entries in (tree.FEWER, tree.LEAVES):
            python(site, "benchmarks.chain", "fill", str(entries))
            rows.append(_verified(json.loads(python(site, "benchmarks.chain", "verify"))))
        rows.append(_spoiled(json.loads(python(site, "benchmarks.chain", "spoil"))))
        found = json.loads(python(site, "benchmarks.tree"))
    told = {
        "record appended": f"{found['appends']:,.0f}/s, each in a transaction of its own",
        "checkpoint signed": f"median {found['checkpoint']:.1f} ms, the first {found['first_checkpoint']:.1f} ms",
        "proof of a leaf": f"median {found['proof']:.1f} ms, p95 {found['proof_p95']:.1f} ms",
        "proof that it continues": f"median {found['consistency']:.1f} ms, p95 {found['consistency_p95']:.1f} ms",
    }
    return rows + [(f"log of {tree.LEAVES:,} leaves: {what}", "benchmarks.tree", words) for what, words in told.items()]


def _verified(found: dict[str, Any]) -> Row:
    work = found["worked"] + found["read"]
    rate = f"{found['entries'] / work:,.0f} entries for each second of a processor"
    took = f"{found['worked']:.0f} s in Python and {found['read']:.0f} s in PostgreSQL, {found['seconds']:.0f} s in all"
    memory = f"largest memory {found['largest']:.0f} MB, {found['started']:.0f} MB before"
    what = f"ledger of {found['entries']:,} entries and its log verified"
    return what, "benchmarks.chain", f"{rate}, {took}, {len(found['faults'])} faults, {memory}"


def _spoiled(found: dict[str, Any]) -> Row:
    what = f"ledger of {found['entries']:,} entries whose last one was changed"
    return what, "benchmarks.chain", f"{found['seconds']:.0f} s: {'; '.join(found['faults'])}"
