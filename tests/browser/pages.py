"""One address of every page type of the public site."""

LANGUAGES = ("en", "fr", "es", "ar")

PATHS = {
    "home": "",
    "members": "members/",
    "member": "members/jenin/",
    "charter": "charter/",
    "sign": "charter/sign/",
    "signatories": "charter/signatories/",
    "signatories_all": "charter/signatories/?status=all",
    "progress": "charter/progress/",
    "figures": "figures/",
    "signatory": "members/valmarine/",
    "agenda of the network": "agenda/",
    "territories": "territories/",
    "territory": "territories/ngazidja/",
    "events": "events/",
    "event": "events/seminar-2024/",
    "programme": "events/seminar-caring-territories/",
    "register": "events/femmes-du-monde-towns/register/",
    "webinars": "webinars/",
    "course": "course/",
    "lesson": "course/shared-diagnosis/",
    "calendar": "calendar/",
    "calendar of a month": "calendar/2024/11/",
    "calendar as a list": "calendar/2024/11/list/?kind=seminar&zone=Asia%2FHebron",
    "subscribe": "calendar/subscribe/",
    "newsletter": "newsletter/",
    "archive": "newsletter/archive/",
    "resources": "resources/",
    "resource": "resources/toolkit-council-act/",
    "call": "resources/initiatives-open-call/",
    "initiative": "resources/threads-between-shores/",
    "news": "news/",
    "news-item": "news/seminar-in-bobigny/",
    "edition": "newsletter/archive/a-first-letter/",
    "webinar": "webinars/webinar-first-reception/",
    "replay": "webinars/webinar-shared-diagnosis/replay/",
    "transcript": "webinars/webinar-shared-diagnosis/transcript/",
    "verify": "charter/verify/",
    "adhesion": "charter/desk/",
    "check-file": "charter/verify/file/",
    "help": "help/",
    "contact": "contact/",
    "search": "search/?q=jenine",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "exit": "exit/",
    "missing": "there-is-no-such-page/",
}

# Where the templates that show a table are walked; ACCOUNT_TABLES needs somebody who is signed in.
TABLES = {
    "/demo/components/": ("demo/components.html", "components/table.html", "blocks/table.html"),
    "/demo/mail/": ("mail/demo/outbox.html",),
    "calendar/2024/11/": ("events/months/calendar.html", "events/months/_grid.html"),
    "charter/progress/": ("charter/progress.html",),
    "charter/signatories/": ("charter/signatories.html", "charter/signatory_table.html"),
    "charter/signatories/?status=all": ("charter/signatory_table.html",),
    "exit/": ("safety/quick_exit.html",),
    "figures/partner-violence/": ("figures/indicator.html",),
    "members/": ("members/index.html", "members/table.html"),
    "members/valmarine/": ("charter/commitments_section.html",),
    "resources/initiatives-open-call/": ("calls/call.html",),
}
ACCOUNT_TABLES = {"/accounts/2fa/webauthn/": ("mfa/webauthn/authenticator_list.html",)}


def address(name: str, language: str = "en") -> str:
    return f"/{language}/{PATHS[name]}"
