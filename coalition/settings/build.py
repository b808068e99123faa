"""What the build of an image needs of Django, to collect static files: no database and no secret. It serves nobody."""

import os

os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

from .base import *  # noqa: F403
from .base import BASE_DIR

STATIC_ROOT = BASE_DIR / "static"
SECRET_KEY = "of-a-build-that-serves-nobody"
