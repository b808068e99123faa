"""One link opens all of a town hall: the links to its signature, to a report, to a request and to a question become one."""

import django.db.models.deletion
from django.db import migrations, models

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
    dependencies = [("charter", "0003_drop_review_preference")]

    operations = [
        migrations.RenameModel(old_name="SignatureLink", new_name="DeskLink"),
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
    ]
