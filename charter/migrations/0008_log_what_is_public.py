"""Log what is read in public and no entry tells, as an upgrade finds it: evidence, trusted times, removals of words, and
all that is read of who has signed. Take out the sort keys of the list and what nobody reads of a certificate.
"""

import hashlib
import json
from datetime import UTC
from decimal import Decimal
from itertools import batched
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

from coalition.users.migrations._tables import ChangeTogether

SQL = Path(__file__).with_name("list_signatures.sql").read_text(encoding="utf-8")
PUBLISHED = ("signed", "on_hold", "withdrawn", "superseded")
KEYS = [f"{name}_{language}" for name in ("name", "country") for language in ("en", "fr", "es", "ar")]
SHOWN = (
    "slug", "names", "kind", "country", "section", "member", "proposed", "fictional", "latitude", "longitude",
    "population", "population_year", "population_source", "website", "official_domains", "languages", "pilot",
    "observatory_since", "at_risk", "search_text", "sort_keys",
)  # fmt: skip
AT_ONCE = 500


def log_what_is_public(apps, _editor):
    from charter.ledger.log import Record, append  # leaves are signed by the key of today, in the form of always

    def log(kind, subject, facts):
        fact = apps.get_model("charter.LoggedFact")
        row = fact.objects.create(kind=kind, subject=subject, facts=facts, at=timezone.now())
        append(Record(kind, str(row.pk), {"subject": subject, "facts": facts}))

    def rows(name, *beside):
        return apps.get_model(name).objects.select_related(*beside).order_by("pk")

    found = [
        *map(commitment, rows("charter.Commitment", "government", "signature")),
        *map(evidence, rows("charter.Evidence", "commitment__government").exclude(state="refused")),
        *map(trusted_time, rows("charter.TrustedTime", "entry")),
        *map(removal, rows("charter.Redaction", "change__entry").exclude(confirmed_at=None)),
    ]
    for part in batched(found, AT_ONCE):
        log("public", "upgrade", dict(part))
    signed = apps.get_model("charter.Signature").objects.filter(state__in=PUBLISHED).values("government")
    for row in rows("members.LocalGovernment").filter(pk__in=signed).values("code", *SHOWN):
        facts = {f"{name}_after": str(row[name]) if isinstance(row[name], Decimal) else row[name] for name in SHOWN}
        log("government", row["code"], {**facts, "by": "upgrade"})


def commitment(row):
    days = {name: str(getattr(row, name) or "") for name in ("due_on", "counted_from")}
    dossier = row.signature.verification_code
    return f"commitment {row.pk}", {"of": row.government.code, "deliverable": row.deliverable, "dossier": dossier, **days}


def evidence(row):
    facts = {"of": row.commitment.government.code, "deliverable": row.commitment.deliverable, "state": row.state}
    if row.decided_at is None:
        return f"evidence {row.pk}", facts
    words = [row.url, row.description, row.language, row.resource_id, row.decided_at.astimezone(UTC).isoformat()]
    digest = hashlib.sha256(json.dumps(words).encode()).hexdigest()
    return f"evidence {row.pk}", {**facts, "dated": str(row.dated), "words_sha256": digest}


def trusted_time(row):
    facts = {"at": row.at.astimezone(UTC).isoformat(), "token_sha256": hashlib.sha256(bytes(row.token)).hexdigest()}
    return f"trusted time of entry {row.entry.sequence}", facts


def removal(row):
    by = f"staff:{row.proposed_by_id} staff:{row.confirmed_by_id}"
    facts = {"on": row.confirmed_at.astimezone(UTC).isoformat(), "by": by}
    return f"removal of the words of entry {row.change.entry.sequence}", facts


class Migration(migrations.Migration):
    dependencies = [("charter", "0002_version_0_4"), ("members", "0001_initial")]

    operations = [
        ChangeTogether([
            migrations.RunPython(log_what_is_public, migrations.RunPython.noop),
            migrations.RunSQL(SQL, migrations.RunSQL.noop),
            *(migrations.RemoveField(model_name="signatory", name=key) for key in KEYS),
            migrations.RemoveConstraint(model_name="certificate", name="issued_certificate_is_whole"),
            migrations.RemoveField(model_name="certificate", name="ledger_sequence"),
            migrations.RemoveField(model_name="certificate", name="ledger_hash"),
            migrations.AddConstraint(
                model_name="certificate",
                constraint=models.CheckConstraint(
                    name="issued_certificate_is_whole",
                    condition=Q(issued_at__isnull=True, sha256="") | Q(issued_at__isnull=False) & ~Q(sha256="") & ~Q(pdf=b""),
                    violation_error_message="An issued certificate has its file and its digest.",
                ),
            ),
        ]),
    ]
