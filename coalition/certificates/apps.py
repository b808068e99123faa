from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "coalition.certificates"
    verbose_name = _("certificates")

    def ready(self) -> None:
        from . import checks  # noqa: F401  # they register themselves
