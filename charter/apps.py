from typing import Any

from django.apps import AppConfig
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class CharterConfig(AppConfig):
    name = "charter"
    verbose_name = _("Charter")

    def ready(self) -> None:
        """Tell the directory who signed, and the privacy registry what is held."""
        from charter import personal_data, profile_progress, services
        from coalition.mail import areas
        from coalition.members import badges
        from coalition.pages import changes
        from coalition.privacy import inquiries, registry

        badges.register_signed(signed_government_ids, ad_referendum=ad_referendum_government_ids)
        badges.register_profile_section(badges.ProfileSection("charter/profile_section.html", profile_section))
        badges.register_profile_section(
            badges.ProfileSection("charter/commitments_section.html", profile_progress.commitments_section)
        )
        badges.register_profile_section(badges.ProfileSection("charter/report_section.html", report_section))
        registry.register(personal_data.SOURCE)
        areas.register("charter", read_by="charter.view_signature")
        inquiries.register(services.LOST_LINKS, lambda typed: services.resume(**typed))
        register_movers()
        links = ("AdhesionLink", "AdhesionRequest", "DossierReminder", "ReportLink", "ResumeLink")
        counted = ("CoveredGovernment", "Signatory", "SignatoryCount")  # follow signatures, in the same transaction
        changes.silence(*(self.get_model(name) for name in (*links, *counted)))


def register_movers() -> None:
    """Say how rows of two governments become one, where they cannot simply stand side by side."""
    from charter.models import CoveredGovernment, GroupMember, Signatory, Signature
    from charter.services.merging import keep_by_trigger, move_dossiers, move_group_members
    from coalition.members import merging

    merging.register_mover(Signatory, keep_by_trigger)
    merging.register_mover(CoveredGovernment, keep_by_trigger)
    merging.register_mover(Signature, move_dossiers)
    merging.register_mover(GroupMember, move_group_members)


def signed_government_ids() -> QuerySet[Any, Any]:
    """Return the ids of the governments with a published adhesion, as a subquery."""
    from charter.models import Signature

    return Signature.objects.signed().values("government_id")


def ad_referendum_government_ids() -> QuerySet[Any, Any]:
    """Return the ids of those whose adhesion was published before their council decided, as a subquery."""
    from charter.models import Signature

    return Signature.objects.signed().filter(ad_referendum_until__isnull=False).values("government_id")


def profile_section(government: Any) -> dict[str, Any] | None:
    """Return the newest published adhesion of `government`, in whatever status, for its profile; None without one."""
    from charter.models import Signature
    from charter.models.signatories import STATUS_LABELS

    published = Signature.objects.published().filter(government=government)
    signature = published.select_related("government", "version").order_by("-number").first()
    return {"signature": signature, "label": STATUS_LABELS[signature.state]} if signature else None


def report_section(government: Any) -> dict[str, Any] | None:
    """Return the public figures of the newest accepted report of `government`, for its profile; None without any."""
    from charter.models import Report
    from charter.reports.questions import PUBLIC

    report = Report.objects.accepted().filter(government=government).order_by("-year").first()
    if report is None:
        return None
    shown = [
        (question.label, question.shown(report.answers.get(question.id, "")), question.unit) for question in PUBLIC
    ]
    figures = [line for line in shown if line[1]]
    return {"report": report, "figures": figures} if figures else None
