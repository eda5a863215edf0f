"""The number of a decision among all of its year: given when the minutes are approved, never again to another."""

from django.db import models

from forum import clock


class NumberedYear(models.Model):
    """How many decisions of a year have a number. Whoever approves locks this row, so that no number is left out."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class DecisionNumber(models.Model):
    """`number` is that of the decision in its minutes, which stays in all their editions; `year` that of the meeting.
    A decision that a later edition leaves out keeps its number."""

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="decision_numbers")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    given_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        default_permissions = ()
        ordering = ["year", "place"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="decision_numbered_once"),
            models.UniqueConstraint(fields=["year", "place"], name="decision_place_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place}/{self.year}"
