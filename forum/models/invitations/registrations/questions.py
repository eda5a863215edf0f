"""What the secretariat asks those who register, in words of its own."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable

from forum.models.invitations.pages import InvitationPage
from forum.models.invitations.registrations.keys import new_key
from forum.models.typed import TypedText


class RegistrationQuestion(TypedText, Orderable):
    """One question, with the fields that Wagtail's form builder reads.

    Not a field of Wagtail's own forms: these come with a table of answers beside ours, which knows no consent, no
    erasure and no end, and with a menu for it.
    """

    class Type(models.TextChoices):
        """Named as the form builder names them, but for the last."""

        LINE = "singleline", _("a line of text")
        LINES = "multiline", _("a longer text")
        ONE = "radio", _("one to choose")
        SEVERAL = "checkboxes", _("several to choose")
        YES_NO = "yesno", _("yes or no")

    CHOOSING = (Type.ONE, Type.SEVERAL, Type.YES_NO)
    YES_NO = ("yes", "no")

    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=12, default=new_key, editable=False)
    label = models.CharField(_("question"), max_length=200)
    field_type = models.CharField(_("answered by"), max_length=12, choices=Type.choices, default=Type.LINE)
    required = models.BooleanField(_("must be answered"), default=False)
    choices = models.TextField(
        _("to choose from"), blank=True, help_text=_("One on each line, for the questions that offer several.")
    )
    help_text = models.CharField(_("help"), max_length=300, blank=True)

    # What the form builder asks of a field: nothing is ever filled in beforehand.
    default_value = ""
    panels: ClassVar[list[Panel]] = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("field_type"), FieldPanel("required")]),
        FieldPanel("choices"),
        FieldPanel("help_text"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if self.field_type in self.CHOOSING and len(self.options) < 2:
            raise ValidationError({"choices": _("Give at least two to choose from.")})

    @property
    def clean_name(self) -> str:
        """Its name in the form."""
        return f"answer_{self.key}"

    @property
    def options(self) -> list[str]:
        if self.field_type == self.Type.YES_NO:
            return list(self.YES_NO)
        return list(dict.fromkeys(line.strip() for line in self.choices.splitlines() if line.strip()))

    def told(self, answers: list[str]) -> dict[str, str]:
        """As it is kept: with the words of the question as they were asked."""
        if self.field_type == self.Type.YES_NO:
            with override(settings.LANGUAGE_CODE):
                answers = [str(_("Yes") if one == "yes" else _("No")) for one in answers]
        return {"key": self.key, "question": self.label, "answer": "; ".join(answers)}
