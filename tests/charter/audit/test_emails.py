"""Archives get the newest checkpoint by mail, once a week, as it verifies."""

from datetime import date

import pytest

from charter.audit.emails import mail_checkpoint
from charter.audit.services import audit
from charter.ledger import log
from coalition.mail.models import Message
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db

MONDAY, SUNDAY, NEXT = date(2026, 1, 5), date(2026, 1, 11), date(2026, 1, 12)


def test_the_newest_checkpoint_is_owed_once_a_week_to_each_and_verifies(settings):
    settings.CHARTER_ARCHIVES = "archive@town.example\nfr:archives@ville.example"
    assert mail_checkpoint(today=MONDAY) == []  # nothing is signed yet
    accept(submitted())
    newest = log.sign_checkpoint()
    Message.objects.all().delete()
    for day in (MONDAY, SUNDAY):
        mail_checkpoint(today=day)
    told = Message.objects.order_by("pk")
    assert [(row.to, row.language, row.template) for row in told] == [
        ("archive@town.example", "en", "charter/mail/checkpoint"),
        ("archives@ville.example", "fr", "charter/mail/checkpoint"),
    ]
    ((note,),) = {tuple(one["content"] for one in row.attachments) for row in told}
    assert note == newest.note
    assert audit(checkpoints=[note]).faults == []
    mail_checkpoint(today=NEXT)
    assert Message.objects.count() == 4
