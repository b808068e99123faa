from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = _("Newsletters")

    def ready(self) -> None:
        from coalition.mail import areas
        from coalition.privacy import registry

        from . import permissions, personal_data
        from .models import NewsletterIndexPage

        registry.register(personal_data.SOURCE)
        areas.register("newsletters", read_by="newsletters.view_subscriber")
        post_save.connect(
            permissions.grant_section, sender=NewsletterIndexPage, dispatch_uid="newsletters-grant-section"
        )
