from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "coalition.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        from coalition.figures.services import move_figures, move_territories
        from coalition.members import merging

        from .models import Figure, Territory

        merging.register_mover(Figure, move_figures)
        merging.register_mover(Territory.governments.through, move_territories)
