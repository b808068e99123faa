"""One pace instead of counted minutes and busy workers; no worker stands on a row; kinds of mail that became one; of
what came in, that it came."""

from django.db import migrations

from coalition.users.migrations._tables import ChangeTogether

# Kinds of mail that became one: the template of several, which is told `what` it says.
KINDS = {
    "events/mail/registration": ["receipt", "applied", "waiting", "added"],
    "events/mail/seat": ["offer", "promotion", "expired"],
    "events/mail/ended": ["withdrawal", "removal", "refused"],
    "events/mail/changed": ["moved", "clocks", "postponed", "restored", "cancelled"],
    "events/mail/speaker": ["speaker_changed", "speaker_off", "speaker_reminder"],
    "charter/mail/member": ["member_asked", "member_reminder", "member_counted"],
    "charter/mail/not_accepted": ["act_again", "changes_requested", "evidence_refused", "rejected"],
    "charter/mail/change": [
        "change_asked", "change_to_check", "change_refused", "change_stopped", "successor_named",
    ],
    "charter/mail/report": ["report_asked_again"],
    "calls/mail/proposal": ["received", "withdrawn", "accepted", "declined"],
}

# Words that were erased stay so: what has an empty context is told nothing.
RENAME = (
    "UPDATE mail_message SET template = %s, "
    "context = CASE WHEN context = '{}'::jsonb THEN context ELSE context || jsonb_build_object('what', %s::text) END "
    "WHERE template = %s"
)

def rename_kinds(apps, schema_editor):
    """Let mails that wait, and those of the log, be of the kinds that there are now."""
    with schema_editor.connection.cursor() as cursor:
        for template, names in KINDS.items():
            for name in names:
                cursor.execute(RENAME, [template, name, f"{template.rpartition('/')[0]}/{name}"])


class Migration(migrations.Migration):
    replaces = [
        ("mail", "0002_one_pace_and_fewer_kinds"),
        ("mail", "0003_what_nobody_reads"),
    ]
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("mail", "0001_initial"),
    ]

    operations = [
        ChangeTogether([
            migrations.RunPython(rename_kinds, migrations.RunPython.noop),
            migrations.DeleteModel(name='Busy'),
            migrations.DeleteModel(name='Pace'),
            migrations.RemoveIndex(model_name='message', name='mail_held'),
            migrations.RemoveField(model_name='message', name='headers'),
            migrations.RemoveField(model_name='message', name='worker'),
            migrations.RunSQL(
                "DELETE FROM django_content_type WHERE app_label = 'mail' AND model IN ('busy', 'pace')",
                migrations.RunSQL.noop,
            ),
            # What rested for 30 days is written to again.
            migrations.RunSQL("DELETE FROM mail_suppression WHERE until IS NOT NULL", migrations.RunSQL.noop),
            migrations.RemoveField("suppression", "until"),
            migrations.RemoveField("received", "reader"),
            migrations.RemoveField("received", "outcome"),
            migrations.AlterModelOptions("received", {"default_permissions": ()}),
        ]),
    ]
