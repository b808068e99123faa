"""Which tests are fast: all but those of the modules below, which take five seconds or start processes.

A new module is fast until it is named here, so that none is forgotten; `make test` runs all of them. What `make check`
and `make test` print at their end says which take longest.
"""

from pathlib import Path

TESTS = Path(__file__).parent
SLOW_FOLDERS = ("attacks", "browser")
SLOW_MODULES = frozenset(
    {
        "calendar/test_feeds.py",
        "calendar/test_other_reader.py",
        "calendar/test_properties.py",
        "charter/test_certificate_accessibility.py",
        "charter/test_certificate_issue.py",
        "charter/test_certificate_race.py",
        "charter/test_certificate_signature.py",
        "charter/test_commitment_race.py",
        "charter/test_counters_machine.py",
        "charter/test_counters_race.py",
        "charter/test_demo.py",
        "charter/test_mailed_links.py",
        "charter/test_permissions.py",
        "charter/test_race.py",
        "charter/test_reaccession_race.py",
        "charter/test_redactions.py",
        "charter/test_relay_race.py",
        "charter/test_signatories.py",
        "charter/test_uploads_hostile.py",
        "charter/test_uploads_sandbox.py",
        "events/programme/test_agenda_race.py",
        "events/test_approval_race.py",
        "events/test_cancel_race.py",
        "events/test_changes_race.py",
        "events/test_cms_costs.py",
        "events/test_cms_refusals.py",
        "events/test_door_race.py",
        "events/test_emails.py",
        "events/test_letters_race.py",
        "events/test_permission_table.py",
        "events/test_quotas_race.py",
        "events/test_race.py",
        "events/test_registration.py",
        "events/test_rooms.py",
        "events/test_seats_machine.py",
        "figures/test_disclosure.py",
        "home/test_demo.py",
        "home/test_kept_pages.py",
        "home/test_search.py",
        "home/test_site_tree.py",
        "mail/test_discreet.py",
        "mail/test_faults.py",
        "mail/test_log_by_role.py",
        "mail/test_restored_dump.py",
        "mail/test_words.py",
        "newsletters/test_workers.py",
        "pages/test_deaf.py",
        "pages/test_revisions.py",
        "privacy/test_proof_script.py",
        "project/test_cms_visibility.py",
        "project/test_cms_walk.py",
        "project/test_demo_command.py",
        "project/test_gunicorn.py",
        "project/test_interruption.py",
        "project/test_migrations.py",
        "project/test_postgres.py",
        "project/test_preview_policies.py",
        "project/test_production.py",
        "project/test_queue.py",
        "project/test_stalled_jobs.py",
        "project/test_under_production_settings.py",
        "resources/test_restrictions.py",
    }
)


def is_slow(module: Path) -> bool:
    """Say whether the tests of `module` are left out by `make check`; a file elsewhere is a test's own, and fast."""
    if not module.is_relative_to(TESTS):
        return False
    name = module.relative_to(TESTS).as_posix()
    return name.partition("/")[0] in SLOW_FOLDERS or name in SLOW_MODULES
