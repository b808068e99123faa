import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0010_pictures'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='email'),
        ),
        migrations.AlterField(
            model_name='localgovernment',
            name='kind',
            field=models.CharField(choices=[('municipality', 'Municipality'), ('metropolis', 'Metropolis'), ('department', 'Department'), ('governorate', 'Governorate'), ('region', 'Region'), ('association', 'Association of local governments'), ('other', 'Other local government')], max_length=20, verbose_name='type'),
        ),
        migrations.AlterField(
            model_name='localgovernment',
            name='official_domains',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100, validators=[django.core.validators.RegexValidator('^([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}$', 'Write a domain such as example.org.')]), blank=True, default=list, help_text='Separated by commas. A signature from another domain is checked with more care.', verbose_name='official email domains'),
        ),
    ]
