from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def import_models(self) -> None:
        """Load the models of every room: Django looks for those of `models.py` only."""
        super().import_models()
        for room in ("replays", "courses.lessons", "courses.quizzes", "courses.learning", "courses.certificates"):
            import_module(f"{self.name}.{room}.models")
        import_module(f"{self.name}.courses.lessons.pages")

    def ready(self) -> None:
        from coalition.mail import areas
        from events.notices import attendance

        from . import actions, signals  # noqa: F401  (signals connect on import)
        from .courses.bundles import wiring as bundles
        from .courses.certificates import wiring as certificates
        from .courses.learning import wiring as learning
        from .courses.lessons import wiring as lessons
        from .courses.quizzes import wiring as quizzes
        from .replays import wiring as replays

        attendance.awaited.append(actions.is_awaited)
        areas.register(areas.MailArea("learning", kinds=["link"]))
        replays.connect()
        lessons.connect()
        quizzes.connect()
        bundles.connect()
        learning.connect()
        certificates.connect()
