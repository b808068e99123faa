"""Who may do what in the CMS: what only services write is looked at alone, by administrators too."""

import pytest
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from charter.followup.models import Commitment, Schedule
from charter.signing.models import Signature
from charter.texts.models import CharterVersion
from coalition.figures.models import Entry
from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.viewsets import ReadOnlyPolicy
from events.registrations.models import Registration
from newsletters.readers.models import Reader
from newsletters.sending.models import Delivery

pytestmark = pytest.mark.django_db

ACTIONS = ["add", "change", "delete", "view"]
READ_ONLY = [Signature, Commitment, Entry, Message, Registration, Delivery, Reader]


@pytest.mark.parametrize(
    ("model", "allowed"),
    [
        *((model, ["view"]) for model in READ_ONLY),
        (Schedule, ["change", "view"]),
        (CharterVersion, ["add", "change", "view"]),
    ],
)
def test_an_administrator_may_do_no_more_to_a_ledger_than_its_app_allows(admin_user, model, allowed):
    policy = policy_registry.get_by_type(model)

    assert isinstance(policy, ReadOnlyPolicy)
    assert [action for action in ACTIONS if policy.user_has_permission(admin_user, action)] == allowed
    assert not policy.user_has_any_permission(admin_user, ["delete"])


def test_only_committee_editors_write_the_whole_tree():
    granted = GroupPagePermission.objects.filter(page__depth=1).values_list("group__name", "permission__codename")

    assert sorted(granted) == [(roles.COMMITTEE_EDITORS, f"{action}_page") for action in ("add", "change", "publish")]
