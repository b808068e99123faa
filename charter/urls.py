"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from charter.views import (
    adhesion,
    colleague,
    ledger,
    progress,
    public,
    readhesion,
    signatories,
    signing,
    verifying,
    versions,
)

app_name = "charter"
urlpatterns: list[URLPattern] = [
    path("charter/sign/", signing.start, name="sign_start"),
    path("charter/sign/link/", signing.resend, name="sign_resend"),
    path("charter/sign/link/sent/", signing.resent, name="sign_resent"),
    path("charter/sign/<str:token>/", signing.resume, name="sign_resume"),
    path("charter/sign/<str:token>/colleague/", colleague.invite, name="sign_colleague"),
    path("charter/sign/<str:token>/colleague/sent/", colleague.invited, name="sign_colleague_sent"),
    path("charter/sign/<str:token>/<slug:step>/", signing.step, name="sign_step"),
    path("charter/newer/<str:token>/", readhesion.readhesion, name="readhesion"),
    path("charter/adhesion/", adhesion.find, name="adhesion_find"),
    path("charter/adhesion/sent/", adhesion.sent, name="adhesion_sent"),
    path("charter/adhesion/closed/", adhesion.closed, name="adhesion_closed"),
    path("charter/adhesion/<str:token>/", adhesion.overview, name="adhesion"),
    path("charter/adhesion/<str:token>/confirm/", adhesion.confirm, name="adhesion_confirm"),
    path("charter/adhesion/<str:token>/confirm/again/", adhesion.again, name="adhesion_again"),
    path("charter/adhesion/<str:token>/close/", adhesion.revoke, name="adhesion_revoke"),
    path("charter/adhesion/<str:token>/<slug:action>/", adhesion.act, name="adhesion_action"),
    path("charter/adhesion/<str:token>/<slug:action>/done/", adhesion.done, name="adhesion_done"),
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
