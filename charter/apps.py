from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

PRIVATE = (
    "ReviewPreference", "SignatureLink", "TownHallRequest", "SignatureReminder", "ReportLink", "ResumeLink", "StopLink",
    "MemberLink",
)  # fmt: skip
COUNTED = ("CoveredGovernment", "Signatory", "SignatoryCount")  # follow signatures, in the same transaction


class CharterConfig(AppConfig):
    name = "charter"
    verbose_name = _("Charter")

    def ready(self) -> None:
        """Tell the directory who signed, and the privacy registry what is held."""
        from charter import personal_data
        from charter.certificates import services as certificates
        from charter.certificates.sealing import beside, seal
        from charter.followup import answers, shared
        from charter.followup.profile import commitments_section
        from charter.review import emails as review_emails
        from charter.review.reviewers import telling
        from charter.signatories.answers import SOURCE
        from charter.signatories.profile import ad_referendum_government_ids, profile_section, signed_government_ids
        from charter.signing import sharing
        from charter.signing.services import governments, links
        from charter.signing.signals import submitted
        from charter.silence.profile import silence_section
        from coalition.mail import areas
        from coalition.members import badges
        from coalition.members.models import GovernmentMerge, LocalGovernment
        from coalition.pages import changes, sealing
        from coalition.pages.sharing import cards
        from coalition.privacy import inquiries, registry
        from coalition.resources import entries

        badges.register_signed(signed_government_ids, ad_referendum=ad_referendum_government_ids)
        badges.register_profile_section(badges.ProfileSection("charter/profile_section.html", profile_section))
        badges.register_profile_section(badges.ProfileSection("charter/commitments_section.html", commitments_section))
        badges.register_profile_section(badges.ProfileSection("charter/silence_section.html", silence_section))
        entries.offer("evidence", shared.accepted, told_by=shared.TABLES)
        answers.offer(SOURCE)
        registry.register(personal_data.SOURCE)
        areas.register("charter", read_by="charter.view_signature")
        inquiries.register(links.LOST_LINKS, lambda typed: links.resume(**typed))
        cards.register(sharing.KIND, sharing.find_share_card)
        certificates.welcome_by(review_emails.send_accepted)
        post_save.connect(governments.keep_change, sender=LocalGovernment, dispatch_uid="charter.keep_change")
        post_save.connect(governments.keep_merge, sender=GovernmentMerge, dispatch_uid="charter.keep_merge")
        submitted.connect(telling.tell, dispatch_uid="charter.tell_reviewers")
        seals = sealing.Seals(seal, beside, file_page="charter:check_file")
        sealing.use(seals)
        register_movers()
        changes.silence(*(self.get_model(name) for name in (*PRIVATE, *COUNTED)))


def register_movers() -> None:
    """Say how rows of two governments become one, where they cannot simply stand side by side."""
    from charter.review.services.merging import move_group_members, move_signatures
    from charter.signatories.models import CoveredGovernment, Signatory
    from charter.signing.groups.models import GroupMember
    from charter.signing.models import Signature
    from charter.silence.models import Awaited
    from coalition.members import merging

    merging.register_mover(Signatory, merging.keep_by_trigger)
    merging.register_mover(CoveredGovernment, merging.keep_by_trigger)
    merging.register_mover(Awaited, merging.keep_by_trigger)
    merging.register_mover(Signature, move_signatures)
    merging.register_mover(GroupMember, move_group_members)
