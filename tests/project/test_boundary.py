"""Who asks, and by which scheme, is resolved once, from what our own proxies say and from nothing else."""

from io import BytesIO
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.core.handlers.wsgi import WSGIRequest

from coalition.boundary import LOCAL, Boundary, proxies
from coalition.privacy import checks
from coalition.privacy.rate_limits import client_ip

PUBLIC, PROXY = "8.8.8.8", "127.0.0.1"


def let_through(**environ: Any) -> dict[str, Any]:
    """Return the environ that the application gets, and what was noted under "noted"."""
    got: dict[str, Any] = {}
    request = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/en/",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": PROXY,
        "HTTP_HOST": "coalition.example",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **environ,
    }
    boundary = Boundary(lambda environ, start: got.update(environ) or [])
    boundary(request, lambda *answer: None)
    return {**got, "noted": list(boundary.told)}


POISON = {
    "HTTP_X_FORWARDED_FOR": "6.6.6.6",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PORT": "666",
    "HTTP_X_FORWARDED_PREFIX": "/evil",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_SSL": "on",
    "HTTP_FORWARDED": "for=6.6.6.6;host=evil.example;proto=https",
    "HTTP_X_REAL_IP": "6.6.6.6",
    "HTTP_X_CLIENT_IP": "6.6.6.6",
    "HTTP_TRUE_CLIENT_IP": "6.6.6.6",
    "HTTP_CF_CONNECTING_IP": "6.6.6.6",
    "HTTP_X_SCRIPT_NAME": "/evil",
    "HTTP_SCRIPT_NAME": "/evil",
    "HTTP_X_ORIGINAL_URL": "/cms/",
    "HTTP_X_ORIGINAL_HOST": "evil.example",
    "HTTP_X_REWRITE_URL": "/cms/",
    "HTTP_X_HOST": "evil.example",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_PROXY": "http://evil.example",
    "HTTP_FRONT_END_HTTPS": "on",
    "SCRIPT_URL": "/evil/en/",
    "REDIRECT_URL": "/evil/en/",
}


@pytest.mark.parametrize("trusted", [0, 1])
def test_no_header_of_a_proxy_is_read_behind_the_boundary(settings, trusted):
    settings.TRUSTED_PROXIES = trusted

    got = let_through(**POISON)

    assert [name for name in POISON if name in got] == []
    assert "evil" not in repr(got)


@pytest.mark.parametrize("trusted", [0, 1])
@pytest.mark.parametrize(("script_name", "path_info"), [("/en", "/events/"), ("/en/events/", ""), ("", "/en/events/")])
def test_script_name_is_dropped_and_the_path_is_whole_again(settings, trusted, script_name, path_info):
    settings.TRUSTED_PROXIES, settings.ALLOWED_HOSTS = trusted, ["coalition.example"]

    got = let_through(SCRIPT_NAME=script_name, PATH_INFO=path_info)

    assert (got["SCRIPT_NAME"], got["PATH_INFO"]) == ("", "/en/events/")
    assert WSGIRequest(got).build_absolute_uri() == "http://coalition.example/en/events/"


@pytest.mark.parametrize(
    ("trusted", "said", "address"),
    [
        (0, "6.6.6.6", PROXY),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6,, 203.0.113.9,", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", PROXY),
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "203.0.113.9, <script>", PROXY),
        (1, "203.0.113.9, 999.1.1.1", PROXY),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "2001:DB8:0:0::1", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, '"[2001:db8::1]:4711"', "2001:db8::1"),
        (1, "[2001:db8::1", PROXY),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9 evil", PROXY),
        (1, "x" * 5000, PROXY),
    ],
)
def test_the_visitor_is_our_own_proxies_entry_from_the_right(settings, trusted, said, address):
    settings.TRUSTED_PROXIES = trusted

    assert let_through(HTTP_X_FORWARDED_FOR=said, HTTP_X_FORWARDED_PROTO="https")["REMOTE_ADDR"] == address


@pytest.mark.parametrize(
    ("trusted", "own", "said", "scheme"),
    [
        (0, "http", "https", "http"),
        (0, "https", "http", "https"),
        (1, "http", "https", "https"),
        (1, "https", "", "http"),
        (1, "http", "https, http", "http"),
        (1, "http", "http, HTTPS", "https"),
        (2, "http", "https, http", "https"),
        (2, "http", "https", "https"),
        (1, "http", "javascript", "http"),
    ],
)
def test_the_scheme_is_the_proxys_or_the_connections_own(settings, trusted, own, said, scheme):
    settings.TRUSTED_PROXIES = trusted
    headers = {"HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.9", "HTTP_X_FORWARDED_PROTO": said, "wsgi.url_scheme": own}

    got = let_through(**headers)

    assert got["wsgi.url_scheme"] == scheme
    assert WSGIRequest(got).is_secure() is (scheme == "https")


def test_a_scheme_that_gunicorn_took_from_a_header_is_not_believed():
    assert let_through(**{"wsgi.url_scheme": "https", "gunicorn.socket": object()})["wsgi.url_scheme"] == "http"


