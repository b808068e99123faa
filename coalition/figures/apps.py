from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "coalition.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        from coalition.figures.services import move_figures, move_territories
        from coalition.members import badges, merging
        from coalition.pages import changes

        from .models import Figure, Territory
        from .profile import figures_section

        changes.silence(Figure, Territory)  # readers see releases alone
        badges.register_profile_section(badges.ProfileSection("figures/profile_section.html", figures_section))
        merging.register_mover(Figure, move_figures)
        merging.register_mover(Territory.governments.through, move_territories)
