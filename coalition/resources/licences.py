"""What readers may do with a resource: licences by their SPDX identifier (spdx.org/licenses), and two that are none."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DEED = "https://creativecommons.org/{path}/deed.{language}"


@dataclass(frozen=True)
class Licence:
    """One licence: its identifier, what people call it, and where its words stand (may be empty)."""

    code: str
    name: str
    path: str = ""
    elsewhere: str = ""

    @property
    def url(self) -> str:
        """Where its words stand: those of Creative Commons in the active language."""
        return DEED.format(path=self.path, language=get_language() or "en") if self.path else self.elsewhere


LICENCES = {
    licence.code: licence
    for licence in (
        Licence("CC-BY-4.0", "CC BY 4.0", "licenses/by/4.0"),
        Licence("CC-BY-SA-4.0", "CC BY-SA 4.0", "licenses/by-sa/4.0"),
        Licence("CC-BY-ND-4.0", "CC BY-ND 4.0", "licenses/by-nd/4.0"),
        Licence("CC-BY-NC-4.0", "CC BY-NC 4.0", "licenses/by-nc/4.0"),
        Licence("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "licenses/by-nc-sa/4.0"),
        Licence("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "licenses/by-nc-nd/4.0"),
        Licence("CC0-1.0", "CC0 1.0", "publicdomain/zero/1.0"),
        Licence(
            "etalab-2.0", "Licence Ouverte 2.0", elsewhere="https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
        ),
        Licence("public-domain", _("Public domain"), "publicdomain/mark/1.0"),  # type: ignore[arg-type]
        Licence("all-rights-reserved", _("All rights reserved")),  # type: ignore[arg-type]
    )
}
CHOICES = [(code, licence.name) for code, licence in LICENCES.items()]
