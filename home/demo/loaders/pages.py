"""Pages: the front page and the sections, the news, the library with its files, the calls, the course."""

from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language_info
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField
from wagtail.models import Page

from charter.followup import model_act
from charter.pages import CharterIndexPage
from coalition.calls.models import DECIDED, Call, CallPage, Criterion, Mark, Proposal, Reading, State
from coalition.calls.services import draft_page
from coalition.certificates.pdf import draw_pdf
from coalition.languages.names import language_codes
from coalition.languages.words import in_language
from coalition.news.models import NewsPage
from coalition.resources.mechanisms import MechanismPage, MechanismsIndexPage
from coalition.resources.models import InitiativePage, Resource, ResourceFile, ResourcePage
from coalition.site.site_words import site_names
from coalition.users.models import User
from home.blocks import FIRST, part
from home.demo import ACCOUNTS, ADMIN_USERNAME, content_files
from home.site_tree import SECTIONS, Translations, add_home, add_page, add_section, card
from webinars.courses.models import Course, Lesson, Module, QuizOption, QuizQuestion
from webinars.courses.pages import CoursePage, LessonPage
from webinars.replays.models import Replay

from .events import uid_of


def load_home(content: dict[str, Any]) -> Translations:
    """Return the front pages, made from `content` (texts per language, goals and a quotation) where missing."""
    return add_home(partial(_front_page, content))


def _front_page(content: dict[str, Any], language: str) -> dict[str, Any]:
    lead = content["lead"][language].strip()
    return {
        "title": content["title"][language],
        "hero_title": content["hero_title"][language],
        "lead": lead,
        "search_description": lead[:250],
        "body": [part(name, **_part_words(content, name, language)) for name in FIRST],
    }


def _part_words(content: dict[str, Any], name: str, language: str) -> dict[str, Any]:
    if name == "purpose":
        goals = [{field: goal[field][language] for field in ("title", "text")} for goal in content["goal"]]
        return {"text": content["statement"][language], "goals": goals}
    if name == "next_events":
        return {"number": 2}
    return {}


def load_sections(home: Translations, content: dict[str, Any], notice: dict[str, str]) -> dict[str, Translations]:
    """Make the head of each section from `content[slug]` (title and intro per language); return them by slug.

    `notice` is the sentence on the charter's face that says it is illustrative.
    """
    return {
        slug: add_section(home, slug, partial(_section, content[slug], page_type, notice))
        for slug, page_type in SECTIONS.items()
    }


def _section(words: dict[str, Any], page_type: type[Page], notice: dict[str, str], language: str) -> dict[str, Any]:
    intro = words["intro"][language].strip()
    values = {
        "title": words["title"][language],
        "search_description": intro[:250],
        introduction_field(page_type): f"<p>{intro}</p>",
    }
    return values | ({"notice": notice[language].strip()} if page_type is CharterIndexPage else {})


def introduction_field(page_type: type[Page]) -> str:
    """Return the name of the page type's introduction: `intro` or `introduction`."""
    own: list[models.Field] = [field for field in page_type._meta.local_fields if isinstance(field, RichTextField)]
    return own[0].name


OFFICE = {
    "en": "Committee secretariat",
    "fr": "Secrétariat de la commission",
    "es": "Secretaría de la comisión",
    "ar": "أمانة اللجنة",
}


def load_news(content: dict[str, Any], index: Translations) -> None:
    """Make the news of `content` that is missing, with a page per language below `index`."""
    for item in reversed(content["item"]):  # the oldest first, as it was written
        add_page(index, NewsPage, item["key"], partial(_news, item))


def _news(item: dict[str, Any], language: str) -> dict[str, Any]:
    town = _town(item.get("town", ""), language)
    return card(item, language, date=item["date"], office=OFFICE[language], **town)


@cache
def _members() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = content_files.read("members")["member"]
    return rows


def _town(file: str, language: str) -> dict[str, Any]:
    """Return the drawing of the town whose pictures are called `file`, and what it shows; nothing where none is."""
    for member in _members() if file else []:
        if member.get("picture", {}).get("file") == file:
            image = content_files.picture(f"towns/{file}.webp", member["names"]["en"])
            return {"picture": image, "picture_alt": member["picture"]["alt"][language]}
    return {}


GUIDE = Path(content_files.__file__).parent / "content" / "guide.typ"
FILM = GUIDE.parent / "replay" / "shared-diagnosis" / "360.webm"
MADE = int(datetime(2026, 1, 12, 9, tzinfo=UTC).timestamp())


@cache
def _written() -> dict[str, Any]:
    documents: dict[str, Any] = content_files.read("documents")["document"]
    return documents


def languages_of(key: str) -> list[str]:
    """Return the languages in which the resource or lesson `key` has a file, in their order; none where it has none."""
    return [language for language in language_codes() if language in _written().get(key, {})]


