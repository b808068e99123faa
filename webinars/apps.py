from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    name = "webinars"
    verbose_name = _("Webinars")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, pre_delete

        from coalition.mail import areas
        from coalition.pages import changes, deleting
        from coalition.privacy import registry
        from coalition.resources import entries
        from coalition.resources.models import Theme

        from .courses.learning import models, personal_data
        from .replays.models import MediaFile, Passage
        from .replays.shared import delete_stored, keep_theme, library_entries

        areas.register(areas.MailArea("learning", kinds=["link"]))
        entries.offer("recordings", library_entries)
        post_delete.connect(delete_stored, sender=MediaFile, dispatch_uid="webinars.replays.files")
        pre_delete.connect(keep_theme, sender=Theme, dispatch_uid="webinars.replays.themes")
        registry.register(personal_data.SOURCE)
        learners = (
            models.AddressRequest, models.Completion, models.Enrolment, models.HandIn, models.QuizAnswer,
        )  # fmt: skip
        changes.silence(Passage, *learners)  # what learners do drops no kept page, and is counted to nobody
        deleting.hide_numbers(*learners)
