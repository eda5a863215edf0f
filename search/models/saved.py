"""Somebody wants to be told when something new is found."""

import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.invitations.registrations import new_token
from forum.models.typed import TypedText


class SavedSearchQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def over(self, now: datetime.datetime) -> Self:
        """Never confirmed in time, or not kept for another year."""
        asked = models.Q(confirmed_at=None, asked_at__lte=now - SavedSearch.CONFIRMED_WITHIN)
        return self.filter(asked | models.Q(kept_until__lt=timezone.localdate(now)))


class SavedSearch(TypedText, models.Model):
    """What one address looks for, or follows, without a login. What somebody looks for is nobody else's business: no
    entry of the ledger tells of it, and the secretariat has no list of it.

    Until the link in the mail was used, it is a request that anybody may have made in somebody else's name.
    """

    CONFIRMED_WITHIN = datetime.timedelta(hours=24)
    KEPT_FOR = datetime.timedelta(days=365)

    email = models.EmailField(_("email address"))
    words = models.CharField(_("words"), max_length=200, blank=True)
    choices = models.CharField(_("filters"), max_length=500, blank=True, help_text=_("As in the index, with blanks."))
    address = models.CharField(max_length=900, blank=True, editable=False)  # the query of the page of results
    consent = models.TextField(_("consent"), help_text=_("The text that the person agreed to, as it was shown."))
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    owner_token = models.CharField(
        max_length=40, default=new_token, db_index=True, editable=False
    )  # one for an address
    asked_at = models.DateTimeField(_("asked"), default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    kept_until = models.DateField(_("kept until"), null=True, editable=False)
    # What was in the index up to this number is known, and in the ledger of what is followed; new is what came after.
    known_until = models.BigIntegerField(default=0, editable=False)
    told_on = models.DateField(_("last mail"), null=True, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), "words", "choices", name="search_saved_once_per_address")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_lapsed(self) -> bool:
        return self.confirmed_at is None and self.asked_at + self.CONFIRMED_WITHIN <= clock.now()

    @property
    def about(self) -> str:
        """The one thing that is followed ("draft:12"), which stands in place of the filters; '' of a search."""
        return "" if self.choices.startswith(":") else self.choices

    @property
    def facets(self) -> list[str]:
        return [] if self.about else self.choices.split()
