"""The WSGI door: `gunicorn coalition.wsgi`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.production")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf import settings

if settings.PAGE_CACHE_ENABLED:
    from coalition.pages.cache import PageCache

    application = PageCache(application)
