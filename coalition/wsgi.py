"""The WSGI application, as `gunicorn coalition.wsgi` serves it (gunicorn.conf.py)."""

import os
from collections.abc import Callable, Iterable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.production")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.translation import trans_real

from coalition import timeouts
from coalition.boundary import Boundary

Application = Callable[..., Iterable[bytes]]


def compose(application: Application) -> Boundary:
    """Put the page cache before Django, and the trust boundary before both: they read only what it lets through."""
    from coalition.uploads import checks

    from .caching.page_cache import PageCache  # these need the apps, which are ready now

    checks.tell()
    for code, _name in settings.LANGUAGES:  # Django asks the words of each app apart, two dozen times for every word
        words = trans_real.translation(code)._catalog  # type: ignore[attr-defined]
        words.get = {key: text for one in reversed(words._catalogs) for key, text in one.items()}.get
    if settings.PAGE_CACHE_ENABLED:
        application = PageCache(application)
    return Boundary(application)


timeouts.limit(timeouts.web())
application = compose(get_wsgi_application())
