"""What is typed about a meeting: its day as far as it is known, further days, what helps people to take part."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from forum.forms.dates import Begin
from forum.forms.dates.fields import BeginField, SpansField
from forum.models import MeetingPage, Organisation, Precision, Team
from forum.models.access import organisation_of_duty, organisations_of
from forum.models.meetings.agenda.standing import standing_items
from forum.models.meetings.vague import vague_words
from forum.models.meetings.when import ZONES, instant
from forum.models.meetings.where import Service
from forum.models.pages.forms import RecordedPageForm
from forum.models.typed import says_something

MOST_DAYS = 13  # beside the first


class MeetingPageForm(RecordedPageForm):
    """A new meeting begins with the items that every meeting has, in the house of whoever calls it. Hours are typed and
    shown in the time zone of the meeting. Whoever calls it off says why."""

    starts_at = BeginField(label=capfirst(_("start")))
    days = SpansField(
        label=capfirst(_("further days")),
        required=False,
        most=MOST_DAYS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Of a meeting of several days: one on each line, without the first. 10 Juni 2027, 08.00–15.00"),
    )
    services = forms.MultipleChoiceField(
        label=capfirst(_("what helps people to take part")),
        required=False,
        choices=Service.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any, readers are told that none is declared."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance and instance.pk is None and not args:
            instance.agenda_items = standing_items()
            instance.host = instance.host if instance.host_id else _house_of(kwargs.get("for_user"))
        super().__init__(*args, **kwargs)
        if "team" in self.fields:
            teams: Any = self.fields["team"]
            teams.queryset = Team.objects.filter(Q(is_active=True) | Q(pk=self.instance.team_id))
            teams.empty_label = _("The whole forum")
        for name in {"starts_at", "days", "services"} & self.fields.keys():
            self.fields[name].label = capfirst(self.fields[name].label)
        if "starts_at" in self.fields:
            self.fields["starts_at"].help_text = MeetingPage._meta.get_field("starts_at").help_text
        if self.instance.starts_at:
            with timezone.override(self.instance.tz):
                self.initial |= _shown(self.instance)

    def _clean_fields(self) -> None:
        zone = self.data.get(self.add_prefix("zone"), "")
        with timezone.override(zone if zone in dict(ZONES) else None):
            super()._clean_fields()

    def clean(self) -> Any:
        cleaned = super().clean()
        called_off = cleaned.get("status") in (MeetingPage.Status.POSTPONED, MeetingPage.Status.CANCELLED)
        if called_off and not says_something(cleaned.get("status_reason") or ""):
            self.add_error("status_reason", _("Say why: everybody who wanted to come reads it."))
        if isinstance(begin := cleaned.get("starts_at"), Begin):
            cleaned["starts_at"] = begin.at
            self.instance.precision = begin.precision
            self._clean_days(cleaned)
        return cleaned

    def _clean_days(self, cleaned: dict[str, Any]) -> None:
        """All days stand together, the first among them; the meeting ends with the last."""
        further, ends_at = cleaned.get("days") or [], cleaned.get("ends_at")
        cleaned["days"] = []
        if self.instance.precision != Precision.HOUR:
            if further or ends_at:
                self.add_error("starts_at", _("While the hour is not known, leave the end and further days empty."))
            return
        if not further:
            return
        if not ends_at or not all(ends for _starts, ends in further):
            self.add_error("days", _("Say of each day when it ends, of the first too."))
            return
        days = [(cleaned["starts_at"], ends_at), *further]
        cleaned["days"] = [[instant(starts), instant(ends)] for starts, ends in days]
        cleaned["ends_at"] = further[-1][1]


def _house_of(editor: Any) -> Organisation | None:
    """The organisation an editor speaks for; of several the one whose duty they do, or none: then it is asked."""
    own = organisations_of(editor) if editor else ()
    if len(own) == 1:
        return own[0]
    return next((one for one in own if one == organisation_of_duty()), None)


def _shown(meeting: MeetingPage) -> dict[str, Any]:
    """As it was typed: the first day, then the others."""
    if meeting.is_vague:
        return {"starts_at": vague_words(meeting.first_day, meeting.precision), "ends_at": None, "days": []}
    first, *further = meeting.sessions
    naive = [at and timezone.make_naive(at) for at in first]
    return {"starts_at": naive[0], "ends_at": naive[1], "days": further}


MeetingPage.base_form_class = MeetingPageForm
