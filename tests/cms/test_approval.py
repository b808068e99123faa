"""Who writes a section publishes it; nobody is offered an approval that nobody gives."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from coalition.mail.models import Message
from coalition.users.models import User
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.charter import staff
from tests.factories.home import make_home, make_page
from tests.mail.smtp_sink import LEDGER

pytestmark = pytest.mark.django_db


def test_submit_to_moderators_approval_is_not_offered(client):
    page = make_page("About", slug="about")
    client.force_login(staff(COMMITTEE_EDITORS))

    shown = [client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))]
    shown.append(client.get(reverse("wagtailadmin_pages:add", args=["home", "standardpage", make_home().pk])))

    assert ["action-submit" in answer.content.decode() for answer in shown] == [False, False]
    assert ["action-publish" in answer.content.decode() for answer in shown] == [True, True]


# Wagtail 8.0 opens its connection the old way; ends with its release for Django 6.2.
@pytest.mark.filterwarnings("ignore:get_connection")
def test_a_workflow_in_which_somebody_approves_stays_and_its_mail_is_owed(settings):
    settings.MAILERS = LEDGER  # Django's test environment puts a memory in its place
    moderators = Group.objects.create(name="Moderators")
    person = User.objects.create_user("moderator", "moderator@town.example", "x")
    person.groups.add(moderators)
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.set([moderators])
    workflow = Workflow.objects.create(name=task.name)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(depth=1))
    page = make_page("About", slug="about")
    page.save_revision()

    workflow.start(page, staff(COMMITTEE_EDITORS))

    assert page.get_workflow() == workflow
    mail = Message.objects.get()
    assert (mail.to, mail.template, mail.state) == ("moderator@town.example", "mail/account", "queued")
    assert 'The page "About" has been submitted for approval' in mail.context["subject"]
