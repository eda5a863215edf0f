"""The teams that the forum works in, with their tasks: who directs, who supervises, who carries out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from forum.models.directory.people import Organisation, Person
from forum.models.querysets import MembershipQuerySet
from forum.models.typed import TypedText


class Team(TypedText, ClusterableModel):
    class Kind(models.TextChoices):
        STEERING = "steering", _("steering team")
        IMPLEMENTING = "implementing", _("implementing team")
        EVALUATING = "evaluating", _("evaluation team")
        WORKING_GROUP = "working_group", _("working group")

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True, help_text=_("For lists: Pokja 1, TPSK."))
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="working_groups",
        verbose_name=_("part of"),
    )
    directed_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="directs", verbose_name=_("directed by")
    )
    supervised_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="supervises",
        verbose_name=_("supervised by"),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(
        _("at work"), default=True, help_text=_("Otherwise no further meetings are its; those that there are stay.")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class TeamTask(TypedText, Orderable):
    team = ParentalKey(Team, on_delete=models.CASCADE, related_name="tasks")
    text = models.TextField(_("task"))

    class Meta(Orderable.Meta):
        verbose_name = _("task of a team")
        verbose_name_plural = _("tasks of a team")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.text


class TeamMembership(TypedText, Orderable):
    """A seat in a team, held by an office, an organisation or a person."""

    team = ParentalKey(Team, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("team"))
    role = models.CharField(_("role"), max_length=100, help_text=_("As in the decree: Ketua, Sekretaris, Anggota."))
    office = models.CharField(_("office"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team_memberships",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team_memberships",
        verbose_name=_("person"),
    )
    start_date = models.DateField(_("from"))
    end_date = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("seat in a team")
        verbose_name_plural = _("seats in a team")
        ordering = ["team__sort_order", "sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(office="") | Q(organisation__isnull=False) | Q(person__isnull=False),
                name="seat_held_by_somebody",
                violation_error_message=_("Name an office, an organisation or a person."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.holder}"

    @property
    def holder(self) -> str:
        return self.office or str(self.organisation or self.person)
