"""What this room gives to those below; `WebinarsConfig.ready()` calls it."""

from coalition.pages import changes, deleting, sealing
from webinars.courses.learning import enrolling, own, personal_data

from . import services
from .models import CourseCertificate, CourseCertificateFile
from .views import offer_certificate


def connect() -> None:
    """Let certificates drop no page, and be counted to nobody; recognise, offer, tell and forget them."""
    changes.silence(CourseCertificate, CourseCertificateFile)
    deleting.hide_numbers(CourseCertificate, CourseCertificateFile)
    sealing.recognisers.append(services.recognise)
    own.offers.append(offer_certificate)
    enrolling.forgetters.append(services.forget)
    personal_data.tellers.append(services.told)