def test_limits_and_allauth_see_the_same_visitor(settings):
    settings.TRUSTED_PROXIES = 1
    got = let_through(HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9", HTTP_X_FORWARDED_PROTO="https")
    request = WSGIRequest(got)

    seen = {client_ip(request), get_adapter(request).get_client_ip(request)}

    assert seen == {"203.0.113.9"}


@pytest.mark.parametrize(
    ("trusted", "environ", "noted"),
    [
        (0, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, ["undeclared"]),
        (0, {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "REMOTE_ADDR": "172.17.0.1"}, ["undeclared"]),
        (0, {"HTTP_VIA": "1.1 proxy", "HTTP_HOST": "127.0.0.1:8000"}, ["undeclared"]),
        (0, {"REMOTE_ADDR": ""}, ["undeclared"]),  # a Unix socket: only a proxy asks there
        (0, {}, ["undeclared"]),  # a proxy that says nothing: nobody on this machine asks for the site by its name
        (0, {"HTTP_HOST": "127.0.0.1:8000"}, []),
        (0, {"HTTP_HOST": "localhost:8000"}, []),
        (0, {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, []),
        (0, {"REMOTE_ADDR": PUBLIC, "HTTP_X_FORWARDED_FOR": "6.6.6.6"}, []),  # a stranger cannot raise an alarm
        (0, {"REMOTE_ADDR": PUBLIC}, []),
        (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}, []),
        (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, ["scheme"]),
        (1, {"HTTP_X_FORWARDED_PROTO": "https"}, ["short"]),
        (1, {"HTTP_X_FORWARDED_FOR": "unknown", "HTTP_X_FORWARDED_PROTO": "https"}, ["short"]),
        (2, {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}, ["short"]),
        (1, {}, ["short"]),
        (1, {"PATH_INFO": "/health/"}, []),  # a monitor asks around the proxy
        (1, {"REMOTE_ADDR": PUBLIC, "HTTP_X_FORWARDED_FOR": "6.6.6.6"}, ["around"]),
    ],
)
def test_what_contradicts_trusted_proxies_is_noted(settings, trusted, environ, noted):
    settings.TRUSTED_PROXIES = trusted

    assert let_through(**environ)["noted"] == noted


def test_who_reaches_the_server_around_the_proxy_is_who_connects(settings):
    settings.TRUSTED_PROXIES = 1
    forged = {"REMOTE_ADDR": PUBLIC, "HTTP_X_FORWARDED_FOR": "6.6.6.6", "HTTP_X_FORWARDED_PROTO": "https"}

    got = let_through(**forged)
    assert (got["REMOTE_ADDR"], got["wsgi.url_scheme"]) == (PUBLIC, "http")

    settings.TRUSTED_PROXY_NETWORKS = proxies("1,8.8.8.0/24")[1]
    got = let_through(**forged)
    assert (got["REMOTE_ADDR"], got["wsgi.url_scheme"], got["noted"]) == ("6.6.6.6", "https", [])


@pytest.mark.parametrize(
    ("environ", "here"),
    [
        ({"HTTP_HOST": "127.0.0.1:8000"}, True),
        ({"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, True),
        ({"HTTP_HOST": "localhost"}, True),
        ({"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"HTTP_HOST": "127.0.0.1", "HTTP_VIA": "1.1 proxy"}, False),
        ({"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": PUBLIC}, False),
        ({"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": ""}, False),
        ({"HTTP_HOST": "127.0.0.1:8000", "SERVER_PROTOCOL": "HTTP/1.0"}, False),  # nginx that was told nothing
        ({"HTTP_HOST": "coalition.example"}, False),  # HAProxy that was told nothing
        ({"HTTP_HOST": "localhost.evil.example"}, False),
        ({"HTTP_HOST": ""}, False),
    ],
)
@pytest.mark.parametrize("trusted", [0, 1])
def test_only_who_asks_a_demonstration_here_himself_is_local(settings, trusted, environ, here):
    settings.TRUSTED_PROXIES, settings.DEMO = trusted, False

    probe = {"PATH_INFO": "/health/", **environ}
    assert let_through(**probe)[LOCAL] is False  # it may be an untaught proxy that hands on a forged host

    settings.DEMO = True
    assert let_through(**probe)[LOCAL] is here
    assert let_through(**environ)[LOCAL] is False  # nothing but a probe asks


@pytest.mark.parametrize("text", ["", "-1", "one", "11", "1,nonsense", "0,10.0.0.1", "1;2"])
def test_a_senseless_number_of_proxies_refuses_the_start(text, capsys):
    with pytest.raises(SystemExit):
        proxies(text)

    assert capsys.readouterr().err.startswith("Refusing to start: TRUSTED_PROXIES must be ")


@pytest.mark.django_db
def test_what_a_stranger_sends_is_told_once_a_minute_by_the_log_and_changes_no_health(client, settings, caplog):
    settings.TRUSTED_PROXIES, settings.HEALTH_TOKEN = 0, "a-token-of-more-than-twenty-characters"
    asked = {"HTTP_AUTHORIZATION": f"Bearer {settings.HEALTH_TOKEN}"}
    before = client.get("/health/", **asked)
    boundary = Boundary(lambda environ, start: [])
    for _time in range(2):
        boundary({"PATH_INFO": "/", "REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": "6.6.6.6"}, lambda *answer: None)
    after = client.get("/health/", **asked)

    assert [record.message.partition(":")[0] for record in caplog.records if record.name == "coalition.boundary"] == [
        "Requests come through a proxy, but TRUSTED_PROXIES is 0"
    ]
    assert (after.status_code, after.json()["failing"]) == (before.status_code, before.json()["failing"])
    assert "6.6.6.6" not in caplog.text


@pytest.mark.parametrize(("trusted", "named"), [(0, ["privacy.W002"]), (1, [])])
def test_a_deployment_that_declares_no_proxy_is_warned(settings, trusted, named):
    settings.TRUSTED_PROXIES = trusted

    assert [warning.id for warning in checks.check_proxies()] == named
