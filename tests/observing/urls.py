"""The site with one view more, which meets all that must not leave, and fails."""

from typing import Any

from django.db import DataError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from psycopg import sql

from coalition.mail.models import Message
from coalition.urls import urlpatterns as of_the_site


class Unlucky(Exception):
    """What the view ends by."""


def ask_the_database(value: str) -> None:
    """Let `value` be a parameter, a literal, part of a composed statement, and wrong."""
    Message.objects.filter(subject=value).exists()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '{value}' AS {value}")
        cursor.execute(sql.SQL("SELECT {}").format(sql.Literal(value)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [value])


def meets_all(request: HttpRequest, secret: str) -> HttpResponse:
    """Meet every value of the request, and fail with them in the message."""
    name = request.POST.get("name", "")
    if not name:
        Message.objects.filter(subject=secret).exists()
        return HttpResponse("seen")
    try:
        ask_the_database(name)
    except DataError as error:
        error.add_note(secret)
        raise Unlucky(f"the seat of {name} at {request.META.get('HTTP_REFERER')} is gone: {secret}") from error
    return HttpResponse()


urlpatterns: list[Any] = [path("meets-all/<str:secret>/", meets_all, name="meets_all"), *of_the_site]
