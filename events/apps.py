from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def import_models(self) -> None:
        """Load the models of every room: Django looks for those of `models.py` only."""
        super().import_models()
        for module in (
            "days",
            "pages.sections",
            "calendar.models",
            "team.models",
            "seats.models",
            "questions.models",
            "registrations.models",
            "registrations.moves",
            "registrations.changes.models",
            "rooms.models",
            "links.models",
            "letters.models",
            "invitations.models",
            "delegations.models",
            "programme.models",
            "programme.agenda.models",
            "door.models",
            "papers.models",
            "replies.models",
            "notices.models",
        ):
            import_module(f"{self.name}.{module}")

    def ready(self) -> None:
        from coalition.mail import areas, checks
        from coalition.members import badges, merging
        from coalition.pages import changes, expiring, lists, sealing, visibility
        from coalition.privacy import registry

        from .calendar import signals as calendar_signals  # noqa: F401  (signals connect on import)
        from .delegations import wiring as delegations
        from .desk import keeping
        from .door import wiring as door
        from .invitations import wiring as invitations
        from .letters import wiring as letters
        from .links import personal_data as links_data
        from .notices import wiring as notices
        from .pages import forms as page_forms
        from .pages import hosting, listing
        from .pages import signals as pages_signals  # noqa: F401
        from .papers import attendance as who_came
        from .papers import personal_data as papers
        from .papers.certificates import recognise
        from .papers.views import certificate_link, offer_certificate
        from .programme import wiring as programme
        from .querysets import POSTPONED_FOR
        from .registrations import actions, moves_data, own_seat, personal_data, registering
        from .replies import wiring as replies
        from .rooms import personal_data as rooms_data
        from .rooms.actions import join_action
        from .seats.merging import move_quotas
        from .tickets import wiring as tickets

        areas.register("events", read_by="events.see_every_event")
        checks.alike("events/mail/confirm")
        changes.silence(*map(self.get_model, ("Registration", "RegistrationRequest", "SeatMove")))
        changes.silence(*map(self.get_model, ("OnlineRoom", "Joining", "LinkRequest")))
        changes.silence(*map(self.get_model, ("CheckIn", "Door", "AttendanceCertificate", "CertificateFile")))
        changes.silence(*map(self.get_model, ("Change", "TeamMember")))
        visibility.list_nowhere(self.get_model("Registration"))
        merging.register_mover(self.get_model("Quota"), move_quotas)
        personal_data.forgetters.append(papers.forget)
        sealing.recognisers.append(recognise)
        actions.makers.append(join_action)
        actions.makers.append(own_seat.change_action)
        actions.makers.append(offer_certificate)
        registry.register(
            registry.PersonalData(
                name="certificates of attendance",
                label=_("certificates of attendance"),
                export=papers.export_certificates,
                erase=papers.erase_certificates,
                purge=papers.purge_certificates,
            )
        )
        lists.offer("events", rows=listing.listed, template="events/blocks/list.html")
        badges.register_profile_section(badges.ProfileSection("events/hosted_section.html", hosting.hosted_section))
        visibility.hide("closed events", listing.pages_of_closed_events)
        page_forms.refuse_expiry.append(keeping.refuse_expiry)
        expiring.keepers.append(keeping.put_off_expiry)
        registry.register(
            registry.PersonalData(
                name="links of registrations asked for",
                label=_("links asked for again"),
                export=links_data.export_requests,
                erase=links_data.erase_requests,
                purge=links_data.drop_over,
            )
        )
        registry.register(
            registry.PersonalData(
                name="attendance online",  # before the registrations, which know whose it is until they are emptied
                label=_("online events joined"),
                export=rooms_data.export_joinings,
                erase=rooms_data.erase_joinings,
                purge=rooms_data.purge_joinings,
            )
        )
        delegations.connect()
        registry.register(
            registry.PersonalData(
                name="event registrations",
                label=_("registrations"),
                export=personal_data.export_registrations,
                erase=personal_data.erase_registrations,
                purge=personal_data.purge_registrations,
                periods={"registrations": personal_data.RETENTION, "postponed": POSTPONED_FOR},
            )
        )
        registry.register(
            registry.PersonalData(
                name="unconfirmed event registrations",
                label=_("unconfirmed registrations"),
                export=personal_data.export_requests,
                erase=personal_data.erase_requests,
                purge=registering.drop_over,
            )
        )
        registry.register(
            registry.PersonalData(
                name="changes of seats",  # before the registrations, as above
                label=_("changes of seats"),
                export=moves_data.export_moves,
                erase=moves_data.erase_moves,
                purge=moves_data.purge_moves,
                kept=moves_data.kept,
            )
        )
        door.connect()
        programme.connect()
        replies.connect()
        notices.connect(present=[lambda event: who_came.was_there()], offers=[certificate_link])
        tickets.connect()
        letters.connect()
        invitations.connect()
