from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "coalition.pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from wagtail.forms import PasswordViewRestrictionForm

        from coalition.pages.sharing.cards import find_page
        from coalition.uploads import checks as uploads  # noqa: F401  # no app of its own

        from . import checks, images  # noqa: F401  # checks register themselves
        from .changes import install_triggers
        from .choosing import start_refusing
        from .covers.sizes import pictured_models, wake_for_sizes
        from .identity import kept
        from .sharing.cards import register
        from .starting import start_choosers

        asked = PasswordViewRestrictionForm.base_fields["password"].error_messages
        asked["required"] = _("Enter the password of this page.")
        post_migrate.connect(install_triggers, sender=self)
        for name in ("SiteWords", "SiteFacts", "Helpline", "MenuItem"):
            for changed in (post_save, post_delete):
                changed.connect(kept.keeper.forget, sender=self.get_model(name), dispatch_uid=f"identity-{name}")
        for model in images.FIELDS:
            pre_save.connect(images.clean_before_saving, sender=model)
        register("page", find_page)
        start_choosers()
        start_refusing()
        for pictured in pictured_models():
            post_save.connect(wake_for_sizes, sender=pictured)
