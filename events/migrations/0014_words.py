from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0013_pictures'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('femmes-du-monde', 'Femmes du Monde meeting'), ('seminar', 'Seminar'), ('training', 'Training'), ('uclg-meeting', 'UCLG meeting'), ('partner-meeting', 'Partner meeting'), ('webinar', 'Webinar')], max_length=20, verbose_name='type'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='discreet',
            field=models.BooleanField(default=False, verbose_name='discreet emails'),
        ),
        migrations.AlterField(
            model_name='registration',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='email'),
        ),
        migrations.AlterField(
            model_name='registrationrequest',
            name='discreet',
            field=models.BooleanField(default=False, verbose_name='discreet emails'),
        ),
        migrations.AlterField(
            model_name='registrationrequest',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='email'),
        ),
        migrations.AlterConstraint(
            model_name='event',
            name='event_kind_is_known',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['femmes-du-monde', 'seminar', 'training', 'uclg-meeting', 'partner-meeting', 'webinar'])), name='event_kind_is_known', violation_error_message='Choose one of the types of events.'),
        ),
    ]
