"""Valid, unsurprising yearly reports."""

import factory
from django.utils import timezone

from charter.signatories.models import Report
from charter.signing.models import DeskLink, Signature
from tests.factories.charter import SignatureFactory, reviewer

ANSWERS = {
    "diagnosis_link": "https://town.example/diagnosis",
    "diagnosis_date": "2026-10-01",
    "women_trained": "12",
    "reception": "partner",
    "budget": "50000",
    "worked": "The round table of the police and the associations.",
}


class ReportFactory(factory.django.DjangoModelFactory):
    """The report of 2026 of a signatory, being written; `state` makes a later one."""

    class Meta:
        model = Report

    government = factory.LazyFunction(lambda: SignatureFactory(state="signed").government)
    year = 2026
    language = "fr"
    answers = factory.LazyFunction(lambda: dict(ANSWERS))

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        state = kwargs.get("state", "draft")
        if state != "draft":
            kwargs.setdefault("submitted_at", timezone.now())
        if state in ("accepted", "asked_again"):
            kwargs.setdefault("decided_by", reviewer(1))
            kwargs.setdefault("decided_at", timezone.now())
        if state == "asked_again":
            kwargs.setdefault("reason", "Which year is the figure of?")
        return super()._create(model_class, *args, **kwargs)


def link_to(report: Report) -> str:
    """Return the token of a fresh link to the desk of its signatory."""
    signatures = Signature.objects.filter(government=report.government, number__isnull=False)
    return DeskLink.issue(signature=signatures.latest("number"))
