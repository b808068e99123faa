"""Requests of persons from the command line: the same register, rules and site history as in the CMS.

The address is typed or piped in, never given as an argument: others on the machine would see it, and a shell keeps it.
"""

import getpass
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coalition.privacy.fields import AddressField
from coalition.users.models import User

from . import services
from .models import PersonRequest
from .permissions import may_handle


class PersonCommand(BaseCommand):
    """A command that answers a request of a person: one that it records, or one of the register."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, help="who answers: the name of an account that may, for the history")
        parser.add_argument("--request", type=int, help="the number of a request that is recorded already")
        parser.add_argument("--channel", choices=PersonRequest.Channel.values, help="how the request came")
        parser.add_argument("--check", choices=PersonRequest.Check.values, help="how identity was checked")
        parser.add_argument("--received", type=date.fromisoformat, help="the day it came, such as 2026-11-27; today")

    def asked(self, address: str, by: User, options: dict[str, Any]) -> PersonRequest:
        """Return the request that is to be answered, recorded now where it was not before. Raises CommandError."""
        if options["request"]:
            found = PersonRequest.objects.filter(pk=options["request"], kind=self.kind).first()
            if found is None:
                raise CommandError("There is no such request in the register.")
            return found
        if not options["channel"] or not options["check"]:
            raise CommandError("Say how the request came (--channel) and how identity was checked (--check).")
        return services.record(
            kind=self.kind,
            channel=options["channel"],
            identity_check=options["check"],
            address=address,
            received_on=options["received"] or timezone.localdate(),
            by=by,
        )

    def officer(self, name: str) -> User:
        """Return the account of whoever answers. Raises CommandError for one that may not."""
        user: User | None = User.objects.filter(username=name).first()
        if user is None or not may_handle(user):
            raise CommandError("This account may not answer requests of persons.")
        return user

    def address(self) -> str:
        """Return the address that is typed, without showing it, or piped in. Raises CommandError."""
        typed = getpass.getpass("Email address: ") if sys.stdin.isatty() else sys.stdin.readline()
        try:
            return str(AddressField().clean(typed.strip()))
        except ValidationError:
            raise CommandError("This is not an email address.") from None

    def refused(self, error: Exception) -> CommandError:
        """Return what is wrong, for the operator and without a word of the person."""
        if isinstance(error, services.AnotherAddress):
            return CommandError("This is not the address that the request was recorded for.")
        if isinstance(error, services.AlreadyAnswered):
            return CommandError("This request was answered before.")
        return CommandError(f"The erasure stopped at “{error.args[0]}”. What came before is erased.")
