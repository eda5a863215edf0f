"""Who was shown personal data of others, and when; itself without that data."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.counted import CountedQuerySet
from forum import clock


class AccessQuerySet(CountedQuerySet):
    def past(self) -> Self:
        """Whose time is over."""
        return self.not_for(settings.ACCESSES_KEPT_DAYS)


class Access(models.Model):
    """One row for each login, day and what was shown: how often, and when last. `about` is the number of that row or
    page; 0 is a whole list."""

    class Kind(models.TextChoices):
        REGISTRATIONS = "registrations", _("answers and registrations of an invitation")
        REGISTRATIONS_FILE = "registrations_file", _("registrations, taken out as a file")
        ATTENDANCE = "attendance", _("who was at a meeting")
        SIGNED_SHEET = "signed_sheet", _("a signed attendance sheet")
        PEOPLE = "people", _("the list of people")
        PERSON = "person", _("a person")
        PERSON_DATA = "person_data", _("all that is stored about a person")
        LOGINS = "logins", _("the list of logins")
        LOGIN = "login", _("a login")
        HIDDEN_WORDS = "hidden_words", _("words that were hidden")

    login = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("login")
    )
    kind = models.CharField(_("what was shown"), max_length=30, choices=Kind)
    about = models.PositiveBigIntegerField(_("its number"), default=0)
    day = models.DateField(_("day"), default=clock.today)
    times = models.PositiveIntegerField(_("how often"), default=1)
    last_at = models.DateTimeField(_("last at"), default=clock.now)

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        default_permissions = ()
        ordering = ["-last_at"]
        constraints = [models.UniqueConstraint(fields=["login", "day", "kind", "about"], name="access_counted_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.about}"
