"""Whom an invitation, or a list, is addressed to, each a line of its own; what the public is asked."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import CharField, HiddenInput
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from forum.models.invitations.invited.people import InvitedPerson, Told
from forum.models.pages.row_forms import RowForm, RowsFormSet

MOST_QUESTIONS = 20


class ToldField(CharField):
    """`name; office; address`, cleaned part by part."""

    def clean(self, value: Any) -> Told | None:
        words = super().clean(value)
        return Told.of(words) if words else None


class InviteeForm(RowForm):
    """One line: an organisation that was chosen, or a person as `line` says it. No revision holds the words: they are
    kept in a row of their own, when the letter is."""

    line = ToldField(required=False, max_length=700)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.told: Told | None = given.get("line")
        if not (self.told or self.has_error("line") or given.get("organisation") or given.get("person")):
            self.add_error(
                "organisation", ValidationError(_("Choose an organisation, or write a person."), code="nobody")
            )
        return given

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | ({"person", "organisation"} if self.told else set())

    def _post_clean(self) -> None:
        super()._post_clean()
        self.before = self.instance.person

    def save(self, commit: bool = True) -> Any:
        if self.told:
            self.instance.person = InvitedPerson.objects.kept(self.told, before=self.before)
        return super().save(commit=commit)


class InviteesPanel(InlinePanel):
    """Wagtail's rows, but one line each, and added by the dozen."""

    def __init__(self, *, invites_people: bool = False, **kwargs: Any) -> None:
        self.invites_people = invites_people
        panels = [FieldPanel("organisation", widget=HiddenInput), FieldPanel("addressee")]
        people = [FieldPanel("person", widget=HiddenInput), FieldPanel("is_named")] if invites_people else []
        given = {
            "relation_name": "invitees",
            "heading": _("Invited organisations and people") if invites_people else _("Invited organisations"),
            "label": _("Organisation"),
            "panels": [*panels, *people],
        }
        super().__init__(**{**given, **kwargs})

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "invites_people": self.invites_people}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        form = InviteeForm if self.invites_people else RowForm
        options["formsets"][self.relation_name] |= {"form": form, "formset": RowsFormSet}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "forum/desk/invitations/invitees/panel.html"

        class Media:
            css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/admin.css",)}
            js: ClassVar[tuple[str, ...]] = ("js/desk/invitees.js",)


class ReservedSeatsFormSet(BaseChildFormSet):
    def clean(self) -> None:
        """No more than there are: the number may have been changed in the same form."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not self._should_delete_form(form)]
        reserved = sum(one.get("number") or 0 for one in kept)
        if reserved and reserved > (self.instance.capacity or 0):
            raise ValidationError(_("More places are reserved than there are for the public."))


class ReservedSeatsPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = ReservedSeatsFormSet
        return options


REGISTRATION_PANELS: list[Panel] = [
    ReservedSeatsPanel("reserved_seats", heading=_("Reserved places for the public"), label=_("Group"), max_num=10),
    InlinePanel(
        "questions",
        heading=_("Questions to those who register"),
        label=_("Question"),
        max_num=MOST_QUESTIONS,
        help_text=_("Ask only what the meeting needs. Answers are for the secretariat, and deleted a year after it."),
    ),
]


class BringFormSet(BaseChildFormSet):
    """A line may be for one of the people whom the invitation names. Where it names none, nothing is asked."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        people = [one.person_id for one in self.instance.invitees.all() if one.person_id]
        if people:
            form.fields["person"].queryset = InvitedPerson.objects.filter(pk__in=people, forgotten_at=None)
        else:
            del form.fields["person"]


class BringPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = BringFormSet
        return options


BRING_PANEL = BringPanel(
    "bring_items",
    heading=_("What to bring"),
    label=_("What to bring"),
    help_text=_("Each line can be uploaded beforehand by those who bring it. Only those invited can open it."),
)

SECOND_SIGNATURE = InlinePanel(
    "second_signatures",
    heading=_("Second signature"),
    label=_("Second signature"),
    max_num=1,
    help_text=_("Only where two offices sign: it stands at the left of the other."),
)
