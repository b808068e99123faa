"""One demonstration account for each role, and an administrator."""

from django.contrib.auth.models import Group

from coalition.users import roles
from coalition.users.models import User
from home.demo import ADMIN_USERNAME, DEMO_PASSWORD

ACCOUNTS = {
    "editor": roles.COMMITTEE_EDITORS,
    "reviewer": roles.CHARTER_REVIEWERS,
    "reviewer2": roles.CHARTER_REVIEWERS,
    "host": roles.EVENT_HOSTS,
    "newsletter": roles.NEWSLETTER_EDITORS,
}


def load() -> User:
    """Make the accounts that are missing; return the administrator."""
    for username, role in ACCOUNTS.items():
        if not User.objects.filter(username=username).exists():
            user = User.objects.create_user(username, f"{username}@coalition.example", DEMO_PASSWORD)
            user.groups.add(Group.objects.get(name=role))
    admin = User.objects.filter(username=ADMIN_USERNAME).first()
    return admin or User.objects.create_superuser(ADMIN_USERNAME, "admin@coalition.example", DEMO_PASSWORD)


def reviewers() -> tuple[User, User]:
    """Return the two accounts that review signatures."""
    return User.objects.get(username="reviewer"), User.objects.get(username="reviewer2")
