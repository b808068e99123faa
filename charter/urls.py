"""Addresses of this app below `/<language>/`."""

from django.urls import URLPattern, path

from charter.audit import views as audit
from charter.certificates import views as certificates
from charter.desk import views as desk
from charter.signatories import views as signatories
from charter.texts import views as texts

from .followup import views as preparation
from .signing import views

app_name = "charter"
urlpatterns: list[URLPattern] = [
    path("charter/model-act.docx", preparation.model, name="model_act"),
    path("charter/sign/", preparation.start, name="sign_start"),
    path("charter/sign/link/", views.LostLinkView.as_view(), name="sign_resend"),
    path("charter/sign/link/sent/", views.LinkSentView.as_view(), name="sign_resent"),
    path("charter/sign/<str:token>/", views.resume, name="sign_resume"),
    path("charter/sign/<str:token>/<slug:step>/", views.step, name="sign_step"),
    path("charter/desk/", desk.find, name="desk_find"),
    path("charter/desk/sent/", desk.link_sent, name="desk_sent"),
    path("charter/desk/closed/", desk.links_closed, name="desk_closed"),
    path("charter/desk/<str:token>/", desk.desk, name="desk"),
    path("charter/desk/<str:token>/stop/", desk.stop, name="desk_stop"),
    path("charter/desk/<str:token>/done/<slug:deliverable>/", desk.done, name="desk_done"),
    path("charter/desk/<str:token>/mechanism/", desk.mechanism, name="desk_mechanism"),
    path("charter/desk/<str:token>/answer/", desk.answer, name="desk_answer"),
    path("charter/desk/<str:token>/confirm/", desk.confirm, name="desk_confirm"),
    path("charter/desk/<str:token>/confirm/again/", desk.mail_code_again, name="desk_again"),
    path("charter/desk/<str:token>/close/", desk.close_links, name="desk_close"),
    path("charter/desk/<str:token>/change/<slug:action>/", desk.change, name="desk_change"),
    path("charter/desk/<str:token>/numbers/<int:year>/", desk.numbers, name="desk_numbers"),
    path("charter/signatories/", signatories.signatories, name="signatories"),
    path("charter/signatories/<str:code>/card/", signatories.card, name="card"),
    path("charter/progress/", signatories.progress, name="progress"),
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
