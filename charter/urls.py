"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from charter.audit import views as audit
from charter.certificates import views as certificates
from charter.signatories import views as signatories
from charter.texts import views as texts

from .followup import views as preparation
from .review import town_hall_views
from .review import views as inviting
from .signing import views

app_name = "charter"
urlpatterns: list[URLPattern] = [
    path("charter/model-act.docx", preparation.model, name="model_act"),
    path("charter/sign/", preparation.start, name="sign_start"),
    path("charter/sign/link/", views.LostLinkView.as_view(), name="sign_resend"),
    path("charter/sign/link/sent/", views.LinkSentView.as_view(), name="sign_resent"),
    path("charter/sign/<str:token>/", views.resume, name="sign_resume"),
    path("charter/sign/<str:token>/<slug:step>/", views.step, name="sign_step"),
    path("charter/newer/<str:token>/", inviting.reaccession_page, name="reaccession"),
    path("charter/adhesion/", town_hall_views.find_signature, name="signature_find"),
    path("charter/adhesion/sent/", town_hall_views.link_sent, name="signature_sent"),
    path("charter/adhesion/closed/", town_hall_views.links_closed, name="signature_closed"),
    path("charter/adhesion/<str:token>/", town_hall_views.signature_overview, name="signature"),
    path("charter/adhesion/<str:token>/confirm/", town_hall_views.confirm_action, name="signature_confirm"),
    path("charter/adhesion/<str:token>/confirm/again/", town_hall_views.mail_code_again, name="signature_again"),
    path("charter/adhesion/<str:token>/take-back/", town_hall_views.take_back, name="signature_take_back"),
    path("charter/adhesion/<str:token>/close/", town_hall_views.close_links, name="signature_revoke"),
    path("charter/adhesion/<str:token>/<slug:action>/", town_hall_views.signature_action, name="signature_action"),
    path("charter/adhesion/<str:token>/<slug:action>/done/", town_hall_views.action_done, name="signature_done"),
    path("charter/member/<str:token>/", town_hall_views.member_answer, name="member_answer"),
    path("charter/stop/<str:token>/", town_hall_views.stop_page, name="stop_request"),
    path("charter/report/<str:token>/", signatories.report_start, name="report"),
    path("charter/report/<str:token>/check/", signatories.check_report, name="report_check"),
    path("charter/report/<str:token>/sheet.xlsx", signatories.download_report, name="report_download"),
    path("charter/report/<str:token>/<slug:page>/", signatories.report_section, name="report_page"),
    path("charter/signatories/", signatories.signatories, name="signatories"),
    path("charter/progress/", signatories.progress, name="progress"),
    path("charter/statistics/", signatories.statistics, name="statistics"),
    path("charter/verify/", certificates.find_code, name="find_code"),
    path("charter/verify/file/", certificates.check_file, name="check_file"),
    path("charter/verify/file/<str:sha256>/", certificates.verify_file, name="verify_file"),
    path("charter/verify/<str:code>/", certificates.verify, name="verify"),
    path("charter/verify/<str:code>/ledger.jsonl", audit.entries, name="ledger_entries"),
    path("charter/verify/<str:code>/ledger.tlog-proof", audit.proof, name="ledger_proof"),
    path("charter/versions/", texts.versions, name="versions"),
    path("charter/versions/<int:before>/<int:after>/", texts.difference, name="difference"),
    path("charter/ledger/", audit.ledger, name="ledger"),
    path("charter/ledger/auditors/", audit.auditors, name="ledger_auditors"),
    path("charter/certificate/<str:code>/<slug:language>.pdf", certificates.certificate, name="certificate"),
    path("charter/text/<int:number>.txt", texts.canonical, name="canonical"),
]
