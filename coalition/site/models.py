"""The sections of the site, in the words of its navigation."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.cms.revisions import Revised
from coalition.languages.fields import CountryField, LanguagesField
from coalition.languages.names import country_name, language_list
from coalition.languages.words import CODES, LocalizedText, localized, missing

SECTIONS = (
    ("members", pgettext_lazy("navigation", "Members and progress")),
    ("charter", pgettext_lazy("navigation", "Charter")),
    ("events", pgettext_lazy("navigation", "Events")),
    ("learn", pgettext_lazy("navigation", "Learn")),
    ("about", pgettext_lazy("the network, label of a link", "About")),
    ("webinars", pgettext_lazy("navigation", "Webinars")),
    ("calendar", pgettext_lazy("navigation", "Calendar")),
    ("resources", pgettext_lazy("navigation", "Resources")),
    ("news", pgettext_lazy("navigation", "News")),
    ("newsletter", _("Newsletter")),
)

# What a bar may lead to besides: a view that is no section.
VIEWS = (
    ("charter/sign", pgettext_lazy("navigation", "Sign")),
    ("contact", pgettext_lazy("heading of a page", "Contact")),
)


DIGITS = RegexValidator(r"^\+?[0-9][0-9 ]*$", _("Write digits and spaces."))
ONE_LINE = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Write one line."))
FALLS_BACK = _(
    "If this is empty, the English words are shown. If those are empty too, the words of the software are shown."
)
ENGLISH = _("If this is empty, the English words are shown.")


class SiteWords(Revised):
    """What the site calls itself in one language. One row a language."""

    revised_fields = ("site_name", "footer_about", "sender_name", "discreet_name", "leave_url")

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, unique=True, editable=False)
    site_name = models.CharField(
        _("name of the site"), max_length=80, blank=True, validators=[ONE_LINE], help_text=FALLS_BACK
    )
    footer_about = models.CharField(
        _("footer: who we are"), max_length=300, blank=True, validators=[ONE_LINE], help_text=FALLS_BACK
    )
    sender_name = models.CharField(
        _("sender of emails"),
        max_length=60,
        blank=True,
        validators=[ONE_LINE],
        help_text=_("If this is empty, emails carry the name of the site in this language."),
    )
    discreet_name = models.CharField(
        _("sender of discreet emails"),
        max_length=40,
        blank=True,
        validators=[ONE_LINE],
        help_text=_(
            "A name that does not reveal what the email is about. If this is empty: the English name, else "
            "the operator’s setting."
        ),
    )
    leave_url = models.URLField(
        _("where “Leave this site” leads"),
        blank=True,
        help_text=_(
            "A neutral site that everyone knows, at an address that begins with https://. "
            "If this is empty, the operator’s setting is used."
        ),
    )

    class Meta:
        app_label = "pages"
        verbose_name = _("name and words of the site")
        verbose_name_plural = _("name and words of the site")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="leaving_is_encrypted",
                condition=Q(leave_url="") | Q(leave_url__startswith="https://"),
                violation_error_message=_("Give an address that begins with https://."),
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()

    def clean(self) -> None:
        super().clean()
        self.refuse_leading_back()
        others = SiteWords.objects.exclude(pk=self.pk).values_list("site_name", flat=True)
        self.refuse_telling([self.site_name, self.sender_name, *others])

    def refuse_leading_back(self) -> None:
        """Refuse to leave for an address of this site, one with a name or password in it, or one of no public host."""
        if not self.leave_url.startswith("https://"):
            return  # the constraint says so
        parts = urlsplit(self.leave_url)
        host = (parts.hostname or "").rstrip(".")
        own = [urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS]
        if parts.username or parts.password or "." not in host or host.replace(".", "").isdigit() or ":" in host:
            raise ValidationError({"leave_url": _("Give the name of a public site.")})
        if any(name and (host == name.lstrip(".") or host.endswith(f".{name.lstrip('.')}")) for name in own):
            raise ValidationError({"leave_url": _("Choose an address of another site: this one leads back here.")})

    def refuse_telling(self, names: Iterable[str]) -> None:
        """Refuse a discreet sender that has a word of `names`, or of the name that is built in, in any language."""
        built_in = []
        for code in CODES:
            with override(code):
                built_in.append(gettext("Coalition of local governments"))
        telling = {word for name in (*names, *built_in) for word in _words(name)}
        if telling & _words(self.discreet_name):
            raise ValidationError(
                {"discreet_name": _("This name contains a word of the site’s name. Choose one that is neutral.")}
            )


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.casefold()) if len(word) > 3}


class HelplineQuerySet(models.QuerySet["Helpline"]):
    def public(self, on: date | None = None) -> Self:
        """Return the numbers that the site may show today, or on the day `on`: the one rule for every surface.

        A helpline is shown for six months after somebody read its operator's own site and called it; in the
        demonstration, after its sources were read. Nobody calls an emergency number to try it: of those the sources
        are read, once a year.
        """
        day = on or timezone.localdate()
        ways = [Helpline.How.CALLED, *([Helpline.How.READ] if settings.DEMO else [])]
        return self.filter(
            Q(kind=Helpline.Kind.LINE, confirmed_how__in=ways, confirmed_on__gt=day - LASTS[Helpline.Kind.LINE])
            | Q(kind=Helpline.Kind.EMERGENCY, confirmed_on__gt=day - LASTS[Helpline.Kind.EMERGENCY])
        )

    def due(self) -> Self:
        """Return those that the site does not show, or will not in a month unless somebody confirms them again."""
        lasting = Helpline.objects.public(on=timezone.localdate() + CONFIRM_BEFORE)
        return self.exclude(pk__in=lasting.values("pk"))


class Helpline(Revised):
    """A number that helps in one country, who answers and how, and who confirmed it when.

    The database takes the confirmation away with each change of where the row leads.
    """

    class Kind(models.TextChoices):
        LINE = "line", pgettext_lazy("a number", "helpline")
        EMERGENCY = "emergency", pgettext_lazy("a number", "emergency number")

    class Cost(models.TextChoices):
        UNLISTED = "unlisted", _("Free. The call is not on the phone bill.")
        FREE = "free", _("Free.")
        PAID = "paid", _("Not free.")

    class How(models.TextChoices):
        CALLED = "called", _("operator’s site read, test call made")
        READ = "read", _("sources read, not called")

    LEADS: ClassVar[tuple[str, ...]] = ("kind", "country", "number", "text_number", "whatsapp", "chat_url")
    revised_fields = (
        *LEADS, "name", "languages", "cost", "source", "source_url", "grade", "doubts",
        *(f"{name}_{code}" for name in ("what", "hours") for code in CODES),
    )  # fmt: skip

    kind = models.CharField(_("type"), max_length=9, choices=Kind, default=Kind.LINE)
    country = CountryField(_("country"), max_length=2)
    number = models.CharField(_("number"), max_length=30, validators=[DIGITS])
    name = models.CharField(_("who answers"), max_length=120, blank=True, validators=[ONE_LINE])
    what_en = models.CharField(_("what it does"), max_length=300, blank=True)
    what_fr = models.CharField(_("what it does"), max_length=300, blank=True)
    what_es = models.CharField(_("what it does"), max_length=300, blank=True)
    what_ar = models.CharField(_("what it does"), max_length=300, blank=True)
    hours_en = models.CharField(_("hours"), max_length=120, blank=True)
    hours_fr = models.CharField(_("hours"), max_length=120, blank=True)
    hours_es = models.CharField(_("hours"), max_length=120, blank=True)
    hours_ar = models.CharField(_("hours"), max_length=120, blank=True)
    languages = LanguagesField(verbose_name=_("languages spoken"), default=list, blank=True)
    cost = models.CharField(_("cost"), max_length=8, choices=Cost, blank=True)
    text_number = models.CharField(_("number for text messages"), max_length=30, blank=True, validators=[DIGITS])
    whatsapp = models.CharField(_("WhatsApp number, with +"), max_length=30, blank=True, validators=[DIGITS])
    chat_url = models.URLField(_("address of the chat"), blank=True)
    source = models.CharField(_("sources"), max_length=300, help_text=_("Who says so, such as the service itself."))
    source_url = models.URLField(_("address of the operator’s own site"), blank=True)
    grade = models.CharField(
        _("research"), max_length=1, blank=True, choices=[(letter, letter) for letter in "ABC"],
        help_text=_("A: an official source and another one agree; B: two others agree; C: one source only."),
    )  # fmt: skip
    doubts = models.CharField(_("what to look out for"), max_length=300, blank=True, help_text=_("For editors only."))
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)
    confirmed_how = models.CharField(_("how it was confirmed"), max_length=6, choices=How, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    objects = HelplineQuerySet.as_manager()

    class Meta:
        app_label = "pages"
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["country", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_helpline_per_number",
                fields=["country", "number"],
                violation_error_message=_("This country has this number already."),
            ),
            models.CheckConstraint(
                name="helpline_says_who_answers",
                condition=Q(kind="emergency") | ~Q(name=""),
                violation_error_message=_("Say who answers."),
            ),
            models.CheckConstraint(
                name="confirmation_is_whole",
                condition=Q(confirmed_on=None, confirmed_how="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_how="")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="new_numbers_are_unconfirmed",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF TG_OP = 'INSERT'
                        OR (OLD.kind, OLD.country, OLD.number, OLD.text_number, OLD.whatsapp, OLD.chat_url)
                            IS DISTINCT FROM
                            (NEW.kind, NEW.country, NEW.number, NEW.text_number, NEW.whatsapp, NEW.chat_url)
                    THEN
                        NEW.confirmed_on = NULL; NEW.confirmed_how = ''; NEW.confirmed_by_id = NULL;
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.country_name}"

    @property
    def ends_at(self) -> datetime | None:
        """From when on the site shows it no more, unless it is confirmed again: the beginning of a day."""
        if self.confirmed_on is None:
            return None
        return timezone.make_aware(datetime.combine(self.confirmed_on + LASTS[Helpline.Kind(self.kind)], time.min))

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def tel(self) -> str:
        return self.number.replace(" ", "")

    @property
    def what(self) -> LocalizedText:
        """Return what it does, in the active language where that is written."""
        return localized(self, "what")

    @property
    def hours(self) -> LocalizedText:
        """Return when it answers, in the active language where that is written."""
        return localized(self, "hours")

    @property
    def spoken(self) -> str:
        """Return the names of the languages in which it answers, in the active language."""
        return language_list(self.languages)


# How long a confirmation holds.
LASTS = {Helpline.Kind.LINE: timedelta(days=183), Helpline.Kind.EMERGENCY: timedelta(days=365)}
CONFIRM_BEFORE = timedelta(days=30)  # before it ends, editors are told


class Placed(models.Model):
    """A row that editors put in order; a new one comes last."""

    position = models.PositiveSmallIntegerField(_("place"), default=0, db_index=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.position:
            last = type(self)._default_manager.aggregate(last=models.Max("position"))["last"] or 0
            self.position = last + 1
        super().save(*args, **kwargs)


class Partner(Placed, Revised):
    """Who works with the network: a name, a logo, an address."""

    revised_fields = (*(f"name_{code}" for code in CODES), "logo", "url")

    name_en = models.CharField(_("name"), max_length=120, validators=[ONE_LINE])
    name_fr = models.CharField(_("name"), max_length=120, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_es = models.CharField(_("name"), max_length=120, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    name_ar = models.CharField(_("name"), max_length=120, blank=True, validators=[ONE_LINE], help_text=ENGLISH)
    logo = models.ForeignKey(
        "wagtailimages.Image", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("Its name is written beside it."),
    )  # fmt: skip
    url = models.URLField(_("address"), blank=True)

    class Meta:
        app_label = "pages"
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> LocalizedText:
        return localized(self, "name")

    @property
    def missing(self) -> str:
        return missing(self, "name")


class MenuItem(Placed, Revised):
    """What the bar of the site leads to, in order: a section, or a page of any kind."""

    revised_fields = ("section", "page", *(f"label_{code}" for code in CODES))

    section = models.CharField(_("section"), max_length=20, choices=(*SECTIONS, *VIEWS), blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        help_text=_("In any language: each language leads to its own translation."),
    )  # fmt: skip
    label_en = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])
    label_fr = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])
    label_es = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])
    label_ar = models.CharField(_("label"), max_length=40, blank=True, validators=[ONE_LINE])

    class Meta:
        app_label = "pages"
        verbose_name = _("navigation item")
        verbose_name_plural = _("navigation items")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="menu_item_leads_to_one_thing",
                condition=Q(section="", page__isnull=False) | (~Q(section="") & Q(page__isnull=True)),
                violation_error_message=_("Choose either a section or a page."),
            ),
            models.UniqueConstraint(
                name="one_menu_item_per_section",
                fields=["section"],
                condition=~Q(section=""),
                violation_error_message=_("This section is already in the navigation."),
            ),
        ]

    def __str__(self) -> str:
        return self.label_en or str(self.get_section_display() if self.section else self.page)

    def label(self, language: str) -> str:
        """Return the editor's own word for it in `language`, or nothing: another language's would not be understood."""
        return str(getattr(self, f"label_{language}"))
