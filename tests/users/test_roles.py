"""Granting a role its permissions."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

from coalition.users import roles


def codenames(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.mark.django_db
def test_only_committee_editors_write_the_whole_tree():
    granted = GroupPagePermission.objects.filter(page__depth=1).values_list("group__name", "permission__codename")

    assert sorted(granted) == [(roles.COMMITTEE_EDITORS, f"{action}_page") for action in ("add", "change", "publish")]
