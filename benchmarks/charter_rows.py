"""The rows of the charter: signing and publishing, and the public list."""

import json

from benchmarks import measuring, signatories, signatures, signing
from benchmarks.measuring import Row
from benchmarks.sites import python, seed, settle
from coalition.stack import WORKERS
from tests.installation import Installation


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
