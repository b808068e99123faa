"""The summary of an edition is printed once: above its body, in the email and in the archive."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from coalition.languages.names import language_codes
from home.demo.content_files import read
from home.demo.loaders import network
from newsletters.sending import services as sending
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db


def test_an_edition_prints_its_summary_once(client: Client, letters):
    page = make_edition(summary="All that is new in the network")
    ReaderFactory()
    send_edition(page=page)
    sending.deliver()

    main = BeautifulSoup(client.get(page.get_url()).content, "html.parser").find("main").get_text()
    text = letters()[0].get_body("plain").get_content()

    assert (main.count(page.summary), text.count(page.summary)) == (1, 1)


@pytest.mark.parametrize("language", language_codes())
def test_no_edition_of_the_demonstration_repeats_its_summary_in_its_body(language):
    repeated = [
        item["key"]
        for item in read("newsletters")["edition"]
        if any(item["intro"][language].strip() in str(value) for _kind, value in network.body(item, language))
    ]

    assert repeated == []
