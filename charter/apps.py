from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

MAILS = (
    "accepted", "act_reminder", "adhesion_code", "adhesion_link", "already_open", "certificate", "change", "code",
    "dossier_reminder", "member", "new_signature", "news", "not_accepted",
    "checkpoint", "reminder", "resume", "status_changed", "submitted", "succession",
)  # fmt: skip


class CharterConfig(AppConfig):
    name = "charter"
    verbose_name = _("Charter")

    def ready(self) -> None:
        from charter import personal_data
        from charter.signals import certificate_issued, submitted
        from coalition.figures.signals import asked_again
        from coalition.mail import areas
        from coalition.members import querysets
        from coalition.members.models import GovernmentMerge, LocalGovernment
        from coalition.members.signals import governments_merged
        from coalition.privacy import registry
        from coalition.resources import library

        from .followup import profile
        from .review import emails
        from .review.government_merges import move_signatures
        from .signatories.emails import send_asked_again
        from .signatories.signatory_list import ad_referendum_government_ids, signed_government_ids
        from .signing import services

        querysets.register_signed(signed_government_ids, ad_referendum=ad_referendum_government_ids)
        library.collected.connect(profile.accepted, dispatch_uid="charter.evidence")
        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("charter", read_by="charter.view_signature", kinds=MAILS))
        certificate_issued.connect(emails.send_issued, dispatch_uid="charter.send_issued")
        post_save.connect(services.keep_change, sender=LocalGovernment, dispatch_uid="charter.keep_change")
        post_save.connect(services.keep_merge, sender=GovernmentMerge, dispatch_uid="charter.keep_merge")
        submitted.connect(emails.send_new_signatures, dispatch_uid="charter.tell_reviewers")
        governments_merged.connect(move_signatures, dispatch_uid="charter")
        asked_again.connect(send_asked_again, dispatch_uid="charter")
