from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from coalition.pages import keeping

        from .models import linked_pages

        keeping.keep_pages("what the footer leads to", linked_pages)
