"""Tests: the demo's parts with quick passwords and no limits unless a test turns them on."""

from .demo import *  # noqa: F403
from .demo import env

DEMO = True
DATABASES["default"]["TEST"] = {"NAME": env.str("COALITION_TEST_DATABASE", "test_coalition")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 0)
if not env.bool("REAL_PASSWORDS", False):  # where log-ins are timed
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
RATE_LIMITS_ENABLED = env.bool("RATE_LIMITS_ENABLED", False)
if not RATE_LIMITS_ENABLED:
    ACCOUNT_RATE_LIMITS = False
PAGE_CACHE_ENABLED = env.bool("PAGE_CACHE_ENABLED", False)
SKELETON_MEMORY_ENABLED = env.bool("SKELETON_MEMORY_ENABLED", False)
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", QUICK_EXIT_URL)
DATABASE_STATEMENT_TIMEOUT = env.float("DATABASE_STATEMENT_TIMEOUT", DATABASE_STATEMENT_TIMEOUT)
SITE_WORDS_LIFETIME = float("inf")  # a test that changes them forgets them: no count of queries depends on the clock
PROOF_OF_WORK_TRIES = 20
ERASURE_LIST = ""
MAIL_EPOCHS = None  # a test that is rolled back leaves no database of its epoch
WHITENOISE_AUTOREFRESH = False
if env.bool("NAMED_TEMPLATES", False):  # the browser tests walk every template, and so ask which ones they met
    MIDDLEWARE.insert(0, "tests.named_templates.NamedTemplatesMiddleware")
