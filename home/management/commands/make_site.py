"""`manage.py make_site`: the tree of an empty installation, ready for its editors."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home import starter


class Command(BaseCommand):
    help = "Make the front page, the head of every section and the footer's pages, in every language, where missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="Coalition of local governments", help="the name on the front page")

    def handle(self, *args: Any, **options: Any) -> None:
        starter.build(name=options["name"])
        if options["verbosity"]:
            self.stdout.write(
                "The site has its pages in every language. Write help, privacy and accessibility before it goes online."
            )
