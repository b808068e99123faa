"""Mail scanners open every link, again and again: that changes nothing, in any table."""

import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client

from charter.signing.models import DeskLink, ResumeLink, Signature
from coalition.mail import rendering
from coalition.privacy import secret_links
from tests.charter.certificates.checked import make_certificate, without_orders
from tests.charter.certificates.checked import published as accepted
from tests.charter.mails import TOKEN, every_mail, signed
from tests.factories.charter import SignatureFactory, charter_page, link_to
from tests.factories.members import members_page

from .review.test_change_requests import CHANGE, NOW, ask, awaiting, page

pytestmark = pytest.mark.django_db
TIMES = 2  # of each method on each page, after all the others
PRIVATE = ("no-store, private", "noindex, nofollow")


def contents() -> dict[str, tuple[int, str]]:
    """Return the number of rows of each table and a digest of all they hold."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            rows = f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t"  # noqa: S608
            cursor.execute(rows)
            found[table] = cursor.fetchone()
        return found


def mailed_links(signature: Signature) -> dict[str, str]:
    """Owe every mail of the charter; return each link in it with the mail's name, and make it open something."""
    mails = every_mail(signature)
    digest = secret_links.digest(TOKEN)
    DeskLink.objects.create(signature=signature, digest=digest, expires_at="2100-01-01T00:00Z")
    ResumeLink.objects.create(signature=SignatureFactory(), digest=digest)
    found = {}
    for name, messages in mails.items():
        for message in messages:
            body = rendering.render(template=message.template, context=message.context, language="en")
            found |= {urlsplit(url).path: name for url in re.findall(r'href="(http[^"]+)"', body.html)}
    return found


def pages_behind(client: Client) -> list[str]:
    """Return the pages that the links lead to: of an open, a published and a signature that is asked to be held."""
    steps = ("government", "act", "check", "done")
    opened = link_to(SignatureFactory(state="mailbox_verified"))
    published, asked = DeskLink.issue(signature=awaiting()), DeskLink.issue(signature=awaiting())
    ask(client, asked, "hold", CHANGE)
    return [
        *(f"/en/charter/sign/{opened}/{step}" for step in ("", *(f"{step}/" for step in steps))),
        *(
            page(published, rest)
            for rest in ("", *(f"change/{action}/" for action in ("hold", "act", "correct", "successor", "withdraw")))
        ),
        *(page(asked, rest) for rest in ("", "change/hold/", "confirm/")),
    ]


def verified(signature: Signature) -> list[str]:
    row = make_certificate(without_orders(signature))
    code, checked = signature.verification_code, "/en/charter/verify/"
    return [f"{checked}{code}/", f"{checked}file/{row.sha256}/", f"/en/charter/certificate/{code}/fr.pdf"]


def test_hundreds_of_requests_on_every_mailed_link_and_what_is_behind_it_change_nothing(client: Client):
    members_page()
    charter_page()
    with time_machine.travel(NOW, tick=False):
        signature = signed("en")
        links = mailed_links(signature)
        assert len(links) >= 8
        private = pages_behind(client)
        first = {path: client.get(path).status_code for path in [*links, *private, *verified(accepted())]}
        assert {path: links[path] for path, status in first.items() if status != 200} == {
            f"/cms/charter/signatures/inspect/{signature.pk}/": "new_signature",
            f"/en/charter/certificate/{signature.verification_code}/en.pdf": "accepted",
            "/en/charter/desk/token-of-the-link/change/act/": "act_reminder",
            "/en/charter/desk/token-of-the-link/change/successor/": "succession",
        }
        before, asked = contents(), 0

        for _time in range(TIMES):
            for path, status in first.items():
                for answer in (client.get(path), client.head(path)):
                    asked += 1
                    assert answer.status_code == status, path
                    if path in private:
                        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == PRIVATE, path

        assert contents() == before
        assert asked >= 100


def test_the_look_at_the_tables_sees_a_change():
    """The canary of the test above."""
    before = contents()
    SignatureFactory()
    changed = {table for table, held in contents().items() if held != before[table]}
    assert {"charter_signature", "members_localgovernment"} <= changed
