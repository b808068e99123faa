"""The tests' settings of a site that is no demonstration."""

from coalition.settings.test import *  # noqa: F403

DEMO = False
