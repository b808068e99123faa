"""Production without its page cache."""

from coalition.settings.production import *  # noqa: F403

PAGE_CACHE_ENABLED = False
