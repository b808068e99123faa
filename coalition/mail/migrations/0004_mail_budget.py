"""A mailbox has a budget of mails that nobody has proven to have asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0003_handing_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='mailbox_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='message',
            name='unasked',
            field=models.BooleanField(default=False, help_text='Nobody has proven yet that the address is theirs.', verbose_name='unconfirmed address'),
        ),
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('queued', 'waiting'), ('sending', 'being sent'), ('handing_over', 'being handed over'), ('sent', 'sent'), ('uncertain', 'uncertain: perhaps sent'), ('failed', 'failed'), ('suppressed', 'not sent: address suppressed'), ('over_budget', 'not sent: too many to this mailbox')], default='queued', max_length=12, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('unasked', True)), fields=['mailbox_digest', 'created_at'], name='mail_unasked'),
        ),
    ]
