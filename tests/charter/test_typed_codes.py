"""Six digits are a million guesses: nobody gets that many."""

import pytest

from charter import services
from charter.models import Signature
from coalition.privacy.limits import LIMITS, Limit
from tests.factories.charter import SignatureFactory, agree, link_to, published_version

pytestmark = pytest.mark.django_db


def test_so_many_codes_are_typed_for_a_mailbox_and_no_more(client, settings, monkeypatch):
    """The right code does not help whoever has guessed too often."""
    codes = []
    monkeypatch.setattr("charter.emails.send_code", lambda _signature, code: codes.append(code))
    published_version()
    signature = SignatureFactory()
    agree(signature)
    wrong = "000000" if codes[0] != "000000" else "000001"
    address = f"/en/charter/sign/{link_to(signature)}/code/"
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(LIMITS, "type-code", Limit(per_address=2, per_ip=9, overall=9))

    first = [client.post(address, {"code": wrong}).context["form"].errors for _time in range(2)]
    last = client.post(address, {"code": codes[0]})

    assert [list(errors) for errors in first] == [["code"], ["code"]]
    assert "Too many" in str(last.context["form"].errors)
    assert Signature.objects.get().state == "draft"

    settings.RATE_LIMITS_ENABLED = False
    assert services.confirm(signature=signature, code=codes[0])
