"""Inviting to a newer version in the CMS: who is listed, who is invited, who may."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from charter.review.inviting.models import ReaccessionInvitation
from coalition.mail.models import Message, Suppression
from coalition.mail.services import suppress
from coalition.users import roles
from tests.charter.review.inviting.test_reaccession import pytestmark  # noqa: F401
from tests.factories.charter import staff
from tests.factories.reaccession import invited, older_and_newer, signed_to


@pytest.fixture
def editor(client):
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    return user


def invite_url(version) -> str:
    return f"/cms/charter/versions/invite/{version.pk}/"


@pytest.mark.parametrize("invited_already", [False, True])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, editor, django_assert_num_queries, rows, invited_already):
    older, newer = older_and_newer()
    for _row in range(rows):
        signature = signed_to(older)
        if invited_already:
            invited(signature, newer)
    query = {"invited": "yes"} if invited_already else {}
    client.get(invite_url(newer), query)

    with django_assert_num_queries(13):
        response = client.get(invite_url(newer), query)

    assert (response.context["count"], len(response.context["page"])) == (rows, rows)


def test_only_those_that_are_shown_are_invited_and_only_when_confirmed(client, editor):
    older, newer = older_and_newer()
    french = signed_to(older)
    signed_to(older, state="withdrawn")
    signed_to(newer)
    url = invite_url(newer)

    assert [row.pk for row in client.get(url).context["page"]] == [french.pk]
    unconfirmed = client.post(url, {"count": "1"})
    assert unconfirmed.context["confirm"].errors == {"confirm": ["Tick the box to say that you have checked the list."]}
    changed = client.post(url, {"count": "2", "confirm": "on"}, follow=True)
    assert "The list changed meanwhile, and nobody was invited." in changed.content.decode()
    assert not Message.objects.exists()

    done = client.post(url, {"count": "1", "confirm": "on"}, follow=True)

    assert "1 institution was invited." in done.content.decode()
    assert list(ReaccessionInvitation.objects.values_list("signature", "invited_by")) == [(french.pk, editor.pk)]
    assert list(Message.objects.values_list("to", flat=True)) == [french.official_email]
    assert done.context["steps"] == {"invited": 1, "started": 0, "submitted": 0, "signed": 0}
    assert (done.context["count"], "confirm" in done.context) == (0, False)


def test_a_mailbox_that_is_written_to_no_more_is_invited_in_the_same_words(client, editor):
    older, newer = older_and_newer()
    town, gone = signed_to(older), signed_to(older)
    suppress(address=gone.official_email, reason=Suppression.Reason.ASKED)
    done = client.post(invite_url(newer), {"count": "2", "confirm": "on"}, follow=True)
    Message.objects.filter(to=gone.official_email).update(state="suppressed")
    Message.objects.filter(to=town.official_email).update(state="sent", sent_at=timezone.now())
    page = BeautifulSoup(client.get(invite_url(newer), {"invited": "yes"}).content, "html.parser")
    one, other = ([cell.get_text() for cell in name.parent.select("td")] for name in page.select("main th:has(bdi)"))

    assert ("2 institutions were invited." in done.text, one) == (True, other)
