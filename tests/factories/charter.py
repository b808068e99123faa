"""Valid, unsurprising charter versions, signatures and pages."""

from collections.abc import Iterable
from datetime import date

import factory
import pgtrigger
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from charter import states
from charter.ledger.services import next_number
from charter.pages import CharterIndexPage
from charter.review.group_members import mail_questions
from charter.review.services import check_authority, publish_signature, review_mark
from charter.review.status import Checked, NetworkDecision
from charter.signing import services as signing
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import Party
from charter.texts.models import CharterText, CharterVersion
from charter.texts.services import commit, propose, publish, write_text
from coalition.members.models import LocalGovernment
from coalition.privacy import secret_links
from coalition.users.models import User
from tests.factories.members import LocalGovernmentFactory, home_page, published

ARTICLES = [("Listen", "We listen to women.\n\nWe believe them."), ("Act", "We act together.")]


def draft_version(number: int = 1, languages: list[str] | None = None) -> CharterVersion:
    """Return a draft with a text in each language of the site, or only in `languages`."""
    version = CharterVersion.objects.create(number=number)
    codes = [code for code, _name in settings.LANGUAGES] if languages is None else languages
    for code in codes:
        write_text(
            version=version, language=code, title=f"Charter {number} {code}", preamble="We commit.", articles=ARTICLES
        )
    return version


@transaction.atomic
def published_version(number: int = 1) -> CharterVersion:
    """Return a version published in every language, as two people left it; the site history says nothing of that.

    Most tests of signatures begin with one: writing and publishing it by the services costs ten times as many queries.
    """
    now = timezone.now()
    version = CharterVersion.objects.create(number=number)
    texts = [
        CharterText(
            version=version, language=code, title=f"Charter {number} {code}", preamble="We commit.",
            body=[("article", {"title": heading, "text": text}) for heading, text in ARTICLES],
        )
        for code, _name in settings.LANGUAGES
    ]  # fmt: skip
    for text in texts:
        text.digest = text.digest_now()
    CharterText.objects.bulk_create(texts)
    version.proposed_by, version.published_by = reviewer(1), reviewer(2)
    version.proposed_at = version.published_at = now
    version.proposed_digest, version.state = version.digest_now(), CharterVersion.State.PUBLISHED
    version.save()
    commit(version)
    return version


def published_by_two(version: CharterVersion) -> CharterVersion:
    digest = version.digest_now()
    propose(version=version, proposer=reviewer(1), digest=digest)
    return publish(version=version, publisher=reviewer(2), digest=digest)


def change_one_character(*, language: str, number: int = 1) -> None:
    """Change one letter of a published version in `language`, as an intruder who owns the database may."""
    text = CharterText.objects.get(version__number=number, language=language)
    changed = [
        (block.block_type, {**block.value, "text": block.value["text"].replace("believe", "Believe")})
        for block in text.body
    ]
    with pgtrigger.ignore("charter.CharterText:published_text_is_frozen"):
        CharterText.objects.filter(pk=text.pk).update(body=changed)


class SignatureFactory(factory.django.DjangoModelFactory):
    """A complete draft of a French town; `state` makes a later one, bound to a published version."""

    class Meta:
        model = Signature

    government = factory.SubFactory(LocalGovernmentFactory)
    language = "fr"
    signatory_name = "Maëlle Kerrien"
    signatory_role = "Maire"
    official_email = factory.Sequence(lambda number: f"cabinet@town-{number}.example")
    contact_name = "Camille Private"
    contact_email = factory.Sequence(lambda number: f"camille.{number}@secret.example")
    contact_confirmed_at = factory.LazyFunction(timezone.now)
    act_body = "Conseil municipal"
    act_number = factory.Sequence(lambda number: f"2026-{number}")
    act_date = date(2026, 1, 15)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        state = kwargs.get("state", "draft")
        if state != "draft":
            _bind(kwargs, state)
        if state == "authority_checked" or state in states.PUBLISHED:
            kwargs.setdefault("checked_by", reviewer(1))
            kwargs.setdefault("checked_at", kwargs["submitted_at"])
        if state in (*states.PUBLISHED, "rejected", "changes_requested"):
            kwargs.setdefault("decided_at", timezone.now())
            kwargs.setdefault("decided_by", reviewer(2))
        if state in states.PUBLISHED:
            kwargs.setdefault("number", next_number())
            kwargs.setdefault("signed_at", timezone.now())
            kwargs.setdefault("act_file_sha256", "a" * 64)
        return super()._create(model_class, *args, **kwargs)


