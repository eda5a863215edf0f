"""When a meeting is."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum import clock


class When(models.Model):
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"), null=True, blank=True, help_text=_("Leave empty for 'until finished'."))

    class Meta:
        abstract = True

    @property
    def over_at(self) -> datetime.datetime:
        """'Until finished' lasts, at the longest, until midnight."""
        midnight = datetime.time(0, tzinfo=timezone.get_current_timezone())
        day_after = timezone.localdate(self.starts_at) + datetime.timedelta(days=1)
        return self.ends_at or datetime.datetime.combine(day_after, midnight)

    @property
    def is_over(self) -> bool:
        return self.over_at <= clock.now()
