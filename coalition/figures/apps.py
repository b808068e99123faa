from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "coalition.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        from coalition.figures.services import move_figures, move_territories
        from coalition.members import merging
        from coalition.pages import changes

        from .models import Figure, Territory

        changes.silence(Figure, Territory)  # readers see releases alone
        merging.register_mover(Figure, move_figures)
        merging.register_mover(Territory.governments.through, move_territories)
