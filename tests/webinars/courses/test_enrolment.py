"""Who begins a course by a code or an address, finds it again, and leaves it; an address is told to nobody."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.caching.changes import public_tables
from coalition.mail import areas, rendering
from coalition.mail.models import Message
from coalition.privacy import discretion
from coalition.privacy import services as privacy
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import staff
from tests.factories.courses import lessons_of
from tests.factories.events import NOW
from tests.factories.learning import enrolled, hand_in, small_course, with_pages
from webinars.courses import enrolment, personal_data
from webinars.courses.models import AddressRequest, Enrolment

pytestmark = pytest.mark.django_db
BEGIN, RESUME = "/en/courses/policies/begin/", "/en/courses/resume/"
SAVEPOINT = re.compile(r'"s\d+_x\d+"')  # each has a number of its own


@pytest.fixture
def course():
    return with_pages(small_course(), "ar")


def asked(client, address=BEGIN, email="known@mail.example", **more):
    """Send the form with `email`; return the page of the mailed button."""
    response = client.post(address, {"way": "email", "email": email, **more})
    assert response["Location"] == "/en/courses/sent/"
    return re.search(r"/en/e/l/[\w-]+/", Message.objects.latest("pk").context["confirm_url"])[0]


def test_one_press_enrols_and_shows_a_code_that_leads_back(client, course):
    page = client.get(BEGIN).text
    key = re.search(r'name="key" value="([\w-]{36})"', page)[1]
    assert Enrolment.objects.count() == 0  # looking changes nothing

    own = client.post(BEGIN, {"way": "code", "key": key})["Location"]
    again = client.post(BEGIN, {"way": "code", "key": key})["Location"]

    made = Enrolment.objects.get()
    assert own == again == f"/en/learning/{made.token}/"
    assert (made.email, made.email_digest, made.discreet) == ("", "", True)
    assert made.code in client.get(own).text
    assert re.fullmatch(r"(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}", made.code)
    for typed in (made.code, made.code.lower().replace("-", " "), made.code.replace("-", "")):
        assert client.post(RESUME, {"code": typed})["Location"] == own
    assert made.code.replace("-", "") not in str(Enrolment.objects.values().get()).replace("-", "")


def test_an_address_is_enrolled_by_the_mailed_button_alone(client, course):
    button = asked(client, email="Ada@Mail.example", discreet="on")

    assert client.get(button).status_code == 200
    assert Enrolment.objects.count() == 0
    own = client.post(button)["Location"]
    again = client.post(button)["Location"]

    made = Enrolment.objects.get()
    assert own == again == f"/en/learning/{made.token}/"
    assert (made.email, made.discreet, made.course) == ("ada@mail.example", True, course)
    assert [(mail.template, mail.discreet, mail.unasked) for mail in Message.objects.order_by("pk")] == [
        ("events/mail/confirm", True, True),
        ("learning/mail/link", True, False),
    ]
    assert Message.objects.latest("pk").context["own_url"].endswith(own)
    assert discretion.has_asked("ada@mail.example")


def test_who_is_enrolled_already_finds_the_same_course_and_gains_discretion_only(client, course):
    there = enrolled(course, email="known@mail.example")
    hand_in(there, course.modules.get().lessons.first())

    client.post(asked(client, discreet="on"))
    client.post(asked(client))

    assert [(row.pk, row.discreet, row.completions.count()) for row in Enrolment.objects.all()] == [(there.pk, True, 1)]


def test_a_link_is_mailed_again_and_leads_to_every_course_of_the_address(client, course):
    first = enrolled(course, email="known@mail.example")
    one = client.post(asked(client, RESUME))
    second = enrolled(small_course(key="another"), email="known@mail.example")
    both = client.post(asked(client, RESUME)).text

    assert one["Location"] == f"/en/learning/{first.token}/"
    assert all(f"/en/learning/{row.token}/" in both for row in (first, second))
    assert Message.objects.filter(template="learning/mail/link").count() == 3


def test_who_is_not_enrolled_is_told_so_by_the_mailed_button_only(client, course):
    button = asked(client, RESUME, email="unknown@mail.example")

    assert "No course belongs to this address" in client.post(button).text
    assert (Message.objects.count(), Enrolment.objects.count()) == (1, 0)


@pytest.mark.parametrize("address", [BEGIN, RESUME])
def test_a_known_address_causes_the_same_as_an_unknown_one(client, course, address):
    enrolled(course, email="known@mail.example")
    asked(client, address, email="first@mail.example")  # what a process remembers, it remembers from now on
    said = []
    for email in ("known@mail.example", "other@mail.example"):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(address, {"way": "email", "email": email})
        statements = [SAVEPOINT.sub("", row["sql"]).split("(")[0][:60] for row in queries]
        said.append((response.status_code, response["Location"], statements))

    assert said[0] == said[1]
    assert {(mail.template, mail.discreet, mail.unasked) for mail in Message.objects.all()} == {
        ("events/mail/confirm", True, True)
    }
    silent = {"addressrequest", "enrolment", "completion", "quizanswer", "handin"}
    assert not set(public_tables()) & {f"webinars_{name}" for name in silent}


def test_a_link_works_for_half_an_hour(client, course):
    button = asked(client)

    with time_machine.travel(NOW + timedelta(minutes=30), tick=False):
        assert client.post(button).status_code == 410
    assert Enrolment.objects.count() == 0


def test_a_closed_course_takes_nobody_new_and_keeps_who_is_there(client, course):
    there = enrolled(course, email="known@mail.example")
    new, known = asked(client, email="new@mail.example"), asked(client)
    course.is_open = False
    course.save()

    assert "takes nobody new" in client.get(BEGIN).text
    assert client.post(BEGIN, {"way": "code"}).status_code == 200
    assert client.post(BEGIN, {"way": "email", "email": "a@mail.example"}).status_code == 200
    assert "takes nobody new" in client.post(new).text
    assert client.post(known)["Location"] == f"/en/learning/{there.token}/"
    assert (Enrolment.objects.count(), AddressRequest.objects.count()) == (1, 2)
    assert "courses/policies/begin" not in client.get("/en/policies/").text


def test_another_link_and_code_end_those_before(client, course):
    there = enrolled(course)
    old, code = there.token, there.code

    new = client.post(f"/en/learning/renew/{old}/")["Location"]

    assert client.get(f"/en/learning/{old}/").status_code == 404
    assert enrolment.resume(code=code) is None
    there.refresh_from_db()
    assert new == f"/en/learning/{there.token}/"
    assert enrolment.resume(code=there.code) == there


@pytest.mark.parametrize("forget", [False, True])
def test_another_link_ends_requests_of_the_address_which_is_forgotten_on_request(client, course, forget):
    client.post(asked(client, discreet="on"))
    there, waiting = Enrolment.objects.get(), asked(client, RESUME)
    page = f"/en/learning/renew/{there.token}/"
    shown = client.get(page).text
    assert ("whoever reads your mailbox" in shown, 'name="forget"' in shown) == (True, True)

    new = client.post(page, {"forget": "on"} if forget else {})["Location"]

    there.refresh_from_db()
    kept = "" if forget else "known@mail.example"
    assert (there.email, bool(there.email_digest), new) == (kept, not forget, f"/en/learning/{there.token}/")
    assert (AddressRequest.objects.count(), client.post(waiting).status_code) == (0, 410)
    assert discretion.has_asked("known@mail.example") is not forget
    assert Message.objects.filter(template="learning/mail/link", to="known@mail.example").exists() is not forget
    assert ("No course belongs" in client.post(asked(client, RESUME)).text) is forget


@pytest.mark.parametrize("way", ["leave", "erase"])
def test_a_button_pressed_while_one_leaves_enrols_nobody_anew(client, course, way, monkeypatch):
    client.post(asked(client))
    button = asked(client)
    find = enrolment.find

    def left_meanwhile(token):
        found = find(token)
        if way == "leave":
            enrolment.leave(enrolment=Enrolment.objects.get())
        else:
            personal_data.erase("known@mail.example")
        return found

    monkeypatch.setattr(enrolment, "find", left_meanwhile)

    answer = client.post(button)

    assert (answer.status_code, "no longer valid" in answer.text) == (410, True)
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("way", ["leave", "purge"])
def test_the_mail_with_the_link_goes_with_the_enrolment(client, course, way):
    client.post(asked(client))
    there = Enrolment.objects.get()
    sent = Message.objects.get(template="learning/mail/link")
    other = enrolled(course, email="other@mail.example")
    enrolment.send_link(other, AddressRequest.objects.get())

    if way == "leave":
        enrolment.leave(enrolment=there)
    else:
        Enrolment.objects.filter(pk=there.pk).update(seen_at=NOW - timedelta(days=731))
        personal_data.purge(NOW)

    sent.refresh_from_db()
    assert (sent.state, sent.to, sent.to_digest, sent.context, sent.subject) == ("suppressed", "", "", {}, "")
    assert Message.objects.filter(template="learning/mail/link", to="other@mail.example", state="queued").exists()


def test_editors_of_events_read_no_mail_of_learners_and_its_subject_names_no_course(client, course):
    client.post(asked(client))

    sent = Message.objects.get(template="learning/mail/link")

    assert sent not in areas.readable(staff(COMMITTEE_EDITORS))
    about = {"template": sent.template, "context": sent.context}
    for language in ("en", "fr", "es", "ar"):
        assert "A course" not in rendering.render(**about, language=language).subject
    assert rendering.render(**about, language="en").subject == "Your own page"


def test_an_address_gets_what_is_kept_about_it_and_is_forgotten():
    course = with_pages(small_course(lessons=1, kinds=("truth",)))
    enrolment.ask(course=course, email="ada@mail.example", language="en", discreet=True)
    [learner] = enrolment.confirm(asked=AddressRequest.objects.get())
    hand_in(learner, lessons_of(course)[0])
    other = enrolled(course, email="other@mail.example")

    exported, request = privacy.export(address="Ada@mail.example")["courses"]
    assert {name: exported[name] for name in ("course", "email", "discreet", "finished")} == {
        "course": "policies", "email": "ada@mail.example", "discreet": True, "finished": NOW.isoformat(),
    }  # fmt: skip
    assert [(row["given"], row["right"], row["tries"]) for row in exported["answers"]] == [(["true"], True, 1)]
    assert request == {"email": "ada@mail.example", "asked": NOW.isoformat()}

    assert privacy.erase(address="ada@mail.example")["courses"] == 2
    assert list(Enrolment.objects.all()) == [other]
    assert not discretion.has_asked("ada@mail.example")


def test_what_nobody_used_for_two_years_goes_and_requests_after_half_an_hour():
    course = with_pages(small_course(lessons=1))
    unused, used = enrolled(course), enrolled(course)
    enrolment.ask(course=course, email="ada@mail.example", language="en")

    with time_machine.travel(NOW + timedelta(days=400), tick=False):
        assert privacy.purge()["courses"] == 1  # the request
        hand_in(used, lessons_of(course)[0])
    with time_machine.travel(NOW + timedelta(days=731), tick=False):
        assert privacy.purge()["courses"] == 1

    assert list(Enrolment.objects.all()) == [used]
    assert not Enrolment.objects.filter(pk=unused.pk).exists()
