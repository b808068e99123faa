"""Whatever happens in whatever order, the counters equal what is counted: 1,500 changes by the real services.

`make attack` makes 5,000.
"""

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from charter.review.services import merging, reviews
from charter.review.status import services as status
from charter.signatories import services as signatories
from charter.signatories.models import SignatoryCount
from charter.signing import emails as signing_emails
from charter.signing.groups.models import GroupMember
from charter.signing.models import Signature
from charter.signing.services import drafts
from charter.signing.services.drafts import submit
from charter.states import STANDING, UNDER_REVIEW, State
from charter.texts.models import CharterVersion
from coalition.members.models import LocalGovernment
from tests.attacks.measuring import rounds
from tests.charter.signatories.test_counters import check
from tests.factories.charter import SignatureFactory, published_version, reviewer, say_yes
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.attack

EXAMPLES, CHANGES = rounds(8, 52), rounds(500, 5000)
STEPS, CHECKED_EVERY = 150, 25
ACT = status.Act("Conseil municipal", "2026-9", date(2026, 2, 1), "Because.")
TODAY = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = date(2026, 6, 2)
CHECKS = {"mandate": True, "act": True, "domain": True, "members": True}
NOT_MERGED = (merging.BothSigned, merging.BothReported, merging.BothUnderReview, merging.OtherKind)
any_number = st.integers(0, 10_000)
CHANGED: Counter[str] = Counter()  # rule -> how often it really changed something
people = st.one_of(st.none(), st.integers(0, 50_000_000))


def when(*states):
    """Let a rule run only where there is a signature in one of `states` for it."""
    return precondition(lambda self: any(self.found[state] for state in states))


