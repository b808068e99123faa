import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('charter', '0008_log_what_is_public'),
        ('mail', '0002_one_pace_and_fewer_kinds'),
    ]

    operations = [
        migrations.DeleteModel(name='ReaccessionInvitation'),
        migrations.DeleteModel(name='SignatureReminder'),
        migrations.AddField(
            model_name='signature',
            name='reminder',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='mail.message'),
        ),
    ]
