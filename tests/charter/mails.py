"""Every mail of the charter: its exact subject in each language, and one of each to look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils import timezone
from wagtail.users.models import UserProfile

from charter.audit import emails as audit_emails
from charter.followup import emails as followup_emails
from charter.ledger.models import Checkpoint, LedgerEntry
from charter.review import emails as change_emails
from charter.review import emails as inviting_emails
from charter.review import emails as members_emails
from charter.review import emails as review_emails
from charter.review import emails as reviewers_emails
from charter.review import emails as upkeep_emails
from charter.review.models import ReaccessionInvitation, TownHallRequest
from charter.review.status import Act, hold
from charter.signatories import emails as reports_emails
from charter.signing import emails as signing_emails
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.users.models import User
from tests.factories.charter import SignatureFactory, published_version, reviewer
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reports import ReportFactory

CONTACT, REVIEWS, TOKEN = "camille@secret.example", "one@network.example", "token-of-the-link"
DAY = date(2026, 3, 1)
REASON = "The act <b>2026/1</b> & its date\ndo not match."
DISCREET = {"en": "A message for you", "fr": "Un message pour vous", "es": "Un mensaje para usted", "ar": "رسالة لكم"}

# They go to an address that nobody confirmed yet, and so they are discreet.
FIRST = {"code", "dossier_reminder", "news", "resume"}

SUBJECTS = {
    ("accepted", "en"): "Welcome: {government} is signatory no. {number} of the charter",
    ("accepted", "fr"): "Bienvenue\xa0! {government}\xa0: signataire n°\xa0{number} de la charte",
    ("accepted", "es"): "Le damos la bienvenida: {government} es firmante n.º {number} de la carta",
    ("accepted", "ar"): "مرحبًا بكم: \u2068{government}\u2069 هي الجهة الموقِّعة رقم {number} على الميثاق",
    ("act_again", "en"): "Please send the act of your council again",
    ("act_again", "fr"): "Merci d’envoyer de nouveau la délibération de votre assemblée",
    ("act_again", "es"): "Envíe de nuevo el acuerdo de su concejo, por favor",
    ("act_again", "ar"): "يُرجى إرسال قرار مجلسكم من جديد",
    ("act_reminder", "en"): "We are waiting for the act of your council",
    ("act_reminder", "fr"): "Nous attendons la délibération de votre assemblée",
    ("act_reminder", "es"): "Estamos a la espera del acuerdo de su concejo",
    ("act_reminder", "ar"): "ننتظر قرار مجلسكم",
    ("adhesion_code", "en"): "Your code to confirm a change",
    ("adhesion_code", "fr"): "Votre code pour confirmer un changement",
    ("adhesion_code", "es"): "Su código para confirmar un cambio",
    ("adhesion_code", "ar"): "رمزكم لتأكيد تغيير",
    ("adhesion_link", "en"): "The link to your signature",
    ("adhesion_link", "fr"): "Le lien vers votre signature",
    ("adhesion_link", "es"): "El enlace a su firma",
    ("adhesion_link", "ar"): "رابط توقيعكم",
    ("already_open", "en"): "Your signature: another signature exists",
    ("already_open", "fr"): "Votre signature\xa0: une autre signature existe",
    ("already_open", "es"): "Su firma: ya existe otra",
    ("already_open", "ar"): "توقيعكم: يوجد توقيع آخر",
    ("certificate", "en"): "Your certificate is ready",
    ("certificate", "fr"): "Votre certificat d’adhésion est prêt",
    ("certificate", "es"): "Su certificado de adhesión está listo",
    ("certificate", "ar"): "شهادة انضمامكم جاهزة",
    ("changes_requested", "en"): "Your signature: a question from the reviewers",
    ("changes_requested", "fr"): "Votre signature\xa0: une question de l’équipe de vérification",
    ("changes_requested", "es"): "Su firma: una pregunta del equipo de revisión",
    ("changes_requested", "ar"): "توقيعكم: سؤال من فريق المراجعة",
    ("change_asked", "en"): "A change was requested: you can stop it",
    ("change_asked", "fr"): "Un changement a été demandé\xa0: vous pouvez l’arrêter",
    ("change_asked", "es"): "Se ha pedido un cambio: puede detenerlo",
    ("change_asked", "ar"): "طُلب تغيير: يمكنكم إيقافه",
    ("change_stopped", "en"): "The requested change has been stopped",
    ("change_stopped", "fr"): "Le changement demandé est arrêté",
    ("change_stopped", "es"): "Se ha detenido el cambio solicitado",
    ("change_stopped", "ar"): "أُوقف التغيير المطلوب",
    ("change_to_check", "en"): "A town hall asks for a change: please read the act",
    ("change_to_check", "fr"): "Une collectivité demande un changement\xa0: merci de lire la délibération",
    ("change_to_check", "es"): "Un gobierno local pide un cambio: lea el acuerdo, por favor",
    ("change_to_check", "ar"): "تطلب حكومة محلية تغييرًا: يُرجى قراءة القرار",
    ("change_refused", "en"): "Your request about your signature was not accepted",
    ("change_refused", "fr"): "Votre demande concernant votre signature n’a pas été acceptée",
    ("change_refused", "es"): "No se ha aceptado su solicitud sobre su firma",
    ("change_refused", "ar"): "لم يُقبل طلبكم بشأن توقيعكم",
    ("code", "en"): DISCREET["en"],
    ("code", "fr"): DISCREET["fr"],
    ("code", "es"): DISCREET["es"],
    ("code", "ar"): DISCREET["ar"],
    ("dossier_reminder", "en"): DISCREET["en"],
    ("dossier_reminder", "fr"): DISCREET["fr"],
    ("dossier_reminder", "es"): DISCREET["es"],
    ("dossier_reminder", "ar"): DISCREET["ar"],
    ("evidence_refused", "en"): "A question about what you sent: Shared diagnosis",
    ("evidence_refused", "fr"): "Une question sur votre envoi\xa0: Diagnostic partagé",
    ("evidence_refused", "es"): "Una pregunta sobre lo que envió: Diagnóstico compartido",
    ("evidence_refused", "ar"): "سؤال عما أرسلتموه: تشخيص مشترك",
    ("checkpoint", "en"): "Checkpoint of the charter’s log: 1 March 2026",
    ("checkpoint", "fr"): "Point de contrôle du journal de la charte\xa0: 1er mars 2026",
    ("checkpoint", "es"): "Punto de control de la bitácora de la carta: 1 de marzo de 2026",
    ("checkpoint", "ar"): "نقطة تحقق سجل الميثاق: 1 مارس 2026",
    ("member_reminder", "en"): "Reminder: does your local government sign with its association?",
    ("member_reminder", "fr"): "Rappel\xa0: votre collectivité signe-t-elle avec son association\xa0?",
    ("member_reminder", "es"): "Recordatorio: ¿firma su gobierno local con su asociación?",
    ("member_reminder", "ar"): "تذكير: هل توقّع حكومتكم المحلية مع رابطتها؟",
    ("member_asked", "en"): "Does your local government sign with its association?",
    ("member_asked", "fr"): "Votre collectivité signe-t-elle avec son association\xa0?",
    ("member_asked", "es"): "¿Firma su gobierno local con su asociación?",
    ("member_asked", "ar"): "هل توقّع حكومتكم المحلية مع رابطتها؟",
    ("member_counted", "en"): "You are counted among the members that sign",
    ("member_counted", "fr"): "Vous comptez parmi les membres signataires",
    ("member_counted", "es"): "Su institución ya se cuenta entre los miembros que firman",
    ("member_counted", "ar"): "صرتم في عداد الأعضاء الموقّعين",
    ("new_signature", "en"): "A signature to check: {government}",
    ("new_signature", "fr"): "Une signature à vérifier\xa0: {government}",
    ("new_signature", "es"): "Una firma por revisar: {government}",
    ("new_signature", "ar"): "توقيع للمراجعة: \u2068{government}\u2069",
    ("news", "en"): DISCREET["en"],
    ("news", "fr"): DISCREET["fr"],
    ("news", "es"): DISCREET["es"],
    ("news", "ar"): DISCREET["ar"],
    # These two hold the words of the code until the catalogs have others.
    ("readhesion", "en"): "A newer version of the charter",
    ("readhesion", "fr"): "Une version plus récente de la charte",
    ("readhesion", "es"): "Una versión más reciente de la carta",
    ("readhesion", "ar"): "صيغة أحدث من الميثاق",
    ("rejected", "en"): "Your signature of the charter was not accepted",
    ("rejected", "fr"): "Votre signature de la charte n’a pas été acceptée",
    ("rejected", "es"): "Su firma de la carta no se ha aceptado",
    ("rejected", "ar"): "لم يُقبل توقيعكم على الميثاق",
    ("reminder", "en"): "To be ready by 15 January 2027: Shared diagnosis",
    ("reminder", "fr"): "À achever d’ici au 15 janvier 2027\xa0: Diagnostic partagé",
    ("reminder", "es"): "Vence el 15 de enero de 2027: Diagnóstico compartido",
    ("reminder", "ar"): "الموعد 15 يناير 2027 لإنجاز: تشخيص مشترك",
    ("report", "en"): "Your 2026 report: twenty short questions",
    ("report", "fr"): "Votre rapport de 2026\xa0: vingt questions courtes",
    ("report", "es"): "Su informe de 2026: veinte preguntas breves",
    ("report", "ar"): "تقريركم لسنة 2026: عشرون سؤالًا قصيرًا",
    ("report_asked_again", "en"): "Your 2026 report: a question",
    ("report_asked_again", "fr"): "Votre rapport de 2026\xa0: une question",
    ("report_asked_again", "es"): "Su informe de 2026: una pregunta",
    ("report_asked_again", "ar"): "تقريركم لسنة 2026: سؤال",
    ("resume", "en"): DISCREET["en"],
    ("resume", "fr"): DISCREET["fr"],
    ("resume", "es"): DISCREET["es"],
    ("resume", "ar"): DISCREET["ar"],
    ("status_changed", "en"): "Your signature of the charter has a new status",
    ("status_changed", "fr"): "Votre signature de la charte a un nouveau statut",
    ("status_changed", "es"): "Su firma de la carta tiene un nuevo estado",
    ("status_changed", "ar"): "لتوقيعكم على الميثاق حالة جديدة",
    ("submitted", "en"): "We have received your signature of the charter",
    ("submitted", "fr"): "Nous avons bien reçu votre signature de la charte",
    ("submitted", "es"): "Hemos recibido su firma de la carta",
    ("submitted", "ar"): "استلمنا توقيعكم على الميثاق",
    ("successor_named", "en"): "We now write to the person in office",
    ("successor_named", "fr"): "Nous écrivons désormais à la personne en fonction",
    ("successor_named", "es"): "Ahora escribimos a quien ocupa el cargo",
    ("successor_named", "ar"): "نكتب من الآن إلى من يشغل المنصب",
    ("succession", "en"): "Who is in office now?",
    ("succession", "fr"): "Qui exerce la fonction aujourd’hui\xa0?",
    ("succession", "es"): "¿Quién ocupa ahora el cargo?",
    ("succession", "ar"): "من يشغل المنصب الآن؟",
}


@dataclass(frozen=True)
class Expected:
    """Whom a mail goes to, and the address in it below `/<language>/`; `{token}` is TOKEN or one made meanwhile.

    `to_contact` is the address in the contact's copy, where that is another one; `more` are those after the first.
    """

    readers: tuple[str, ...]
    path: str = ""
    to_contact: str = ""
    more: tuple[str, ...] = ()


MAILBOX, FILLER, REVIEWER = "mailbox", "contact", "reviewer"
BOTH = (MAILBOX, FILLER)
FIND = "charter/adhesion/"
STOP = "charter/stop/{token}/"
SIGNATURE, DRAFT, VERIFY = "charter/adhesion/{token}/", "charter/sign/{token}/", "charter/verify/{code}/"
EXPECTED = {
    "accepted": Expected(
        BOTH,
        VERIFY,
        more=(
            "charter/certificate/{code}/{language}.pdf",
            "{picture}",
            "members/{slug}/#commitments-title",
            "calendar/",
        ),
    ),
    "act_again": Expected(BOTH, f"{SIGNATURE}act/", to_contact=FIND),
    "act_reminder": Expected(BOTH, f"{SIGNATURE}act/", to_contact=FIND),
    "adhesion_code": Expected((MAILBOX,)),
    "adhesion_link": Expected((MAILBOX,), SIGNATURE),
    "already_open": Expected((MAILBOX,), more=("contact/?topic=signing",)),
    "certificate": Expected(BOTH, VERIFY),
    "changes_requested": Expected(BOTH, DRAFT),
    "change_asked": Expected((MAILBOX,), STOP),
    "change_stopped": Expected((FILLER,)),
    "change_to_check": Expected((REVIEWER,), STOP),
    "change_refused": Expected(BOTH, SIGNATURE, to_contact=FIND),
    "code": Expected((MAILBOX,)),
    "dossier_reminder": Expected((FILLER,), DRAFT),
    "evidence_refused": Expected(BOTH, "members/{slug}/#commitments-title"),
    "checkpoint": Expected((REVIEWER,), "charter/ledger/"),
    "member_asked": Expected((REVIEWER,), "charter/member/{token}/"),
    "member_counted": Expected((REVIEWER,), VERIFY),
    "member_reminder": Expected((REVIEWER,), "charter/member/{token}/"),
    "new_signature": Expected((REVIEWER,), "../cms/charter/signatures/inspect/{pk}/"),
    "news": Expected((FILLER,), DRAFT),
    "readhesion": Expected((MAILBOX,), "charter/newer/{token}/"),
    "rejected": Expected(BOTH),
    "reminder": Expected(BOTH, "members/{slug}/#commitments-title"),
    "report": Expected(BOTH, "charter/report/{token}/"),
    "report_asked_again": Expected(BOTH, "charter/report/{token}/"),
    "resume": Expected((FILLER,), DRAFT),
    "status_changed": Expected(BOTH, VERIFY),
    "submitted": Expected(BOTH, "contact/?topic=signing"),
    "successor_named": Expected((MAILBOX,)),
    "succession": Expected(BOTH, f"{SIGNATURE}successor/", to_contact=FIND),
}


def signed(language: str) -> Signature:
    """Return a published signature in `language`, to which every mail below is."""
    return SignatureFactory(
        state="signed", language=language, contact_email=CONTACT, verification_code="AAAA-BBBB-CCCC", reason=REASON
    )


def every_mail(signature: Signature) -> dict[str, list[Message]]:
    """Owe each mail of the charter once, by its name."""
    newer = published_version(2)
    invitation = ReaccessionInvitation(signature=signature, version=newer, invited_by=reviewer(1))
    commitment = CommitmentFactory(signature=signature)
    evidence = EvidenceFactory(commitment=commitment, state="refused", reason=REASON)
    report = ReportFactory(government=signature.government, language=signature.language, state="asked_again")
    request = TownHallRequest.objects.create(
        signature=signature, action="hold", confirmed_at=timezone.now(), takes_effect_on=DAY, file="acts/x.pdf"
    )
    own, filler = ({"to": to, "language": signature.language} for to in (signature.official_email, CONTACT))
    return {
        "accepted": review_emails.send_accepted(signature),
        "act_again": change_emails.send_act_again(signature, TOKEN, REASON),
        "act_reminder": change_emails.send_act_reminder(signature, TOKEN, DAY),
        "adhesion_code": [change_emails.send_change_code(request, "123456")],
        "adhesion_link": [change_emails.send_signature_link(signature, TOKEN)],
        "already_open": [signing_emails.send_already_open(signature)],
        "certificate": review_emails.send_certificate(signature, 1),
        "changes_requested": review_emails.send_changes_requested(signature, 1),
        "change_asked": [change_emails.send_change_asked(request, TOKEN, **own)],
        "change_stopped": [change_emails.send_change_stopped(request, **filler)],
        "change_to_check": [change_emails.send_change_to_check(request, TOKEN, _writable(signature.language))],
        "change_refused": change_emails.send_change_refused(request, TOKEN, REASON),
        "code": [signing_emails.send_code(signature, "123456")],
        "dossier_reminder": [upkeep_emails.send_draft_reminder(signature, TOKEN, 1, DAY)],
        "evidence_refused": followup_emails.send_evidence_refused(evidence),
        "checkpoint": [_checkpoint(signature.language)],
        "member_asked": [members_emails.send_member_asked(_member(signature), TOKEN)],
        "member_counted": [members_emails.send_member_counted(_member(signature))],
        "member_reminder": [members_emails.send_member_reminder(_member(signature), TOKEN)],
        "new_signature": [reviewers_emails.send_new_signature(signature, _writable(signature.language))],
        "news": _news(signature),
        "readhesion": [inviting_emails.send_reaccession(invitation, TOKEN)],
        "rejected": review_emails.send_rejected(signature),
        "reminder": followup_emails.send_reminder(commitment, 90),
        "report": reports_emails.send_invitation(report, signature, TOKEN),
        "report_asked_again": reports_emails.send_asked_again(report, signature, TOKEN),
        "resume": [signing_emails.send_resume_links([TOKEN], CONTACT, signature.language)],
        "status_changed": _status_changed(signature),
        "submitted": signing_emails.send_submitted(signature),
        "successor_named": [change_emails.send_successor_named(request, **own)],
        "succession": change_emails.send_succession(signature, TOKEN, DAY),
    }


def _checkpoint(language: str) -> Message:
    """Send who keeps checkpoints the one of a day."""
    row = Checkpoint(size=12, note="log\n12\nAAAA\n\n\u2014 log AAAA\n", made_at=datetime.combine(DAY, time(12), UTC))
    return audit_emails.send_checkpoint(row, DAY, to=REVIEWS, language=language)


def _member(signature: Signature) -> GroupMember:
    """Return a member of the association that `signature` might be of, which reads its language."""
    town = LocalGovernmentFactory(languages=[signature.language])
    return GroupMember(pk=town.pk, signature=signature, government=town, official_email=REVIEWS)


def _writable(language: str) -> User:
    """Return a reviewer who works in `language`."""
    user = reviewer(1)
    user.email = REVIEWS
    user.save()
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return User.objects.get(pk=user.pk)


def _news(signature: Signature) -> list[Message]:
    """Tell a contact whose address nobody confirmed."""
    unconfirmed = Signature.objects.get(pk=signature.pk)
    unconfirmed.contact_confirmed_at = None
    return signing_emails.send_to_both(unconfirmed, "rejected", "once more", reason=[REASON])[1:]


def _status_changed(signature: Signature) -> list[Message]:
    """Put the signature on hold, which mails it, and leave `signature` as it was for the mails that follow."""
    act = Act(act_body="Council", act_number="2026/7", act_date=DAY, reason=REASON)
    held = Signature.objects.get(pk=signature.pk)
    hold(signature=held, act=act, effective_on=timezone.localdate(), actor=reviewer(1))
    assert LedgerEntry.objects.latest("sequence").status_change.reason == REASON
    return list(Message.objects.filter(template="charter/mail/status_changed").order_by("pk"))
