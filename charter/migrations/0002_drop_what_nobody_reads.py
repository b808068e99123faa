"""Take out what nobody reads any more: witnesses and daily fingerprints of the log, counters of the public list, the days
of silence that triggers kept, messages between town halls, and filters of the queue.

The leaves of daily fingerprints and of ended logs stay in the log.
"""

from pathlib import Path

import pgtrigger.migrations
from django.db import migrations, models

FOLLOW = Path(__file__).with_name("follow_government.sql").read_text(encoding="utf-8")
# Model -> triggers that lie on the table of another one, or on one that stays.
TRIGGERS = {
    "awaitedcommitment": ["await_commitment_insert", "await_commitment_update", "await_commitment_delete"],
    "awaitedevidence": ["await_evidence_insert", "await_evidence_update", "await_evidence_delete"],
    "awaitedreport": ["await_report_insert", "await_report_update", "await_report_delete"],
    "listedgroupmember": ["cover_members_update", "cover_members_delete"],
    "signatory": ["count_signatories_insert", "count_signatories_update", "count_signatories_delete"],
}
INDEXES = (
    "signatory_status_date",
    "signatory_country_date",
    "signatory_section_date",
    "signatory_kind_date",
    "signatory_version_date",
    "signatory_cell_date",
    "signatory_referendum_date",
    "signatory_name_en",
    "signatory_name_fr",
    "signatory_name_es",
    "signatory_name_ar",
    "signatory_country_en",
    "signatory_country_fr",
    "signatory_country_es",
    "signatory_country_ar",
    "signatory_words",
)
GONE = (
    "AwaitedCommitment", "AwaitedEvidence", "AwaitedReport", "ListedGroupMember", "Awaited", "CheckpointTime",
    "Cosignature", "EndedLog", "Node", "PublishedHead", "PeerMessage", "SavedFilter", "SignatoryCount",
    "CoveredGovernment",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("charter", "0001_initial")]

    operations = [
        *(
            pgtrigger.migrations.RemoveTrigger(model_name=model, name=name)
            for model, names in TRIGGERS.items()
            for name in names
        ),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
        *(migrations.DeleteModel(name=name) for name in GONE),
        *(migrations.RemoveIndex(model_name="signatory", name=name) for name in INDEXES),
        migrations.RemoveConstraint(model_name="loggedfact", name="each_part_of_the_log_is_founded_once"),
        migrations.AlterField(
            model_name="leaf",
            name="kind",
            field=models.CharField(
                choices=[
                    ("entry", "Entry"),
                    ("certificate", "Certificate"),
                    ("text", "Text"),
                    ("act", "Act"),
                    ("government", "Government"),
                    ("public", "Public"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="loggedfact",
            name="kind",
            field=models.CharField(
                choices=[("act", "Act"), ("government", "Government"), ("public", "Public")], max_length=12
            ),
        ),
    ]
