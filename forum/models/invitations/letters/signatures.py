"""A letter that two offices sign."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from forum.models.directory.people import Person, Post
from forum.models.invitations.letters.signing import IN_PLACE, Signing
from forum.models.invitations.pages import InvitationPage


class SecondSignature(models.Model):
    """At the left of the other, on the same line."""

    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="second_signatures")
    signed_by = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", verbose_name=_("signed by"))
    signing = models.CharField(
        _("signs"), max_length=10, choices=[(one.value, one.label) for one in IN_PLACE], default=Signing.OWN
    )
    signatory = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person who signs"),
        help_text=_("Empty: whoever holds the office. For an acting official (Plt., Plh.) choose the person."),
    )

    class Meta:
        verbose_name = _("second signature")

    def __str__(self) -> str:
        return str(self.signed_by)
