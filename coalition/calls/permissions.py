"""Who may see and judge proposals. Whose marks one sees, `services.visible_readings` says."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from coalition.users.viewsets import ReadOnlyPolicy

from .models import Proposal, ProposalQuerySet, Reading


def may_view(user: Any) -> bool:
    return bool(user.has_perm("calls.view_proposal"))


def may_read(user: Any) -> bool:
    return bool(user.has_perm("calls.read_proposal"))


def may_decide(user: Any) -> bool:
    """Say whether `user` may share proposals out among readers, and decide on those that they did not read."""
    return bool(user.has_perm("calls.decide_proposal"))


def visible_proposals(user: Any) -> ProposalQuerySet:
    """Return the proposals that `user` may open: those assigned to them, or all that were sent for who decides."""
    sent: ProposalQuerySet = Proposal.objects.handed_in()
    if not may_view(user):
        return sent.none()
    if may_decide(user):
        return sent
    assigned = Reading.objects.filter(proposal=OuterRef("pk"), reader=user.pk)
    return sent.filter(Exists(assigned)).exclude(conflicts=user.pk)


class ProposalPolicy(ReadOnlyPolicy):
    """Proposals are read by the people they are assigned to and by those who decide."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Proposal]:
        rows = visible_proposals(user)
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Proposal) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()
