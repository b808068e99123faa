"""The order in which the demonstration is built."""

from django.conf import settings

from home.words import add_standard_pages

from .loaders import (
    agenda,
    calls,
    charter,
    course,
    door,
    events,
    figures,
    members,
    news,
    newsletters,
    outside,
    pages,
    people,
    programme,
    replays,
    resources,
    site,
    territories,
)
from .reading import read


class NotTheDemonstration(Exception):
    """Demonstration accounts have a public password: they are made with demonstration settings only."""


def load() -> None:
    """Build what is missing of the demonstration. Raises NotTheDemonstration outside its settings."""
    if not settings.DEMO:
        raise NotTheDemonstration("load_demo makes accounts with a public password: use coalition.settings.demo.")
    people.load()
    site.load(read("site"))
    words, charter_words = read("pages"), read("charter")
    home = pages.load_home(words["home"])
    heads = pages.load_sections(home, words["section"], charter_words["notice"])
    add_standard_pages(home, words["page"])
    members.load(read("members"))
    figures.load(read("figures"), people.reviewers()[0])
    charter.load_version(charter_words, people.reviewers())
    charter.load_signatures(read("signatures"), people.reviewers())
    archive = newsletters.archive_of(heads["newsletter"])
    targets = heads | events.load(read("events"), heads)
    outside.load()
    programme.load(read("programme"))
    replays.load(read("replays"))
    course.load(read("courses"), home)
    door.load(read("doors"))
    targets |= resources.load(read("resources"), heads["resources"])
    agenda.load(read("agenda"))
    territories.load(read("territories"))
    calls.load(read("calls"), heads["resources"])
    targets |= news.load(read("news"), heads["news"])
    charter.load_evidence(read("commitments"), people.reviewers()[0])
    charter.load_reports(read("commitments"), people.reviewers()[0])
    charter.publish_head()
    newsletters.load_editions(read("newsletters"), archive, targets)
    newsletters.load_readers()
    newsletters.load_seeds()
