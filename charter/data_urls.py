"""Open data of the charter, below `/data/`: the same in every language."""

from django.urls import URLPattern, path

from charter.audit import views as audit
from charter.followup import views as followup
from charter.signatories import views as signatories

urlpatterns: list[URLPattern] = [
    path("charter-ledger.csv", audit.chain_csv, name="charter_ledger"),
    path("charter-log/checkpoint", audit.checkpoint, name="charter_log_checkpoint"),
    path("charter-log/tile/<int:level>/<path:place>", audit.tile, name="charter_log_tile"),
    path("charter-log/tile/entries/<path:place>", audit.tile, name="charter_log_entries"),
    path("charter-log/keys", audit.public_keys, name="charter_log_keys"),
    path("charter-log/certificate/<str:sha256>", audit.certificate_proof, name="charter_log_certificate"),
    path("charter-log/verify.py", audit.program, name="charter_log_verifier"),
    path("charter-commitments.csv", followup.commitments_csv, name="charter_commitments"),
    path("signatories.csv", signatories.signatories_csv, name="signatories_csv"),
    path("signatories.geojson", signatories.signatories_geojson, name="signatories_geojson"),
]
