"""The host that is asked for: ours to the letter, with the port at which the site stands, or 400."""

import pytest
from django.test import Client

from coalition.middleware import is_ours

HOSTS = [  # what is asked for, then whether it is the site's at its own port, at 8443, and anywhere
    ("coalition.example", True, False, True),
    ("Coalition.EXAMPLE", True, False, True),  # RFC 9110 4.2.3: letters of both sizes are one
    ("www.coalition.example", True, False, True),
    ("coalition.example:8443", False, True, True),
    ("coalition.example:443", False, False, True),
    ("coalition.example:8444", False, False, True),
    ("coalition.example:08443", False, False, True),
    ("coalition.example:", False, False, False),
    ("coalition.example:x", False, False, False),
    ("coalition.example:8443:8443", False, False, False),
    ("coalition.example.", False, False, False),
    ("coalition.example.:8443", False, False, False),
    ("coalition.example..", False, False, False),
    ("www.coalition.example.", False, False, False),
    ("www.www.coalition.example", False, False, False),
    (".coalition.example", False, False, False),
    ("example", False, False, False),
    ("evil.example", False, False, False),
    ("coalition.example.evil.example", False, False, False),
    ("evilcoalition.example", False, False, False),
    ("evil.example/coalition.example", False, False, False),
    ("evil.example@coalition.example", False, False, False),
    ("coalition.example@evil.example", False, False, False),
    ("evil.example#coalition.example", False, False, False),
    ("coalition.example\\evil.example", False, False, False),
    ("coalition.example,evil.example", False, False, False),
    ("coalition.example evil.example", False, False, False),
    (" coalition.example", False, False, False),
    ("coalition.example\n", False, False, False),
    ("coalition.example%2e", False, False, False),
    ("coalition.exämple", False, False, False),
    ("ⓒoalition.example", False, False, False),
    ("127.0.0.1", False, False, False),
    ("[::1]", True, False, True),
    ("[::1]:8443", False, True, True),
    ("[::1].", False, False, False),
    ("[::2]", False, False, False),
    ("", False, False, False),
    ("*", False, False, False),
]


@pytest.mark.parametrize(("named", "bare", "at_its_port", "anywhere"), HOSTS)
def test_a_host_is_ours_to_the_letter(settings, named, bare, at_its_port, anywhere):
    settings.ALLOWED_HOSTS = ["coalition.example", "www.coalition.example", "[::1]"]
    told = []
    for port in ("", "8443", None):
        settings.HOST_PORT = port
        told.append(is_ours(named))

    assert told == [bare, at_its_port, anywhere]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/exit/", "/static/css/base.css", "/cms/", "/en/nothing-here/"])
def test_nothing_is_answered_under_another_host_but_the_probes(settings, caplog, path):
    settings.ALLOWED_HOSTS, settings.HOST_PORT = ["coalition.example"], ""
    client = Client(raise_request_exception=False)

    assert client.get(path, headers={"Host": "coalition.example"}).status_code in {200, 302, 404}
    for named in ("coalition.example.", "coalition.example:8443", "evil.example"):
        refused = client.get(path, headers={"Host": named})
        assert (refused.status_code, named in refused.content.decode()) == (400, False)
        assert client.get("/live/", headers={"Host": named}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("secure", [True, False])
def test_another_host_is_one_line_of_information(settings, caplog, secure):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["coalition.example"], True

    refused = Client(raise_request_exception=False).get("/en/", headers={"Host": "evil.example"}, secure=secure)

    assert refused.status_code == 400
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("INFO", None)]
