"""One word for one thing: what a town hall does is a signature, and its rows, links and triggers are called so.

Rows and permissions stay; an old database and a new one end alike.
"""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

COVER = (Path(__file__).parent / "sql" / "cover_signatures.sql").read_text()
CODENAMES = [f"{action}_%sinvitation" for action in ("add", "change", "delete", "view")]


def rename_permissions(apps, schema_editor):
    """Keep what roles may do under the new names; Django renames the content types itself."""
    permissions = apps.get_model("auth", "Permission").objects
    for codename in CODENAMES:
        new = codename % "reaccession"
        permissions.filter(content_type__app_label="charter", codename=codename % "readhesion").update(
            codename=new, name=f"Can {new.split('_')[0]} invitation to a newer version"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("charter", "0016_triggers_of_the_list"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RenameModel("AdhesionLink", "SignatureLink"),
        migrations.RenameModel("AdhesionRequest", "TownHallRequest"),
        migrations.RenameModel("DossierReminder", "SignatureReminder"),
        migrations.RenameModel("ReadhesionInvitation", "ReaccessionInvitation"),
        migrations.AlterModelOptions(
            name="groupmember",
            options={
                "default_permissions": (),
                "ordering": ["pk"],
                "verbose_name": "member of a group signature",
                "verbose_name_plural": "members of group signatures",
            },
        ),
        migrations.AlterModelOptions(
            name="signaturelink",
            options={
                "default_permissions": (),
                "verbose_name": "link to a signature",
                "verbose_name_plural": "links to signatures",
            },
        ),
        migrations.AlterModelOptions(
            name="signaturereminder",
            options={
                "default_permissions": (),
                "verbose_name": "reminder of a signature",
                "verbose_name_plural": "reminders of signatures",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="coveredgovernment",
            name="count_covered_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="coveredgovernment",
            name="count_covered_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="coveredgovernment",
            name="count_covered_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmember",
            name="published_group_is_frozen_in",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmember",
            name="published_group_is_frozen_out",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signatory",
            name="count_signatories_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signatory",
            name="count_signatories_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signatory",
            name="count_signatories_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signature",
            name="published_adhesion_is_frozen",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signature",
            name="published_adhesion_keeps_its_government",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signature",
            name="published_adhesion_is_kept",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signature",
            name="adhesions_are_not_truncated",
        ),
        migrations.RemoveConstraint(
            model_name="coveredgovernment",
            name="covered_by_no_less_than_none",
        ),
        migrations.RemoveConstraint(
            model_name="reaccessioninvitation",
            name="one_invitation_per_adhesion_and_version",
        ),
        migrations.RemoveConstraint(
            model_name="reaccessioninvitation",
            name="invitation_starts_another_dossier",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="one_dossier_under_review_per_government",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="one_standing_adhesion_per_government",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="published_adhesion_has_number_and_time",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="adhesion_without_act_is_ad_referendum",
        ),
        migrations.RemoveConstraint(
            model_name="signaturelink",
            name="one_adhesion_link_per_occasion",
        ),
        migrations.RemoveConstraint(
            model_name="signaturereminder",
            name="one_dossier_reminder_of_each_number",
        ),
        migrations.RemoveConstraint(
            model_name="townhallrequest",
            name="one_open_request_per_adhesion_link",
        ),
        migrations.RemoveConstraint(
            model_name="townhallrequest",
            name="one_act_to_confirm_per_adhesion",
        ),
        migrations.RemoveConstraint(
            model_name="townhallrequest",
            name="one_change_to_check_per_adhesion",
        ),
        migrations.RenameField("reaccessioninvitation", "dossier", "new_signature"),
        migrations.RenameField("coveredgovernment", "adhesions", "signatures"),
        migrations.RenameField("signatorycount", "adhesions", "signatures"),
        migrations.RunSQL(COVER, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="duedatechange",
            name="cause",
            field=models.CharField(
                choices=[
                    ("founded", "the signature was published"),
                    ("ratified", "the act of the council came"),
                    ("readhesion", "a new signature was published"),
                    ("schedule", "the schedule changed"),
                ],
                max_length=12,
                verbose_name="cause",
            ),
        ),
        migrations.AlterField(
            model_name="groupmember",
            name="government",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="group_signatures",
                to="members.localgovernment",
                verbose_name="local government",
            ),
        ),
        migrations.AlterField(
            model_name="groupmember",
            name="signature",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="group_members",
                to="charter.signature",
                verbose_name="signature of the association",
            ),
        ),
        migrations.AlterField(
            model_name="ledgerentry",
            name="dossier",
            field=models.CharField(max_length=14, verbose_name="signature"),
        ),
        migrations.AlterField(
            model_name="signaturelink",
            name="signature",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="status_links", to="charter.signature"
            ),
        ),
        migrations.AlterField(
            model_name="townhallrequest",
            name="action",
            field=models.CharField(
                choices=[
                    ("hold", "Put the signature on hold"),
                    ("reinstate", "Reinstate the signature"),
                    ("withdraw", "Withdraw from the charter"),
                    ("act", "Send the act of the council"),
                    ("successor", "Name the successor"),
                ],
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveredgovernment",
            trigger=pgtrigger.compiler.Trigger(
                name="count_covered_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nSELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,\n    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0\nFROM (SELECT *, 1 AS step FROM new_rows) AS steps WHERE signatures > 0\nGROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END\nHAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;\nRETURN NULL;\n",
                    hash="536afe05249251f0b18aae740b4ba06f304644da",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_covered_insert_91997",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="charter_coveredgovernment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveredgovernment",
            trigger=pgtrigger.compiler.Trigger(
                name="count_covered_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nSELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,\n    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0\nFROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS steps WHERE signatures > 0\nGROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END\nHAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;\nRETURN NULL;\n",
                    hash="1ffe5b7f6c0b476b8a4641cbefac3a1b4b5e5e06",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_covered_update_90890",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="charter_coveredgovernment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveredgovernment",
            trigger=pgtrigger.compiler.Trigger(
                name="count_covered_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nSELECT 'coverage', '', false, 0, kind, section, country, -1, '', CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END,\n    0, sum(step), sum(step * coalesce(population, 0)::bigint), 0, 0\nFROM (SELECT *, -1 AS step FROM old_rows) AS steps WHERE signatures > 0\nGROUP BY kind, section, country, CASE WHEN population IS NULL THEN 0 ELSE coalesce(population_year, 0) END\nHAVING sum(step) <> 0 OR sum(step * coalesce(population, 0)::bigint) <> 0;\nRETURN NULL;\n",
                    hash="fa57ebee471b2af27c71dda6e79245b8786fd539",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_covered_delete_20f87",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="charter_coveredgovernment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="published_group_is_frozen_in",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF EXISTS (SELECT 1 FROM charter_signature WHERE id = NEW.signature_id AND state IN ('signed', 'on_hold', 'withdrawn', 'superseded')) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW;",
                    hash="d14e2c94e1e6fa836425ae6d0fc52c511392d856",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_published_group_is_frozen_in_08641",
                    table="charter_groupmember",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="published_group_is_frozen_out",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF EXISTS (SELECT 1 FROM charter_signature WHERE id = OLD.signature_id AND state IN ('signed', 'on_hold', 'withdrawn', 'superseded')) THEN RAISE EXCEPTION 'The members of a published signature never change.' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD;",
                    hash="5243fc08d61e387974a930cbd7f52aa7e7fefaf0",
                    operation="DELETE",
                    pgid="pgtrigger_published_group_is_frozen_out_4f13b",
                    table="charter_groupmember",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signatory",
            trigger=pgtrigger.compiler.Trigger(
                name="count_signatories_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nWITH steps AS (SELECT *, 1 AS step FROM new_rows)\nSELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0\nUNION ALL\nSELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0\nFROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated\nGROUP BY status, month HAVING sum(step) <> 0\nUNION ALL\nSELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)\nUNION ALL\nSELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);\nPERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT government_id, sum(step) AS step FROM (\n        SELECT government_id, step FROM (SELECT *, 1 AS step FROM new_rows) AS own WHERE status = 'signed' AND kind <> 'association'\n        UNION ALL\n        SELECT member.government_id, step FROM (SELECT *, 1 AS step FROM new_rows) AS groups\n        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id\n        WHERE groups.status = 'signed'\n    ) AS covered\n    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id\n) AS governments;\nRETURN NULL;\n",
                    hash="f250a6cccefc414ccb397338a872066aa152f7f8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_signatories_insert_9164e",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="charter_signatory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signatory",
            trigger=pgtrigger.compiler.Trigger(
                name="count_signatories_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nWITH steps AS (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows)\nSELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0\nUNION ALL\nSELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0\nFROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated\nGROUP BY status, month HAVING sum(step) <> 0\nUNION ALL\nSELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)\nUNION ALL\nSELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);\nPERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT government_id, sum(step) AS step FROM (\n        SELECT government_id, step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS own WHERE status = 'signed' AND kind <> 'association'\n        UNION ALL\n        SELECT member.government_id, step FROM (SELECT *, 1 AS step FROM new_rows UNION ALL SELECT *, -1 FROM old_rows) AS groups\n        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id\n        WHERE groups.status = 'signed'\n    ) AS covered\n    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id\n) AS governments;\nRETURN NULL;\n",
                    hash="411694b73967a400a24749dfcec5414e748e2f01",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_signatories_update_278e6",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="charter_signatory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signatory",
            trigger=pgtrigger.compiler.Trigger(
                name="count_signatories_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO charter_signatorycount (\n    grain, status, ad_referendum, version, kind, section, country, cell, month, year,\n    signatures, governments, population, latitudes, longitudes\n)\nWITH steps AS (SELECT *, -1 AS step FROM old_rows)\nSELECT 'facts', status, ad_referendum, version, kind, section, country, -1, '', 0, sum(step), 0, 0, 0, 0\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country HAVING sum(step) <> 0\nUNION ALL\nSELECT 'month', status, false, 0, '', '', '', -1, month, 0, sum(step), 0, 0, 0, 0\nFROM (SELECT *, to_char(signed_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM') AS month FROM steps) AS dated\nGROUP BY status, month HAVING sum(step) <> 0\nUNION ALL\nSELECT 'place', status, false, 0, '', '', '', cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric)\nUNION ALL\nSELECT 'facts_place', status, ad_referendum, version, kind, section, country, cell, '', 0, sum(step), 0, 0, sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))\nFROM steps GROUP BY status, ad_referendum, version, kind, section, country, cell\nHAVING (sum(step), sum(step * coalesce(latitude, 0)), sum(step * coalesce(longitude, 0))) IS DISTINCT FROM (0::bigint, 0::numeric, 0::numeric);\nPERFORM charter_cover(array_agg(government_id), array_agg(step)) FROM (\n    SELECT government_id, sum(step) AS step FROM (\n        SELECT government_id, step FROM (SELECT *, -1 AS step FROM old_rows) AS own WHERE status = 'signed' AND kind <> 'association'\n        UNION ALL\n        SELECT member.government_id, step FROM (SELECT *, -1 AS step FROM old_rows) AS groups\n        JOIN charter_groupmember AS member ON member.signature_id = groups.signature_id\n        WHERE groups.status = 'signed'\n    ) AS covered\n    GROUP BY government_id HAVING sum(step) <> 0 ORDER BY government_id\n) AS governments;\nRETURN NULL;\n",
                    hash="5ebcf20d9bfad2f88a912096ca0df20f8184b2d8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_signatories_delete_71823",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="charter_signatory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="published_signature_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IN (\'signed\', \'on_hold\', \'withdrawn\', \'superseded\') AND (OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text_digest" IS DISTINCT FROM (NEW."text_digest") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."verification_code" IS DISTINCT FROM (NEW."verification_code") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."mailbox_verified_at" IS DISTINCT FROM (NEW."mailbox_verified_at") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."salt" IS DISTINCT FROM (NEW."salt") OR OLD."signatory_name" IS DISTINCT FROM (NEW."signatory_name") OR OLD."signatory_role" IS DISTINCT FROM (NEW."signatory_role") OR OLD."official_email" IS DISTINCT FROM (NEW."official_email")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3baf092056964c3d487f9092257ca56e5720275f",
                    operation="UPDATE",
                    pgid="pgtrigger_published_signature_is_frozen_2dade",
                    table="charter_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="published_signature_keeps_its_government",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('signed', 'on_hold', 'withdrawn', 'superseded') AND OLD.\"government_id\" IS DISTINCT FROM (NEW.\"government_id\"))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fcfe7bba8604a7dd7a0725444fecf8f91365f950",
                    operation="UPDATE",
                    pgid="pgtrigger_published_signature_keeps_its_government_1391f",
                    table="charter_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="published_signature_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('signed', 'on_hold', 'withdrawn', 'superseded'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="fafe0161f0aabc915e69705d9a36cdffe8e87696",
                    operation="DELETE",
                    pgid="pgtrigger_published_signature_is_kept_d3b1c",
                    table="charter_signature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signatures_are_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'Cannot truncate %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
                    hash="839e380c059ea6f0875476d632363b40367385a1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_signatures_are_not_truncated_1e185",
                    table="charter_signature",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="coveredgovernment",
            constraint=models.CheckConstraint(
                condition=models.Q(("signatures__gte", 0)),
                name="covered_by_no_less_than_none",
                violation_error_message="A government is covered by no signature, or by some.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaccessioninvitation",
            constraint=models.UniqueConstraint(
                fields=("signature", "version"),
                name="one_invitation_per_signature_and_version",
                violation_error_message="This institution is invited to this version already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaccessioninvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("new_signature__isnull", True),
                    models.Q(("new_signature", models.F("signature")), _negated=True),
                    _connector="OR",
                ),
                name="invitation_starts_another_signature",
                violation_error_message="A signature is never changed into one to a newer version.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("submitted", "authority_checked"))),
                fields=("government",),
                name="one_signature_under_review_per_government",
                violation_error_message="This government already has a signature under review.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("signed", "on_hold"))),
                fields=("government",),
                name="one_standing_signature_per_government",
                violation_error_message="This government already has a published signature.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", False),
                        ("signed_at__isnull", False),
                        ("state__in", ("signed", "on_hold", "withdrawn", "superseded")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("signed", "on_hold", "withdrawn", "superseded")), _negated=True),
                        ("number__isnull", True),
                        ("signed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="published_signature_has_number_and_time",
                violation_error_message="A published signature has its number and its day; another one has neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("signed", "on_hold", "withdrawn", "superseded")), _negated=True),
                    models.Q(("act_file_sha256", ""), _negated=True),
                    ("ad_referendum_until__isnull", False),
                    _connector="OR",
                ),
                name="signature_without_act_is_ad_referendum",
                violation_error_message="Without the file of the act, a signature is published ad referendum, until a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("occasion", ""), _negated=True),
                fields=("signature", "occasion"),
                name="one_signature_link_per_occasion",
                violation_error_message="The link for this occasion was sent already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturereminder",
            constraint=models.UniqueConstraint(
                fields=("signature", "touched_at", "number"),
                name="one_signature_reminder_of_each_number",
                violation_error_message="This reminder was sent already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="townhallrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=("link",),
                name="one_open_request_per_signature_link",
                violation_error_message="This link already has a request without its code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="townhallrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("action", "act"), ("confirmed_at__isnull", False)),
                fields=("signature",),
                name="one_act_to_confirm_per_signature",
                violation_error_message="An act of this signature is to be confirmed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="townhallrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("action__in", ("hold", "reinstate", "withdraw")), ("confirmed_at__isnull", False)),
                fields=("signature",),
                name="one_change_to_check_per_signature",
                violation_error_message="A change of this signature is to be checked already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="certificate",
            name="one_certificate_per_file",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sha256", ""), _negated=True),
                fields=("sha256",),
                name="one_certificate_per_file",
                violation_error_message="This file is already the certificate of a signature.",
            ),
        ),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
    ]
