"""A poll for a date: what is proposed, and what an organisation answers. Services decide."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from forum.forms.dates.fields import DateField, SpansField, span_in_words
from forum.forms.fields import LineField
from forum.models import DatePoll, Organisation, PollReply, ReplyWay


class PollForm(forms.Form):
    """Whoever is required is asked as well."""

    slots = SpansField(
        label=_("Dates proposed"),
        least=DatePoll.LEAST,
        most=DatePoll.MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line, 2 to 10 of them. For example: 9 Juni 2027, 09.00–11.00"),
    )
    closes_on = DateField(label=_("Answers until the end of"))
    note = LineField(label=_("What they should know"), max_length=300, required=False)
    organisations = forms.ModelMultipleChoiceField(Organisation.objects.standing().order_by("name"), required=False)
    required = forms.ModelMultipleChoiceField(Organisation.objects.standing().order_by("name"), required=False)

    def clean_closes_on(self) -> datetime.datetime:
        day: datetime.date = self.cleaned_data["closes_on"]
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59)))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asked = {*cleaned.get("organisations", ()), *cleaned.get("required", ())}
        return {**cleaned, "organisations": sorted(asked, key=lambda one: one.name)}


class PollReplyForm(forms.Form):
    """One question for each date, filled with the answer so far."""

    template_name = "components/forms/form.html"

    def __init__(
        self, data: Any = None, *, poll: DatePoll, organisation: Organisation, given: PollReply | None
    ) -> None:
        """Several may stand on one page, so their ids carry the organisation's."""
        said = {f"slot_{key}": value for key, value in given.answers.items()} if given else {}
        initial = {**said, "note": given.note if given else ""}
        super().__init__(data, initial=initial, auto_id=f"id_{organisation.pk}_%s")
        self.organisation, self.given = organisation, given
        self.slots = list(poll.slots.all())
        for slot in self.slots:
            self.fields[f"slot_{slot.pk}"] = forms.ChoiceField(
                label=span_in_words(slot.starts_at, slot.ends_at),
                choices=PollReply.Answer.choices,
                widget=forms.RadioSelect,
            )
        self.fields["note"] = LineField(label=capfirst(_("note")), max_length=300, required=False)

    @property
    def answers(self) -> dict[int, str]:
        return {slot.pk: self.cleaned_data[f"slot_{slot.pk}"] for slot in self.slots}

    @property
    def said(self) -> list[tuple[str, str]]:
        """Date by date, what was answered last; nothing where nobody has."""
        answers = self.given.answers if self.given else {}
        labels = dict(PollReply.Answer.choices)
        named = ((str(self.fields[f"slot_{slot.pk}"].label), answers.get(str(slot.pk), "")) for slot in self.slots)
        return [(slot, str(labels[answer])) for slot, answer in named if answer]


class RecordedPollReplyForm(PollReplyForm):
    """What an organisation told the secretariat."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [one for one in ReplyWay.Way.choices if one[0] != ReplyWay.Way.LINK]
        self.fields["way"] = forms.ChoiceField(
            label=_("How it was told"), choices=ways, initial=ReplyWay.Way.PHONE, widget=forms.RadioSelect
        )
