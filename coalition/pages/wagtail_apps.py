"""Wagtail's apps without its API of version 3, which this site does not offer.

Four of them load it as soon as they are ready, with pydantic, Django Ninja and a schema for each model: a fifth of the
start of every process. Here they find modules in its place that do nothing.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig


class Nothing(ModuleType):
    """A module whose every name can be called, has every attribute, and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *arguments: Any, **options: Any) -> None:
        """Do nothing."""


@contextmanager
def without_api(app: str) -> Iterator[None]:
    """Let `app` find nothing where it looks for the API and for its part of it."""
    names = ("wagtail.api.v3.api", f"{app}.api.v3", f"{app}.api.v3.registry", f"{app}.api.v3.router")
    hidden = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    sys.modules.update({name: Nothing(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]
        sys.modules.update(hidden)


class Images(WagtailImagesAppConfig):
    """Wagtail's images."""

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()


class Documents(WagtailDocsAppConfig):
    """Wagtail's documents."""

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()


class Snippets(WagtailSnippetsAppConfig):
    """Wagtail's snippets."""

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()


class Redirects(WagtailRedirectsAppConfig):
    """Wagtail's redirections."""

    def ready(self) -> None:
        with without_api(self.name):
            super().ready()
