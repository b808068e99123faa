"""The numbers of a year are given once, behind a link or by an editor; one checks them, another one publishes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from charter import tasks
from charter.signing.models import DeskLink
from coalition.figures import releases
from coalition.figures import services as entries
from coalition.figures.entry_forms import EntryForm, mark
from coalition.figures.entry_viewsets import waiting_work
from coalition.figures.models import Entry, Figure, Release
from coalition.mail.models import Message
from coalition.members import merge_governments
from coalition.users.models import User
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import SignatureFactory, staff
from tests.factories.figures import EntryFactory, FigureFactory, IndicatorFactory
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-01 10:00Z", tick=False)]
PEOPLE = {"population": 4000, "population_year": 2024, "population_source": "Census"}
COUNTED = {"source": "Police of Ash", "source_date": "2026-02-10"}


@pytest.fixture
def entry(db):
    return EntryFactory(government=LocalGovernmentFactory(code="ash", names={"en": "Ash"}, **PEOPLE))


@pytest.fixture
def women(db):
    return IndicatorFactory(slug="women")


def account(name):
    return User.objects.filter(username=name).first() or staff(COMMITTEE_EDITORS, username=name)


def link_to(entry, by="inviter"):
    message = entries.invite(entry=entry, to="a@town.example", by=account(by))
    return message.context["url"].partition("/en/")[2]


def give(client, entry, path="", **answers):
    """Type `answers` behind a link to `entry`; return what is shown then. In a name, two lines are a hyphen."""
    path, answers = path or link_to(entry), {name.replace("__", "-"): text for name, text in answers.items()}
    entry.refresh_from_db()
    response = client.post(f"/en/{path}", {"seen": mark(entry), **COUNTED, **answers}, follow=True)
    entry.refresh_from_db()
    return response


def number(indicator, part=""):
    return f"n{indicator.pk}-{part}"


def check(entry, by="ada", **answers):
    """Enter `answers` in the CMS, or accept those that were given."""
    entry.refresh_from_db()
    answers = answers or entry.answers
    form = EntryForm({"seen": mark(entry), **COUNTED, **answers}, entry=entry, shown=entry.answers)
    assert form.is_whole(), form.errors
    entries.check(entry=entry, form=form, by=account(by))


def stored():
    return list(Figure.objects.order_by("year", "part").values_list("year", "part", "value"))


def publish(indicator, by="bob"):
    return releases.release(indicator=indicator, by=account(by))


def test_numbers_are_given_by_a_link_checked_and_published_by_two_people(client, entry, women):
    response = give(client, entry, **{number(women): "1 200"})

    assert "We have your numbers, since 1 March 2026" in response.text
    assert (stored(), response["Cache-Control"]) == ([], "no-store, private")  # given, and no figure before the check
    assert [line.count for line in waiting_work(account("ada"))] == [1, 0]
    check(entry)
    figure = Figure.objects.get()
    assert (figure.value, figure.source, str(figure.source_date)) == (1200, *COUNTED.values())
    with pytest.raises(releases.Refused, match="You entered or checked some of these figures"):
        publish(women, by="ada")
    release = publish(women)
    assert (release.cells[0]["count"], release.decided_by) == (
        1200,
        sorted([account("ada").pk, account("inviter").pk]),
    )
    assert client.get(f"/en/{link_to(entry)}").text.count("1 200") == 0  # what was checked is shown no more


@pytest.mark.parametrize("by", ["ada", "inviter", "first"])
def test_nobody_publishes_what_they_checked_or_let_somebody_enter(client, entry, women, by):
    """Who mails a link to themselves would enter, and let another one check, and another one invite again."""
    give(client, entry, link_to(entry, by="first"), **{number(women): "120"})
    link_to(entry)
    check(entry)

    with pytest.raises(releases.Refused):
        publish(women, by=by)
    with pytest.raises(IntegrityError, match="another_person_releases"), transaction.atomic():
        Release.objects.create(indicator=women, number=1, released_by=account(by), decided_by=[account(by).pk])


def test_who_entered_a_number_is_remembered_when_another_one_checks_it_again(entry, women):
    check(entry, by="ada", **{number(women): "120"})
    entries.ask_again(entry=entry, reason="Again?", by=account("bob"))
    check(entry, by="bob", **{number(women): "120"})

    for by in ("ada", "bob"):
        with pytest.raises(releases.Refused):
            publish(women, by=by)
    assert publish(women, by="cleo").number == 1
    assert Figure.objects.get().decided_by == []


def test_a_figure_that_nobody_checked_is_not_published(women):
    FigureFactory(indicator=women, government__names={"en": "Ash"}, checked_by=None)

    with pytest.raises(releases.Refused, match="Ash, 2024: nobody has checked this figure"):
        publish(women)


@pytest.mark.parametrize(
    ("facts", "answers", "told"),
    [
        ({}, {"": "-1"}, "Write a whole number, in digits."),
        ({}, {"": "about 12"}, "Write a whole number, in digits."),
        ({}, {"": "1.5"}, "Write a whole number, in digits."),
        ({"breakdown": "relation"}, {"partner": "70", "family": "60", "total": "120"}, "The parts make 130"),
        ({"breakdown": "relation"}, {"total": "120"}, "Say how many are in each part"),
        ({"measure": "per-100"}, {"": "101", "base-": "200"}, "Give a value of at most 100."),
        ({"measure": "per-100"}, {"base-": "200"}, "Give the share too"),
        ({}, {"": "12", "source_date": "2026-03-02"}, "This date is in the future."),
    ],
)
def test_what_cannot_be_is_refused_and_stays_as_it_was_typed(client, entry, facts, answers, told):
    indicator = IndicatorFactory(**facts)
    path = link_to(entry)
    response = give(client, entry, path, **{number(indicator, part): text for part, text in answers.items()})

    assert (told in response.text, entry.given_at) == (True, None)
    page = client.get(f"/en/{path}")
    assert {part: page.context["form"][number(indicator, part)].value() for part in answers} == answers


def test_a_number_without_its_source_is_not_given(client, entry, women):
    response = give(client, entry, **{number(women): "12", "source": "", "source_date": ""})

    told = {"source": ["Say who counted."], "source_date": ["Give the date of the source."]}
    assert response.context["form"].errors == told


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("1200", "In 2024 you gave 120; is 1,200 right?"),
        ("59", "In 2024 you gave 120; is 59 right?"),
        ("5000", "In 2024 you gave 120; is 5,000 right?"),
        ("180", None),
    ],
)
def test_what_is_odd_beside_last_year_is_asked_and_kept_when_it_is_confirmed(client, entry, women, typed, question):
    FigureFactory(indicator=women, government=entry.government, value=120)
    releases.release(indicator=women, by=None)
    path = link_to(entry)

    response = give(client, entry, path, **{number(women): typed})

    assert ((question or "?>") in response.text, bool(entry.given_at)) == (question is not None, question is None)
    assert entry.answers[number(women)] == typed  # kept before it is confirmed
    if question:
        give(client, entry, path, **{number(women): typed, "sure": f"{number(women)}=7"})
        assert entry.given_at is None  # another number was confirmed
        response = give(client, entry, path, **{number(women): typed, "sure": f"{number(women)}={typed}"})
        assert "We have your numbers" in response.text


@pytest.mark.parametrize(("typed", "is_asked"), [("4001", True), ("4000", False)])
def test_more_than_live_in_the_place_is_asked(client, entry, women, typed, is_asked):
    response = give(client, entry, **{number(women): typed})

    assert (f"4,000 people live here; is {int(typed):,} right?" in response.text) is is_asked


def test_parts_that_make_less_than_their_whole_are_asked(client, entry):
    indicator = IndicatorFactory(breakdown="relation")

    response = give(client, entry, **{number(indicator, "partner"): "70", number(indicator, "total"): "120"})

    assert "The parts make 70, and all together are 120; is that right?" in response.text


def test_a_link_tells_no_hidden_number_neither_by_words_nor_by_what_it_asks(client, entry, women):
    """The 3 of last year is hidden: no hint has it, and no question tells from which number on it is odd."""
    for value, code in ((3, None), (30, "oak")):
        place = LocalGovernmentFactory(code=code) if code else entry.government
        FigureFactory(indicator=women, government=place, value=value)
    releases.release(indicator=women, by=None)
    path = link_to(entry)

    pages = [client.get(f"/en/{path}")] + [
        give(client, entry, path, **{number(women): typed}) for typed in ("7", "400", "4000")
    ]

    assert [page for page in pages if "In 2024" in page.text or "right?" in page.text] == []
    assert entry.given_at


def test_a_link_opens_the_numbers_of_one_place_and_year_alone(client, entry, women):
    other = EntryFactory(year=2024, government=entry.government)
    path = link_to(entry)
    before = Entry.objects.filter(pk=other.pk).values().get()

    give(client, entry, path, **{number(women): "12", "government": "9", "year": "2024", "pk": str(other.pk)})

    assert (entry.answers[number(women)], Entry.objects.filter(pk=other.pk).values().get()) == ("12", before)
    assert client.get(f"/en/{link_to(entry)}").status_code == 200
    assert client.get(f"/en/{path}").status_code == 404  # a new link ends the one before
    assert client.get("/en/figures/give/" + "x" * 43 + "/").status_code == 404
    last = link_to(entry)
    Entry.objects.update(link_until=datetime(2026, 2, 28, tzinfo=UTC))
    assert client.get(f"/en/{last}").status_code == 404


def test_the_desk_gives_the_numbers_of_its_town_alone(client, women):
    signature, other = (SignatureFactory(state="signed") for _town in range(2))
    entry = EntryFactory(government=signature.government)
    EntryFactory(government=other.government, year=2024)
    token = DeskLink.issue(signature=signature)

    assert "Your numbers of 2025" in client.get(f"/en/charter/desk/{token}/").text
    give(client, entry, f"charter/desk/{token}/numbers/2025/", **{number(women): "12"})

    assert entry.given_at
    assert client.get(f"/en/charter/desk/{token}/numbers/2024/").status_code == 404
    DeskLink.objects.update(revoked_at=datetime(2026, 2, 28, tzinfo=UTC))
    assert client.get(f"/en/charter/desk/{token}/numbers/2025/").status_code == 404


def test_who_saves_second_is_told_and_keeps_what_was_typed(client, entry, women):
    Entry.objects.update(answers={"women_trained": "64"})  # asked before there were indicators: no answer takes it away
    entry.refresh_from_db()
    path, seen = link_to(entry), mark(entry)
    give(client, entry, path, **{number(women): "12"})

    response = client.post(f"/en/{path}", {"seen": seen, **COUNTED, number(women): "13"})

    assert response.context["theirs"] == [("Women", "12")]
    assert response.context["form"][number(women)].value() == "13"
    entry.refresh_from_db()
    assert (entry.answers[number(women)], entry.answers["women_trained"]) == ("12", "64")


def test_an_editor_enters_and_checks_on_one_page_and_asks_again(client, entry, women):
    client.force_login(account("ada"))
    address = reverse("figures_entries:inspect", args=[entry.pk])
    typed = {"seen": mark(entry), number(women): "12", **COUNTED}

    assert client.post(address, typed).url == reverse("figures_entries:index")
    assert stored() == [(2025, "", 12)]
    client.post(address, {"again": "1", "reason": "Which year?"})
    entry.refresh_from_db()
    assert (entry.checked_at, entry.reason, stored()) == (None, "Which year?", [(2025, "", 12)])
    typed = {"seen": mark(entry), number(women): "", "message": "Thanks."}
    assert client.post(address, typed).url == reverse("figures_entries:index")
    assert stored() == []  # it was not published
    assert client.post(address, typed).status_code == 422  # somebody has another page before them


def test_a_published_number_is_not_left_out_in_silence(client, entry, women):
    check(entry, **{number(women): "12"})
    publish(women)
    client.force_login(account("ada"))

    response = client.post(
        reverse("figures_entries:inspect", args=[entry.pk]), {"seen": mark(entry), number(women): "", "message": "x"}
    )

    assert "This number is published. Withdraw it on the page of the release." in response.text
    assert stored() == [(2025, "", 12)]


def test_an_editor_invites_an_address_by_mail(client):
    client.force_login(account("ada"))
    place = LocalGovernmentFactory()
    asked = {"government": place.pk, "year": "2025", "email": "observatory@town.example", "language": "fr"}

    client.post(reverse("figures_entries:ask"), asked)

    message, entry = Message.objects.get(), Entry.objects.get()
    assert (message.to, message.language, message.template) == (asked["email"], "fr", "figures/mail/numbers")
    assert (entry.government, entry.year, entry.invited_by) == (place, 2025, [account("ada").pk])
    assert client.get(message.context["url"].removeprefix("http://testserver")).status_code == 200


LAST_YEAR = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.mark.time_machine("2026-01-10 10:00Z", tick=False)
def test_every_signature_in_force_is_asked_once_in_january():
    signature = SignatureFactory(state="signed", signed_at=LAST_YEAR, language="fr")
    for state in ("on_hold", "withdrawn"):
        SignatureFactory(state=state, signed_at=LAST_YEAR)
    SignatureFactory(state="signed")  # signed this year
    EntryFactory(government=signature.government, year=2024, answers={"source": "Police", "n1-": "7"})

    tasks.ask_numbers()
    tasks.ask_numbers()

    entry = Entry.objects.get(year=2025)
    assert (entry.government, entry.answers, entry.language) == (signature.government, {"source": "Police"}, "fr")
    sent = Message.objects.filter(template="figures/mail/numbers").order_by("to").values_list("to", flat=True)
    assert list(sent) == sorted([signature.official_email, signature.contact_email])
    assert all("/fr/charter/desk/" in message.context["url"] for message in Message.objects.all())


@pytest.mark.parametrize(
    ("before", "day", "is_asked"),
    [(None, "2025-07-01", True), (None, "2025-07-02", False), ("superseded", "2025-12-30", True),
     ("withdrawn", "2025-12-30", False)],
)  # fmt: skip
@pytest.mark.time_machine("2026-01-10 10:00Z", tick=False)
def test_no_number_is_asked_of_a_year_in_which_the_signature_stood_less_than_six_months(before, day, is_asked):
    signature = SignatureFactory(state="signed", signed_at=datetime.fromisoformat(f"{day}T10:00Z"))
    if before:
        SignatureFactory(government=signature.government, state=before, signed_at=LAST_YEAR)

    tasks.ask_numbers()

    assert Entry.objects.exists() == is_asked


@pytest.mark.parametrize(("state", "mailed"), [("signed", 2), ("withdrawn", 0)])
def test_the_town_hall_is_mailed_why_it_is_asked_again(state, mailed):
    entry = EntryFactory(government=SignatureFactory(state=state).government)

    assert entries.ask_again(entry=entry, reason="Which year?", by=account("ada")) == bool(mailed)

    assert [message.context["reason"] for message in Message.objects.all()] == [["Which year?"]] * mailed


def test_of_two_entries_of_merged_governments_the_one_that_was_given_stays():
    ash, birch = LocalGovernmentFactory(code="ash"), LocalGovernmentFactory(code="birch")
    given = {"given_at": LAST_YEAR, "answers": {"message": "x"}}
    EntryFactory(government=ash, year=2025, **given)
    EntryFactory(government=birch, year=2025, answers={"source": "Police"})
    EntryFactory(government=ash, year=2024)

    merge_governments.merge(source=ash, into=birch, by=account("ada"))

    found = Entry.objects.order_by("year").values_list("government__code", "year", "answers")
    assert list(found) == [("birch", 2024, {}), ("birch", 2025, {"message": "x"})]


@pytest.mark.parametrize("source", ["ash", "birch"])
def test_what_both_of_two_merged_governments_gave_is_read_and_checked_by_an_editor(client, women, source):
    places = {code: LocalGovernmentFactory(code=code) for code in ("ash", "birch")}
    check(EntryFactory(government=places["ash"]), **{number(women): "120"})
    FigureFactory(indicator=women, government=places["birch"], value=70, year=2025)  # before there were entries
    into = places["birch" if source == "ash" else "ash"]

    merge_governments.merge(source=places[source], into=into, by=account("ada"))

    entry, figure = Entry.objects.get(), Figure.objects.get()
    assert (entry.government, entry.checked_at, figure.value) == (into, None, 70 if into.code == "birch" else 120)
    client.force_login(account("ada"))
    address = reverse("figures_entries:inspect", args=[entry.pk])
    told = strip_tags(client.get(address).text)
    assert "Also given for this year, as birch" in told
    assert client.get(address).context["merged"] == [("birch", [("Women", "70")])]
    check(entry, **{number(women): "190"})
    entry.refresh_from_db()
    assert (entry.answers["merged"]["birch"][number(women)], stored()) == ("70", [(2025, "", 190)])


# Withdrawal


def published(women, **values):
    for code, value in values.items():
        FigureFactory(
            indicator=women, government=LocalGovernmentFactory(code=code, names={"en": code.title()}), value=value
        )
    return releases.release(indicator=women, by=None)


def test_a_number_is_withdrawn_in_public_by_a_new_release(client, women):
    first = published(women, ash=30, birch=20)
    client.force_login(account("ada"))

    client.post(
        reverse("figures_releases:inspect", args=[first.pk]), {"figure": "ash 2024", "reason": "Counted twice."}
    )

    release = Release.objects.get(number=2)
    assert [cell["key"][0] for cell in release.cells] == ["birch"]
    assert release.withdrawn == [
        {"place": "ash", "year": "2024", "number": 2, "on": "2026-03-01", "why": "Counted twice."}
    ]
    assert [cell["key"][0] for cell in first.leave_out_withdrawn().cells] == ["birch"]
    page, file = (client.get(path).text for path in ("/en/figures/women/", "/data/figures/women.csv"))
    told = strip_tags(page.partition('id="withdrawn"')[2])
    assert "Ash, 2024: withdrawn on 1 March 2026. Counted twice." in told
    assert ("30" in file, "ash," in file) == (False, False)
    with pytest.raises(releases.Refused, match="Nothing has changed since the last release"):
        publish(women)
    FigureFactory(indicator=women, government__code="cedar", value=50)
    assert publish(women).withdrawn == release.withdrawn  # it stands for ever
    for change in ({"withdrawn": []}, {"decided_by": []}):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Release.objects.filter(number=2).update(number=9, **change)


def test_what_adds_a_withdrawn_number_up_goes_with_it(women):
    from tests.factories.figures import territory

    for code in ("ash", "birch"):
        FigureFactory(indicator=women, government=LocalGovernmentFactory(code=code), value=20)
    territory("region", *(figure.government for figure in women.figures.all()))
    releases.release(indicator=women, by=None)

    release = releases.withdraw(indicator=women, place="ash", year="2024", reason="x", by=account("ada"))

    assert [cell["key"][0] for cell in release.cells] == ["birch"]
    assert [row["place"] for row in release.withdrawn] == ["ash", "region"]
    assert release.sums == []


def test_what_is_not_published_is_not_withdrawn(women):
    published(women, ash=30)

    with pytest.raises(releases.Refused, match="not published"):
        releases.withdraw(indicator=women, place="oak", year="2024", reason="x", by=account("ada"))


CHANNELS = (
    "/en/members/{slug}/", "/en/territories/{slug}/", "/en/figures/", "/en/figures/women/", "/data/figures/women.csv",
    "/data/figures/women/datapackage.json", "/en/charter/progress/", "/data/charter-commitments.csv",
    "/data/signatories.csv", "/data/members.csv", "/en/search/?q=town", "/en/search/?q=women+town", "/sitemap.xml",
    "/en/", "/en/figures/women/embed/", "/en/figures/women/chart.svg", "/en/figures/women/releases/1/",
    "/data/figures/women/releases/1.csv", "/en/figures/women/?place={code}", "/en/programme/", "/en/open-data/",
)  # fmt: skip


def test_no_number_leaves_before_it_is_released(client, women):
    members_page()
    government = SignatureFactory(state="signed", government__pilot=True).government
    releases.release(indicator=FigureFactory(indicator=women, value=30).indicator, by=None)
    EntryFactory(government=government, year=2024, answers={number(women): "4091", "message": "4091"})
    check(EntryFactory(government=government), **{number(women): "4091", "message": "4091"})

    told = {
        address: client.get(address.format(slug=government.slug, code=government.code), follow=True)
        for address in CHANNELS
    }

    assert {page.status_code for page in told.values()} == {200}
    texts = {address: b"".join(page).decode().replace(",", "") for address, page in told.items()}
    assert [address for address, text in texts.items() if "4091" in text] == []


def test_the_link_lives_for_a_year_and_the_mail_keeps_no_word_of_it(entry):
    message = entries.invite(entry=entry, to="a@town.example", by=account("ada"))
    entry.refresh_from_db()

    assert (entry.link_until - timedelta(days=400), message.sensitive) == (datetime(2026, 3, 1, 10, tzinfo=UTC), True)
