"""Numbers of letters, given in order and without a gap."""

from django.db import models

from forum.models.invitations.pages import InvitationPage


class LetterNumber(models.Model):
    """The place of a letter among those of its year. Given once, also if the letter is withdrawn."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    invitation = models.OneToOneField(InvitationPage, on_delete=models.PROTECT, related_name="place_in_year")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="letter_number_given_once")]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
