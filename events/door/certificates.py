"""Certificates of attendance: who may have one, and what they say (coalition.certificates)."""

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coalition.certificates import services
from coalition.certificates.models import IssuedCertificate
from coalition.certificates.views import Subject
from events.registrations.emails import entry, when
from events.registrations.models import Registration
from events.registrations.personal_data import of_registrations

from .models import was_there

ATTENDANCE = IssuedCertificate.Kind.ATTENDANCE


def may_have_certificate(registration: Registration) -> bool:
    if registration.state != Registration.State.CONFIRMED or not registration.event.is_over:
        return False
    return Registration.objects.filter(was_there(), pk=registration.pk).exists()


def issue(*, registration: Registration, name: str, shows_name: bool, language: str) -> tuple[str, bytes]:
    """Return the code of the certificate of `registration` with `name`, and it as a signed PDF. Raises BadIdentity."""
    event = registration.event
    with translation.override(language):
        content = services.Content(
            heading=_("Certificate of attendance"),
            statement=_("took part in"),
            subject=entry(event, language).title,
            when=when(event),
        )
    return services.issue(
        kind=ATTENDANCE, key=registration.pk, name=name, shows_name=shows_name, content=content, language=language
    )


def _rows(certificate: IssuedCertificate) -> list[tuple[str, str]] | None:
    """Return of which event and when, without the title of a closed one; None where the registration is cancelled."""
    rows = Registration.objects.confirmed().filter(pk=certificate.key or 0).select_related("event")
    if (found := rows.first()) is None:
        return None
    event = found.event
    title = [] if event.closed else [(_("Event"), entry(event, get_language() or "en").title)]
    return [*title, (_("When"), when(event))]


SUBJECT = Subject(
    ATTENDANCE,
    title=gettext_lazy("Check a certificate of attendance"),
    lead=gettext_lazy(
        "Each certificate of attendance has a code. Check the code to see which event it is for and whether it is "
        "genuine."
    ),
    one_each=gettext_lazy(
        "Each person who attended has one certificate. If the name on it is changed, this code and the earlier files "
        "are no longer recognised."
    ),
    rows=_rows,
)


def forget(registrations: QuerySet[Registration]) -> int:
    """Take the name from the certificates of `registrations`; return of how many."""
    return services.forget(ATTENDANCE, registrations.values_list("pk", flat=True))


PERSONAL_DATA = of_registrations(
    name="certificates of attendance",
    label=gettext_lazy("certificates of attendance"),
    export=lambda address: services.exported(
        ATTENDANCE, Registration.objects.for_address(address).values_list("pk", flat=True)
    ),
    forget=forget,
)
