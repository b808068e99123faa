"""Open data of the charter, below `/data/`: the same in every language."""

from django.urls import URLPattern, path, re_path

from charter.audit import views as audit
from charter.followup import views as followup
from charter.signatories import views as signatories
from charter.transparency import views as transparency

# The place of a tile, which the view reads.
PLACE = r"(?P<place>[0-9xp/.]+)"

urlpatterns: list[URLPattern] = [
    path("charter-ledger.csv", audit.chain_csv, name="charter_ledger"),
    path("charter-ledger-heads.csv", audit.heads_csv, name="charter_ledger_heads"),
    path("charter-log/checkpoint", transparency.checkpoint, name="charter_log_checkpoint"),
    path("charter-log/witness.py", transparency.witness_file, name="charter_log_witness"),
    re_path(rf"^charter-log/tile/entries/{PLACE}$", transparency.entries, name="charter_log_entries"),
    re_path(rf"^charter-log/tile/(?P<level>[0-9]{{1,2}})/{PLACE}$", transparency.tile, name="charter_log_tile"),
    path("charter-commitments.csv", followup.commitments_csv, name="charter_commitments"),
    path("signatories.csv", signatories.signatories_csv, name="signatories_csv"),
    path("signatories.geojson", signatories.signatories_geojson, name="signatories_geojson"),
]
