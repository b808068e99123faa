"""What the profile of a local government says of its figures: the newest that were published, and the way to all."""

from typing import Any

from coalition.pages.folding import sort_key

from .models import Release
from .showing import newest


def figures_section(government: Any) -> dict[str, Any] | None:
    """Return the latest releases that hold figures of `government`, by name, with its newest one; None without any."""
    latest = Release.objects.latest().filter(places__has_key=government.code).select_related("indicator")
    releases = sorted(latest.defer("places", "sums", "withheld"), key=lambda release: sort_key(release.spoken["name"]))
    return {"releases": [(release, *newest(release, government.code)) for release in releases]} if releases else None
