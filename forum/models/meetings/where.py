"""Where a meeting is: the house, and the link for those who take part from elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Where(models.Model):
    room = models.CharField(_("room and building"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    online_url = models.URLField(
        _("link for taking part online"),
        blank=True,
        help_text=_(
            "Never public: who was invited, answered or registered finds it on the page shortly before the start. How "
            "long before stands in the forum's settings."
        ),
    )

    class Meta:
        abstract = True
