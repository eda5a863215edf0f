"""In which class of information of UU 14/2008 a public record is: the newest word counts, earlier ones stay."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.ledger.acts import Act
from minutes.text import grounds


class Classification(Act):
    class Kind(models.TextChoices):
        PERIODIC = "berkala", _("periodic information")
        IMMEDIATE = "serta_merta", _("immediate information")
        ANYTIME = "setiap_saat", _("information available at any time")
        EXEMPT = "dikecualikan", _("exempt information")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("class of information"), max_length=12, choices=Kind.choices)
    ground = models.CharField(_("legal ground"), max_length=10, choices=grounds.choices, blank=True)
    holder = models.CharField(_("unit that holds it"), max_length=200, blank=True)
    kept = models.CharField(_("how long it is kept"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("class of a record")
        verbose_name_plural = _("classes of records")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="dikecualikan") | ~models.Q(ground=""), name="exempt_on_a_ground"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.get_kind_display()}"
