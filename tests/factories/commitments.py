"""Valid, unsurprising commitments and evidence."""

from datetime import date

import factory
from django.utils import timezone

from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment, Evidence
from tests.factories.charter import SignatureFactory, reviewer


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A shared diagnosis of a signatory, due on 15 January 2027; `due_on=None` makes one to be dated."""

    class Meta:
        model = Commitment

    signature = factory.SubFactory(SignatureFactory, state="signed")
    government = factory.SelfAttribute("signature.government")
    deliverable = Deliverable.DIAGNOSIS
    due_on = date(2027, 1, 15)
    counted_from = factory.LazyAttribute(lambda row: row.due_on and date(2026, 1, 15))
    dated_on = factory.LazyAttribute(lambda row: row.due_on and date(2026, 1, 15))


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A link that the town hall sent with its report, to be read; `state` makes a decided one."""

    class Meta:
        model = Evidence

    commitment = factory.SubFactory(CommitmentFactory)
    source = Evidence.Source.REPORT
    url = factory.Sequence(lambda number: f"https://town.example/diagnosis-{number}")
    language = "fr"
    dated = date(2026, 10, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs.get("state", "awaiting") != "awaiting":
            kwargs.setdefault("decided_by", reviewer(1))
            kwargs.setdefault("decided_at", timezone.now())
        if kwargs.get("state") == "refused":
            kwargs.setdefault("reason", "The address does not answer.")
        return super()._create(model_class, *args, **kwargs)
