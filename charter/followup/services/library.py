"""From evidence to the resource library: the facts of a new resource, and a draft page for its words."""

from django.db import transaction
from django.utils import translation

from charter.followup.deliverables import Deliverable
from charter.followup.models import Evidence
from coalition.resources.index_page import ResourcesIndexPage
from coalition.resources.models import Resource, ResourcePage
from coalition.users.models import User

KINDS = {
    Deliverable.DIAGNOSIS: Resource.Kind.STUDY,
    Deliverable.ACTION_PLAN: Resource.Kind.EXPERIENCE,
    Deliverable.GUIDE: Resource.Kind.GUIDE,
    Deliverable.SEMINAR: Resource.Kind.STUDY,
}


@transaction.atomic
def draft_resource(*, evidence: Evidence, by: User) -> Resource:
    """Make a resource of `evidence`, with an unpublished page in its language; return the resource.

    Nothing is public before an editor completes and publishes the page. Where the library has no page in that
    language, only the facts are made.
    """
    commitment = evidence.commitment
    government, deliverable = commitment.government, Deliverable(commitment.deliverable)
    resource = Resource.objects.create(
        key=_free_key(f"{government.slug[:50]}-{deliverable}-{evidence.dated.year}"),
        kind=KINDS.get(deliverable, Resource.Kind.EXPERIENCE),
        year=evidence.dated.year,
        country=government.country,
        member_code=government.code,
        languages=[evidence.language],
        url=evidence.url[:200],
        illustrative=government.fictional,
    )
    index = ResourcesIndexPage.objects.filter(locale__language_code=evidence.language).first()
    if index is not None:
        with translation.override(evidence.language):
            title = f"{deliverable.label}: {government.name}"
        page = ResourcePage(
            title=title, slug=resource.key, resource=resource, summary=evidence.description, live=False,
            locale=index.locale, owner=by,
        )  # fmt: skip
        index.add_child(instance=page)
        page.save_revision(user=by)
    return resource


def _free_key(base: str) -> str:
    taken = set(Resource.objects.filter(key__startswith=base).values_list("key", flat=True))
    numbers = range(2, len(taken) + 3)
    return next(key for key in (base, *(f"{base}-{number}" for number in numbers)) if key not in taken)
