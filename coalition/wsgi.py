"""The WSGI application, as `gunicorn coalition.wsgi` serves it (gunicorn.conf.py)."""

import os
from collections.abc import Callable, Iterable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.production")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from coalition import timeouts
from coalition.boundary import Boundary

Application = Callable[..., Iterable[bytes]]


def compose(application: Application) -> Boundary:
    """Put the page cache before Django, and the trust boundary before both: they read only what it lets through."""
    from coalition.uploads import checks

    from .caching.page_cache import PageCache  # these need the apps, which are ready now

    checks.tell()
    if settings.PAGE_CACHE_ENABLED:
        application = PageCache(application)
    return Boundary(application)


timeouts.limit(timeouts.web())
application = compose(get_wsgi_application())