def other_kind(key: str) -> str:
    """Return the second kind of file that the words of `key` are made into as well; "" for none."""
    return str(_written().get(key, {}).get("also", ""))


def document_of(key: str, language: str, kind: str = "") -> Any:
    """Return the document with the file of `key` in `language`, made where it is missing.

    `kind` is "pdf", "docx" or "webm"; left out, that which the file has.
    """
    written = _written()[key]
    stem, kind = f"{key}-{language}", kind or written["kind"]
    found = get_document_model().objects.filter(file__startswith=f"documents/{stem}", file__endswith=f".{kind}").first()
    if found is not None:
        return found
    content = ContentFile(file_of(key, language, kind), name=f"{stem}.{kind}")
    document = get_document_model()(title=written[language]["title"], file=content)
    document._set_document_file_metadata()
    document.save()
    return document


def file_of(key: str, language: str, kind: str = "") -> bytes:
    """Return the bytes of that file. Equal words give equal bytes."""
    written, words = _written()[key], _written()[key][language]
    right_to_left = bool(get_language_info(language)["bidi"])
    if kind == "webm":
        return FILM.read_bytes()
    if (kind or written["kind"]) == "docx":
        return model_act.write_docx(
            _paragraphs(words), title=words["title"], language=language, right_to_left=right_to_left
        )
    facts = {"language": language, "direction": "rtl" if right_to_left else "ltr", "network": site_names().site}
    return draw_pdf(GUIDE, words | facts, timestamp=MADE)


def _paragraphs(words: dict[str, Any]) -> list[model_act.Paragraph]:
    found = [model_act.Paragraph(words["title"], model_act.TITLE), model_act.Paragraph(words["lead"])]
    for section in words["section"]:
        found.append(model_act.Paragraph(section["heading"], model_act.HEADING))
        found += [model_act.Paragraph(point, model_act.ITEM) for point in section["points"]]
    return [*found, model_act.Paragraph(words["note"], model_act.NOTE)]


RESOURCE_FACTS = (
    "kind", "year", "themes", "authors", "bodies", "publisher", "country", "member_code", "languages", "url", "licence",
    "illustrative",
)  # fmt: skip


def load_resources(content: dict[str, Any], index: Translations) -> None:
    """Make the resources and initiatives of `content` that are missing, with a page per language below `index`."""
    for item in content["resource"]:
        facts = {name: item[name] for name in RESOURCE_FACTS if name in item}
        if "member" in item:
            facts["member_code"] = item["member"]
        resource, _made = Resource.objects.get_or_create(key=item["key"], defaults=facts)
        add_page(index, ResourcePage, item["key"], partial(_resource, item, resource))
    for item in content.get("initiative", []):
        add_page(index, InitiativePage, item["key"], partial(_initiative, item))


def _resource(item: dict[str, Any], resource: Resource, language: str) -> dict[str, Any]:
    key, written = item["key"], languages_of(item["key"])
    own = document_of(key, language) if language in written else None
    further = [ResourceFile(document=document_of(key, other), language=other) for other in written if other != language]
    if own is not None and (kind := other_kind(key)):
        further.insert(0, ResourceFile(document=document_of(key, language, kind), language=language))
    return card(item, language, resource=resource, document=own, files=further)


def _initiative(item: dict[str, Any], language: str) -> dict[str, Any]:
    association = item["association"]
    said = association[language] if isinstance(association, dict) else association
    facts = {name: item.get(name, "") for name in ("country", "website")}
    return card(item, language, association=said, **facts)


TEXTS = ("what", "runs", "law", "begin")


def load_mechanisms(content: dict[str, Any], home: Translations) -> None:
    """Make the catalogue of mechanisms below `home`, and those of `content` that are missing in it."""
    heads = add_page(home, MechanismsIndexPage, "mechanisms", lambda language: content["index"][language])
    for item in content["mechanism"]:
        add_page(heads, MechanismPage, item["key"], partial(_mechanism, item, content["read_on"]))


def _mechanism(item: dict[str, Any], read_on: date, language: str) -> dict[str, Any]:
    words = item[language]
    return {
        "title": words["title"],
        "summary": words["summary"],
        "search_description": words["summary"][:250],
        "problems": item["problems"],
        "actors": item["actors"],
        **{name: f"<p>{words[name]}</p>" for name in TEXTS},
        "measured": f"<ul><li>{'</li><li>'.join(words['measured'])}</li></ul>",
        "places": [
            ("place", {"place": place, "since": since, **where})
            for (place, since), where in zip(words["places"], item["where"], strict=True)
        ],
        "sources": [("source", {"title": title, "url": url, "read_on": read_on}) for title, url in item["sources"]],
    }


