"""What an organisation proposes for an agenda; what the secretariat decides about it."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from forum.forms.fields import LinesField, form_field
from forum.models import AgendaPaper, AgendaProposal, MeetingPage, Organisation
from forum.models.typed import says_something


class ProposalForm(forms.ModelForm[AgendaProposal]):
    template_name = "components/forms/form.html"
    paper = forms.FileField(label=_("Paper"), required=False, help_text=_("For those invited, once it is accepted."))

    class Meta:
        model = AgendaProposal
        fields = ("organisation", "title", "reason", "minutes")
        formfield_callback = form_field
        widgets: ClassVar[dict[str, Any]] = {"reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, organisations: tuple[Organisation, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [one.pk for one in organisations]
        field: Any = self.fields["organisation"]
        field.queryset, field.empty_label, field.initial = Organisation.objects.filter(pk__in=mine), None, mine[0]
        if len(mine) == 1:
            field.widget = forms.HiddenInput()

    def clean_paper(self) -> Any:
        """As the editors' own uploads are examined."""
        file = self.cleaned_data["paper"]
        if not file:
            return None
        if file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
            most = filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
            raise ValidationError(_("This file is larger than %(most)s.") % {"most": most}, code="size")
        about = {"title": file.name, "collection": Collection.get_first_root_node().pk}
        examined = get_document_form(get_document_model())(about, {"file": file})
        if "file" in examined.errors:
            raise ValidationError(examined.errors["file"].data)
        file.seek(0)
        return file


class DecisionForm(forms.Form):
    """`meeting`: where it is deferred to."""

    ACCEPT, DEFER, DECLINE = "accept", "defer", "decline"
    decision = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (ACCEPT, _("put it on the agenda")),
            (DEFER, _("defer it to a later meeting")),
            (DECLINE, _("decline it")),
        ],
        widget=forms.RadioSelect,
    )
    audience = forms.ChoiceField(
        label=_("Who reads its paper"),
        choices=AgendaPaper.Audience.choices,
        initial=AgendaPaper.Audience.INVITED,
        required=False,
    )
    meeting = forms.ModelChoiceField(MeetingPage.objects.none(), label=_("The later meeting"), required=False)
    reason = LinesField(label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, proposal: AgendaProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = MeetingPage.objects.coming().filter(starts_at__gt=proposal.meeting.starts_at)
        field: Any = self.fields["meeting"]
        field.queryset = later.exclude(status=MeetingPage.Status.CANCELLED)
        if proposal.document is None:
            del self.fields["audience"]

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision == self.DEFER and not cleaned.get("meeting"):
            self.add_error("meeting", _("Choose a later meeting."))
        if decision == self.DECLINE and not says_something(cleaned.get("reason") or ""):
            self.add_error("reason", _("Say why: the organisation reads it."))
        return cleaned
