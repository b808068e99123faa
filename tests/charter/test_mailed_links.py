"""Mail scanners open every link, again and again: that changes nothing, in any table."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.db import connection

from charter.models import AdhesionLink, PeerMessage, ReadhesionInvitation, ReportLink, ResumeLink
from charter.models.reports import Report
from coalition.mail import rendering
from coalition.privacy import tokens
from tests.charter.mails import TOKEN, every_mail, signed
from tests.factories.charter import SignatureFactory, charter_page, reviewer
from tests.factories.members import members_page

pytestmark = pytest.mark.django_db
TIMES = 50  # of each method on each link


def contents() -> dict[str, tuple[int, str]]:
    """Return the number of rows of each table and a digest of all they hold."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            rows = f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t"  # noqa: S608
            cursor.execute(rows)
            found[table] = cursor.fetchone()
        return found


def mailed_links() -> dict[str, str]:
    """Owe every mail of the charter; return each link in it with the mail's name, and make it open something."""
    signature = signed("en")
    mails = every_mail(signature)
    digest = tokens.digest(TOKEN)
    AdhesionLink.objects.create(signature=signature, digest=digest, expires_at="2100-01-01T00:00Z")
    ResumeLink.objects.create(signature=SignatureFactory(), digest=digest)
    ReportLink.objects.create(report=Report.objects.get(), digest=digest)
    PeerMessage.objects.filter(in_reply_to__isnull=True).update(digest=digest)
    newer = signature.version.__class__.objects.latest("number")
    ReadhesionInvitation.objects.create(signature=signature, version=newer, digest=digest, invited_by=reviewer(1))
    found = {}
    for name, messages in mails.items():
        for message in messages:
            body = rendering.render(template=message.template, context=message.context, language="en")
            found |= {urlsplit(url).path: name for url in re.findall(r'href="(http[^"]+)"', body.html)}
    return found


def test_a_hundred_requests_on_every_mailed_link_change_nothing(client):
    members_page()
    charter_page()
    links = mailed_links()
    assert len(links) >= 8
    first = {path: client.get(path).status_code for path in links}
    assert {path: links[path] for path, status in first.items() if status != 200} == {
        "/en/charter/adhesion/token-of-the-link/act/": "act_reminder"  # its act has come: the page before says so
    }
    before = contents()

    for path in links:
        methods: tuple[Callable[[str], object], ...] = (client.get, client.head)
        statuses = {method(path).status_code for method in methods for _time in range(TIMES)}
        assert statuses == {first[path]}, path

    assert contents() == before


def test_the_look_at_the_tables_sees_a_change():
    """The canary of the test above."""
    before = contents()
    SignatureFactory()
    changed = {table for table, held in contents().items() if held != before[table]}
    assert {"charter_signature", "members_localgovernment"} <= changed