def load_calls(content: dict[str, Any], index: Translations) -> None:
    """Make the calls of `content` that are missing, open today, with a page per language below `index`."""
    for item in content["call"]:
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        facts = {
            "opens_at": now - timedelta(days=item["opened_days_ago"]),
            "closes_at": (timezone.localtime(now) + timedelta(days=item["closes_in_days"])).replace(hour=23, minute=59),
            "answer_by": (now + timedelta(days=item["answer_in_days"])).date(),
            "most_euros": item["most_euros"],
            "budget_note": item["budget_note"],
        }
        call, made = Call.objects.get_or_create(key=item["key"], defaults=facts)
        if made:
            Criterion.objects.bulk_create(
                Criterion(call=call, sort_order=number, **row) for number, row in enumerate(item["criterion"])
            )
            _load_proposals(call, item["proposal"])
        add_page(index, CallPage, item["key"], partial(card, item, call=call))


ANSWERS = ("state", "language", "contact_name", "contact_email", "association", "country", "title", "summary",
           "activities", "place", "audience", "budget", "answer")  # fmt: skip


def _load_proposals(call: Call, rows: list[dict[str, Any]]) -> None:
    """Keep the proposals of `rows` as they stand, with the marks that each reader gave. Nobody is written to."""
    people = {user.username: user for user in User.objects.filter(username__in=[ADMIN_USERNAME, *ACCOUNTS])}
    admin, criteria = people[ADMIN_USERNAME], list(call.criteria.all())
    for row in rows:
        at = timezone.now() - timedelta(days=row["days_ago"])
        facts = {name: row[name] for name in ANSWERS if name in row}
        if row["state"] != State.DRAFT:
            facts |= {"contact_confirmed_at": at, "sent_at": at}
        if row["state"] == State.WITHDRAWN:
            facts["withdrawn_at"] = at
        if row["state"] in DECIDED:
            facts |= {"completed_at": at, "decided_at": timezone.now(), "decided_by": admin}
        proposal = Proposal(call=call, created_at=at, updated_at=at, **facts)
        if "page" in row:
            proposal.page = InitiativePage.objects.get(slug=row["page"], locale__language_code=row["language"])
        elif row["state"] == State.ACCEPTED:
            proposal.page = draft_page(proposal, admin)
        proposal.save()
        proposal.conflicts.set(people[name] for name in row.get("conflicts", []))
        for item in row.get("reading", []):
            given = {"given_at": at, "comment": item["comment"]} if "points" in item else {}
            reading = Reading.objects.create(proposal=proposal, reader=people[item["reader"]], asked_at=at, **given)
            marks = zip(criteria, item.get("points", []), strict="points" in item)
            Mark.objects.bulk_create(
                Mark(reading=reading, criterion=criterion, points=points, first=points) for criterion, points in marks
            )


SLUG = "course"


@transaction.atomic
def load_course(content: dict[str, Any], home: Translations) -> None:
    """Make the courses of `content` that are missing, with a page for each language below `home`."""
    for item in content["course"]:
        if Course.objects.filter(key=item["key"]).exists():
            continue
        course = Course.objects.create(key=item["key"], pass_mark=item["pass_mark"])
        parents = add_page(home, CoursePage, SLUG, partial(card, item, course=course))
        for place, module in enumerate(item["module"]):
            _load_module(course, parents, module, place)


def _load_module(course: Course, parents: Translations, item: dict[str, Any], place: int) -> None:
    module = Module.objects.create(
        course=course, key=item["key"], names=item["title"], summaries=item["summary"], sort_order=place
    )
    for order, row in enumerate(content_files.read(f"course/{item['key']}")["lesson"]):
        replay = Replay.objects.filter(event__uid=uid_of(row["video"])).first() if "video" in row else None
        lesson = Lesson.objects.create(
            module=module, key=row["key"], minutes=row["minutes"], sort_order=order, replay=replay
        )
        add_page(parents, LessonPage, lesson.key, partial(_lesson, row, lesson))
        for number, question in enumerate(row["question"]):
            _load_question(lesson, question, number)


def _load_question(lesson: Lesson, item: dict[str, Any], place: int) -> None:
    question = QuizQuestion.objects.create(
        lesson=lesson, key=item["key"], kind=item["kind"], text=item["text"], why=item["why"],
        is_true=item.get("right", False), sort_order=place,
    )  # fmt: skip
    QuizOption.objects.bulk_create(
        QuizOption(question=question, text=option["text"], is_right=option.get("right", False),
                   match=option.get("match", {}), sort_order=order)
        for order, option in enumerate(item.get("option", []))
    )  # fmt: skip


def _lesson(item: dict[str, Any], lesson: Lesson, language: str) -> dict[str, Any]:
    sources = [
        ("source", {"publisher": "", "year": None, "url": "", "language": "en"} | source) for source in item["source"]
    ]
    reflection = in_language(item["reflection"], language).strip()
    words = card(item, language)
    if "download" in item:
        document = document_of(item["download"]["file"], language)
        files = {"title": item["download"][language], "files": [{"document": document, "title": ""}]}
        words["body"].append(("files", files))
    return words | {"lesson": lesson, "reflection": reflection, "sources": sources}
