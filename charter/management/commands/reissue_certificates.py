"""`manage.py reissue_certificates CODE ...`: a new edition of certificates, after a correction or with a new key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from charter.certificates.services import reissue
from charter.signing.models import Signature


class Command(BaseCommand):
    help = "Order a new edition of the certificates of these signatures; the worker makes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="verification codes of signatures")
        parser.add_argument("--all", action="store_true", help="every signature in force")
        parser.add_argument("--tell", action="store_true", help="mail the town halls when the certificates are ready")

    def handle(self, *args: Any, codes: list[str], tell: bool, **options: Any) -> None:
        if bool(codes) == options["all"]:
            raise CommandError("Name verification codes, or give --all.")
        rows = Signature.objects.signed()
        if codes:
            rows = rows.filter(verification_code__in=codes)
            if unknown := sorted(set(codes) - set(rows.values_list("verification_code", flat=True))):
                raise CommandError(f"No signature in force has the code {', '.join(unknown)}.")
        count = 0
        for signature in rows.order_by("number").iterator():
            reissue(signature=signature, notify=tell)
            count += 1
        self.stdout.write(f"{count} signatures get a new edition of their certificates.")
