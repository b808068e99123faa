"""Open data of the charter, below `/data/`: the same in every language."""

from django.urls import URLPattern, path

from charter.audit import views as audit
from charter.followup import views as followup
from charter.signatories import views as signatories

urlpatterns: list[URLPattern] = [
    path("charter-ledger.csv", audit.chain_csv, name="charter_ledger"),
    path("charter-ledger-heads.csv", audit.heads_csv, name="charter_ledger_heads"),
    path("charter-commitments.csv", followup.commitments_csv, name="charter_commitments"),
    path("signatories.csv", signatories.signatories_csv, name="signatories_csv"),
    path("signatories.geojson", signatories.signatories_geojson, name="signatories_geojson"),
]
