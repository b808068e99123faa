"""Files of a test lie in a folder of its own, and the day is that of the factories."""

from tests.webinars.replays.conftest import _january, own_folder  # noqa: F401
