"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from charter.audit import views as audit
from charter.certificates import views as certificates
from charter.preparation import views as preparation
from charter.reports import views as reports
from charter.review.changes.views import signature, stopping
from charter.review.inviting import views as inviting
from charter.review.members import views as members
from charter.signatories import views as signatories
from charter.signing.views import steps
from charter.texts import views as texts

app_name = "charter"
urlpatterns: list[URLPattern] = [
    path("charter/model-act.docx", preparation.model, name="model_act"),
    path("charter/sign/", preparation.start, name="sign_start"),
    path("charter/sign/link/", steps.LostLinkView.as_view(), name="sign_resend"),
    path("charter/sign/link/sent/", steps.LinkSentView.as_view(), name="sign_resent"),
    path("charter/sign/<str:token>/", steps.resume, name="sign_resume"),
    path("charter/sign/<str:token>/<slug:step>/", steps.step, name="sign_step"),
    path("charter/newer/<str:token>/", inviting.reaccession, name="reaccession"),
    path("charter/adhesion/", signature.find, name="signature_find"),
    path("charter/adhesion/sent/", signature.sent, name="signature_sent"),
    path("charter/adhesion/closed/", signature.closed, name="signature_closed"),
    path("charter/adhesion/<str:token>/", signature.overview, name="signature"),
    path("charter/adhesion/<str:token>/confirm/", signature.confirm, name="signature_confirm"),
    path("charter/adhesion/<str:token>/confirm/again/", signature.again, name="signature_again"),
    path("charter/adhesion/<str:token>/take-back/", signature.take_back, name="signature_take_back"),
    path("charter/adhesion/<str:token>/close/", signature.revoke, name="signature_revoke"),
    path("charter/adhesion/<str:token>/<slug:action>/", signature.act, name="signature_action"),
    path("charter/adhesion/<str:token>/<slug:action>/done/", signature.done, name="signature_done"),
    path("charter/member/<str:token>/", members.answer, name="member_answer"),
    path("charter/stop/<str:token>/", stopping.stop, name="stop_request"),
    path("charter/report/<str:token>/", reports.report, name="report"),
    path("charter/report/<str:token>/check/", reports.check, name="report_check"),
    path("charter/report/<str:token>/sheet.xlsx", reports.download, name="report_download"),
    path("charter/report/<str:token>/<slug:page>/", reports.section, name="report_page"),
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
    path("charter/certificate/<str:code>/<slug:language>.pdf", certificates.certificate, name="certificate"),
    path("charter/text/<int:number>.txt", texts.canonical, name="canonical"),
]
