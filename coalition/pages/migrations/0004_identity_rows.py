"""What the code said until now becomes rows that editors change; committee editors may."""

from django.db import migrations

from coalition.users.migrations import _roles as roles

WORDS = {
    "en": (
        "Coalition of local governments",
        "Local governments that commit together, with a signed charter and work that anyone can follow.",
        "This site sets no tracker, loads nothing from another site and never shows who reads it.",
    ),
    "fr": (
        "Coalition des gouvernements locaux",
        "Des gouvernements locaux qui s’engagent ensemble, avec une charte signée et un travail que chacune et chacun "
        "peut suivre.",
        "Ce site ne dépose aucun traceur, ne charge rien d’un autre site et ne montre jamais qui le lit.",
    ),
    "es": (
        "Coalición de gobiernos locales",
        "Gobiernos locales que se comprometen juntos, con una carta firmada y un trabajo que cualquiera puede seguir.",
        "Este sitio no coloca ningún rastreador, no carga nada de otro sitio y no muestra nunca quién lo lee.",
    ),
    "ar": (
        "تحالف الحكومات المحلية",
        "حكومات محلية تلتزم معًا، بميثاق موقَّع وعمل يستطيع الجميع متابعته.",
        "لا يضع هذا الموقع أي وسيلة تتبع، ولا يحمّل شيئًا من موقع آخر، ولا يُظهر أبدًا من يقرؤه.",
    ),
}
BAR = ("members", "charter", "events", "resources", "news")


def add_rows(apps, schema_editor):
    SiteWords, MenuItem = apps.get_model("pages", "SiteWords"), apps.get_model("pages", "MenuItem")
    for language, (name, about, promise) in WORDS.items():
        given = {"site_name": name, "footer_about": about, "footer_promise": promise}
        SiteWords.objects.get_or_create(language=language, defaults=given)
    for position, section in enumerate(BAR, 1):
        MenuItem.objects.get_or_create(section=section, defaults={"position": position})
    if not apps.get_model("pages", "SiteFacts").objects.exists():
        apps.get_model("pages", "SiteFacts").objects.create()


def grant(apps, schema_editor):
    for model in ("sitewords", "sitefacts"):
        roles.grant(roles.COMMITTEE_EDITORS, "pages", model, ["view", "change"], apps=apps)
    for model in ("helpline", "partner", "menuitem"):
        roles.grant(roles.COMMITTEE_EDITORS, "pages", model, ["view", "add", "change", "delete"], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_identity"), ("users", "0002_roles")]

    operations = [
        migrations.RunPython(add_rows, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
