"""Page types: where each may stand, and that a page of it opens, is previewed and is edited."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from coalition.calls.models import CallPage
from coalition.members.index_page import MembersIndexPage
from coalition.news.models import NewsIndexPage, NewsPage
from coalition.resources.library import ResourcesIndexPage
from coalition.resources.mechanisms import MechanismPage, MechanismsIndexPage
from coalition.resources.models import InitiativePage, ResourcePage
from home.models import HomePage
from tests.factories.calls import call_page
from tests.factories.charter import charter_page
from tests.factories.home import make_home, make_page
from tests.factories.members import members_page
from tests.factories.news import news_index, news_page
from tests.factories.resources import (
    initiative_page,
    mechanism_page,
    mechanisms_page,
    resource_page,
    resources_page,
)

pytestmark = pytest.mark.django_db
BELOW = {
    MembersIndexPage: set(),
    MechanismsIndexPage: {MechanismPage},
    NewsIndexPage: {NewsPage},
    NewsPage: set(),
    ResourcesIndexPage: {ResourcePage, InitiativePage, CallPage},
}
ABOVE = {
    HomePage: {Page},
    MechanismPage: {MechanismsIndexPage},
    MechanismsIndexPage: {HomePage},
    NewsPage: {NewsIndexPage},
    ResourcePage: {ResourcesIndexPage},
    InitiativePage: {ResourcesIndexPage},
}
SECTIONS = [charter_page, members_page, news_index, resources_page]
MADE = {
    "call": lambda: call_page(resources_page()),
    "charter": charter_page,
    "front page": make_home,
    "initiative": lambda: initiative_page(resources_page()),
    "mechanism": lambda: mechanism_page(mechanisms_page()),
    "mechanisms": mechanisms_page,
    "members": members_page,
    "news": news_page,
    "news index": news_index,
    "resource": lambda: resource_page(resources_page()),
    "resources": resources_page,
    "text": lambda: make_page("About", slug="about"),
}


def test_each_stands_where_it_may():
    assert {kind: {*kind.allowed_subpage_models()} for kind in BELOW} == BELOW
    assert {kind: {*kind.allowed_parent_page_models()} for kind in ABOVE} == ABOVE


@pytest.mark.parametrize("make", SECTIONS)
def test_a_front_page_has_one_of_each_section(make):
    page = make()

    assert not type(page).can_create_at(page.get_parent())


@pytest.mark.parametrize("name", MADE)
def test_a_page_opens_is_previewed_and_edited(admin_client, name):
    page = MADE[name]()

    asked = (page.url, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert [admin_client.get(address).status_code for address in asked] == [200, 200]
    assert page.make_preview_request().status_code == 200
