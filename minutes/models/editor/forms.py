"""The form in which minutes are written."""

from typing import Any

from django.utils.translation import gettext as _

from forum.models import MeetingPage
from forum.models.pages.forms import RecordedPageForm
from forum.reading.attendance.totals import Delegation, delegations_of, guests_present
from minutes.models import content
from minutes.models.items import Attendance


def title_after(meeting: MeetingPage) -> str:
    """In the language of the office, until somebody types another."""
    return f"Notula {meeting.title}"[:255]


class MinutesPageForm(RecordedPageForm):
    """New minutes begin with the name of their meeting and the organisations that were recorded as present; whoever
    writes them corrects that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.parent_page.specific if self.parent_page else None
        if self.instance.pk is None and not self.is_bound and isinstance(meeting, MeetingPage):
            self._begin_with(*delegations_of(meeting))
            self.initial |= {"title": title_after(meeting), "chair": meeting.chair_id}
            self.initial["guests"] = "\n".join(guests_present(meeting))
            self._begin_rows("outcomes", [{"text": item.text} for item in content.to_be_decided(meeting)])

    def _begin_with(self, delegations: list[Delegation], public: int) -> None:
        rows = [
            {"organisation": one.organisation.pk, "people": one.people, "capacity": ", ".join(one.positions)[:200]}
            for one in delegations
        ]
        self._begin_rows("attendance", rows)
        self.initial["public_participants"] = public

    def _begin_rows(self, relation: str, rows: list[dict[str, Any]]) -> None:
        formset = self.formsets[relation]
        formset.initial_extra, formset.extra = rows, len(rows)

    def clean(self) -> Any:
        """An organisation signs what it was present for; any other signature is typed, or that of an office."""
        cleaned = super().clean()
        present = {
            row["organisation"] for _form, row in self._rows("attendance") if row["status"] in Attendance.TOOK_PART
        }
        for form, row in self._rows("signatories"):
            if row.get("organisation") and row["organisation"] not in present:
                words = _("%(name)s is not recorded as present. Add it to the attendance, or type its office only.")
                form.add_error("organisation", words % {"name": row["organisation"].name})
        return cleaned

    def _rows(self, relation: str) -> list[tuple[Any, dict[str, Any]]]:
        """Those that stay, and in which nothing is wrong."""
        formset = self.formsets.get(relation)
        forms = [form for form in formset.forms if form.is_valid() and form.cleaned_data] if formset else []
        return [(form, form.cleaned_data) for form in forms if not form.cleaned_data.get("DELETE")]
