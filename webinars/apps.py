from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, pre_delete

        from coalition.mail import areas
        from coalition.privacy import registry
        from coalition.resources import library
        from coalition.resources.models import Theme

        from .courses import personal_data
        from .replays.models import MediaFile
        from .replays.services import delete_stored, keep_theme, library_entries

        areas.register(areas.MailArea("learning", kinds=["link"]))
        library.collected.connect(library_entries, dispatch_uid="webinars.recordings")
        post_delete.connect(delete_stored, sender=MediaFile, dispatch_uid="webinars.replays.media_files")
        pre_delete.connect(keep_theme, sender=Theme, dispatch_uid="webinars.replays.themes")
        registry.register(personal_data.SOURCE)
