"""One row of everything that a secret address opens. Runs in an installation, by `secret_pages.make`."""

import time
import uuid
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import log as transparency
from charter.review import change_requests, status
from charter.review import services as reviews
from charter.signing import services as signing
from charter.signing.models import DeskLink, Signature
from charter.signing.services import move
from charter.states import Party
from charter.texts import services as texts
from charter.texts.models import CharterVersion
from coalition.accounts import services as owners
from coalition.calls.models import Call, ProposalLink
from coalition.certificates.services import certificate_of
from coalition.figures import releases as figures
from coalition.figures.models import Entry, Indicator
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from coalition.privacy import secret_links
from coalition.users.models import User
from events.agenda import private_calendar as own_calendar
from events.door.certificates import ATTENDANCE, issue
from events.messages.models import Letter, LetterCopy
from events.models import Event
from events.online.channels import set_channels
from events.online.models import Joining
from events.online.services import set_room
from events.pages.models import EventPage
from events.programme import release
from events.programme.models import Programme, SessionLanguage, SessionSpeaker, SpeakerContact
from events.registrations import delegations
from events.registrations import services as events
from events.registrations.admission import PersonalInvitation
from events.registrations.fields import Registrant
from events.registrations.join_links import JoinLink
from events.registrations.models import Registration, RegistrationRequest, SeatCategory
from home.contact import services as contact
from home.contact.models import ContactTopic
from home.models import StandardPage
from newsletters.readers import services as newsletters
from newsletters.readers.models import Reader, SubscriptionRequest
from tests.factories.calls import ProposalFactory
from tests.factories.charter import (
    SignatureFactory,
    accept,
    agree,
    checked_act,
    link_to,
    list_members,
    published_by_two,
    reviewer,
)
from tests.factories.courses import lessons_of
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
from tests.factories.figures import FigureFactory, IndicatorFactory, IndicatorWordsFactory, territory
from tests.factories.learning import KINDS, hand_in, small_course, with_pages
from tests.factories.members import LocalGovernmentFactory
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory
from webinars.courses import certificates as course_certificates
from webinars.courses.models import AddressRequest, Enrolment

ACT = status.Act(act_body="Council", act_number="2026-77", act_date=date(2026, 1, 15), reason="A merger.")
CLOSED = "behind-a-password"


def a_mail() -> str:
    """Return the key of a mail that the worker has made: some were owed just now."""
    deadline = time.monotonic() + 120  # seconds; they only end a hang
    while time.monotonic() < deadline:
        if made := Message.objects.exclude(html="").order_by("-pk").first():
            return str(made.pk)
        time.sleep(0.1)
    raise TimeoutError("The worker made no mail.")


def make() -> dict[str, str]:
    """Make the rows; return by name the secret of each, or what else stands in its address. Each call makes more."""
    last = Certificate.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    _first, second = versions()
    made = {
        **open_signatures(second),
        **signatures(second),
        **numbers_of_years(second),
        **registrations(),
        **who_was_there(),
        **on_now(),
        **readers(),
        **proposals(),
        **learners(),
        **accounts(),
        "indicator": indicator(),
        "mail": a_mail(),
        "closed_page": closed_page(),
        "contact": contact.write(
            topic=ContactTopic.objects.values_list("topic", flat=True)[0], text="Hello.", language="en"
        ).reference,
    }
    owe_no_more(since=last)
    return made


def versions() -> tuple[CharterVersion, CharterVersion]:
    """Return the charter of the demonstration, and a newer version with one word more in each language."""
    older = CharterVersion.objects.get(number=1)
    newer, made = CharterVersion.objects.get_or_create(number=2)
    if made:
        for text in older.texts.all():
            articles = [(block.value["title"], str(block.value["text"])) for block in text.body]
            articles[0] = (articles[0][0], f"{articles[0][1]} +")
            texts.write_text(
                version=newer, language=text.language, title=text.title, preamble=text.preamble, articles=articles
            )
        newer = published_by_two(newer)
    return older, newer


