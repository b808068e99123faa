"""A protected state can be read again, and is protected all the while."""

import pytest

from newsletters.sending.models import Edition
from tests.factories.newsletters import EditionTextFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionTextFactory().edition


def test_a_change_elsewhere_is_read(edition):
    Edition.objects.filter(pk=edition.pk).update(state="sent", title="Other", finished_at=edition.started_at)

    edition.refresh_from_db(fields=["title"])
    assert (edition.title, edition.state) == ("Other", "sending")
    edition.refresh_from_db()

    assert (edition.state, edition.finished_at) == ("sent", edition.started_at)
    with pytest.raises(AttributeError, match="Direct state modification"):
        edition.state = "sending"
