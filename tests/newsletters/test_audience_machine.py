"""Whatever happens to readers and suppressions, as many are counted as are sent to; `make attack` tries longer."""

import random
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coalition.mail.bounces import services as bounces
from coalition.mail.models import Suppression
from coalition.mail.services import suppress_digest
from coalition.privacy.addresses import address_digest
from newsletters.readers import services as readers
from newsletters.readers.models import Frequency, Reader
from newsletters.readers.segments import services, upkeep
from newsletters.readers.segments.models import AudienceCell, Segment
from tests.attacks.measuring import rounds
from tests.factories.newsletters import ReaderFactory
from tests.mail.test_faults import committed  # noqa: F401  # a fixture

pytestmark = pytest.mark.attack

EXAMPLES, STEPS = rounds(6, 120), rounds(40, 80)
PEOPLE = [f"p{number}@town.example" for number in range(5)]
LANGUAGES, THEMES = ("en", "ar"), ("health", "shelter")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SEGMENTS = (None, Segment(joined_since=NOW.date() - timedelta(days=12)), Segment(languages=["ar"], themes=["shelter"]))
REASONS = list(Suppression.Reason)
person = st.sampled_from(PEOPLE)
wishes = {
    "language": st.sampled_from(LANGUAGES),
    "frequency": st.sampled_from(list(Frequency)),
    "themes": st.lists(st.sampled_from(THEMES), unique=True).map(sorted),
}


def one_by_one(**asked):
    return Counter(services.audience(**asked).values_list("language", flat=True))


def assert_counted():
    for segment in SEGMENTS:
        for frequency in Frequency:
            asked = {"segment": segment, "frequency": frequency, "themes": ["health"] if segment else []}
            found = {language: count for language, count in services.counts(**asked).items() if count}
            assert found == one_by_one(**asked)


class People(RuleBasedStateMachine):
    """A few people who come, change their minds, move, leave, are suppressed and written to again."""

    @initialize()
    def begin(self):
        self.point = transaction.atomic()
        self.point.__enter__()

    def teardown(self):
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    @rule(who=person, days=st.integers(0, 40), **wishes)
    def somebody_joins(self, who, days, **facts):
        joined = NOW - timedelta(days=days)
        found = Reader.objects.for_address(who).first()
        if found is None:
            ReaderFactory(email=who, confirmed_at=joined, **facts)
            return
        found.state, found.unsubscribed_at, found.confirmed_at = "confirmed", None, joined
        found.save()

    @rule(who=person, **wishes)
    def somebody_changes(self, who, **facts):
        Reader.objects.for_address(who).update(**facts)

    @rule(who=person)
    def somebody_leaves(self, who):
        if found := Reader.objects.for_address(who).first():
            readers.unsubscribe(reader=found)

    @rule(who=person, there=person)
    def somebody_moves(self, who, there):
        found = Reader.objects.for_address(who).first()
        if found and not Reader.objects.for_address(there).exists():
            found.email = there
            found.save()

    @rule(who=person)
    def somebody_is_erased(self, who):
        Reader.objects.for_address(who).delete()

    @rule(who=person, reason=st.sampled_from(REASONS), hours=st.one_of(st.none(), st.integers(-5, 5)))
    def an_address_is_suppressed(self, who, reason, hours):
        until = None if hours is None else timezone.now() + timedelta(hours=hours)
        suppress_digest(digest=address_digest(who), reason=reason, until=until)

    @rule(who=person)
    def an_address_is_forgiven(self, who):
        bounces.lift_own(address=who)

    @rule()
    def what_is_over_is_forgotten(self):
        bounces.forget(timezone.now())

    @rule()
    def steps_are_joined(self):
        upkeep.compact()
        rows = AudienceCell.objects.values_list("language", "frequency", "themes", "month")
        assert len(rows) == len({(*facts[:2], tuple(facts[2]), facts[3]) for facts in rows})

    @rule()
    def nothing_is_to_be_mended(self):
        assert upkeep.mend() == (0, 0)

    @invariant()
    def counts_are_what_is_sent_to(self):
        if hasattr(self, "point"):
            assert_counted()


@pytest.mark.django_db
def test_counts_follow_whatever_happens():
    run_state_machine_as_test(
        People,
        settings=hypothesis_settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_what_went_around_the_triggers_is_mended_and_told(caplog):
    ReaderFactory.create_batch(3, language="ar")
    suppress_digest(digest=Reader.objects.first().email_digest, reason=Suppression.Reason.ASKED)
    AudienceCell.objects.filter(language="ar").update(readers=7)
    AudienceCell.objects.create(language="fr", frequency="each", themes=["x"], month=NOW.date(), readers=-2)
    Reader.objects.update(suppressed=False)

    assert upkeep.mend() == (2, 1)
    assert upkeep.mend() == (0, 0)
    assert_counted()
    assert "2 kinds, 1 suppressed" in caplog.text


def elsewhere(work):
    """Begin `work` on a connection of its own; return the thread, and what it raised."""
    failed = []

    def run():
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, failed


def waits_for_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND classid = 1397769298 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def alone(committed):  # noqa: F811
    Suppression.objects.all().delete()
    yield
    Suppression.objects.all().delete()


@pytest.mark.parametrize("first", ["reader", "suppression"])
def test_who_joins_while_her_address_is_suppressed_is_counted_right(alone, first):
    works = {
        "reader": lambda: ReaderFactory(email="a@town.example"),
        "suppression": lambda: suppress_digest(
            digest=address_digest("a@town.example"), reason=Suppression.Reason.ASKED
        ),
    }
    second = works["suppression" if first == "reader" else "reader"]
    with transaction.atomic():
        works[first]()
        thread, failed = elsewhere(second)
        while not waits_for_lock():
            assert thread.is_alive(), failed
    thread.join(30)

    assert failed == []
    assert Reader.objects.get().suppressed
    assert_counted()


def test_nobody_who_joins_waits_for_another(alone):
    def join():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
            ReaderFactory(email="b@town.example")

    with transaction.atomic():
        ReaderFactory(email="a@town.example")
        thread, failed = elsewhere(join)
        thread.join(60)
        assert (thread.is_alive(), failed) == (False, [])

    assert services.counts(segment=None, frequency="each", themes=[]) == {"en": 2}
    assert AudienceCell.objects.count() >= 2


@pytest.mark.django_db
def test_suppressed_readers_are_found_by_their_own_index():
    draw = random.Random(5)  # noqa: S311
    Reader.objects.bulk_create(
        Reader(email=f"r{number}@x.example", email_digest=f"{number:064x}", token_digest=f"{number:064x}",
               language=draw.choice(LANGUAGES))
        for number in range(3000)
    )  # fmt: skip
    Suppression.objects.bulk_create(
        Suppression(address_digest=f"{number:064x}", reason="asked") for number in range(0, 3000, 100)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE newsletters_reader, mail_suppression")
    plan = services.suppressed(None, "each", []).explain()

    assert "reader_suppressed" in plan
    assert "Seq Scan on newsletters_reader" not in plan
