"""Local names: another regency changes these and nothing else."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from forum.models.directory.people import Membership, Organisation
from forum.models.typed import TypedText

WEEK = 7 * 24 * 60
# Whether citizens are heard somewhere at this moment.
_hearings: list[Callable[[], bool]] = []
PAPERS = [("f4", "F4, 215 x 330 mm"), ("a4", "A4, 210 x 297 mm")]


def register_hearing(is_heard: Callable[[], bool]) -> None:
    """Where citizens are heard: while they are, the organisation that stands for them stays the same."""
    _hearings.append(is_heard)


@register_setting(icon="site")
class ForumSettings(TypedText, BaseSiteSetting):
    forum_name = models.CharField(_("name of the forum"), max_length=200, default="Forum Pemerintahan Terbuka")
    region = models.CharField(_("region"), max_length=100, default="Kabupaten")
    province = models.CharField(_("province"), max_length=100, blank=True)
    place = models.CharField(_("place of signing"), max_length=100, blank=True)
    decree_office = models.CharField(_("office that signs decrees"), max_length=100, default="BUPATI")
    secretariat = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("secretariat")
    )
    citizens = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stands for citizens"),
        help_text=_(
            "What citizens say online about a draft stands in its name, for example “Warga”. Without it they are not "
            "heard online. In which round they are, the round's rights say."
        ),
    )
    letterhead = models.TextField(
        _("letterhead"), blank=True, help_text=_("One line each, as on the paper of the secretariat's office.")
    )
    emblem = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emblem"),
        help_text=_("At the head of letters. PNG or JPEG."),
    )
    letter_paper = models.CharField(
        _("paper of letters"),
        max_length=2,
        choices=PAPERS,
        default="f4",
    )
    letter_number_pattern = models.CharField(
        _("pattern of letter numbers"),
        max_length=100,
        blank=True,
        help_text=_(
            "For example 005/{urut}/412.215/{tahun}. {urut} is the next number of the year, {bulan} the month in Roman"
            " letters, {tahun} the year. Empty: numbers are typed."
        ),
    )
    first_letter_number = models.PositiveIntegerField(
        _("first number"),
        default=1,
        help_text=_("The number that the first letter gets here, if others were sent before."),
    )
    standing_items = models.TextField(
        _("standing items"),
        blank=True,
        help_text=_(
            "A new meeting begins with these, one on each line: Pembukaan (10). A line that begins with a dash is a "
            "sub-item, the number at the end is how many minutes it takes."
        ),
    )
    late_agenda_days = models.PositiveSmallIntegerField(
        _("late changes of an agenda"),
        default=3,
        help_text=_("A change so few days before the meeting, or fewer, is called late on its page."),
    )
    proposals_end_days = models.PositiveSmallIntegerField(
        _("end of proposals"),
        default=0,
        help_text=_("Organisations propose items until so many days before the meeting. 0: until it begins."),
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("How many of the invited organisations must be present. Empty: there is no such rule."),
    )
    quorum_is_share = models.BooleanField(
        _("the quorum is a share in percent"), default=False, help_text=_("Of the invited organisations: 50 is half.")
    )
    contact_email = models.EmailField(_("contact email"), blank=True)
    link_minutes = models.PositiveIntegerField(
        _("link for taking part online: minutes before the start"),
        default=60,
        validators=[MaxValueValidator(WEEK)],
        help_text=_("From then on until the end, those who take part find it on the page."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("forum_name"), FieldPanel("region"), FieldPanel("province"), FieldPanel("place")],
            heading=_("The forum"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("decree_office"),
                FieldPanel("secretariat"),
                FieldPanel("citizens"),
                FieldPanel("letterhead"),
                FieldPanel("contact_email"),
            ],
            heading=_("The offices"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("letter_number_pattern"), FieldPanel("first_letter_number")]),
                FieldRowPanel([FieldPanel("emblem"), FieldPanel("letter_paper")]),
            ],
            heading=_("Letters"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("standing_items"),
                FieldRowPanel([FieldPanel("late_agenda_days"), FieldPanel("proposals_end_days")]),
            ],
            heading=_("Agendas"),
        ),
        MultiFieldPanel([FieldPanel("link_minutes")], heading=_("Meetings")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("quorum"), FieldPanel("quorum_is_share")])], heading=_("Meetings")),
    ]

    class Meta:
        verbose_name = _("forum settings")

    def clean(self) -> None:
        super().clean()
        self._clean_citizens()
        if self.quorum_is_share and not 0 < (self.quorum or 0) <= 100:
            raise ValidationError({"quorum": _("A share is a number from 1 to 100.")})
        if self.letter_number_pattern and "{urut}" not in self.letter_number_pattern:
            told = _("Write {urut} where the number of the letter stands.")
            raise ValidationError({"letter_number_pattern": told})

    def _clean_citizens(self) -> None:
        """Nobody's words appear in the name of somebody else, and nobody is shut out while they are heard."""
        before = type(self).objects.filter(pk=self.pk).values_list("citizens", flat=True).first()
        if before == self.citizens_id:
            return
        spoken_for = models.Q(organisation=self.citizens_id) | models.Q(on_behalf_of=self.citizens_id)
        if self.citizens and Membership.objects.filter(spoken_for).exists():
            told = _(
                "People speak for it: words of citizens would stand in its name. Choose one that nobody speaks for."
            )
            raise ValidationError({"citizens": told})
        if before and any(is_heard() for is_heard in _hearings):
            told = _("Citizens are heard in a round now. Until it is closed, the same organisation stands for them.")
            raise ValidationError({"citizens": told})
