"""Which tests are fast: all but those of the modules below, which take five seconds or start processes.

A new module is fast until it is named here, so that none is forgotten; `make test` runs all of them. What `make check`
and `make test` print at their end says which take longest.
"""

from pathlib import Path

TESTS = Path(__file__).parent
SLOW_FOLDERS = ("attacks", "browser")
SLOW_MODULES = frozenset(
    {
        "backups/test_rehearsal.py",
        "buckets/test_acts.py",
        "buckets/test_backup.py",
        "buckets/test_media.py",
        "buckets/test_recordings.py",
        "calendar/test_extensions.py",
        "calendar/test_feeds.py",
        "calendar/test_life.py",
        "calendar/test_mail.py",
        "calendar/test_other_reader.py",
        "calendar/test_properties.py",
        "project/test_supply.py",
        "uploads/test_confinement.py",
        "uploads/test_hostile.py",
        "uploads/test_office.py",
        "uploads/test_sandbox.py",
        "charter/certificates/test_accessibility.py",
        "charter/certificates/test_issue.py",
        "charter/certificates/test_race.py",
        "charter/certificates/test_signature.py",
        "charter/followup/test_race.py",
        "charter/reports/relay/test_race.py",
        "charter/review/inviting/test_race.py",
        "charter/review/test_redactions.py",
        "charter/signatories/test_counters_machine.py",
        "charter/signatories/test_counters_race.py",
        "charter/signatories/test_signatories.py",
        "charter/signing/test_race.py",
        "charter/test_demo.py",
        "charter/test_mailed_links.py",
        "charter/test_permissions.py",
        "events/desk/test_cms_refusals.py",
        "events/door/test_race.py",
        "events/letters/test_race.py",
        "events/programme/test_agenda_race.py",
        "events/registrations/changes/test_race.py",
        "events/registrations/test_approval_race.py",
        "events/registrations/test_cancel_race.py",
        "events/registrations/test_quotas_race.py",
        "events/registrations/test_race.py",
        "events/registrations/test_registration.py",
        "events/registrations/test_seats_machine.py",
        "events/rooms/test_rooms.py",
        "events/test_cms_costs.py",
        "events/test_emails.py",
        "events/test_permission_table.py",
        "figures/test_disclosure.py",
        "home/test_demo.py",
        "home/test_kept_pages.py",
        "home/test_search.py",
        "home/test_site_tree.py",
        "observing/test_destinations.py",
        "observing/test_nobody.py",
        "mail/test_discreet.py",
        "mail/test_faults.py",
        "mail/test_header_fuzz.py",
        "mail/test_lanes.py",
        "mail/test_log_by_role.py",
        "mail/test_queues_apart.py",
        "mail/test_restored_dump.py",
        "mail/test_words.py",
        "newsletters/test_workers.py",
        "packaging/test_image.py",
        "pages/test_deaf.py",
        "pages/test_documents.py",
        "pages/test_revisions.py",
        "privacy/test_proof_script.py",
        "project/test_cms_visibility.py",
        "project/test_cms_walk.py",
        "project/test_demo_command.py",
        "project/test_gunicorn.py",
        "project/test_interruption.py",
        "project/test_migrations.py",
        "project/test_permission_table.py",
        "project/test_postgres.py",
        "project/test_preview_policies.py",
        "project/test_production.py",
        "project/test_queue.py",
        "project/test_stalled_jobs.py",
        "project/test_under_production_settings.py",
        "resources/test_restrictions.py",
        "upgrades/test_migrate.py",
    }
)


def is_slow(module: Path) -> bool:
    """Say whether the tests of `module` are left out by `make check`; a file elsewhere is a test's own, and fast."""
    if not module.is_relative_to(TESTS):
        return False
    name = module.relative_to(TESTS).as_posix()
    return name.partition("/")[0] in SLOW_FOLDERS or name in SLOW_MODULES
