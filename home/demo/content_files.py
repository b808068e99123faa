"""The demonstration's content files."""

from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from home import site_tree

CONTENT = Path(__file__).parent / "content"


def read(name: str) -> dict[str, Any]:
    """Return what `content/<name>.toml` holds. Raises FileNotFoundError."""
    return site_tree.read(CONTENT / f"{name}.toml")


def picture(name: str, title: str) -> Any:
    """Return the image of `content/pictures/<name>`, stored under `title` unless it is there already."""
    images = get_image_model().objects
    found = images.filter(title=title).first()
    if found is None:
        with (CONTENT / "pictures" / name).open("rb") as file:
            found = images.create(title=title, file=ImageFile(file, name=name.replace("/", "-")))
    return found
