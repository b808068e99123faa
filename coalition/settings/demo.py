"""The demonstration: real parts, believable content, a visible banner, every mail readable at /demo/mail/."""

from coalition.postgres import refuse_production

from .base import *  # noqa: F403
from .base import DATABASES, MAIL_CALENDAR_ADDRESS, MAIL_DISCREET_ADDRESS, MAIL_DISCREET_NAME, STATIC_ROOT

refuse_production(DATABASES["default"])
DEMO = True
SECRET_KEY = "demo-only-not-a-secret-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
MAIL_CALENDAR_ADDRESS = MAIL_CALENDAR_ADDRESS or "calendar@coalition.example"
MAIL_DISCREET_NAME = MAIL_DISCREET_NAME or "Agenda"
MAIL_DISCREET_ADDRESS = MAIL_DISCREET_ADDRESS or "agenda@letters.example"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # files come from the apps, but WhiteNoise wants the folder
