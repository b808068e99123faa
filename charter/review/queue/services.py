"""Filters of the queue that people keep for themselves."""

from django.db import transaction

from charter.review.queue.models import SavedFilter
from coalition.users.models import User


@transaction.atomic
def save_filter(*, user: User, name: str, querystring: str) -> SavedFilter:
    """Keep `querystring` for `user` under `name`; a filter that had this name is replaced."""
    saved, _created = SavedFilter.objects.update_or_create(user=user, name=name, defaults={"querystring": querystring})
    return saved


@transaction.atomic
def forget_filter(*, user: User, pk: int) -> bool:
    """Forget the filter `pk` of `user`; say whether there was one. Other people's are left alone."""
    count, _by_model = SavedFilter.objects.filter(user=user, pk=pk).delete()
    return count > 0
