"""Draw the land of the world map again: `manage.py draw_map`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from coalition.members.geo import land

TARGET = Path(land.__file__).parents[1] / "static" / "members" / "map-land.svg"


class Command(BaseCommand):
    help = "Draw static/members/map-land.svg from the committed Natural Earth data."

    def handle(self, *args: Any, **options: Any) -> None:
        TARGET.write_text(land.drawing(), encoding="utf-8")
        self.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
