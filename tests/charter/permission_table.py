"""What each role is answered at each address of the charter: the status of a GET, then of an empty POST.

In the back office, 302 sends a stranger to the log-in, an editor who may not back to the first page, and a reviewer
on after a decision. Secrets are unknown ones: no role opens a signature without its link.
"""

ROLES = ("nobody", "editor", "reviewer", "host", "newsletter", "admin")
NOBODY, REVIEWERS = frozenset[str](), frozenset({"reviewer", "admin"})
READERS = REVIEWERS | {"editor"}


def by_address(answers: dict[str, str]) -> dict[str, str]:
    """Return the answer of each address, of which those with one answer are listed together."""
    return {name: answer for answer, names in answers.items() for name in names.split()}


PUBLIC = by_address(
    {
        "404 405": "charter:card charter:desk charter:certificate charter:verify_file",
        "302 405": "charter_log_tile charter_log_entries charter_log_certificate",
        "404 404": (
            "charter:desk_change charter:desk_confirm charter:desk_done charter:desk_mechanism "
            "charter:desk_numbers charter:sign_resume charter:sign_step"
        ),
        "405 404": "charter:desk_again charter:desk_answer charter:desk_close charter:desk_stop",
        "200 405": (
            "charter:desk_closed charter:desk_sent charter:canonical charter:difference charter:find_code "
            "charter:ledger charter:ledger_auditors charter:ledger_entries charter:ledger_proof charter:model_act "
            "charter:progress charter:sign_resent charter:signatories charter:verify "
            "charter:versions charter_commitments charter_ledger charter_log_checkpoint "
            "charter_log_keys charter_log_verifier signatories_csv signatories_geojson"
        ),
        "200 200": "charter:desk_find charter:check_file charter:sign_resend charter:sign_start",
    }
)

# Pages that Wagtail serves: by their path, since they have no name.
PAGES = {"/en/charter/": "200 200"}

# The same secret addresses, for who holds a link that opens them; what ends a link comes last.
HOLDER = by_address(
    {
        "200 405": "charter:desk",
        "200 200": (
            "charter:desk_change charter:desk_confirm charter:desk_done charter:desk_mechanism charter:desk_numbers "
            "charter:sign_step"
        ),
        "405 200": "charter:desk_answer",
        "200 302": "charter:sign_resume",
        "405 302": "charter:desk_again charter:desk_stop charter:desk_close",
    }
)

# The back office: who may, what they are answered, what others are who have logged in, and where.
_CMS = {
    (NOBODY, "302 302", "302 302"): (
        "commitments:add,delete,edit,history,history_results,usage "
        "schedule:add,delete signatures:add,delete,edit,history,history_results,usage versions:delete"
    ),
    (READERS, "200 405", "302 302"): (
        "commitments:index,index_results signatures:index,index_results "
        "schedule:history,history_results,index,index_results,usage versions:index,index_results"
    ),
    (READERS, "200 302", "302 302"): "signatures:inspect versions:inspect",
    (REVIEWERS, "200 302", "302 302"): "signatures:merge",
    (READERS, "200 200", "302 302"): "commitments:inspect schedule:edit",
    (READERS, "200 405", "302 405"): "signatures:evidence,evidence_pages",
    (REVIEWERS, "200 405", "302 405"): (
        "signatures:act,act_pages,asked_act,asked_act_pages,change_act,change_act_pages,member_act,member_act_pages"
    ),
    (REVIEWERS, "200 200", "302 302"): "versions:add,edit",
    (REVIEWERS, "200 405", "302 302"): "versions:history,history_results,usage",
}
CMS = {
    f"charter_{space}:{name}": tuple(
        answer if role in who else others if role != "nobody" else "302 302" for role in ROLES
    )
    for (who, answer, others), listed in _CMS.items()
    for space, names in (part.split(":") for part in listed.split())
    for name in names.split(",")
}
