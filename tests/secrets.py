"""`python -m tests.secrets`: name each key or token that stands in a file of the repository. Part of `make lint`.

The detectors are those of detect-secrets that know what a key of some provider looks like. Those that guess, by chance
of letters or by a word like *password* beside them, are left out: this repository is full of digests and of invented
log-ins. Nothing is asked of any provider.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from detect_secrets.core import scan
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[1]
GUESSES = {
    "Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector", "KeywordDetector",
    "CloudantDetector", "IbmCloudIamDetector", "IbmCosHmacDetector", "SoftlayerDetector",
}  # fmt: skip
NO_WORDS = (".gz", ".jpg", ".png", ".po", ".woff2", ".pdf", ".ttf", ".ico", ".tsv")
LOCKS = ("requirements/", "tests/node/package-lock.json")  # nothing but digests
BASIC = "Basic Auth Credentials"
INVENTED = {  # what tests and examples show, and no door opens to
    ("coalition/buckets/storage.py", BASIC),
    ("coalition/postgres.py", BASIC),
    ("coalition/settings/base.py", BASIC),
    ("coalition/settings/environment.py", BASIC),
    ("docs/operations.md", BASIC),
    ("docs/server.md", BASIC),
    ("docs/settings.md", BASIC),
    ("packaging/coalition", BASIC),
    ("packaging/environment.example", BASIC),
    ("tests/attacks/test_hostile_addresses.py", BASIC),
    ("tests/calls/test_reading.py", "GitHub Token"),
    ("tests/events/pages/test_outside_services.py", BASIC),
    ("tests/mail/test_incoming.py", BASIC),
    ("tests/mail/test_signing.py", "Private Key"),
    ("tests/packaging/test_command.py", BASIC),
    ("tests/project/test_outbound.py", BASIC),
    ("tests/project/test_error_reports.py", BASIC),
    ("tests/site/test_words.py", BASIC),
    ("tests/store.py", BASIC),
}


def found(names: Iterable[str], root: Path = ROOT) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and kind of each key in the files `names` below `root`.

    Only files in which an expression of a detector matches are gone through line by line, as detect-secrets does it.
    """
    known = {of.__name__: of for of in get_mapping_from_secret_type_to_class().values()}
    detectors = {name: of for name, of in known.items() if name not in GUESSES}
    expressions = [regex for of in detectors.values() for regex in of().denylist]
    with transient_settings({"plugins_used": [{"name": name} for name in sorted(detectors)], "filters_used": []}):
        for name in names:
            text = (root / name).read_text(errors="replace")
            if not any(regex.search(text) for regex in expressions):
                continue
            for secret in scan.scan_file(str(root / name)):
                yield name, secret.line_number, secret.type


def kept() -> list[str]:
    """Return the files that git keeps, without those that hold no words."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if not name.endswith(NO_WORDS) and not name.startswith(LOCKS)]


def main() -> int:
    """Name what is there and was not invented; return the code to end with."""
    secrets = [secret for secret in found(kept()) if (secret[0], secret[2]) not in INVENTED]
    for name, line, kind in secrets:
        print(f"{name}:{line}: {kind}. Take it out and exchange it; INVENTED in tests/secrets.py names examples.")
    return 1 if secrets else 0


if __name__ == "__main__":
    sys.exit(main())
