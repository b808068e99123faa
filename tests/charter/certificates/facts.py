"""Plain facts of one signature, for the tests of its certificate."""

from datetime import UTC, date, datetime
from typing import Any

from charter.certificates.certificate_content import Act, CertificateFacts, LedgerHead

DIGEST = "8e071d53235be7fdf16b2765c995910447df0c49cb59c9dc77082bf1815a2c5a"
HEAD = "5d1c1f2be3ec7e0c4ad8d6dd1e1ce7a3ab0b0b6b6be6a6a0d40c9a1d47c70a11"
NAMES = {
    "en": "Commune of Example-on-Sea",
    "fr": "Commune d’Exemple-sur-Mer",
    "es": "Municipio de Ejemplo del Mar",
    "ar": "بلدية المثال على البحر",
}
TITLES = {"en": "Towns against violence", "fr": "Villes contre les violences", "ar": "مدن ضد العنف"}


def plain_facts(**changes: Any) -> CertificateFacts:
    """Return the facts of a French town's signature, with `changes`."""
    facts = {
        "names": NAMES,
        "own_language": "fr",
        "country": "FR",
        "number": 42,
        "version": 2,
        "charter_titles": TITLES,
        "signed_language": "fr",
        "signed_on": date(2026, 6, 12),
        "text_digest": DIGEST,
        "act": Act("Conseil municipal", "2026-15", date(2026, 1, 15)),
        "signatory_name": "Maëlle Kerrien",
        "signatory_role": "Maire",
        "code": "K7QM-2VXD-9RTB",
        "ledger": LedgerHead(1234, HEAD, datetime(2026, 6, 12, 10, tzinfo=UTC)),
        "made_at": datetime(2026, 6, 12, 10, 5, tzinfo=UTC),
    }
    return CertificateFacts(**facts | changes)
