"""What invited organisations answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation
from forum.models.invitations.invited.parties import ForParty, one_party
from forum.models.invitations.pages import InvitationPage
from forum.models.typed import TypedText


class Way(models.TextChoices):
    """How an answer came that was not given on the site: the secretariat was told, or a calendar program replied."""

    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")
    MESSAGE = "message", _("by message")
    SPOKEN = "spoken", _("in person")
    CALENDAR = "calendar", _("by a calendar program")


class Rsvp(TypedText, ForParty):
    """An answer to an invitation. Answers are only added; the newest, the last in order, counts.

    The `note` of a person without an account stands in the delegation beside the answer: that can be forgotten.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("will attend")
        REPRESENTED = "represented", _("will be represented")
        MAYBE = "maybe", _("may attend")
        NO = "no", _("cannot attend")

    invitation = models.ForeignKey(InvitationPage, on_delete=models.PROTECT, related_name="rsvps")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="rsvps"
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Answer.choices)
    attendees = models.PositiveSmallIntegerField(_("number of people"), default=1)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(default=clock.now, editable=False)

    # Answers that hold; whoever is not sure is reminded like those that have not answered.
    COMING = (Answer.YES, Answer.REPRESENTED)
    OPEN = ("", Answer.MAYBE)

    class Meta:
        verbose_name = _("confirmation of attendance")
        verbose_name_plural = _("confirmations of attendance")
        ordering = ["organisation__name", "pk"]
        constraints = [one_party("rsvp_is_of_one")]

    def __str__(self) -> str:
        return f"{self.party.label}: {self.get_answer_display()}"