def proposals() -> dict[str, str]:
    """A proposal whose contact is not confirmed yet, with the mailed link too, and one that was sent."""
    call = Call.objects.first()
    facts = {"call": call, "contact_email": f"{uuid.uuid4().hex}@walk.example"}
    draft, sent = ProposalFactory(contact_confirmed_at=None, **facts), ProposalFactory(state="sent", **facts)
    return {
        "call": call.key,
        "proposal": ProposalLink.issue(proposal=draft),
        "proposal_mailed": ProposalLink.for_contact(draft),
        "proposal_sent": ProposalLink.issue(proposal=sent),
    }


def town(**fields: Any) -> LocalGovernment:
    """Return a local government that no other row uses."""
    return LocalGovernmentFactory(code=f"W-{uuid.uuid4().hex[:12]}", **fields)


@transaction.atomic
def submitted(version: CharterVersion) -> Signature:
    """Return a signature for `version` that came to the reviewers by every step."""
    text = version.texts.get(language="fr")
    signature = SignatureFactory(government=town(), version=version, text_digest=text.digest)
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    move(signature.submit, party=Party.TOWN_HALL)
    return signature


def open_signatures(version: CharterVersion) -> dict[str, str]:
    """Open signatures at each step: empty, of an association, filled with its code mailed, submitted."""
    empty = signing.start(government="", contact_email="walker@walk.example", language="en")
    group = SignatureFactory(government=town(kind="association"))
    list_members(group, [town(), town()])
    filled = SignatureFactory(government=town())
    agree(filled, "en")
    return {
        "open": empty,
        "open_of_group": link_to(group),
        "open_filled": link_to(filled),
        "open_sent": link_to(submitted(version)),
        "open_not_sent": link_to(SignatureFactory(government=town(), state="mailbox_verified")),
    }


def signatures(version: CharterVersion) -> dict[str, str]:
    """Published signatures ad referendum, with a request that waits for its code, on hold, and withdrawn."""
    standing, held, gone = (accept(submitted(version)) for _each in range(3))
    today = timezone.localdate()
    status.hold(signature=held, act=ACT, effective_on=today, by=checked_act())
    status.withdraw(signature=gone, act=ACT, effective_on=today, by=checked_act())
    asked = DeskLink.issue(signature=standing)
    answers = {"effective_on": today, **ACT.__dict__}
    change_requests.prepare_request(link=standing.desk_links.latest("pk"), action="withdraw", answers=answers)
    waits, redacted = (accept(submitted(version)) for _each in range(2))
    waits_link = DeskLink.issue(signature=waits)
    typed = {**ACT.__dict__, "act_date": "2026-01-15", "effective_on": "2026-01-15"}
    now, cooled = timezone.now(), {"takes_effect_on": today + timedelta(days=8), "answers": typed}
    change = waits.requests.create(action="hold", file="acts/w.pdf", confirmed_at=now, **cooled)
    ended = waits.requests.create(action="hold", confirmed_at=now, ended_at=now, outcome="stopped", **cooled)
    status.hold(signature=redacted, act=ACT, effective_on=today, by=checked_act())
    removal = reviews.propose_removal(change=redacted.status_changes.get(), proposer=reviewer(1), why="A name.")
    reviews.remove_words(redaction=removal, remover=reviewer(2))
    draw_certificates(standing)
    listed = group_of(version).group_members.first()
    return {
        "signature": DeskLink.issue(signature=standing),
        "signature_asked": asked,
        "signature_on_hold": DeskLink.issue(signature=held),
        "signature_waits": waits_link,
        "stop": DeskLink.issue(signature=waits, change=change, to_contact=True),
        "member": DeskLink.issue(signature=listed.signature, member=listed),
        "stopped": DeskLink.issue(signature=waits, change=ended),
        "code_redacted": redacted.verification_code,
        "code": standing.verification_code,
        "code_on_hold": held.verification_code,
        "code_withdrawn": gone.verification_code,
        "certificate": Certificate.objects.issued().filter(signature=standing).latest("pk").sha256,
    }


