"""Who takes part: accounts, the site's own words, members and what they count, plan, sign and report; readers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page

from charter import demo
from coalition.figures.models import Figure, Indicator, IndicatorWords, Territory
from coalition.figures.releases import release
from coalition.figures.services import open_entry
from coalition.languages.names import language_codes
from coalition.members.models import LocalGovernment, MemberProfile, Office
from coalition.privacy import services as privacy
from coalition.resources.models import Resource
from coalition.site import helplines
from coalition.site.models import Helpline, Partner, SiteWords
from coalition.users.models import User
from events.pages.models import EventPage
from home.demo import ACCOUNTS, ADMIN_USERNAME, DEMO_PASSWORD, content_files
from home.programme.models import Action, ActionLink, Goal, TerritoryDeliverable, TerritoryWork
from home.site_tree import Translations, add_page
from newsletters.editions import approval
from newsletters.editions import services as editions
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
from newsletters.readers import services as readers
from newsletters.readers.models import Reader
from newsletters.sending.models import Edition


def load_people() -> User:
    """Make the accounts that are missing, one for each kind of work; return the administrator."""
    missing = [username for username in ACCOUNTS if not User.objects.filter(username=username).exists()]
    password = make_password(DEMO_PASSWORD) if missing else ""  # slow on purpose: once for all, who share it anyway
    for username in missing:
        user = User.objects.create(username=username, email=f"{username}@coalition.example", password=password)
        user.groups.add(Group.objects.get(name=ACCOUNTS[username]))
    admin = User.objects.filter(username=ADMIN_USERNAME).first()
    return admin or User.objects.create_superuser(ADMIN_USERNAME, "admin@coalition.example", DEMO_PASSWORD)


def reviewers() -> tuple[User, User]:
    return User.objects.get(username="reviewer"), User.objects.get(username="reviewer2")


SOURCES_READ_ON = date(2026, 11, 30)


def load_site(content: dict[str, Any]) -> None:
    """Make the partners of `content` that are missing, add the numbers, and name the discreet sender in Arabic.

    Helplines of grade A are shown, and emergency numbers of A and B, as what they are: sources read, not called.
    """
    SiteWords.objects.filter(language="ar", discreet_name="").update(discreet_name="رزنامة المواعيد")
    for row in helplines.add_researched():
        if row.grade == "A" or (row.grade == "B" and row.kind == Helpline.Kind.EMERGENCY):
            helplines.confirm(helpline=row, by=None, on=SOURCES_READ_ON, how=Helpline.How.READ)
    for item in content["partner"]:
        names = {f"name_{language}": text for language, text in item["name"].items()}
        Partner.objects.get_or_create(name_en=names["name_en"], defaults=names | {"url": item["url"]})


MEMBER_FACTS = (
    "slug", "kind", "country", "section", "latitude", "longitude", "population", "population_year",
    "population_source", "website", "official_domains", "languages", "pilot", "observatory_since", "fictional",
    "member", "names", "at_risk",
)  # fmt: skip


def load_members(content: dict[str, Any]) -> None:
    """Make the local governments of `content` that are missing, with a profile per language."""
    known = set(LocalGovernment.objects.values_list("code", flat=True))
    for item in content["member"]:
        if item["code"] in known:
            continue
        facts = {name: item[name] for name in MEMBER_FACTS if name in item}
        for name in ("latitude", "longitude"):
            if name in facts:
                facts[name] = str(facts[name])  # a decimal, never a binary fraction
        if shown := item.get("picture"):
            facts["crest"] = content_files.picture(f"seals/{shown['file']}.png", f"Seal of {item['names']['en']}")
            facts["portrait"] = content_files.picture(
                f"portraits/{item['head']['portrait']}.webp", item["head"]["name"]
            )
            shown["image"] = content_files.picture(f"towns/{shown['file']}.webp", item["names"]["en"])
        government = LocalGovernment(code=item["code"], **facts)
        government.full_clean()
        government.save()
        Office.objects.bulk_create(Office(government=government, **office) for office in item.get("office", []))
        MemberProfile.objects.bulk_create(
            MemberProfile(
                government=government,
                language=language,
                summary=summary.strip(),
                body=item.get("body", {}).get(language, "").strip(),
                **_said(item, language),
            )
            for language, summary in item["summary"].items()
        )


def _said(item: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what the profile of a government of `content` shows: its picture, and the words of who leads it."""
    if "picture" not in item:
        return {}
    head, shown = item["head"], item["picture"]
    return {
        "head": head.get("names", {}).get(language, head["name"]),
        "head_office": head["office"][language], "head_words": head["words"][language],
        "picture": shown["image"], "picture_alt": shown["alt"][language],
    }  # fmt: skip


