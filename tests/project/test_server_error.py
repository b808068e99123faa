"""The pages for a fault of ours, and for what of ours is away, need nothing that may be what broke."""

import errno
import re
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils.translation import gettext, override

from coalition import errors, health, views
from coalition.mail.models import Message
from coalition.upkeep import services as upkeep

EXIT = f'<a class="quick-exit" href="{settings.QUICK_EXIT_URL}" rel="noreferrer" data-quick-exit>'
LANGUAGES = {"en": "ltr", "fr": "ltr", "es": "ltr", "ar": "rtl"}


def unreachable(*arguments: object, **options: object) -> None:
    raise OperationalError("the server closed the connection")


@pytest.fixture
def visitor(client: Client) -> Client:
    """A browser that was here before, with the cookies of a log-in."""
    client.raise_request_exception = False
    client.cookies.load({"sessionid": "x" * 32, "csrftoken": "x" * 32})
    return client


@pytest.fixture
def nothing_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every connection to the database fail, and a view that asks for none of them."""
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", unreachable)
    monkeypatch.setattr(health, "report", Mock(side_effect=RuntimeError))


def test_it_says_so_in_four_languages_whoever_asks_and_keeps_the_exit(visitor: Client, nothing_works: None):
    answers = []
    for language in LANGUAGES:
        with override(language):
            answers.append(visitor.get("/health/", headers={"accept-language": language}))

    html = answers[0].content.decode()
    assert ({answer.status_code for answer in answers}, len({answer.content for answer in answers})) == ({500}, 1)
    assert [language for language in LANGUAGES if f'<a href="/{language}/">' in html] == list(LANGUAGES)
    assert re.findall(r'<div class="stack stack--tight" lang="(\w+)"', html) == ["fr", "es", "ar"]
    assert f'<script src="/static/js/quick-exit.js" data-exit-url="{settings.QUICK_EXIT_URL}">' in html
    assert EXIT in html


@pytest.mark.parametrize(
    ("method", "path", "language"),
    [
        ("get", "/cms/", "es"),
        ("get", "/en/", "en"),
        ("get", "/ar/search/?q=a", "ar"),
        ("post", "/fr/", "fr"),
    ],
)
def test_without_a_database_it_asks_to_come_again_in_the_readers_language_first(
    visitor: Client, nothing_works: None, method: str, path: str, language: str
):
    response = getattr(visitor, method)(path, headers={"accept-language": "es"})

    html = response.content.decode()
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    blocks = re.findall(r'<div class="stack stack--tight" lang="(\w+)" dir="(\w+)">\s*<(h\d)>', html)
    assert blocks[0] == (language, LANGUAGES[language], "h1")
    assert {code: (direction, heading) for code, direction, heading in blocks[1:]} == {
        code: (direction, "h2") for code, direction in LANGUAGES.items() if code != language
    }
    assert f'<html lang="{language}" dir="{LANGUAGES[language]}">' in html
    assert EXIT in html
    with override(language):
        assert gettext("We cannot reach our records right now") in html.partition("<h1>")[2]


@pytest.mark.django_db
def test_errors_of_visitors_and_failed_tasks_raise_an_alarm_by_email(visitor: Client, settings, monkeypatch):
    settings.OPERATOR_ADDRESS, settings.OPERATOR_LANGUAGE = "keeper@town.example", "en"
    settings.ALARM_SERVER_ERRORS = 3
    monkeypatch.setattr(views, "get_language_from_request", Mock(side_effect=RuntimeError))

    def told() -> list[str]:
        upkeep.look()
        upkeep.look()
        return [mail.key.split(":")[1] for mail in Message.objects.filter(template="upkeep/mail/alarm")]

    assert [visitor.get("/").status_code for _time in range(2)] == [500, 500]
    assert "server_errors" not in told()
    visitor.get("/")
    assert errors.count_recent_server_errors() == 3
    assert "server_errors" in told()
    assert "failed_tasks" not in told()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts) "
            "VALUES ('default', 'mail.poll', 0, '{}', 'doing', 0) RETURNING id"
        )
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", cursor.fetchone())
    assert "failed_tasks" in told()
    assert len(told()) == len(set(told()))


def test_what_is_away_comes_back_and_what_is_broken_does_not():
    hidden = RuntimeError()
    hidden.__cause__ = InterfaceError("the connection is closed")

    assert errors.is_away(OperationalError("terminating connection"))
    assert errors.is_away(hidden)
    assert errors.is_away(OSError(errno.ENOSPC, "No space left on device"))
    assert not errors.is_away(OSError(errno.ENOENT, "No such file"))
    assert not errors.is_away(ProgrammingError("no such column"))
    assert not errors.is_away(None)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/contact/", "/ar/charter/sign/"])
def test_a_form_that_cannot_be_read_is_told_so_in_four_languages(path: str):
    """Its letters are none of ours: the door that looks for a token cannot read it, and neither could a page."""
    visitor = Client(enforce_csrf_checks=True)
    visitor.cookies.load({"csrftoken": "x" * 32})

    response = visitor.post(path, b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-7")

    html = response.content.decode()
    assert response.status_code == 400
    assert re.findall(r'<div class="stack stack--tight" lang="(\w+)"', html) == ["fr", "es", "ar"]
    assert EXIT in html
