from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "coalition.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        from coalition.mail import areas
        from coalition.members.signals import governments_merged

        from .services import move_figures

        areas.register(areas.MailArea("figures", read_by="figures.view_entry", kinds=["numbers"]))
        governments_merged.connect(move_figures, dispatch_uid="figures")
