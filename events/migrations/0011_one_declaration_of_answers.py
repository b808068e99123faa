"""Both tables of registrations take their answers from one declaration (registrations.fields): no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('events', '0010_editors_hear_of_each_other')]

    operations = [
        migrations.AlterField(
            model_name='registrationrequest',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
    ]
