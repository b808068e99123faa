"""Whatever happens in whatever order, the counters equal what is counted: 5,000 steps of the real services."""

from contextlib import suppress
from datetime import date

import pgtrigger
import pytest
from django.db import transaction
from django_fsm import TransitionNotAllowed
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from charter import services
from charter.models import CharterVersion, GroupMember, Signature, State
from charter.services import counters
from charter.services.dossiers import submit
from charter.states import PUBLISHED
from coalition.members.models import LocalGovernment
from tests.charter.test_counters import check
from tests.factories.charter import SignatureFactory, published_version, reviewer
from tests.factories.members import LocalGovernmentFactory

EXAMPLES, STEPS, CHECKED_EVERY = 50, 100, 20
ACT = services.Act("Conseil municipal", "2026-9", date(2026, 2, 1), "Because.")
DAY = date(2026, 3, 1)
CHECKS = {"mandate": True, "act": True, "domain": True}
any_number = st.integers(0, 10_000)
people = st.one_of(st.none(), st.integers(0, 50_000_000))


class Histories(RuleBasedStateMachine):
    """A few governments and two versions, whose dossiers live through everything that may happen to them."""

    @initialize()
    def begin(self):
        self.point = transaction.atomic()
        self.point.__enter__()
        self.versions = [published_version(1), published_version(2)]
        self.governments = LocalGovernmentFactory.create_batch(2)
        self.steps = 0

    def teardown(self):
        if hasattr(self, "point"):
            check()
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def some(self, number, *states):
        """Return one dossier in one of `states`, or None."""
        rows = Signature.objects.filter(state__in=states).order_by("pk")
        return rows[number % len(rows)] if len(rows) else None

    def now_and_then(self):
        self.steps += 1
        if self.steps % CHECKED_EVERY == 0:
            check()

    @rule(
        facts=st.sampled_from([("FR", "europe"), ("KM", "africa"), ("PS", ""), ("EC", "latin-america")]),
        population=people,
    )
    def a_government_comes(self, facts, population):
        if len(self.governments) < 8:
            known = {"population": population, "population_year": 2020, "population_source": "Census"}
            country, section = facts
            row = LocalGovernmentFactory(country=country, section=section, **(known if population is not None else {}))
            self.governments.append(row)
        self.now_and_then()

    @rule(number=any_number, version=st.integers(0, 1), has_act=st.booleans())
    def a_dossier_is_submitted(self, number, version, has_act):
        government = self.governments[number % len(self.governments)]
        held = {"act_file_sha256": "a" * 64} if has_act else {"ad_referendum_until": date(2026, 12, 1)}
        dossier = SignatureFactory(
            state="mailbox_verified", government=government, version=self.versions[version], **held
        )
        if government.kind == "association":
            members = [row for row in self.governments if row.kind != "association"]
            GroupMember.objects.bulk_create(GroupMember(signature=dossier, government=row) for row in members)
        with suppress(services.AlreadyOpen), transaction.atomic():
            submit(dossier)
        self.now_and_then()

    @rule(number=any_number)
    def its_authority_is_checked(self, number):
        if dossier := self.some(number, State.SUBMITTED):
            services.check_authority(signature=dossier, reviewer=reviewer(1), call_back="Called.", **CHECKS)
        self.now_and_then()

    @rule(number=any_number, until=st.dates(date(2026, 12, 1), date(2027, 12, 1)))
    def it_is_published(self, number, until):
        if dossier := self.some(number, State.AUTHORITY_CHECKED):
            services.publish_adhesion(signature=dossier, reviewer=reviewer(2), ad_referendum_until=until)
        self.now_and_then()

    @rule(number=any_number, refuse=st.booleans())
    def it_is_refused_or_sent_back(self, number, refuse):
        if dossier := self.some(number, State.SUBMITTED, State.AUTHORITY_CHECKED):
            decide = services.reject if refuse else services.request_changes
            decide(signature=dossier, reviewer=reviewer(1), reason="Because.")
        self.now_and_then()

    @rule(number=any_number, service=st.sampled_from([services.hold, services.reinstate, services.withdraw]))
    def its_status_changes(self, number, service):
        if adhesion := self.some(number, *PUBLISHED):
            with suppress(TransitionNotAllowed):
                service(signature=adhesion, act=ACT, effective_on=DAY, actor=reviewer(1))
        self.now_and_then()

    @rule(number=any_number)
    def its_act_comes(self, number):
        adhesion = self.some(number, State.SIGNED, State.ON_HOLD)
        if adhesion and adhesion.has_act and adhesion.is_ad_referendum:
            services.ratify(signature=adhesion, act_body="Council", act_number="7", act_date=DAY, actor=reviewer(1))
        self.now_and_then()

    @rule(day=st.dates(date(2026, 11, 1), date(2027, 12, 1)))
    def a_deadline_passes(self, day):
        services.lapse(today=day)
        self.now_and_then()

    @rule(
        number=any_number,
        facts=st.fixed_dictionaries(
            {},
            optional={
                "country": st.sampled_from(["FR", "KM", "PS", "EC"]),
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
        for name, value in facts.items():
            setattr(government, name, value)
        government.save()
        government.refresh_from_db()
        self.now_and_then()

    @precondition(lambda self: len(getattr(self, "governments", [])) > 2)
    @rule(number=any_number)
    def two_governments_are_found_to_be_one(self, number):
        """What a merge does to the dossiers: where both have one of the same standing, it is refused."""
        place = number % len(self.governments)
        lost, kept = self.governments[place], self.governments[place - 1]
        both = [set(government.signatures.values_list("state", flat=True)) for government in (lost, kept)]
        groups = ({"signed", "on_hold"}, {"submitted", "authority_checked"})
        versions = [set(government.signatures.values_list("version", flat=True)) for government in (lost, kept)]
        if not any(group & both[0] and group & both[1] for group in groups) and not versions[0] & versions[1]:
            LocalGovernment.objects.select_for_update().filter(pk__in=[lost.pk, kept.pk]).order_by("pk").first()
            lost.signatures.update(government=kept)
            with pgtrigger.ignore(*(f"charter.GroupMember:published_group_is_frozen_{way}" for way in ("in", "out"))):
                lost.group_adhesions.filter(signature__group_members__government=kept).delete()
                lost.group_adhesions.update(government=kept)
            self.governments.remove(lost)
        self.now_and_then()

    @rule()
    def steps_are_summed_up(self):
        counters.compact()
        self.now_and_then()


@pytest.mark.django_db
def test_the_counters_equal_what_is_counted_after_any_history(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # no index for Wagtail
    reviewer(1), reviewer(2)
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
