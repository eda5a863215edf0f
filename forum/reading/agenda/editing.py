"""What the editor of an agenda offers: organisations, open follow-ups, proposals; the items that every meeting has."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forum.models import AgendaProposal, MeetingPage, Organisation
from forum.models.access import Anyone
from forum.reading.agenda.followups import FollowUp, open_followups


@dataclass(frozen=True, slots=True)
class Editor:
    """`data` is for the script; `proposals` counts those that wait for a decision."""

    data: dict[str, Any]
    followups: list[FollowUp]
    proposals: int


def editor(meeting: MeetingPage, user: Anyone) -> Editor:
    waiting = AgendaProposal.objects.filter(meeting=meeting.pk, state=AgendaProposal.State.OPEN)
    return Editor(
        {
            "organisations": [[one.pk, one.label] for one in Organisation.objects.standing().order_by("name")],
            "words": {
                "total": _("All together: %s"),
                "over": _("%s longer than planned"),
                "within": _("%s left until the planned end"),
                "minutes": _("%s minutes"),
                "whole": _("the whole meeting"),
            },
        },
        open_followups(meeting, user),
        waiting.count() if meeting.pk else 0,
    )
