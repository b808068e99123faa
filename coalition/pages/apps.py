from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "coalition.pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from wagtail.forms import PasswordViewRestrictionForm

        from coalition.caching.changes import install_triggers
        from coalition.site import site_words
        from coalition.uploads import checks as uploads  # noqa: F401  # no app of its own

        from . import checks, images  # noqa: F401  # checks register themselves
        from .covers import drawn_ahead, wake_for_sizes

        asked = PasswordViewRestrictionForm.base_fields["password"].error_messages
        asked["required"] = _("Enter the password of this page.")
        post_migrate.connect(install_triggers, sender=self)
        for name in ("SiteWords", "MenuItem"):
            for changed in (post_save, post_delete):
                changed.connect(site_words.keeper.forget, sender=self.get_model(name), dispatch_uid=f"identity-{name}")
        for label in images.FIELDS:
            pre_save.connect(images.clean_before_saving, sender=label)
        for model, field, _specs in drawn_ahead():
            post_save.connect(wake_for_sizes, sender=model, dispatch_uid=f"sizes-{model._meta.label}-{field}")
