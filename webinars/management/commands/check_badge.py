"""Check an Open Badge of this site without the network, and say what it says."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coalition.pages import sealing
from webinars.courses.certificates import badges


class Command(BaseCommand):
    help = "Check the signature of an Open Badge (a .jwt file) by the key of this installation, or by --key (a JWK)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="a file with the public key of the issuer, as its site shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what the badge says; fail where it is not genuine."""
        try:
            key = json.loads(options["key"].read_text()) if options["key"] else sealing.signer().jwk()
            said = badges.check(options["file"].read_text(encoding="utf-8"), key)
        except badges.NotGenuine as error:
            raise CommandError(f"Not genuine: {error}.") from error
        except (OSError, ValueError, sealing.NoSeal) as error:
            raise CommandError(f"This cannot be checked: {error}") from error
        self.stdout.write("Genuine.")
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
