"""Log what is read in public and no entry tells, as an upgrade finds it: evidence, trusted times, removals of words, and
all that is read of who has signed. Take out the sort keys of the list and what nobody reads of a certificate.
"""

from itertools import batched
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).with_name("list_signatures.sql").read_text(encoding="utf-8")
PUBLISHED = ("signed", "on_hold", "withdrawn", "superseded")
KEYS = [f"{name}_{language}" for name in ("name", "country") for language in ("en", "fr", "es", "ar")]
AT_ONCE = 500


def log_what_is_public(apps, _editor):
    from charter.followup.services import public_evidence, public_facts
    from charter.ledger.services import log_fact, public_removal, public_time
    from charter.signing.services import SHOWN, plain

    def rows(name, *beside):
        return apps.get_model(name).objects.select_related(*beside).order_by("pk")

    evidence = rows("charter.Evidence", "commitment__government").exclude(state="refused")
    removals = rows("charter.Redaction", "change__entry").exclude(confirmed_at=None)
    found = [
        *map(public_facts, rows("charter.Commitment", "government", "signature")),
        *map(public_evidence, evidence),
        *map(public_time, rows("charter.TrustedTime", "entry")),
        *map(public_removal, removals),
    ]
    for part in batched(found, AT_ONCE):
        log_fact("public", "upgrade", dict(part))
    signed = apps.get_model("charter.Signature").objects.filter(state__in=PUBLISHED).values("government")
    for row in rows("members.LocalGovernment").filter(pk__in=signed).values("code", *SHOWN):
        log_fact("government", row.pop("code"), {**{f"{name}_after": plain(row[name]) for name in row}, "by": "upgrade"})


class Migration(migrations.Migration):
    dependencies = [("charter", "0007_corrections"), ("members", "0001_initial")]

    operations = [
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
    ]
