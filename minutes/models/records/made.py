"""Records about minutes beside their text: recipients; and what is only ever added (`minutes.models.triggers`):
approvals, corrections, reopenings, follow-ups done, the files that were circulated."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models import Organisation
from forum.models.typed import TypedText
from minutes.models.hiding import Remark


class MadeRecord(models.Model):
    """Something that a person added to minutes at a moment. The login may go, the record stays."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class Recipient(models.Model):
    """An organisation that took part and so receives the circulated minutes to correct them."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="recipients")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="received_minutes")

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [models.UniqueConstraint(fields=["minutes", "organisation"], name="recipient_once")]

    def __str__(self) -> str:
        return self.organisation.label


class Correction(TypedText, Remark, MadeRecord):
    """What an organisation asks to change in circulated minutes, or a guest (`by_guest`). The secretariat and all
    recipients can read it."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="corrections")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("correction"), max_length=4000)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.label}: {self.shown_text[:60]}"

    @property
    def label(self) -> str:
        """Of a guest what they were there as: no name is published."""
        return self.organisation.label if self.organisation else gettext("individual guest")

    @property
    def full_label(self) -> str:
        """As it stands on paper, in the language of the installation."""
        with override(settings.LANGUAGE_CODE):
            return self.organisation.name if self.organisation else self.label

    @property
    def shown_text(self) -> str:
        return str(self.gap or self.text)

    @property
    def words(self) -> str:
        """All that was written, as it is stored."""
        passage = getattr(self, "passage", None)
        return "\n".join(filter(None, [passage and passage.quote, passage and passage.proposed, self.text]))

    @property
    def is_answered(self) -> bool:
        return bool(self._taken & {"accepted", "declined"})

    @property
    def is_settled(self) -> bool:
        """The words were changed, or whoever objected took it back."""
        return bool(self._taken & {"accepted", "withdrawn"})

    @property
    def _taken(self) -> set[str]:
        return {step.step for step in self.steps.all()}


class Approval(MadeRecord):
    """Who approved which text, for which edition. Of several for one edition the newest counts."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="approvals")
    edition = models.PositiveSmallIntegerField(_("edition"))
    office = models.CharField(_("approved by"), max_length=300, blank=True)
    digest = models.CharField(_("digest of the circulated text"), max_length=64)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition}: {self.office}"


class KeptFile(models.Model):
    """A document that was circulated with minutes: nobody replaces or deletes its file, the database refuses it."""

    document: Any = models.OneToOneField(
        "wagtaildocs.Document", on_delete=models.PROTECT, related_name="kept", verbose_name=_("file")
    )
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("file of circulated minutes")
        verbose_name_plural = _("files of circulated minutes")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Reopening(TypedText, MadeRecord):
    """Why approved or published minutes were opened again; shown in public for published ones."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="reopenings")
    reason = models.TextField(_("reason"), max_length=1000)
    was_published = models.BooleanField(_("was published"))

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


class Completion(TypedText, Remark, MadeRecord):
    """A follow-up that was done. It refers to the item by number and is stored apart, because the minutes stay
    locked."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="completions")
    number = models.PositiveIntegerField(_("number"))
    note = models.TextField(_("what was done"), max_length=1000)

    class Meta:
        verbose_name = _("follow-up done")
        verbose_name_plural = _("follow-ups done")
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="completion_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.shown_note[:60]}"

    @property
    def shown_note(self) -> str:
        return str(self.gap or self.note)
