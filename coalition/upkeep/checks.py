"""What `manage.py check --deploy --database default` asks of the installation."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connection

from coalition import health
from coalition.logs import safe_message


@register(Tags.database, deploy=True)
def check_database(*, databases: Sequence[str] | None = None, **more: Any) -> list[CheckMessage]:
    """Check that the database answers, and that its tables are those of the code."""
    if "default" not in (databases or ()):
        return []
    try:
        connection.ensure_connection()
        migrations = health.check_migrations()
    except DatabaseError as error:
        hint = "Start PostgreSQL, and see that DATABASE_URL names its address, the database, its user and the password."
        return [Error(f"The database cannot be used: {safe_message(error)}", hint=hint, id="upkeep.E001")]
    if not migrations["ok"]:
        hint = "Run “coalition upgrade”; in a new installation “coalition setup”."
        return [Error(f"The database is not up to date: {migrations['reason']}.", hint=hint, id="upkeep.E002")]
    return []
