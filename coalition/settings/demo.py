"""The demonstration: real parts, believable content, a visible banner, every mail readable at /demo/mail/."""

from .base import *  # noqa: F403
from .base import VAR_DIR

DEMO = True
SECRET_KEY = "demo-only-not-a-secret-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_MAIL_ROOT = VAR_DIR / "demo-mail"
