from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "coalition.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        from coalition.members.signals import governments_merged

        from .models import move_figures

        governments_merged.connect(move_figures, dispatch_uid="figures")
