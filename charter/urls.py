"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from charter.views import ledger, progress, public, readhesion, signatories, signing, verifying, versions

app_name = "charter"
urlpatterns: list[URLPattern] = [
    path("charter/sign/", signing.start, name="sign_start"),
    path("charter/sign/link/", signing.resend, name="sign_resend"),
    path("charter/sign/link/sent/", signing.resent, name="sign_resent"),
    path("charter/sign/<str:token>/", signing.resume, name="sign_resume"),
    path("charter/sign/<str:token>/<slug:step>/", signing.step, name="sign_step"),
    path("charter/newer/<str:token>/", readhesion.readhesion, name="readhesion"),
    path("charter/signatories/", signatories.signatories, name="signatories"),
    path("charter/progress/", progress.progress, name="progress"),
    path("charter/statistics/", signatories.statistics, name="statistics"),
    path("charter/verify/", verifying.find_code, name="find_code"),
    path("charter/verify/file/", verifying.check_file, name="check_file"),
    path("charter/verify/file/<str:sha256>/", verifying.verify_file, name="verify_file"),
    path("charter/verify/<str:code>/", verifying.verify, name="verify"),
    path("charter/verify/<str:code>/ledger.jsonl", ledger.entries, name="ledger_entries"),
    path("charter/versions/", versions.versions, name="versions"),
    path("charter/versions/<int:before>/<int:after>/", versions.difference, name="difference"),
    path("charter/ledger/", ledger.ledger, name="ledger"),
    path("charter/certificate/<str:code>/<slug:language>.pdf", verifying.certificate, name="certificate"),
    path("charter/text/<int:number>.txt", public.canonical, name="canonical"),
]
