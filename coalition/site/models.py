"""The sections of the site, in the words of its navigation."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

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


CHECK_AGAIN_AFTER = timedelta(days=183)  # half a year
ONE_LINE = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Write one line."))
FALLS_BACK = _(
    "If this is empty, the English words are shown. If those are empty too, the words of the software are shown."
)
ENGLISH = _("If this is empty, the English words are shown.")


class SiteWords(Revised):
    """What the site calls itself in one language. One row a language."""

    revised_fields = ("site_name", "footer_about", "footer_promise", "sender_name", "discreet_name")

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, unique=True, editable=False)
    site_name = models.CharField(
        _("name of the site"), max_length=80, blank=True, validators=[ONE_LINE], help_text=FALLS_BACK
    )
    footer_about = models.CharField(
        _("footer: who we are"), max_length=300, blank=True, validators=[ONE_LINE], help_text=FALLS_BACK
    )
    footer_promise = models.CharField(
        _("footer: what we promise readers"), max_length=300, blank=True, validators=[ONE_LINE], help_text=FALLS_BACK
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
            "A name that does not reveal what the email is about. If this is empty, the English name is "
            "used. If that is empty too, the operator’s setting is used."
        ),
    )

    class Meta:
        app_label = "pages"
        verbose_name = _("name and words of the site")
        verbose_name_plural = _("name and words of the site")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_language_display()

    def clean(self) -> None:
        super().clean()
        others = SiteWords.objects.exclude(pk=self.pk).values_list("site_name", flat=True)
        self.refuse_telling([self.site_name, self.sender_name, *others])

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


class SiteFacts(Revised):
    revised_fields = ("leave_url",)

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
        verbose_name = _("leave-site address")
        verbose_name_plural = _("leave-site address")
        constraints = [
            models.CheckConstraint(
                name="leaving_is_encrypted",
                condition=Q(leave_url="") | Q(leave_url__startswith="https://"),
                violation_error_message=_("Give an address that begins with https://."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Leave this site")

    def clean(self) -> None:
        """Refuse an address of this site, one with a name or password in it, and one of no public host."""
        super().clean()
        if not self.leave_url:
            return
        parts = urlsplit(self.leave_url)
        if parts.scheme != "https":
            raise ValidationError({"leave_url": _("Give an address that begins with https://.")})
        host = (parts.hostname or "").rstrip(".")
        own = [urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS]
        if parts.username or parts.password or "." not in host or host.replace(".", "").isdigit() or ":" in host:
            raise ValidationError({"leave_url": _("Give the name of a public site.")})
        if any(name and (host == name.lstrip(".") or host.endswith(f".{name.lstrip('.')}")) for name in own):
            raise ValidationError({"leave_url": _("Choose an address of another site: this one leads back here.")})


class Helpline(Revised):
    """A number that helps in one country, where it is from, and when somebody last checked it."""

    revised_fields = (
        "country", "number", "name", "languages", "source", "source_url", "checked_on", "shown",
        *(f"{name}_{code}" for name in ("what", "hours") for code in CODES),
    )  # fmt: skip

    country = CountryField(_("country"), max_length=2)
    number = models.CharField(
        _("number"), max_length=30, validators=[RegexValidator(r"^\+?[0-9][0-9 ]*$", _("Write digits and spaces."))]
    )
    name = models.CharField(_("name of the service"), max_length=120, validators=[ONE_LINE])
    what_en = models.CharField(_("what it does"), max_length=300, blank=True)
    what_fr = models.CharField(_("what it does"), max_length=300, blank=True)
    what_es = models.CharField(_("what it does"), max_length=300, blank=True)
    what_ar = models.CharField(_("what it does"), max_length=300, blank=True)
    hours_en = models.CharField(_("hours"), max_length=120, blank=True)
    hours_fr = models.CharField(_("hours"), max_length=120, blank=True)
    hours_es = models.CharField(_("hours"), max_length=120, blank=True)
    hours_ar = models.CharField(_("hours"), max_length=120, blank=True)
    languages = LanguagesField(verbose_name=_("languages spoken"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=200, help_text=_("Who says so, such as the service itself."))
    source_url = models.URLField(_("address of the source"), blank=True)
    checked_on = models.DateField(
        _("checked on"), default=timezone.localdate, help_text=_("The CMS reminds you to check again after six months.")
    )
    shown = models.BooleanField(_("shown on the site"), default=True)

    class Meta:
        app_label = "pages"
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["country", "number"]
        constraints = [
            models.UniqueConstraint(
                name="one_helpline_per_number",
                fields=["country", "number"],
                violation_error_message=_("This country has this number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.country_name}"

    def clean(self) -> None:
        super().clean()
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": _("Give the day on which it was checked: today or before.")})

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

    @property
    def missing(self) -> str:
        return missing(self, "what", "hours")


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