def draw_certificates(signature: Signature) -> None:
    """Draw what is owed to `signature`: a certificate takes a second, and those of the others are not looked at."""
    transparency.sign_checkpoint()
    owed = Certificate.objects.owed().filter(signature=signature)
    while (pk := owed.values_list("pk", flat=True).first()) is not None:
        if certificates.issue(pk=pk) is None:  # the worker has it
            time.sleep(0.1)


@transaction.atomic
def owe_no_more(*, since: int) -> None:
    """Take back the certificates ordered after that of key `since`, but for those that the worker draws just now."""
    owed = Certificate.objects.owed().filter(pk__gt=since).select_for_update(of=("self",), skip_locked=True)
    Certificate.objects.filter(pk__in=[row.pk for row in owed]).delete()


def group_of(version: CharterVersion) -> Signature:
    """Return the published signature of an association, whose members are asked."""
    group = SignatureFactory(government=town(kind="association"), version=version, language="fr")
    list_members(group, [town(), town()])
    group.text_digest = version.texts.get(language="fr").digest
    group.save()
    with transaction.atomic():
        move(group.verify_mailbox, party=Party.TOWN_HALL)
        move(group.submit, party=Party.TOWN_HALL)
    return accept(group)


def numbers_of_years(version: CharterVersion) -> dict[str, str]:
    """Numbers that are awaited, that cannot be read, and that were checked."""
    signature, found = accept(submitted(version)), {}
    asked = Indicator.objects.filter(asked=True).values_list("pk", flat=True)
    unreadable = {f"n{pk}-": "about a dozen" for pk in asked}
    for year, name in enumerate(("numbers", "numbers_odd", "numbers_checked"), start=2022):
        row = Entry.objects.create(government=signature.government, year=year, language="en", answers=unreadable)
        if name == "numbers_checked":
            Entry.objects.filter(pk=row.pk).update(
                given_at=timezone.now(), checked_at=timezone.now(), checked_by=User.objects.first()
            )
        found[name] = f"{DeskLink.issue(signature=signature)}/numbers/{year}"
    found["numbers_invited"], digest = secret_links.new_token()
    until = timezone.now() + timedelta(days=30)
    Entry.objects.create(
        government=signature.government, year=2021, language="en", link_digest=digest, link_until=until
    )
    return found


def registrations() -> dict[str, str]:
    """Registrations for a webinar and for an event, and one that was cancelled."""
    found = {}
    slugs = {
        "seat_at_webinar": "webinar-first-reception",
        "seat_at_seminar": "seminar-caring-territories",
        "seat": "femmes-du-monde-towns",
    }
    for name, slug in {**slugs, "seat_given_back": slugs["seat"]}.items():
        event = EventPage.objects.get(slug=slug, locale__language_code="en").event
        row = events.confirm(asked=asked_for(event))
        if name == "seat_given_back":
            events.cancel_registration(registration=row)
        token, digest = secret_links.new_token()
        Registration.objects.filter(pk=row.pk).update(token_digest=digest)
        found[name] = token
        found[f"short_id_of_{name}"] = event.short_id
    seat = Registration.objects.get(token_digest=secret_links.digest(found["seat_at_seminar"]))
    found["own_calendar"] = own_calendar.make(registration=seat, shows_titles=False)
    webinar = EventPage.objects.get(slug=slugs["seat_at_webinar"], locale__language_code="en").event
    tomorrow = timezone.localdate() + timedelta(days=1)
    Programme.objects.get_or_create(event=webinar, defaults={"languages_asked_until": tomorrow})
    letter = Letter.objects.create(
        event=event, states=["confirmed"], categories=[row.category_id], languages=["en"],
        subject={"en": "The bus"}, text={"en": "It leaves at eight.\n\nBring a bottle of water."},
        sent_at=timezone.now(),
    )  # fmt: skip
    told_seat = Registration.objects.get(token_digest=secret_links.digest(found["seat"]))
    LetterCopy.objects.create(letter=letter, registration=told_seat)
    SeatCategory.objects.filter(pk=told_seat.category_id).update(brings=9)
    for name in ("named", "named_left"):
        email = f"{uuid.uuid4().hex}@walk.example"
        people = [delegations.Person(name="Walker", email=email)]
        [one] = delegations.name_people(leader=told_seat, people=people, language="en")
        token, one.digest = secret_links.new_token()
        one.save(update_fields=["digest"])
        found[name] = token
    delegations.give_back(named=one)
    found["short_id_of_named"] = told_seat.event.short_id
    found["invited"] = PersonalInvitation.issue(event=event, email="walk@walk.example", language="en")
    found["short_id"] = event.short_id
    in_series = Event.objects.filter(series__isnull=False, pages__live=True)
    found["series"] = str(in_series.values_list("series", flat=True)[0])
    found["seat_asked"] = asked_for(event).token
    found["seat_asked_long_ago"] = asked_for(event).token
    found["seat_discreet"] = events.confirm(asked=asked_for(event, discreet=True)).token
    digest = secret_links.digest(found["seat_asked_long_ago"])
    long_ago = timezone.now() - timedelta(hours=49)
    RegistrationRequest.objects.filter(token_digest=digest).update(created_at=long_ago)
    return found