def _bind(kwargs, state):
    version = kwargs.get("version") or CharterVersion.objects.current() or published_version()
    now = timezone.now()
    kwargs["version"] = version
    kwargs.setdefault("text_digest", version.texts.get(language=kwargs["language"]).digest)
    kwargs.setdefault("mailbox_verified_at", now)
    if state != "mailbox_verified":
        kwargs.setdefault("submitted_at", now)


def reviewer(place: int) -> User:
    """Return the first or the second of two reviewers' accounts."""
    return User.objects.get_or_create(username=f"reviewer-{place}")[0]


def submitted(**fields) -> Signature:
    """Return a signature that came to the reviewers by every step, each in the ledger."""
    text = CharterText.objects.current("fr") or published_version().texts.get(language="fr")
    signature = SignatureFactory(version=text.version, text_digest=text.digest, **fields)
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    move(signature.submit, party=Party.TOWN_HALL)
    return signature


def accept(signature: Signature) -> Signature:
    """Publish a submitted signature as two reviewers do; ad referendum for a year when it has no file."""
    check_authority(
        signature=signature,
        reviewer=reviewer(1),
        call_back="Called the switchboard.",
        mandate=True,
        act=True,
        domain=True,
        members=list(signature.group_members.all()),
    )
    mail_questions()
    return publish_signature(signature=signature, reviewer=reviewer(2))


def list_members(signature: Signature, governments: Iterable[LocalGovernment]) -> None:
    """Let an association list `governments`, each with a mailbox of its own."""
    GroupMember.objects.bulk_create(
        GroupMember(
            signature=signature, government=row, listed_name=row.name, listed_country=row.country,
            official_email=f"cabinet@{row.code.lower()}.example",
        )
        for row in governments
    )  # fmt: skip


def say_yes(signature: Signature) -> Signature:
    """Let each member that an association lists have said yes, as a reviewer accepted it."""
    now = timezone.now()
    signature.group_members.update(
        answer="yes", answered_at=now, basis="delegation", act_body="Council", act_number="7",
        act_date=date(2026, 1, 15), counted_at=now, accepted_by=reviewer(1),
    )  # fmt: skip
    return signature


def two_reviewers() -> NetworkDecision:
    """Return the people of a change of status by the network: the first proposed it, the second decides."""
    return NetworkDecision(proposed_by=reviewer(1), decided_by=reviewer(2))


def checked_act() -> Checked:
    """Return the act of a town hall's change, as a reviewer checked it."""
    return Checked(by=reviewer(1), file="acts/checked.pdf", sha256="c" * 64, sent_sha256="c" * 64)


def shown(signature: Signature) -> dict[str, str]:
    """Return the hidden field of the review page, as it is drawn now."""
    return {"seen": review_mark(Signature.objects.get(pk=signature.pk))}


def link_to(signature: Signature) -> str:
    """Return the token of a fresh resume link."""
    token, digest = secret_links.new_token()
    signature.links.create(digest=digest)
    return token


def agree(signature: Signature, language: str = "fr") -> None:
    """Agree to the current text in `language`; the code is mailed."""
    text = CharterText.objects.current(language)
    signing.agree(signature=signature, language=language, agreed_digest=text.digest if text else "")
    signing.mail_code(signature=signature, language=language, again=True)


def staff(group: str, username: str = "") -> User:
    user = User.objects.create_user(username or group.replace(" ", "-").lower(), password="not-a-secret-42")
    user.groups.add(Group.objects.get(name=group))
    return user


def charter_page(language: str = "en", **fields: str) -> CharterIndexPage:
    home = home_page(language)
    if not home.live:
        home.save_revision().publish()
    return published(home, CharterIndexPage(title="Charter", slug="charter", **fields))
