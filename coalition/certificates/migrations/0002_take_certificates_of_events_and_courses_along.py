"""Codes, names and digests stay as they are, so that every certificate that was given away stays genuine."""

from typing import Any

from django.conf import settings
from django.db import migrations

ATTENDANCE = """
    INSERT INTO certificates_issuedcertificate (kind, key, facts, code, name, shows_name, made_at, name_since)
    SELECT 'attendance', registration_id, '{}', code, name, shows_name, made_at, name_since
    FROM events_attendancecertificate ORDER BY id
"""
# A course without a published page is called by its key, as on its pages.
COURSES = """
    INSERT INTO certificates_issuedcertificate (kind, key, facts, code, name, shows_name, made_at, name_since)
    SELECT 'course', own.enrolment_id,
        jsonb_build_object(
            'titles', coalesce(
                (SELECT jsonb_object_agg(locale.language_code, page.title)
                    FROM webinars_coursepage AS words
                    JOIN wagtailcore_page AS page ON page.id = words.page_ptr_id AND page.live
                    JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
                    WHERE words.course_id = own.course_id),
                jsonb_build_object('en', course.key)
            ),
            'finished', to_char(own.finished_at AT TIME ZONE %s, 'YYYY-MM-DD')
        ),
        own.code, own.name, own.shows_name, own.made_at, own.name_since
    FROM webinars_coursecertificate AS own JOIN webinars_course AS course ON course.id = own.course_id
    ORDER BY own.id
"""
FILES = """
    INSERT INTO certificates_issuedfile (certificate_id, sha256, issued_at)
    SELECT new.id, file.sha256, file.issued_at
    FROM {files} AS file
    JOIN {certificates} AS old ON old.id = file.certificate_id
    JOIN certificates_issuedcertificate AS new ON new.code = old.code
    ORDER BY file.issued_at, file.id
"""


def take_along(apps: Any, schema_editor: Any) -> None:
    """Copy the certificates of both apps, and the digests of their files."""
    schema_editor.execute(ATTENDANCE, None)
    schema_editor.execute(COURSES, [settings.TIME_ZONE])
    for files, certificates in (
        ("events_certificatefile", "events_attendancecertificate"),
        ("webinars_coursecertificatefile", "webinars_coursecertificate"),
    ):
        schema_editor.execute(FILES.format(files=files, certificates=certificates), None)


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0001_initial"),
        ("events", "0001_initial"),
        ("webinars", "0001_initial"),
    ]

    operations = [migrations.RunPython(take_along, migrations.RunPython.noop, elidable=True)]