def who_was_there() -> dict[str, str]:
    """A registration for an event that is over, of somebody who was there and has a certificate."""
    now = timezone.now()
    event = EventFactory(start=now - timedelta(days=2), end=now - timedelta(days=1), closed=True)
    row = RegistrationFactory(category=SeatCategoryFactory(event=event), event=event)
    Joining.objects.create(registration=row)
    issue(registration=row, name="Ada Walker", shows_name=True, language="en")
    made = certificate_of(ATTENDANCE, row.pk)
    return {
        "seat_taken": row.token,
        "certificate_of_attendance": made.code,
        "file_of_attendance": made.files.get().sha256,
    }


def on_now() -> dict[str, str]:
    """A seat at an event that is on: with a session now and one that comes next in a room of its own, and channels."""
    now = timezone.now().astimezone(ZoneInfo("Europe/Paris")).replace(second=0, microsecond=0)
    facts = {"start": now - timedelta(minutes=30), "end": now + timedelta(minutes=200), "zone": "Europe/Paris"}
    event = EventFactory(name="Meeting", mode="online", closed=True, **facts)
    programme = ProgrammeFactory(event=event)
    for title, begins in (("Welcome", now - timedelta(minutes=20)), ("Workshop", now + timedelta(minutes=40))):
        words = {"titles": dict.fromkeys(("en", "ar"), title), "day": begins.date(), "begins": begins.time()}
        session = SessionFactory(programme=programme, **words)
        SessionLanguage.objects.create(session=session, language="ar", way="interpreted", booked=True)
        who = SpeakerFactory(programme=programme, name="Camille Exemple", offices={"en": "Mayor", "ar": "عمدة"})
        SessionSpeaker.objects.create(session=session, speaker=who)
    own = SpeakerContact.objects.create(speaker=who, email="camille@walk.example", language="en")
    rooms = {"address": "https://rooms.example/a", "captions": "https://rooms.example/captions"}
    for part in (None, session.guid):
        set_room(event=event, part=part, **rooms)
        set_channels(event=event, part=part, typed={"ar": ("Channel 2", "https://rooms.example/arabic")})
    release.release(programme=programme)
    row = RegistrationFactory(category=SeatCategoryFactory(event=event, kind="online"), event=event, discreet=False)
    joins = JoinLink.objects.create(registration=row).token
    return {"seat_live": row.token, "short_id_of_seat_live": event.short_id, "speaker": own.token, "joins": joins}


