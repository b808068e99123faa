"""Of an error's message the words that stand in the code are told, and no others."""

import pytest
from django.db import IntegrityError, connection, transaction

from coalition.mail.models import Message
from coalition.observing.scrubbing import LEFT_OUT, message, place, told
from tests.factories.mail import MessageFactory


def said(function, *arguments: object) -> str:
    """Return what is told of the error that `function` raises."""
    with pytest.raises(Exception) as raised:  # noqa: PT011
        function(*arguments)
    return message(raised.value)


def plain() -> None:
    raise ValueError("The text has no version.")


def filled(name: str) -> None:
    raise ValueError(f"{name}: no seat for '{name}' at {name}!")


def by_percent(name: str, number: int) -> None:
    raise ValueError("the act of %s has %d pages" % (name, number))  # noqa: UP031


def by_data(name: str) -> None:
    {}[name]
    raise ValueError("seat")


@pytest.mark.parametrize(
    ("function", "arguments", "words"),
    [
        (plain, (), "The text has no version."),
        (filled, ("Amina seats",), "[…] no seat for […] at […]"),
        (by_percent, ("Amina", 12), "the act of […] has […] pages"),
        (by_data, ("Amina",), LEFT_OUT),
        (int, ("Amina",), LEFT_OUT),
    ],
)
def test_values_are_left_out_of_a_message(function, arguments, words):
    assert said(function, *arguments) == words


def test_words_of_the_code_within_a_name_are_no_words_of_the_code():
    def fails(name: str) -> None:
        raise ValueError(f"at {name}")

    assert said(fails, "Beatrice") == "at […]"


@pytest.mark.django_db
def test_of_a_database_error_the_names_of_table_and_constraint_are_told():
    first = MessageFactory()
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Message.objects.filter(pk=MessageFactory().pk).update(key=first.key)

    assert message(raised.value).startswith('23505 duplicate key value violates unique constraint "mail_message_')
    assert first.key not in str(told(raised.value))


@pytest.mark.django_db
def test_what_a_trigger_says_is_left_out():
    def fails() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'Amina has signed'; END $$")

    assert said(fails) == "P0001"


def test_files_are_named_without_where_the_site_is_kept():
    import json

    import django

    assert place(__file__) == ("tests/observing/test_words.py", True)
    assert place(django.__file__) == ("django/__init__.py", False)
    assert place(json.__file__)[0].endswith("json/__init__.py")
    assert not place(json.__file__)[0].startswith("/")
    assert place("/home/amina/secret.py") == ("secret.py", False)
