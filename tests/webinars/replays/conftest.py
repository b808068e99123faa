"""A host at the CMS, as in the tests of events."""

from tests.events.conftest import host, sign_in  # noqa: F401
