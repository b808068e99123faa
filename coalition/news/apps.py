from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "coalition.news"
    verbose_name = _("News")

    def import_models(self) -> None:
        """Load the index as well: it shows what all other modules find, and so comes last."""
        super().import_models()
        import_module("coalition.news.models")
