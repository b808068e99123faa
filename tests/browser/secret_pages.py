"""Every page that no plain address of `pages.PATHS` shows: behind a secret, after a form, when something is wrong."""

import json
from dataclasses import dataclass, field

from tests.installation import Installation

from .pages import LANGUAGES, PATHS

MAKE = "import json; from tests.browser.secret_rows import make; print(json.dumps(make()))"
RENDER = "import json; from tests.browser.refusals import rendered; print(json.dumps(rendered({secrets!r})))"
WALKED = ("en", "ar")


@dataclass(frozen=True)
class Answer:
    """A page as it was answered once: what a visit gets that no plain request brings about."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Visit:
    """One page of a walk: its name, its address below the language (whole with a leading slash), its status.

    With `typed`, the address is posted a form (urlencoded, without the token that `sent_by_us` adds). With `answers`,
    each language is answered what is in there.
    """

    name: str
    path: str
    status: int = 200
    typed: str | None = None
    sent_by_us: bool = True
    answers: dict[str, Answer] = field(default_factory=dict, hash=False, compare=False)

    def address(self, language: str) -> str:
        return self.path if self.path.startswith("/") else f"/{language}/{self.path}"


def make(installation: Installation) -> dict[str, str]:
    """Make one row for each secret page in the installation; return the secrets by name. Each call makes new ones."""
    return json.loads(installation.run(MAKE))


def every_visit(installation: Installation) -> list[Visit]:
    """Return a visit for each page of the public site in each of its states."""
    secrets = make(installation)
    plain = [Visit(name, path, 404 if name == "missing" else 200) for name, path in PATHS.items()]
    return [*plain, *more_pages(), *secret_pages(secrets), *sent_forms(secrets), *refusals(installation, secrets)]


def more_pages() -> list[Visit]:
    """Pages that anybody may open, and that `pages.PATHS` leaves out."""
    pages = {
        "versions": "charter/versions/",
        "difference": "charter/versions/1/2/",
        "ledger": "charter/ledger/",
        "ledger, for auditors": "charter/ledger/auditors/",
        "sign, lost link": "charter/sign/link/",
        "sign, link sent": "charter/sign/link/sent/",
        "signature, link sent": "charter/desk/sent/",
        "signature, links closed": "charter/desk/closed/",
        "no signatory": "charter/signatories/?q=zzzz",
        "no member": "members/?q=zzzz",
        "nothing found": "search/?q=zzzz",
        "nothing asked": "search/",
        "programme, another clock": "events/seminar-caring-territories/?zone=Asia/Hebron",
        "programme, nothing found": "events/seminar-caring-territories/?language=es&track=0",
        "register, questions": "events/seminar-caring-territories/register/",
        "registered": "events/femmes-du-monde-towns/register/sent/",
        "registration is closed": "events/seminar-2024/register/",
        "certificate of attendance, code": "events/attendance/",
        "course, resume": "courses/resume/",
        "certificate of a course, code": "courses/certificate/",
        "course, email sent": "courses/sent/",
        "course, left": "learning/left/",
        "webinar, register": "webinars/webinar-first-reception/register/",
        "event postponed": "events/training-associations/",
        "event cancelled": "events/training-west-africa/",
        "past webinar": "webinars/webinar-shared-diagnosis/",
        "components": "/demo/components/",
        "demo mail": "/demo/mail/",
        "demo mail, every kind": "/demo/mail/gallery/",
        "demo door": "/demo/door/",
        "log-in": "/accounts/login/",
    }
    unknown = {
        "signature, unknown code": "charter/verify/AAAA-AAAA-AAAA/",
        "certificate of attendance, unknown code": "events/attendance/AAAA-AAAA-AAAA/",
        "certificate of a course, unknown code": "courses/certificate/AAAA-AAAA-AAAA/",
        "certificate, unknown file": f"charter/verify/file/{'0' * 64}/",
        "signature, unknown link": "charter/desk/unknown/",
        "newsletter, unknown link": "newsletter/confirm/unknown/",
    }
    return [
        *(Visit(name, path) for name, path in pages.items()),
        *(Visit(name, path, 404) for name, path in unknown.items()),
        Visit("not open to you", "/images/unsigned/1/original/", 403),
    ]


def secret_pages(secrets: dict[str, str]) -> list[Visit]:
    """Pages that `secrets` open; each is read, and none changes by that."""
    pages = {
        "mail": "/demo/mail/{mail}/",
        "closed page": "{closed_page}/",
        "contact, sent": "contact/sent/{contact}/",
        **signing_pages(),
        **signature_pages(),
        **entry_pages(),
        **proposal_pages(),
        "seat": "registrations/{seat}/",
        "seat, cancel": "registrations/{seat}/cancel/",
        "seat, change": "registrations/{seat}/change/",
        "seat, erase": "registrations/{seat}/erase/",
        "seat, erased": "registrations/erased/",
        "seat given back, change": "registrations/{seat_given_back}/change/",
        "seat, reminders": "registrations/{seat}/reminders/",
        "seat, private calendar": "registrations/{seat_at_seminar}/calendar/",
        "seat, not in a private calendar": "registrations/{seat}/calendar/",
        "private calendar": "calendar/own/{own_calendar}/",
        "seat, letters": "registrations/{seat}/letters/",
        "seat given back, letters": "registrations/{seat_given_back}/letters/",
        "seat, ticket": "registrations/{seat}/ticket/",
        "seat given back, ticket": "registrations/{seat_given_back}/ticket/",
        "seat at webinar": "registrations/{seat_at_webinar}/",
        "seat, join": "registrations/{seat_at_webinar}/join/",
        "seat, discreet, join": "e/{short_id_of_seat_at_webinar}/r/{seat_at_webinar}/join/",
        "seat, room": "registrations/{seat_live}/join/",
        "seat, discreet, room": "e/{short_id_of_seat_live}/r/{seat_live}/join/",
        "room, by the link of a calendar entry": "e/join/{joins}/",
        "speaker": "e/{short_id_of_seat_live}/s/{speaker}/",
        "agenda": "registrations/{seat_at_seminar}/agenda/",
        "agenda, languages asked for before it is released": "registrations/{seat_at_webinar}/agenda/",
        "agenda, all sessions": "registrations/{seat_at_seminar}/agenda/?all=1",
        "invitation": "e/{short_id}/i/{invited}/",
        "seat, delegation": "registrations/{seat}/delegation/",
        "seat, delegation, sent": "registrations/{seat}/delegation/?sent",
        "named": "e/{short_id_of_named}/n/{named}/",
        "indicator": "figures/{indicator}/",
        "series": "series/{series}/",
        "invitation, sent": "e/{short_id}/i/{invited}/?sent",
        "seat, certificate": "registrations/{seat_taken}/certificate/",
        "certificate of attendance, checked": "events/attendance/{certificate_of_attendance}/",
        "certificate of attendance, its file": "events/attendance/file/{file_of_attendance}/",
        "seat, confirm": "e/{short_id}/c/{seat_asked}/",
        "seat, discreet": "e/{short_id}/r/{seat_discreet}/",
        "seat, discreet, cancel": "e/{short_id}/r/{seat_discreet}/cancel/",
        "seat, discreet, change": "e/{short_id}/r/{seat_discreet}/change/",
        "seat, discreet, erase": "e/{short_id}/r/{seat_discreet}/erase/",
        "seat, discreet, reminders": "e/{short_id}/r/{seat_discreet}/reminders/",
        "seat, discreet, ticket": "e/{short_id}/r/{seat_discreet}/ticket/",
        "seat given back": "registrations/{seat_given_back}/",
        "seat given back, cancel": "registrations/{seat_given_back}/cancel/",
        "newsletter, code": "newsletter/confirm/{handle}/",
        "newsletter, link": "newsletter/confirm/link/{confirm_link}/",
        "newsletter, settings": "newsletter/manage/{reader}/",
        "newsletter, leave": "newsletter/unsubscribe/{reader}/",
        "newsletter, left": "newsletter/manage/{reader_left}/",
        "newsletter, left by link": "newsletter/unsubscribe/{reader_left}/",
        **learning_pages(),
    }
    over = Visit("seat, confirm too late", f"e/{secrets['short_id']}/c/{secrets['seat_asked_long_ago']}/", 410)
    unknown = Visit("invitation, unknown", f"e/{secrets['short_id']}/i/unknown/", 410)
    cut = Visit("address without its secret", f"e/{secrets['short_id_of_seat_at_webinar']}/", 404)
    left = Visit("named, left", f"e/{secrets['short_id_of_named']}/n/{secrets['named_left']}/?left", 410)
    return [*(Visit(name, path.format_map(secrets)) for name, path in pages.items()), over, unknown, left, cut]


def signing_pages() -> dict[str, str]:
    sign = "charter/sign/"
    steps = ("government", "act", "check")
    return {
        **{f"sign, {step}": f"{sign}{{open_filled}}/{step}/" for step in steps},
        "sign, go on": f"{sign}{{open}}/",
        "sign, no government yet": f"{sign}{{open}}/government/",
        "sign, governments found": f"{sign}{{open}}/government/?q=commune",
        "sign, proposal": f"{sign}{{open}}/government/?q=zzzz",
        "sign, members": f"{sign}{{open_of_group}}/members/",
        "sign, sent": f"{sign}{{open_sent}}/",
        "sign, done": f"{sign}{{open_sent}}/done/",
        "sign, not sent": f"{sign}{{open_not_sent}}/done/",
    }


def signature_pages() -> dict[str, str]:
    page, held = "charter/desk/{signature}/", "charter/desk/{signature_on_hold}/"
    return {
        "signature, own page": page,
        **{
            f"signature, {action}": f"{page}change/{action}/"
            for action in ("act", "correct", "hold", "successor", "withdraw")
        },
        "signature, on hold": held,
        "signature, done": f"{page}done/diagnosis/",
        "signature, mechanism": f"{page}mechanism/",
        "signature, change waits": "charter/desk/{signature_waits}/",
        "signature, member asked": "charter/desk/{member}/",
        "signature, stop a change": "charter/desk/{stop}/",
        "signature, change stopped": "charter/desk/{stopped}/",
        "signature redacted, verified": "charter/verify/{code_redacted}/",
        "signature, reinstate": f"{held}change/reinstate/",
        "signature, confirm": "charter/desk/{signature_asked}/confirm/",
        "signature, verified": "charter/verify/{code}/",
        "signature on hold, verified": "charter/verify/{code_on_hold}/",
        "signature withdrawn, verified": "charter/verify/{code_withdrawn}/",
        "certificate, verified": "charter/verify/file/{certificate}/",
    }


def learning_pages() -> dict[str, str]:
    own = "learning/{learner}/"
    return {
        "course, begin": "courses/{course}/begin/",
        "course, link": "e/l/{course_asked}/",
        "course, own page": own,
        "course, lesson": f"{own}lesson-2/",
        "course, lesson answered": f"{own}lesson-1/",
        "course, lesson again": f"{own}lesson-1/?again",
        "course, discreet": "learning/{learner_discreet}/",
        "course, discreet lesson": "learning/{learner_discreet}/1/",
        "course, other link": "learning/renew/{learner}/",
        "course, leave": "learning/leave/{learner}/",
        "course, certificate": "learning/certificate/{learner_finished}/",
        "course, own page finished": "learning/{learner_finished}/",
        "certificate of a course, checked": "courses/certificate/{certificate_of_course}/",
        "certificate of a course, its file": "courses/certificate/file/{file_of_course}/",
    }


def entry_pages() -> dict[str, str]:
    of_a_desk = {name: f"charter/desk/{{{name}}}/" for name in ("numbers", "numbers_odd", "numbers_checked")}
    return of_a_desk | {"numbers_invited": "figures/give/{numbers_invited}/"}


def proposal_pages() -> dict[str, str]:
    page = "initiatives/proposal/{proposal}/"
    return {
        "call, start": "initiatives/{call}/propose/",
        "proposal, lost link": "initiatives/link/",
        "proposal, link sent": "initiatives/link/sent/",
        "proposal, confirm": "initiatives/proposal/{proposal_mailed}/",
        "proposal": page,
        "proposal, write": f"{page}write/",
        "proposal, check": f"{page}check/",
        "proposal, sent": "initiatives/proposal/{proposal_sent}/",
        "proposal, withdraw": "initiatives/proposal/{proposal_sent}/withdraw/",
    }


def sent_forms(secrets: dict[str, str]) -> list[Visit]:
    """Forms sent with mistakes, which change nothing; and one that was not sent by a page of ours."""
    forms = {
        "sign": "charter/sign/",
        "lost link": "charter/sign/link/",
        "act": "charter/sign/{open_filled}/act/",
        "check": "charter/sign/{open_filled}/check/",
        "government": "charter/sign/{open}/government/",
        "find signature": "charter/desk/",
        **{
            f"signature {name}": f"charter/desk/{{signature}}/change/{name}/"
            for name in ("hold", "correct", "successor", "act")
        },
        "signature code": "charter/desk/{signature_asked}/confirm/",
        "certificate": "charter/verify/file/",
        "call": "initiatives/{call}/propose/",
        "proposal": "initiatives/proposal/{proposal}/check/",
        "newsletter": "newsletter/",
        "newsletter code": "newsletter/confirm/{handle}/",
    }
    return [
        *(Visit(f"mistakes: {name}", path.format_map(secrets), typed="") for name, path in forms.items()),
        Visit("mistakes: register", "events/femmes-du-monde-towns/register/", 422, typed="name="),
        Visit("mistakes: course, lesson", f"learning/{secrets['learner']}/lesson-2/", 422, typed="key="),
        Visit("mistakes: course, code", "courses/resume/", 422, typed="code="),
        Visit("mistakes: course, email", f"courses/{secrets['course']}/begin/", 422, typed="way=email"),
        Visit("form too old", "charter/sign/", 403, typed="", sent_by_us=False),
    ]


def refusals(installation: Installation, secrets: dict[str, str]) -> list[Visit]:
    """Pages that the installation of the tests never comes to by itself, as they are answered with what brings them."""
    script = RENDER.format(secrets=secrets)
    found = json.loads(installation.run(script))
    names = list(found["en"])
    return [
        Visit(
            name,
            f"refusals/{name.replace(' ', '-')}/",
            found["en"][name]["status"],
            answers={language: Answer(**found[language][name]) for language in LANGUAGES},
        )
        for name in names
    ]
