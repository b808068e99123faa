"""Granting a role its permissions."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from coalition.users import roles


def codenames(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.mark.django_db
def test_a_grant_makes_the_permission_and_is_idempotent():
    before = codenames(roles.EVENT_HOSTS)

    for _time in range(2):
        roles.grant(roles.EVENT_HOSTS, "home", "StandardPage", ["view", "polish"])

    assert codenames(roles.EVENT_HOSTS) - before == {"view_standardpage", "polish_standardpage"}
    assert Permission.objects.filter(codename="polish_standardpage").count() == 1


@pytest.mark.django_db
def test_an_unknown_role_is_refused():
    with pytest.raises(Group.DoesNotExist):
        roles.grant("Strangers", "home", "homepage", ["view"])


@pytest.mark.django_db
def test_only_committee_editors_write_the_whole_tree():
    granted = GroupPagePermission.objects.filter(page__depth=1).values_list("group__name", "permission__codename")

    assert sorted(granted) == [(roles.COMMITTEE_EDITORS, f"{action}_page") for action in ("add", "change", "publish")]
