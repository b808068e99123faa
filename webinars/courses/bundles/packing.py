"""A bundle as one file: pages, a list of their digests, and the signature of this site on that list."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from coalition.pages import sealing
from webinars.courses.lessons.models import Course

from .leaves import leaves

MANIFEST, SIGNATURE, CHAIN, README = "MANIFEST.json", "MANIFEST.p7s", "CERTIFICATES.pem", "README.txt"
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # that an archive can say


def bundle(course: Course) -> bytes:
    """Return the bundle of `course`, a zip archive. Raises sealing.NoSeal where this site cannot sign."""
    moment = timezone.now().astimezone(UTC).replace(microsecond=0)
    files = {leaf.name: leaf.content.encode() for leaf in leaves(course)}
    files[README] = render_to_string("webinars/courses/bundle/readme.txt", {"site": settings.SITE_URL}).encode()
    manifest = _manifest(files, course.key, moment)
    signed = sealing.beside(manifest)
    return archive({MANIFEST: manifest, SIGNATURE: signed.signature, CHAIN: signed.chain, **files}, moment)


def _manifest(files: Mapping[str, bytes], course: str, moment: datetime) -> bytes:
    """Return the list of `files` with the SHA-256 of each, as JSON."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    facts = {"course": course, "made": moment.isoformat(), "sha256": digests}
    return json.dumps(facts, indent=1, ensure_ascii=False).encode() + b"\n"


def archive(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """Return `files` as a zip archive, each with the time `moment`."""
    target = io.BytesIO()
    stamp = max(moment, OLDEST).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
