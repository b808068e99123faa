from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from coalition.mail import areas
        from coalition.members.signals import governments_merged
        from coalition.privacy import registry
        from coalition.users.viewsets import ReadOnlyPolicy

        from .contact import personal_data
        from .contact.models import ContactMessage, ContactTopic
        from .programme.covered_deliverables import move_work

        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("home", read_by="home.view_contactmessage", kinds=["contact"]))
        register_permission_policy(ContactMessage, ReadOnlyPolicy(ContactMessage))
        register_permission_policy(ContactTopic, ReadOnlyPolicy(ContactTopic, but=["change"]))
        governments_merged.connect(move_work, dispatch_uid="home")
