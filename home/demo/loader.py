"""The order in which the demonstration is built."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.signals import post_save
from modelsearch import index, signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.site_tree import Translations, add_standard_pages

from .content_files import read
from .loaders import events, network, pages


class NotTheDemonstration(Exception):
    """Demonstration accounts have a public password: they are made with demonstration settings only."""


class LoadingFailed(Exception):
    """A part that was loaded in a process of its own failed; that process said why."""


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Do `first` in a second process and `second` in this one; one after the other within a transaction.

    The two must not add pages below the same page. Raises LoadingFailed where `first` failed.
    """
    if connection.in_atomic_block:
        first()
        second()
        return
    connection.close()  # each process opens its own
    process = get_context("fork").Process(target=first)  # it has the site loaded already
    process.start()
    try:
        second()
    except BaseException:
        process.kill()
        raise
    finally:
        process.join()
    if process.exitcode:
        raise LoadingFailed(f"The second process ended with {process.exitcode}.")


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Index for search, and what refers to what, once for all rows and not for each that is made meanwhile."""
    for model in index.get_indexed_models():
        post_save.disconnect(signal_handlers.post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        signal_handlers.register_signal_handlers()
    at_once(*(partial(call_command, name, verbosity=0) for name in ("rebuild_references_index", "update_index")))


def load() -> None:
    """Build what is missing of the demonstration. Raises NotTheDemonstration outside its settings."""
    if not settings.DEMO:
        raise NotTheDemonstration("load_demo makes accounts with a public password: use coalition.settings.demo.")
    with indexed_at_the_end():
        _load()


def _load() -> None:
    home, heads = _load_sections()
    at_once(partial(_load_library, home, heads), partial(_load_network, heads))
    _load_what_names_both(home, heads)


@transaction.atomic
def _load_sections() -> tuple[Translations, dict[str, Translations]]:
    """Load the front pages and, by slug, the head of each section, which it returns."""
    network.load_people()
    network.load_site(read("site"))
    words = read("pages")
    home = pages.load_home(words["home"])
    heads = pages.load_sections(home, words["section"], read("charter")["notice"])
    add_standard_pages(home, words["page"])
    return home, heads


@transaction.atomic
def _load_library(home: Translations, heads: dict[str, Translations]) -> None:
    """Load what is read: it names no member and no event."""
    pages.load_resources(read("resources"), heads["resources"])
    pages.load_mechanisms(read("mechanisms"), home)
    pages.load_calls(read("calls"), heads["resources"])
    pages.load_news(read("news"), heads["news"])


@transaction.atomic
def _load_network(heads: dict[str, Translations]) -> None:
    """Load the members, what they signed, and what they organise."""
    network.load_members(read("members"))
    network.load_figures(read("figures"), network.reviewers())
    network.load_version(read("charter"), network.reviewers())
    network.load_signatures(read("signatures"), network.reviewers())
    events.load_events(read("events"), heads)
    events.load_outside()
    events.load_programme(read("programme"))
    events.load_replays(read("replays"))
    events.load_door(read("doors"))
    events.load_registrations(read("registrations"))


@transaction.atomic
def _load_what_names_both(home: Translations, heads: dict[str, Translations]) -> None:
    pages.load_course(read("courses"), home)
    network.load_agenda(read("agenda"))
    network.load_territories(read("territories"))
    network.load_evidence(read("commitments"), network.reviewers()[0])
    network.load_readers()
    network.load_editions(read("newsletters"), network.archive_of(heads["newsletter"]))
