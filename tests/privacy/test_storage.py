"""A file of the site is there whole, and with the row that knows of it, or not at all."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from coalition.privacy.storage import WholeStorage


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rolled_back", "left"), [(True, []), (False, ["harbour.png"])])
def test_a_picture_goes_with_the_transaction_that_stored_it(tmp_path: Path, rolled_back: bool, left: list[str]):
    with transaction.atomic():
        WholeStorage(location=tmp_path).save("harbour.png", ContentFile(b"new"))
        transaction.set_rollback(rolled_back)

    assert [path.name for path in tmp_path.iterdir()] == left