def asked_for(event: Event, **facts: Any) -> RegistrationRequest:
    """Return the form of somebody who wants to come to `event`, not confirmed yet."""
    person = Registrant(name="Walker", email=f"{uuid.uuid4().hex}@walk.example", language="en", **facts)
    return events.ask(event=event, category=event.seat_categories.first(), person=person)


def indicator() -> str:
    """Publish an indicator of four towns and their region, with one figure that is hidden; return its slug."""
    made = IndicatorFactory(slug=f"walk-{uuid.uuid4().hex[:8]}", other_persons=True)
    for language, name in (("fr", "Femmes accueillies"), ("es", "Mujeres atendidas"), ("ar", "نساء استُقبلن")):
        IndicatorWordsFactory(indicator=made, language=language, name=name, unit=name, definition=f"{name}.")
    towns = LocalGovernment.objects.public().filter(fictional=True).order_by("pk")[:4]
    for year in (2023, 2024):
        for number, place in enumerate(towns):
            FigureFactory(indicator=made, government=place, year=year, value=3 if number == 0 else 20 + number + year)
    territory(f"walk-{made.pk}", *towns)
    figures.release(indicator=made, by=None)
    return made.slug


def readers() -> dict[str, str]:
    """A request for the newsletter, a reader, and one who left."""
    address = f"{uuid.uuid4().hex}@walk.example"
    consent = newsletters.consent_words("en")
    handle = newsletters.subscribe(email=address, language="en", discreet=False, consent=consent)
    link, digest = secret_links.new_token()
    SubscriptionRequest.objects.filter(email=address).update(link_digest=digest)
    reader, left = (
        Reader.objects.create(email=f"{uuid.uuid4().hex}@walk.example", language="en") for _each in range(2)
    )
    newsletters.unsubscribe(reader=left)
    return {"handle": handle, "confirm_link": link, "reader": reader.token, "reader_left": left.token}


def learners() -> dict[str, str]:
    """A course, somebody in the middle of it, somebody discreet, and an address that was typed to enrol."""
    course = with_pages(small_course(key=f"walk-{uuid.uuid4().hex[:8]}", kinds=KINDS), "ar")
    learner = Enrolment.objects.create(course=course, language="en", email=f"{uuid.uuid4().hex}@walk.example")
    discreet = Enrolment.objects.create(course=course, language="en", discreet=True)
    hand_in(learner, lessons_of(course)[0], but=("order",))
    finished = Enrolment.objects.create(course=course, language="en")
    for lesson in lessons_of(course):
        hand_in(finished, lesson)
    finished.refresh_from_db()
    course_certificates.issue(enrolment=finished, name="Ada Walker", shows_name=True, language="en")
    made = certificate_of(course_certificates.COURSE, finished.pk)
    return {
        "learner_finished": finished.token,
        "certificate_of_course": made.code,
        "file_of_course": made.files.get().sha256,
        "course": course.key,
        "learner": learner.token,
        "learner_discreet": discreet.token,
        "course_asked": AddressRequest.issue(course=course, email=f"{uuid.uuid4().hex}@walk.example", language="en"),
    }


def accounts() -> dict[str, str]:
    """Return the secret by which the owner of a new account sets up a second factor."""
    owner = User.objects.create_user(f"walk-{uuid.uuid4().hex}", f"{uuid.uuid4().hex}@walk.example")
    return {"first_factor": owners.ask_for_new_factor(user=owner, by=None).rstrip("/").rpartition("/")[2]}


def closed_page() -> str:
    """Return the slug of a page of text behind a password, in every language."""
    root = Site.objects.get().root_page
    if not Page.objects.filter(slug=CLOSED).exists():
        key = uuid.uuid4()
        for code, _name in settings.LANGUAGES:
            home = root.get_translation(Locale.objects.get(language_code=code))
            page = StandardPage(title="Closed", slug=CLOSED, locale=home.locale, translation_key=key)
            home.add_child(instance=page)
            PageViewRestriction.objects.create(page=page, restriction_type="password", password=uuid.uuid4().hex)
    return CLOSED
