from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext_lazy as _

from . import signing_key


@register(deploy=True)
def check_pair(**more: Any) -> list[CheckMessage]:
    """Warn that no certificate is issued where nothing signs."""
    if signing_key.is_set():
        return []
    hint = "Set CHARTER_SIGNING_KEY and CHARTER_SIGNING_CERTIFICATE: what is owed is issued then."
    return [Warning("No certificate is issued: nothing is set that signs them.", hint=hint, id="certificates.W001")]


class CertificatesConfig(AppConfig):
    name = "coalition.certificates"
    verbose_name = _("certificates")
