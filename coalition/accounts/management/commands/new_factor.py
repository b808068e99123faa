"""Ask for a new second factor from the command line: for the first administrator, and for one who lost it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coalition.accounts import services
from coalition.users.models import User


class Command(BaseCommand):
    help = "End every session of an account, forget its second factors, and print the link that sets up a new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the link, which is mailed too where the account has an address."""
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError("There is no open account of that name.")
        self.stdout.write(services.ask_for_new_factor(user=user, by=None))
