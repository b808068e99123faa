"""What the profile of a local government says of its figures: the way to those that were published."""

from typing import Any

from coalition.pages.folding import sort_key

from .models import Release


def figures_section(government: Any) -> dict[str, Any] | None:
    """Return the latest releases that hold figures of `government`, by name; None without any. One query."""
    latest = Release.objects.latest().filter(places__has_key=government.code).select_related("indicator")
    releases = sorted(
        latest.defer("cells", "places", "sums", "withheld"), key=lambda release: sort_key(release.spoken["name"])
    )
    return {"releases": releases} if releases else None