def load_territories(content: dict[str, Any]) -> None:
    """Keep the deliverables of each territory of `content` that has none yet."""
    for item in content["territory"]:
        work, made = TerritoryWork.objects.get_or_create(government=LocalGovernment.objects.get(code=item["member"]))
        if made:
            TerritoryDeliverable.objects.bulk_create(
                TerritoryDeliverable(work=work, **row) for row in item["deliverable"]
            )


INDICATOR_FACTS = ("measure", "counts_persons", "other_persons", "breakdown", "asked", "source", "source_url")
FIRST_RELEASE_WAS = timedelta(days=200)


def load_figures(content: dict[str, Any], reviewers: tuple[User, User]) -> None:
    """Make the territories and indicators of `content` that are missing: one of two checks, the other publishes."""
    checks, publishes = reviewers
    governments = {row.code: row for row in LocalGovernment.objects.filter(fictional=True)}
    for item in content["territory"]:
        territory, made = Territory.objects.get_or_create(code=item["code"], defaults={"names": item["names"]})
        if made:
            territory.governments.set(governments[code] for code in item["governments"])
    for item in content["indicator"]:
        facts = {name: item[name] for name in INDICATOR_FACTS if name in item}
        indicator, made = Indicator.objects.get_or_create(slug=item["slug"], defaults=facts)
        if made:
            words = item["words"].items()
            IndicatorWords.objects.bulk_create(
                IndicatorWords(indicator=indicator, language=language, **told) for language, told in words
            )
            if "first_release" in item:  # without the last year, and with what was corrected since
                series = item["figures"] | item["first_release"]
                first = item | {"figures": {code: told[:-1] for code, told in series.items()}, "notes": []}
                Figure.objects.bulk_create(_figures(indicator, first, content["first_year"], governments, checks))
                release(indicator=indicator, by=publishes)
                with pgtrigger.ignore("figures.Release:releases_never_change"):
                    indicator.releases.update(released_at=timezone.now() - FIRST_RELEASE_WAS)
                indicator.figures.all().delete()
            Figure.objects.bulk_create(_figures(indicator, item, content["first_year"], governments, checks))
            release(indicator=indicator, by=publishes)
    for item in content["entry"]:
        government, year = governments[item["member"]], timezone.localdate().year
        open_entry(government=government, year=year, language=item["language"])


def _figures(
    indicator: Indicator, item: dict[str, Any], first_year: int, governments: dict[str, LocalGovernment], checks: User
) -> Iterator[Figure]:
    """Yield what `item` says of each place, year and part, each year counted in the March that follows."""
    said = [{(code, year): told for code, year, told in item.get(name, [])} for name in ("qualities", "notes")]
    for code, series in item["figures"].items():
        bases = item.get("bases", {}).get(code, [None] * len(series))
        for year, (told, base) in enumerate(zip(series, bases, strict=True), start=first_year):
            values = told if isinstance(told, list) else [told]
            for part, value in zip(item["parts"], values, strict=True):
                if value != "":
                    yield Figure(
                        indicator=indicator,
                        government=governments[code],
                        year=year,
                        part=part,
                        value=Decimal(str(value)),
                        base=base,
                        quality=said[0].get((code, year), ""),
                        source=item["counted"],
                        source_date=date(year + 1, 3, 31),
                        note=said[1].get((code, year), "") if part == item["parts"][0] else "",
                        checked_by=checks,
                    )


ACTION_FACTS = ("state", "first_year", "last_year")


def load_agenda(content: dict[str, Any]) -> None:
    for item in content["goal"]:
        goal, made = Goal.objects.get_or_create(number=item["number"], defaults=_words(item))
        if not made:
            continue
        for position, row in enumerate(item["action"], start=1):
            facts = {name: row[name] for name in ACTION_FACTS if name in row} | _words(row)
            action = Action.objects.create(goal=goal, position=position, **facts)
            ActionLink.objects.bulk_create(_links(action, row))


