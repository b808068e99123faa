"""What this room gives to the apps below and to other rooms; `EventsConfig.ready()` calls it."""

from django.utils.translation import gettext_lazy as _

from coalition.pages import changes, sealing
from coalition.privacy import registry
from events.registrations import actions
from events.registrations import personal_data as registrations

from . import personal_data
from .certificates import recognise
from .models import AttendanceCertificate, CertificateFile
from .views import offer_certificate


def connect() -> None:
    """Let certificates drop no page; recognise, offer and forget them; say what is kept."""
    changes.silence(AttendanceCertificate, CertificateFile)
    sealing.recognisers.append(recognise)
    actions.makers.append(offer_certificate)
    registrations.forgetters.append(personal_data.forget)
    registry.register(
        registry.PersonalData(
            name="certificates of attendance",
            label=_("certificates of attendance"),
            export=personal_data.export_certificates,
            erase=personal_data.erase_certificates,
            purge=personal_data.purge_certificates,
        )
    )
