from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

MAILS = (
    "accepted", "act_reminder", "adhesion_code", "adhesion_link", "already_open", "certificate", "change", "code",
    "colleague", "dossier_reminder", "member", "new_signature", "news", "not_accepted",
    "checkpoint", "readhesion", "reminder", "report", "resume", "status_changed", "submitted", "succession",
)  # fmt: skip


class CharterConfig(AppConfig):
    name = "charter"
    verbose_name = _("Charter")

    def ready(self) -> None:
        """Tell the directory who signed, and the privacy registry what is held."""
        from charter import personal_data
        from charter.certificates import services as certificates
        from charter.certificates.sealing import beside, seal
        from charter.followup import shared
        from charter.review import emails as review_emails
        from charter.review.reviewers import telling
        from charter.signatories.profile import ad_referendum_government_ids, signed_government_ids
        from charter.signing.services import governments, links
        from charter.signing.signals import submitted
        from coalition.mail import areas
        from coalition.members import badges
        from coalition.members.models import GovernmentMerge, LocalGovernment
        from coalition.pages import sealing
        from coalition.privacy import inquiries, registry
        from coalition.resources import entries

        badges.register_signed(signed_government_ids, ad_referendum=ad_referendum_government_ids)
        entries.collected.connect(shared.accepted, dispatch_uid="charter.evidence")
        registry.register(personal_data.SOURCE)
        areas.register(areas.MailArea("charter", read_by="charter.view_signature", kinds=MAILS))
        inquiries.register(links.LOST_LINKS, lambda typed: links.resume(**typed))
        certificates.first_issued.connect(review_emails.welcome, dispatch_uid="charter.welcome")
        post_save.connect(governments.keep_change, sender=LocalGovernment, dispatch_uid="charter.keep_change")
        post_save.connect(governments.keep_merge, sender=GovernmentMerge, dispatch_uid="charter.keep_merge")
        submitted.connect(telling.tell, dispatch_uid="charter.tell_reviewers")
        seals = sealing.Seals(seal, beside, file_page="charter:check_file")
        sealing.use(seals)
        register_movers()


def register_movers() -> None:
    """Say how rows of two governments become one, where they cannot simply stand side by side."""
    from charter.review.services.merging import move_group_members, move_signatures
    from charter.signatories.models import Signatory
    from charter.signing.groups.models import GroupMember
    from charter.signing.models import Signature
    from coalition.members import merging

    merging.register_mover(Signatory, merging.keep_by_trigger)
    merging.register_mover(Signature, move_signatures)
    merging.register_mover(GroupMember, move_group_members)