def _words(item: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {"titles": item["title"], "texts": item.get("text", {})}


def _links(action: Action, row: dict[str, Any]) -> list[ActionLink]:
    events = [EventPage.objects.filter(slug=slug)[0].event for slug in row.get("events", [])]
    resources = [Resource.objects.get(key=key) for key in row.get("resources", [])]
    members = [LocalGovernment.objects.get(code=code) for code in row.get("members", [])]
    return [
        *(ActionLink(action=action, event=event) for event in events),
        *(ActionLink(action=action, resource=resource) for resource in resources),
        *(ActionLink(action=action, government=member) for member in members),
    ]


def load_version(content: dict[str, Any], reviewers: tuple[User, User]) -> None:
    """Publish the charter of `content` in every language, as `reviewers` do, unless it is there already."""
    demo.load_version(
        number=1,
        title=content["title"],
        preamble=content["preamble"],
        articles=content["article"],
        reviewers=reviewers,
    )


def load_signatures(content: dict[str, Any], reviewers: tuple[User, User]) -> None:
    """Add the fictional signatures that are missing: signed, or waiting for review where no day of signature is given.

    Raises ValueError for a real government.
    """
    now = timezone.now()
    for item in content["signature"]:
        government = LocalGovernment.objects.get(code=item["member"])
        if not government.fictional:
            raise ValueError(f"{item['member']} is a real government: the demonstration signs for none.")
        demo.load_signature(
            government=government,
            language=item["language"],
            signatory_name=item["name"],
            signatory_role=item["role"],
            official_email=item["email"],
            act_body=item["act_body"],
            act_number=item["act_number"],
            act_date=(now - timedelta(days=item["act_days_ago"])).date(),
            signed_at=now - timedelta(days=item["signed_days_ago"]) if "signed_days_ago" in item else None,
            reviewers=reviewers,
            act_in_evidence=item.get("act_in_evidence", False),
        )


def load_evidence(content: dict[str, Any], reviewer: User) -> None:
    """Add the evidence of commitments that is missing: accepted by `reviewer`, or waiting to be read in the CMS."""
    today = timezone.localdate()
    for item in content["evidence"]:
        demo.load_evidence(
            government=LocalGovernment.objects.get(code=item["member"]),
            deliverable=item["deliverable"],
            done_on=today - timedelta(days=item["done_days_ago"]),
            description=item["description"],
            accepted_by=reviewer if item["accepted"] else None,
            resource=Resource.objects.get(key=item["resource"]) if "resource" in item else None,
        )


READERS_PER_LANGUAGE = 2


def archive_of(index: Translations) -> Translations:
    return {language: NewsletterArchivePage.objects.child_of(page).get() for language, page in index.items()}


def load_editions(content: dict[str, Any], archive: Translations) -> None:
    """Make the editions that are missing: archived as sent, or asked to be approved; nothing is mailed."""
    for item in content["edition"]:
        sent_at = timezone.now() - timedelta(days=item.get("sent_days_ago", 0))

        def fields(language: str, item: dict[str, Any] = item, at: datetime = sent_at) -> dict[str, Any]:
            return {
                "title": item["subject"][language],
                "date": at.date(),
                "summary": item["intro"][language].strip()[:200],
                "search_description": item["intro"][language].strip()[:250],
                "body": body(item, language),
            }

        pages = add_page(archive, NewsletterPage, item["key"], fields)
        if Edition.objects.filter(translation_key=pages["en"].translation_key).exists():
            continue
        if "waits" in item:
            approval.ask(page=pages["en"], by=User.objects.get(username="newsletter"))
        else:
            editions.archive(page=pages["en"], sent_at=sent_at)


def body(item: dict[str, Any], language: str) -> list[tuple[str, Any]]:
    """Return the edition's blocks: for each section a heading, the text, and a button. Its summary stands above."""
    found: list[tuple[str, Any]] = []
    for section in item["section"]:
        found.append(("heading", {"text": section["title"][language], "level": "2"}))
        found.append(("text", section["body"][language].strip()))
        key = section.get("event") or section.get("resource") or section.get("page")
        page = Page.objects.filter(slug=key, locale__language_code=language).first()
        url = "" if page else f"{settings.SITE_URL}/{language}/{key}/"
        found.append(("button", {"label": section["button"][language], "page": page, "url": url}))
    return found


def load_readers() -> None:
    """Make a few fictional readers in each language, one of them discreet, with their consent."""
    for language in language_codes():
        for number in range(1, READERS_PER_LANGUAGE + 1):
            address = f"reader-{number}-{language}@coalition.example"
            if Reader.objects.for_address(address).exists():
                continue
            Reader.objects.create(email=address, language=language, discreet=number == READERS_PER_LANGUAGE)
            consent = readers.consent_words(language)
            privacy.record_consent(
                purpose="newsletter", address=address, text=consent.text, version=consent.version, language=language
            )
