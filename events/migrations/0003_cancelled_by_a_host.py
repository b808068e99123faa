"""Event hosts cancel registrations for others, and say why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from coalition.users.migrations import _roles as roles


def grant(apps, schema_editor):
    roles.grant(roles.EVENT_HOSTS, "events", "registration", ["cancel"], apps=apps)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_permissions'),
        ('users', '0002_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='registration',
            options={'ordering': ['-created_at', '-pk'], 'permissions': [('export_registration', 'Can export registrations'), ('cancel_registration', 'Can cancel registration')], 'verbose_name': 'registration', 'verbose_name_plural': 'registrations'},
        ),
        migrations.AddField(
            model_name='registration',
            name='cancel_reason',
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason of the cancellation'),
        ),
        migrations.AddField(
            model_name='registration',
            name='cancelled_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cancelled by'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'cancelled'), models.Q(('cancel_reason', ''), ('cancelled_by', None)), _connector='OR'), name='only_a_cancelled_registration_says_why', violation_error_message='Only a cancelled registration has a reason of its cancellation.'),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
