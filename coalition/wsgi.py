"""The WSGI door: `gunicorn coalition.wsgi`."""

import os
from collections.abc import Callable, Iterable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.production")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application: Callable[..., Iterable[bytes]] = get_wsgi_application()

if settings.PAGE_CACHE_ENABLED:
    from coalition.pages.cache import PageCache  # needs the apps, which are ready now

    application = PageCache(application)
