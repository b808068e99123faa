"""A large file comes from the disk of the server."""

import pytest
from django.core.management import call_command

from tests.factories.replays import MEDIA, past_event
from webinars.replays.models import MediaFile

pytestmark = pytest.mark.django_db


def test_a_file_of_this_machine_is_added(capsys):
    event = past_event()

    call_command("add_recording", str(event.pk), str(MEDIA / "t.mp4"), "--height", "360")

    assert list(MediaFile.objects.values_list("replay__event", "media_type", "height")) == [
        (event.pk, "video/mp4", 360)
    ]
    assert "added to" in capsys.readouterr().out
