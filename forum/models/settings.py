"""Local names: another regency changes these and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from forum.models.people import Organisation
from forum.models.typed import TypedText


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
    letterhead = models.TextField(
        _("letterhead"), blank=True, help_text=_("One line each, as on the paper of the secretariat's office.")
    )
    contact_email = models.EmailField(_("contact email"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("forum_name"), FieldPanel("region"), FieldPanel("province"), FieldPanel("place")],
            heading=_("The forum"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("decree_office"),
                FieldPanel("secretariat"),
                FieldPanel("letterhead"),
                FieldPanel("contact_email"),
            ],
            heading=_("The offices"),
        ),
    ]

    class Meta:
        verbose_name = _("forum settings")
