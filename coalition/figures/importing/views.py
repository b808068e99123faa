"""HTTP of the CMS: the import."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coalition.figures import permissions
from coalition.figures.importing import services as imports
from coalition.tables import views
from coalition.tables.plans import Plan, Sheet


class ImportView(views.ImportView):
    page_title = gettext_lazy("Import figures")

    def may_import(self) -> bool:
        return permissions.may_import(self.request.user)

    def sheet(self) -> Sheet:
        return imports.FigureSheet()

    def write(self, plan: Plan) -> dict[str, int]:
        return imports.apply(plan=plan)

    def notes(self) -> list[str]:
        return [
            _(
                "You see what would happen before anything is saved. Importing the same file twice changes nothing, "
                "and no figure is deleted."
            ),
            _("Write a place as the code of its local government, and years and counts as whole numbers."),
            _(
                "Write shares and rates with a point before decimals, as in 12.5, and in the column base the number of "
                "people of whom it is one. Columns source and note are published as you write them."
            ),
        ]

    def done(self, counts: dict[str, int]) -> str:
        total = counts["create"] + counts["update"]
        return ngettext("%(count)s figure was written.", "%(count)s figures were written.", total) % {"count": total}

    def get_success_url(self) -> str:
        return reverse("figures_releases:index")
