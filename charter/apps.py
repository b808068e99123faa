from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

MAILS = (
    "accepted", "act_reminder", "adhesion_code", "adhesion_link", "already_open", "certificate", "change", "code",
    "dossier_reminder", "member", "new_signature", "news", "not_accepted",
    "checkpoint", "readhesion", "reminder", "report", "resume", "status_changed", "submitted", "succession",
)  # fmt: skip


class CharterConfig(AppConfig):
    name = "charter"
    verbose_name = _("Charter")

    def ready(self) -> None:
        from charter import personal_data
        from charter.certificates.signals import certificate_issued
        from charter.followup import shared
        from charter.review import emails as review_emails
        from charter.review.reviewers import telling
        from charter.review.services.merging import move_signatures
        from charter.signatories.profile import ad_referendum_government_ids, signed_government_ids
        from charter.signing.services import governments
        from charter.signing.signals import submitted
        from coalition.mail import areas
        from coalition.members import badges
        from coalition.members.models import GovernmentMerge, LocalGovernment
        from coalition.members.signals import governments_merged
        from coalition.privacy import registry
        from coalition.resources import entries

        badges.register_signed(signed_government_ids, ad_referendum=ad_referendum_government_ids)
        entries.collected.connect(shared.accepted, dispatch_uid="charter.evidence")
        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("charter", read_by="charter.view_signature", kinds=MAILS))
        certificate_issued.connect(review_emails.send_issued, dispatch_uid="charter.send_issued")
        post_save.connect(governments.keep_change, sender=LocalGovernment, dispatch_uid="charter.keep_change")
        post_save.connect(governments.keep_merge, sender=GovernmentMerge, dispatch_uid="charter.keep_merge")
        submitted.connect(telling.tell, dispatch_uid="charter.tell_reviewers")
        governments_merged.connect(move_signatures, dispatch_uid="charter")
