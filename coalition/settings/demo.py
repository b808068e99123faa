"""The demonstration: real parts, believable content, a visible banner, every mail readable at /demo/mail/."""

from .base import *  # noqa: F403
from .base import STATIC_ROOT

DEMO = True
SECRET_KEY = "demo-only-not-a-secret-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # files come from the apps, but WhiteNoise wants the folder
