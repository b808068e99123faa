from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class NewslettersConfig(AppConfig):
    name = "newsletters"
    verbose_name = _("Newsletters")

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex
        from wagtail.permissions import register_permission_policy

        from coalition.mail import epochs
        from coalition.mail.areas import Kind, MailArea, register
        from coalition.mail.models import Epoch
        from coalition.pages.signals import file_replacing
        from coalition.privacy import registry
        from coalition.resources.models import Theme
        from coalition.users.viewsets import ReadOnlyPolicy

        from . import personal_data
        from .editions import permissions, services
        from .models import NewsletterIndexPage
        from .readers import services as readers_services
        from .readers.models import ConsentText, Reader
        from .sending import services as sending
        from .sending import services as sending_services
        from .sending import timetable
        from .sending.models import Delivery, SentFile
        from .sending.services import is_shown
        from .signals import begun, changing, copy_came_back, leaving

        registry.register(personal_data.SOURCE)
        file_replacing.connect(is_shown, dispatch_uid="newsletters.sent-files")
        ReferenceIndex.register_model(SentFile)
        register(
            MailArea(
                "newsletters",
                read_by="newsletters.view_reader",
                kinds=[
                    "confirm",
                    Kind("code", same_subject=True),
                    Kind("test", same_subject=True, body="edition"),
                ],
                ledger=sending_services.MAIL_LEDGER,
            )
        )
        register_permission_policy(ConsentText, ReadOnlyPolicy(ConsentText, but=["change"]))
        for ledger in (Delivery, Reader):
            register_permission_policy(ledger, ReadOnlyPolicy(ledger))
        epochs.owed_is_dropped.connect(sending.drop_owed, dispatch_uid="newsletters-drop-owed")
        copy_came_back.connect(timetable.hear, dispatch_uid="newsletters-judge")
        post_save.connect(timetable.ask_again, sender=Epoch, dispatch_uid="newsletters-ask-again")
        begun.connect(services.publish, dispatch_uid="newsletters-publish")
        pre_delete.connect(readers_services.keep_theme, sender=Theme, dispatch_uid="newsletters-keep-theme")
        post_delete.connect(readers_services.forget_theme, sender=Theme, dispatch_uid="newsletters-forget-theme")
        leaving.connect(sending.stop_copies, dispatch_uid="newsletters-stop-copies")
        changing.connect(sending.hold_anew, dispatch_uid="newsletters-hold-anew")
        post_save.connect(
            permissions.grant_section, sender=NewsletterIndexPage, dispatch_uid="newsletters-grant-section"
        )
