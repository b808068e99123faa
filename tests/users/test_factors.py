"""The secrets of second factors are sealed in the database, by the key of today."""

import pytest
from allauth.mfa.models import Authenticator

from coalition.users import tasks
from coalition.users.factors import SealedAdapter
from coalition.users.models import User
from tests.users.factors import SECRET, give_app

pytestmark = pytest.mark.django_db


def kept() -> str:
    return Authenticator.objects.get().data["secret"]


def test_a_copy_of_the_database_holds_no_secret():
    give_app(User.objects.create_user("ada"))
    assert kept().startswith("sealed:")
    assert SECRET not in kept()
    assert SealedAdapter().decrypt(kept()) == SECRET


def test_what_was_kept_open_before_is_sealed_in_the_night_and_works_meanwhile():
    row = give_app(User.objects.create_user("ada"))
    Authenticator.objects.filter(pk=row.pk).update(data={"secret": SECRET})
    assert SealedAdapter().decrypt(kept()) == SECRET
    tasks.reseal_factors()
    assert SealedAdapter().decrypt(kept()) == SECRET
    assert kept().startswith("sealed:")


def test_a_new_key_of_the_site_reseals_and_without_the_old_one_nothing_opens(settings):
    give_app(User.objects.create_user("ada"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    sealed = kept()
    tasks.reseal_factors()
    assert kept() != sealed
    settings.SECRET_KEY_FALLBACKS = []
    assert SealedAdapter().decrypt(kept()) == SECRET
    with pytest.raises(ValueError, match="sealed by another key"):
        SealedAdapter().decrypt(sealed)
    resealed = kept()
    tasks.reseal_factors()
    assert kept() == resealed
