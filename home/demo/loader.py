"""The order in which the demonstration is built."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch import index, signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.site_tree import add_standard_pages

from .content_files import read
from .loaders import events, network, pages


class NotTheDemonstration(Exception):
    """Demonstration accounts have a public password: they are made with demonstration settings only."""


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Index for search, and what refers to what, once for all rows that are made meanwhile; not where none is."""
    made: list[type] = []

    def note(sender: type, created: bool, **_signal: Any) -> None:
        made.extend([sender] if created else [])

    post_save.connect(note)
    for model in index.get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        signal_handlers.register_signal_handlers()
        post_save.disconnect(note)
    if made:
        call_command("update_index", verbosity=0)
        call_command("rebuild_references_index", verbosity=0)


def load() -> None:
    """Build what is missing of the demonstration. Raises NotTheDemonstration outside its settings."""
    if not settings.DEMO:
        raise NotTheDemonstration("load_demo makes accounts with a public password: use coalition.settings.demo.")
    with indexed_at_the_end():
        _load()


def _load() -> None:
    network.load_people()
    network.load_site(read("site"))
    words, charter_words = read("pages"), read("charter")
    home = pages.load_home(words["home"])
    heads = pages.load_sections(home, words["section"], charter_words["notice"])
    add_standard_pages(home, words["page"])
    network.load_members(read("members"))
    network.load_figures(read("figures"), network.reviewers())
    network.load_version(charter_words, network.reviewers())
    network.load_signatures(read("signatures"), network.reviewers())
    archive = network.archive_of(heads["newsletter"])
    targets = heads | events.load_events(read("events"), heads)
    events.load_outside()
    events.load_programme(read("programme"))
    events.load_replays(read("replays"))
    pages.load_course(read("courses"), home)
    events.load_door(read("doors"))
    events.load_registrations(read("registrations"))
    targets |= pages.load_resources(read("resources"), heads["resources"])
    pages.load_mechanisms(read("mechanisms"), home)
    network.load_agenda(read("agenda"))
    network.load_territories(read("territories"))
    pages.load_calls(read("calls"), heads["resources"])
    targets |= pages.load_news(read("news"), heads["news"])
    network.load_evidence(read("commitments"), network.reviewers()[0])
    network.load_readers()
    network.load_editions(read("newsletters"), archive, targets)
