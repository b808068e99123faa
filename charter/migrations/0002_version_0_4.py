"""What came since 0.3.0.

Out goes what nobody reads: witnesses and daily fingerprints of the log, counters of the public list, the days of silence
that triggers kept, messages between town halls, and filters of the queue. The leaves of daily fingerprints and of ended
logs stay in the log. One link opens all of a town hall: the links to its signature, to a report, to a request and to a
question become one. An association brings its members as a list. A town hall says at any time that it is done, and a
published signature is corrected."""

from pathlib import Path

import charter.acts
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
import zoneinfo
from django.conf import settings
from django.db import migrations, models

from coalition.users.migrations._tables import ChangeTogether

FOLLOW = Path(__file__).with_name("follow_government.sql").read_text(encoding="utf-8")

# Triggers of models that go, on tables that stay.
TRIGGERS = """
DROP TRIGGER pgtrigger_await_commitment_insert_96519 ON charter_commitment;
DROP TRIGGER pgtrigger_await_commitment_update_faef8 ON charter_commitment;
DROP TRIGGER pgtrigger_await_commitment_delete_75755 ON charter_commitment;
DROP TRIGGER pgtrigger_await_evidence_insert_9302b ON charter_evidence;
DROP TRIGGER pgtrigger_await_evidence_update_1b7f8 ON charter_evidence;
DROP TRIGGER pgtrigger_await_evidence_delete_9e067 ON charter_evidence;
DROP TRIGGER pgtrigger_await_report_insert_c79c1 ON charter_report;
DROP TRIGGER pgtrigger_await_report_update_eed58 ON charter_report;
DROP TRIGGER pgtrigger_await_report_delete_58872 ON charter_report;
DROP TRIGGER pgtrigger_cover_members_update_4f575 ON charter_groupmember;
DROP TRIGGER pgtrigger_cover_members_delete_ae2e9 ON charter_groupmember;
"""

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
    "CoveredGovernment", "ReviewPreference",
)  # fmt: skip

