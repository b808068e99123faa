"""Open data of the charter, below `/data/`: the same in every language."""

from django.urls import URLPattern, path

from charter.views import ledger

urlpatterns: list[URLPattern] = [
    path("charter-ledger.csv", ledger.chain_csv, name="charter_ledger"),
    path("charter-ledger-heads.csv", ledger.heads_csv, name="charter_ledger_heads"),
]
