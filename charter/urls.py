"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from charter.views import ledger, public, signing

app_name = "charter"
urlpatterns: list[URLPattern] = [
    path("charter/sign/", signing.start, name="sign_start"),
    path("charter/sign/link/", signing.resend, name="sign_resend"),
    path("charter/sign/link/sent/", signing.resent, name="sign_resent"),
    path("charter/sign/<str:token>/", signing.resume, name="sign_resume"),
    path("charter/sign/<str:token>/<slug:step>/", signing.step, name="sign_step"),
    path("charter/signatories/", public.signatories, name="signatories"),
    path("charter/verify/", public.find_code, name="find_code"),
    path("charter/verify/<str:code>/", public.verify, name="verify"),
    path("charter/verify/<str:code>/ledger.jsonl", ledger.entries, name="ledger_entries"),
    path("charter/ledger/", ledger.ledger, name="ledger"),
    path("charter/text/<int:number>.txt", public.canonical, name="canonical"),
]