class Histories(RuleBasedStateMachine):
    """A few governments and two versions, whose signatures live through everything that may happen to them."""

    def __init__(self):
        super().__init__()
        self.governments, self.free, self.found, self.steps = [], [], Counter(), 0
        self.changed = self.summed_at = self.merged_at = 0

    @initialize()
    def begin(self):
        self.point = transaction.atomic()
        self.point.__enter__()
        self.versions = [published_version(1), published_version(2)]
        self.governments = LocalGovernmentFactory.create_batch(2)

    def teardown(self):
        if hasattr(self, "point"):
            check()
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def some(self, number, *states):
        """Return one signature in one of `states`, or None."""
        rows = Signature.objects.filter(state__in=states).order_by("pk")
        return rows[number % len(rows)] if len(rows) else None

    def now(self, name, changed):
        """Count what the rule `name` changed, look which rules have something to do next, and check now and then."""
        CHANGED[name] += bool(changed)
        self.changed += bool(changed)
        rows = list(Signature.objects.values_list("state", "government", "version__number", "ad_referendum_until"))
        self.found = Counter(state for state, *_others in rows)
        self.found["awaits"] = sum(1 for state, _pk, _version, until in rows if until and state in STANDING)
        self.found["may lapse"] = sum(1 for state, _pk, _version, until in rows if until and state == State.SIGNED)
        busy = [
            {pk for state, pk, number, _until in rows
             if state in UNDER_REVIEW or (state in STANDING and number >= version.number)}
            for version in self.versions
        ]  # fmt: skip
        self.free = [(row, place) for place in (0, 1) for row in self.governments if row.pk not in busy[place]]
        self.steps += 1
        if self.steps % CHECKED_EVERY == 0:
            check()

    @precondition(lambda self: len(self.governments) < 8)
    @rule(
        facts=st.sampled_from([("FR", "europe"), ("KM", "africa"), ("PS", ""), ("EC", "latin-america")]),
        population=people,
    )
    def a_government_comes(self, facts, population):
        known = {"population": population, "population_year": 2020, "population_source": "Census"}
        country, section = facts
        row = LocalGovernmentFactory(country=country, section=section, **(known if population is not None else {}))
        self.governments.append(row)
        self.now("a government comes", row.pk)

    @precondition(lambda self: self.free)
    @rule(number=any_number, has_act=st.booleans(), refused=st.sampled_from([False] * 9 + [True]))
    def a_signature_is_submitted(self, number, has_act, refused):
        government, version = self.free[number % len(self.free)]
        if refused:  # mostly: this one may be busy
            government = self.governments[number % len(self.governments)]
        held = {"act_file_sha256": "a" * 64} if has_act else {"ad_referendum_until": date(2026, 12, 1)}
        signature = SignatureFactory(
            state="mailbox_verified", government=government, version=self.versions[version], **held
        )
        if government.kind == "association":
            members = [row for row in self.governments if row.kind != "association"]
            GroupMember.objects.bulk_create(GroupMember(signature=signature, government=row) for row in members)
            if number % 2:
                say_yes(signature)
        with suppress(drafts.AlreadyOpen), transaction.atomic():
            submit(signature)
        self.now("a signature is submitted", signature.state == State.SUBMITTED)

    @when(State.SUBMITTED)
    @rule(number=any_number)
    def its_authority_is_checked(self, number):
        signature = self.some(number, State.SUBMITTED)
        reviews.check_authority(signature=signature, reviewer=reviewer(1), call_back="Called.", **CHECKS)
        self.now("its authority is checked", signature)

    @when(*UNDER_REVIEW)
    @rule(number=any_number, until=st.dates(date(2026, 12, 1), date(2027, 12, 1)))
    def it_is_published(self, number, until):
        signature = self.some(number, *UNDER_REVIEW)
        if signature.state == State.SUBMITTED:
            reviews.check_authority(signature=signature, reviewer=reviewer(1), call_back="Called.", **CHECKS)
        reviews.publish_signature(signature=signature, reviewer=reviewer(2), ad_referendum_until=until)
        self.now("it is published", signature)

    @when(*UNDER_REVIEW)
    @rule(number=any_number, refuse=st.booleans())
    def it_is_refused_or_sent_back(self, number, refuse):
        signature = self.some(number, *UNDER_REVIEW)
        decide = reviews.reject if refuse else reviews.request_changes
        decide(signature=signature, reviewer=reviewer(1), reason="Because.")
        self.now("it is refused or sent back", signature)

    @when(*STANDING)
    @rule(number=any_number, end=st.booleans())
    def its_status_changes(self, number, end):
        signature = self.some(number, *STANDING)
        pause = status.hold if signature.state == State.SIGNED else status.reinstate
        change = status.withdraw if end else pause
        change(signature=signature, act=ACT, effective_on=DAY, actor=reviewer(1))
        self.now("its status changes", signature)

    @when("awaits")
    @rule(number=any_number)
    def its_act_comes(self, number):
        awaiting = Signature.objects.filter(state__in=STANDING, ad_referendum_until__isnull=False).order_by("pk")
        signature = awaiting[number % len(awaiting)]
        Signature.objects.filter(pk=signature.pk).update(act_file_sha256="a" * 64)
        status.ratify(signature=signature, act_body="Council", act_number="7", act_date=DAY, actor=reviewer(1))
        self.now("its act comes", signature)

    @when("may lapse")
    @rule(day=st.dates(date(2026, 11, 1), date(2027, 12, 1)))
    def a_deadline_passes(self, day):
        self.now("a deadline passes", status.lapse(today=day))

    @rule(
        number=any_number,
        facts=st.fixed_dictionaries(
            {"country": st.sampled_from(["FR", "KM", "PS", "EC"])},
            optional={
                "kind": st.sampled_from(LocalGovernment.Kind.values),
                "section": st.sampled_from(["", *LocalGovernment.Section.values]),
                "population": people,
                "seat": st.sampled_from([(None, None), ("48.91", "2.44"), ("-0.18", "-78.47"), ("90", "180")]),
                "names": st.sampled_from([{"en": "Alpha"}, {"fr": "Évry"}, {"ar": "القدس", "en": "Jerusalem"}]),
            },
        ),
    )
    def facts_of_a_government_change(self, number, facts):
        government = self.governments[number % len(self.governments)]
        if "population" in facts:
            facts |= {"population_year": 2021, "population_source": "Census"}
        facts["latitude"], facts["longitude"] = facts.pop("seat", (government.latitude, government.longitude))
        before = [getattr(government, name) for name in facts]
        for name, value in facts.items():
            setattr(government, name, value)
        government.save()
        government.refresh_from_db()
        self.now("facts of a government change", [getattr(government, name) for name in facts] != before)

    @precondition(lambda self: len(self.governments) > 4 and self.changed - self.merged_at > 9)
    @rule(number=any_number)
    def two_governments_are_found_to_be_one(self, number):
        """What cannot be one stays two: both signed, both have a signature under review, or one is an association."""
        place = number % len(self.governments)
        lost, kept = self.governments[place], self.governments[place - 1]
        merged, self.merged_at = None, self.changed
        with suppress(*NOT_MERGED):
            merged = merging.merge_governments(source=lost, into=kept, actor=reviewer(1))
        if merged:
            self.governments.remove(lost)
            kept.refresh_from_db()
        self.now("two governments are found to be one", merged)

    @precondition(lambda self: self.changed - self.summed_at > 14)
    @rule()
    def steps_are_summed_up(self):
        self.summed_at = self.changed
        before = SignatoryCount.objects.count()
        signatories.compact()
        self.now("steps are summed up", SignatoryCount.objects.count() < before)


RULES = sorted(rule.function.__name__.replace("_", " ") for rule in Histories().rules)


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_the_counters_equal_what_is_counted_after_any_history(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # no index for Wagtail
    reviewer(1), reviewer(2)
    CHANGED.clear()
    monkeypatch.setattr(
        signing_emails, "send_to_mailbox", lambda *_words, **_more: None
    )  # slow to draw, and counted nowhere
    assert CharterVersion.objects.count() == 0
    run_state_machine_as_test(
        Histories,
        settings=hypothesis_settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert (sorted(CHANGED), [rule for rule, changes in CHANGED.items() if not changes]) == (RULES, [])
    assert CHANGED.total() >= CHANGES
