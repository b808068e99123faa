"""One example of every mail of every app, to somebody who reads a given language. It makes rows."""

from unittest import mock

from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from coalition.figures import services as entries
from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.privacy import inquiries
from coalition.upkeep import conditions
from coalition.upkeep import services as upkeep
from coalition.upkeep.models import Alarm
from coalition.users.models import User
from home.contact import services as contact
from home.contact.models import ContactTopic
from newsletters.editions import services as editions
from newsletters.editions.models import NewsletterPage
from newsletters.readers import emails as readers
from newsletters.readers.models import SubscriptionRequest
from tests.calls import mails as calls
from tests.charter import mails as charter
from tests.events import test_emails as events
from tests.factories.courses import course_page, make_course
from tests.factories.figures import EntryFactory
from tests.factories.newsletters import ReaderFactory, make_edition
from webinars.courses import enrolment
from webinars.courses.models import AddressRequest

ALARMS = {
    "backup": "The last backup is of %(day)s.",
    "restore": "Nobody has tried for 90 days whether a backup opens.",
    "disk": "%(percent)s%% of the disk that holds %(folder)s is free.",
    "signing": "The signing certificate ends on %(day)s.",
    "tls": "Browsers do not accept the TLS certificate of the site: %(reason)s.",
    "worker": "No worker gives a sign of life.",
    "queue": "The oldest task has been waiting for %(minutes)s minutes.",
    "mail": "Emails wait and do not leave.",
    "refused": "%(domain)s takes no email from this site: %(number)s were refused within a day.",
    "erasure_list": "The list of erasures cannot be written, and nobody can be erased.",
    "log": "The log of the charter is not signed any more.",
    "files": "The store of files gives no answer.",
}
TYPED = "Ada"  # what a person typed, or an editor wrote


def every_mail(language: str) -> dict[str, Message]:
    """Owe each mail once; return them by their app and name."""
    of_charter, of_calls = charter.every_mail(charter.signed(language)), calls.every_mail(language)
    return {
        **{"drafts/link" if name == "link" else f"calls/{name}": mail for name, mail in of_calls.items()},
        **{f"charter/{name}": messages[0] for name, messages in of_charter.items()},
        **{f"events/{name}": events.owe(name, language)[0] for name in events.SUBJECTS},
        "events/code": events.owe_code(language),
        "events/confirm": to_confirm(language),
        **{f"events/{name}": events.owe_neutral(name, language) for name in events.NEUTRAL},
        **{f"events/{name}": events.owe_speaker(name, language)[0] for name in events.TO_SPEAKERS},
        "home/contact": to_the_team(language),
        **of_newsletters(language),
        "learning/link": of_learning(language),
        **of_accounts(language),
        **of_figures(language),
        **of_upkeep(language),
    }


def of_upkeep(language: str) -> dict[str, Message]:
    """Return the mail of each alarm, of one that is over, and the report of a week."""
    values = {"percent": 8, "folder": "/var/lib/coalition", "minutes": 24, "domain": "large.example", "number": 7}
    values |= {"reason": "certificate has expired", "day": "2026-12-03"}
    told: dict[str, Message | None] = {}
    keeper = override_settings(OPERATOR_ADDRESS="keeper@town.example", OPERATOR_LANGUAGE=language)
    with keeper, mock.patch.object(conditions, "fullest_disk", return_value=(29, "/var/lib/coalition")):
        for name, text in ALARMS.items():
            alarm = Alarm(condition=name, text=text, values=values, began_at=timezone.now())
            told[f"upkeep/{name}"] = upkeep.tell("alarm", alarm)
        told["upkeep/over"] = upkeep.tell("over", alarm)
        told["upkeep/weekly"] = upkeep.tell_week(timezone.localdate())
    return {name: mail for name, mail in told.items() if mail is not None}


def to_confirm(language: str) -> Message:
    """Return the mail to somebody who filled in the form of an event."""
    events.ask_to_confirm(language)
    return Message.objects.filter(template="events/mail/confirm").latest("pk")


def to_the_team(language: str) -> Message:
    """Return the mail that carries a message about personal data to its team."""
    ContactTopic.objects.filter(topic="privacy").update(language=language, mailbox="team@town.example")
    typed = {"topic": "privacy", "text": TYPED, "name": TYPED, "email": "ada@town.example", "safely": TYPED}
    contact.write(language=language, **typed)
    return Message.objects.filter(template="home/mail/contact").latest("pk")


def of_learning(language: str) -> Message:
    """Return the mail to somebody who enrolled in a course by their address."""
    course = make_course(f"course-{language}")
    course_page(course, language)
    enrolment.ask(course=course, email="learner@town.example", language=language)
    enrolment.confirm(asked=AddressRequest.objects.latest("pk"))
    return Message.objects.filter(template="learning/mail/link").latest("pk")


def of_newsletters(language: str) -> dict[str, Message]:
    """Return what proves a mailbox, and an edition as its editor tests it."""
    request = SubscriptionRequest.objects.create(email="a@town.example", language=language)
    titles = {"en": TYPED, language: TYPED}
    made = make_edition(titles=titles, slug="an-edition", body=[("text", f"<p>{TYPED}</p>")])
    page = NewsletterPage.objects.get(translation_key=made.translation_key, locale__language_code=language)
    return {
        "newsletters/code": readers.send_code(ReaderFactory(language=language), "123456"),
        "newsletters/confirm": readers.send_confirmation(request, code="123456", link="link"),
        "newsletters/edition": editions.send_test(page, to="editor@town.example", discreet=False),
    }


def of_figures(language: str) -> dict[str, Message]:
    """Return the mails that ask for the numbers of a year, and for something more about them."""
    entry = EntryFactory(language=language)
    asked = entries.invite(entry=entry, to="observatory@town.example", by=User.objects.create_user("odile"))
    entry.reason, url = TYPED, asked.context["url"]
    again = entries.mail(entry, key="again", to="observatory@town.example", language=language, url=url)
    return {"figures/numbers": asked, "figures/asked_again": again}


def of_accounts(language: str) -> dict[str, Message]:
    """Return the mails with which an editor sets a new password, is told of an address and confirms it."""
    client, asked = Client(), {"HTTP_ACCEPT_LANGUAGE": language}
    editor = User.objects.create_user("nadia", "nadia@town.example", "a-Long-Enough-word")
    with override(language):
        client.post(reverse("account_reset_password"), {"email": editor.email}, **asked)
        inquiries.answer_due()
        client.force_login(editor)
        client.post(reverse("account_email"), {"email": "new@town.example", "action_add": ""}, **asked)
    mails = Message.objects.filter(template="mail/account").order_by("pk")
    confirm = mails.get(context__icontains="/accounts/confirm-email/")
    reset, told = mails.exclude(pk=confirm.pk)
    return {"accounts/reset": reset, "accounts/told": told, "accounts/confirm": confirm}


def render(message: Message, *, discreet: bool = False) -> rendering.Body:
    """Return what the worker would send; what its reader asks for with `discreet`."""
    return rendering.render(
        template=message.template,
        context=message.context,
        language=message.language,
        discreet=discreet or message.discreet,
    )