COPY = """
INSERT INTO charter_desklink (digest, created_at, signature_id, to_contact, change_id, occasion, expires_at)
SELECT old.digest, old.created_at, asked.signature_id, old.side = 'contact', asked.id, '',
       old.created_at + interval '400 days'
FROM charter_stoplink old JOIN charter_townhallrequest asked ON asked.id = old.request_id
WHERE old.side <> 'reviewer';
INSERT INTO charter_desklink (digest, created_at, signature_id, to_contact, member_id, occasion, expires_at)
SELECT old.digest, old.created_at, member.signature_id, false, member.id, '', timestamptz '9999-12-31 00:00+00'
FROM charter_memberlink old JOIN charter_groupmember member ON member.id = old.member_id;
INSERT INTO charter_desklink (digest, created_at, signature_id, to_contact, occasion, expires_at)
SELECT old.digest, old.created_at, signed.id, true, '', old.created_at + interval '400 days'
FROM charter_reportlink old JOIN charter_report report ON report.id = old.report_id
CROSS JOIN LATERAL (
    SELECT id FROM charter_signature
    WHERE government_id = report.government_id AND number IS NOT NULL ORDER BY number DESC LIMIT 1
) signed;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    replaces = [
        ("charter", "0002_drop_what_nobody_reads"),
        ("charter", "0003_drop_review_preference"),
        ("charter", "0004_one_desk"),
        ("charter", "0005_association_lists"),
        ("charter", "0006_it_is_done"),
        ("charter", "0007_corrections"),
    ]
    dependencies = [
        ("charter", "0001_initial"),
        ("members", "0001_initial"),
        ("resources", "0002_version_0_4"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel(old_name="SignatureLink", new_name="DeskLink"),
        ChangeTogether([
            migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
            *(pgtrigger.migrations.RemoveTrigger(model_name="signatory", name=f"count_signatories_{event}") for event in ("insert", "update", "delete")),
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
            migrations.AlterModelOptions(
                name="desklink",
                options={
                    "default_permissions": (),
                    "verbose_name": "link to a desk",
                    "verbose_name_plural": "links to desks",
                },
            ),
            migrations.AlterField(
                model_name="desklink",
                name="signature",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="desk_links", to="charter.signature"
                ),
            ),
            migrations.AddField(model_name="desklink", name="to_contact", field=models.BooleanField(default=False)),
            migrations.AddField(
                model_name="desklink",
                name="change",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="stop_links",
                    to="charter.townhallrequest",
                ),
            ),
            migrations.AddField(
                model_name="desklink",
                name="member",
                field=models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.CASCADE, related_name="links", to="charter.groupmember"
                ),
            ),
            migrations.RunSQL(COPY, migrations.RunSQL.noop),
            migrations.DeleteModel(name="StopLink"),
            migrations.DeleteModel(name="MemberLink"),
            migrations.DeleteModel(name="ReportLink"),
            migrations.RemoveConstraint(model_name='groupmember', name='answer_of_a_member_is_whole'),
            migrations.AddField(
                model_name='groupmember',
                name='listed_country',
                field=models.CharField(blank=True, db_default='', max_length=2, verbose_name='country on the list'),
            ),
            migrations.AddField(
                model_name='groupmember',
                name='listed_name',
                field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='name on the list'),
            ),
            migrations.AddField(
                model_name='signature',
                name='delegation_date',
                field=models.DateField(blank=True, null=True, verbose_name='date of the delegation'),
            ),
            migrations.AddField(
                model_name='signature',
                name='delegation_number',
                field=models.CharField(blank=True, db_default='', max_length=100, verbose_name='number of the delegation'),
            ),
            migrations.AlterField(
                model_name='groupmember',
                name='government',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group_signatures', to='members.localgovernment', verbose_name='local government'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_delegation_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (OLD."delegation_number" IS DISTINCT FROM (NEW."delegation_number") OR OLD."delegation_date" IS DISTINCT FROM (NEW."delegation_date")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e0f4705ea2b0b0ae6457913195c18a22d6efcafb', operation='UPDATE', pgid='pgtrigger_published_delegation_is_frozen_b9b70', table='charter_signature', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='groupmember',
                constraint=models.UniqueConstraint(condition=models.Q(('listed_name', ''), _negated=True), fields=('signature', 'listed_name', 'listed_country'), name='one_line_per_member_of_a_group', violation_error_message='This local government is already on the list.'),
            ),
            migrations.AddConstraint(
                model_name='groupmember',
                constraint=models.CheckConstraint(condition=models.Q(('government__isnull', False), models.Q(('listed_name', ''), _negated=True), _connector='OR'), name='member_has_a_name', violation_error_message='Enter the name of the member.'),
            ),
            migrations.AddConstraint(
                model_name='groupmember',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer', 'no'), ('answered_at__isnull', False)), models.Q(('answer', 'yes'), ('answered_at__isnull', False), ('basis', '')), models.Q(('act_date__isnull', False), ('answer', 'yes'), ('answered_at__isnull', False), models.Q(('act_number', ''), _negated=True), models.Q(('basis', 'delegation'), models.Q(('basis', 'act'), models.Q(('act_file_sha256', ''), _negated=True)), _connector='OR')), _connector='OR'), name='answer_of_a_member_is_whole', violation_error_message='An act or a delegation needs its number and date; an act of its own council needs its file.'),
            ),
            migrations.RemoveConstraint(model_name='evidence', name='evidence_shows_something'),
            migrations.AddField(
                model_name='evidence',
                name='file',
                field=models.FileField(blank=True, storage=charter.acts.private_storage, upload_to='evidence/', verbose_name='file'),
            ),
            migrations.AddField(
                model_name='evidence',
                name='file_name',
                field=models.CharField(blank=True, max_length=200, verbose_name='name of the file'),
            ),
            migrations.AlterField(
                model_name='evidence',
                name='source',
                field=models.CharField(choices=[('town_hall', 'the town hall'), ('report', 'yearly report'), ('staff', "the network's staff")], max_length=10, verbose_name='sent by'),
            ),
            migrations.AddConstraint(
                model_name='evidence',
                constraint=models.CheckConstraint(condition=models.Q(('resource__isnull', False), models.Q(('url', ''), _negated=True), models.Q(('description', ''), _negated=True), models.Q(('file', ''), _negated=True), ('state', 'refused'), _connector='OR'), name='evidence_shows_something', violation_error_message='Give a resource, an address, a file or a description.'),
            ),
            pgtrigger.migrations.RemoveTrigger(model_name='signature', name='published_signature_is_frozen'),
            pgtrigger.migrations.RemoveTrigger(model_name='signature', name='published_act_is_frozen'),
            migrations.RemoveConstraint(model_name='townhallrequest', name='one_change_to_check_per_signature'),
            migrations.RemoveConstraint(model_name='townhallrequest', name='asked_change_has_its_act'),
            migrations.RemoveConstraint(model_name='townhallrequest', name='change_is_checked_before_it_is_done'),
            migrations.RemoveConstraint(model_name='townhallrequest', name='change_is_done_after_its_cooling_off'),
            migrations.AddField(
                model_name='townhallrequest',
                name='started_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AlterField(
                model_name='townhallrequest',
                name='action',
                field=models.CharField(choices=[('hold', 'Put the signature on hold'), ('reinstate', 'Reinstate the signature'), ('withdraw', 'Withdraw from the charter'), ('act', 'Send the act of the council'), ('correct', 'Correct the signature'), ('successor', 'Name a new mayor or contact')], max_length=10),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_signature_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text_digest" IS DISTINCT FROM (NEW."text_digest") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."verification_code" IS DISTINCT FROM (NEW."verification_code") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."salt" IS DISTINCT FROM (NEW."salt")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6d39a9d62f22be6aa06fe1aea9f36472eab0e774', operation='UPDATE', pgid='pgtrigger_published_signature_is_frozen_2dade', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_act_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (((OLD."act_body" IS DISTINCT FROM (NEW."act_body") OR OLD."ad_referendum_until" IS DISTINCT FROM (NEW."ad_referendum_until")) AND NOT (OLD."ad_referendum_until" IS NOT NULL AND OLD."state" IN (\'signed\', \'on_hold\') AND NEW."ad_referendum_until" IS NULL)) OR ((OLD."act_file_sha256" IS DISTINCT FROM (NEW."act_file_sha256") OR OLD."act_file_sent_sha256" IS DISTINCT FROM (NEW."act_file_sent_sha256")) AND NOT (OLD."ad_referendum_until" IS NOT NULL AND OLD."state" IN (\'signed\', \'on_hold\')))))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='30547c75a6110727feeff78680ae473a0ca15568', operation='UPDATE', pgid='pgtrigger_published_act_is_frozen_9ce96', table='charter_signature', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='signature',
                trigger=pgtrigger.compiler.Trigger(name='published_signature_is_corrected_as_entered', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (OLD."signatory_name" IS DISTINCT FROM (NEW."signatory_name") OR OLD."signatory_role" IS DISTINCT FROM (NEW."signatory_role") OR OLD."act_number" IS DISTINCT FROM (NEW."act_number") OR OLD."act_date" IS DISTINCT FROM (NEW."act_date") OR OLD."official_email" IS DISTINCT FROM (NEW."official_email") OR OLD."mailbox_verified_at" IS DISTINCT FROM (NEW."mailbox_verified_at")) AND NOT (OLD."ad_referendum_until" IS NOT NULL AND OLD."state" IN (\'signed\', \'on_hold\') AND NEW."ad_referendum_until" IS NULL))', func="IF (NEW.official_email = OLD.official_email) = (NEW.mailbox_verified_at = OLD.mailbox_verified_at) AND EXISTS (\n    SELECT 1 FROM (\n        SELECT event, data FROM charter_ledgerentry WHERE signature_id = OLD.id ORDER BY sequence DESC LIMIT 1\n    ) AS last\n    WHERE event = 'correct' AND data->>'act_number' = NEW.act_number\n        AND data->>'act_date' = coalesce(to_char(NEW.act_date, 'YYYY-MM-DD'), '')\n        AND data->>'signatory_sha256' = encode(sha256(convert_to(concat_ws(\n            E'\\n', NEW.salt, NEW.signatory_name, NEW.signatory_role, NEW.official_email\n        ), 'UTF8')), 'hex')\n) THEN\n    RETURN NEW;\nEND IF;\nRAISE EXCEPTION 'A published signature is corrected as its entry says.' USING ERRCODE = 'restrict_violation';\n", hash='45be3dd8910158988ba068f4d378a03325a521f7', operation='UPDATE', pgid='pgtrigger_published_signature_is_corrected_as_entered_0998e', table='charter_signature', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='townhallrequest',
                constraint=models.UniqueConstraint(condition=models.Q(('action__in', ('hold', 'withdraw', 'reinstate', 'correct', 'successor')), ('confirmed_at__isnull', False), ('outcome', '')), fields=('signature',), name='one_change_to_check_per_signature', violation_error_message='A change to this signature is already waiting to be checked.'),
            ),
            migrations.AddConstraint(
                model_name='townhallrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__in', ('hold', 'withdraw', 'reinstate', 'correct')), _negated=True), ('confirmed_at__isnull', True), models.Q(('outcome', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='asked_change_has_its_act', violation_error_message='A request to change the status needs the file of its act.'),
            ),
            migrations.AddConstraint(
                model_name='townhallrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__in', ('hold', 'withdraw', 'reinstate', 'correct')), ('outcome', 'done'), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='change_is_checked_before_it_is_done', violation_error_message='A change takes effect once a reviewer has read its act.'),
            ),
            migrations.AddConstraint(
                model_name='townhallrequest',
                constraint=models.CheckConstraint(condition=models.Q(('started_by__isnull', True), ('checked_by__isnull', True), models.Q(('started_by', models.F('checked_by')), _negated=True), _connector='OR'), name='a_letter_is_read_by_two_people', violation_error_message='Another person reads the letter.'),
            ),
            migrations.AddConstraint(
                model_name='townhallrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__in', ('hold', 'withdraw', 'successor', 'correct')), ('outcome', 'done'), _negated=True), models.Q(django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.datetime.TruncDate('ended_at', tzinfo=zoneinfo.ZoneInfo(key='Europe/Paris')), models.F('takes_effect_on')), ('takes_effect_on__isnull', False)), _connector='OR'), name='change_is_done_after_its_cooling_off', violation_error_message='A change takes effect on its day, and not before.'),
            ),
        ]),
    ]
