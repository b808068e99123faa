"""What the form asks to agree to becomes rows that editors change, in the words of 26 November 2026."""

from django.db import migrations

from coalition.users.migrations import _roles as roles

VERSION = "2026-11-26"
WORDS = {
    "en": "I agree that my email address is used to send me this newsletter. Nothing I open or click is recorded, the "
    "address is given to nobody, and I can unsubscribe with one click in any edition.",
    "fr": "J’accepte que mon adresse électronique serve à m’envoyer cette lettre d’information. Rien de ce que j’ouvre ou "
    "active n’est enregistré, l’adresse n’est donnée à personne, et je peux me désabonner d’un clic dans chaque édition.",
    "es": "Acepto que se use mi dirección de correo para enviarme este boletín. No se registra nada de lo que abra o pulse, "
    "la dirección no se da a nadie y puedo darme de baja con un clic en cualquier edición.",
    "ar": "أوافق على استعمال عنوان بريدي الإلكتروني لإرسال هذه الرسالة الإخبارية إليّ. لا يُسجَّل ما أفتحه أو أضغط عليه، ولا "
    "يُعطى العنوان لأحد، ويمكنني إلغاء الاشتراك بضغطة واحدة في أي عدد.",
}


def add_rows(apps, schema_editor):
    ConsentText = apps.get_model("newsletters", "ConsentText")
    for language, text in WORDS.items():
        ConsentText.objects.get_or_create(language=language, defaults={"text": text, "version": VERSION})


def grant(apps, schema_editor):
    roles.grant(roles.COMMITTEE_EDITORS, "newsletters", "consenttext", ["view", "change"], apps=apps)
    roles.grant(roles.NEWSLETTER_EDITORS, "newsletters", "consenttext", ["view"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("newsletters", "0015_consent_text"), ("users", "0002_roles")]

    operations = [
        migrations.RunPython(add_rows, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
