"""Open data of the charter, below `/data/`: the same in every language."""

from django.urls import URLPattern, path

from charter.views import ledger, progress, signatories

urlpatterns: list[URLPattern] = [
    path("charter-ledger.csv", ledger.chain_csv, name="charter_ledger"),
    path("charter-ledger-heads.csv", ledger.heads_csv, name="charter_ledger_heads"),
    path("charter-commitments.csv", progress.commitments_csv, name="charter_commitments"),
    path("signatories.csv", signatories.signatories_csv, name="signatories_csv"),
    path("signatories.geojson", signatories.signatories_geojson, name="signatories_geojson"),
]
