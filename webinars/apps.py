from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def import_models(self) -> None:
        """Load the models of every room: Django looks for those of `models.py` only."""
        super().import_models()
        for room in ("replays", "courses.lessons", "courses.quizzes", "courses.learning"):
            import_module(f"{self.name}.{room}.models")
        import_module(f"{self.name}.courses.pages")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, pre_delete

        from coalition.mail import areas
        from coalition.pages import sealing
        from coalition.privacy import registry
        from coalition.resources import entries
        from coalition.resources.models import Theme
        from events.notices import recordings
        from events.pages import listing

        from . import signals  # noqa: F401  (signals connect on import)
        from .courses.learning import certificates, personal_data
        from .courses.pages import courses_beside
        from .models import WebinarsIndexPage
        from .replays import shared
        from .replays.models import MediaFile

        areas.register(areas.MailArea("learning", kinds=["link"]))
        recordings.awaited.append(shared.is_awaited)
        recordings.places.append(shared.place_of)
        listing.recorded.append(shared.is_recorded)
        entries.collected.connect(shared.watched, dispatch_uid="webinars.recordings")
        post_delete.connect(shared.delete_stored, sender=MediaFile, dispatch_uid="webinars.replays.files")
        pre_delete.connect(shared.keep_theme, sender=Theme, dispatch_uid="webinars.replays.themes")
        WebinarsIndexPage.asides.append(courses_beside)
        sealing.recognisers.append(certificates.recognise)
        registry.register(personal_data.SOURCE)
