"""The typed blocks a decree is written in. Their ids stay with them from draft to draft: they are the clauses."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import Widget
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forum.models.typed import says_something
from forum.models.typed.blocks import LineBlock, LinesBlock


class DiktumBlock(blocks.StructBlock):
    text = LinesBlock(label=_("Text"), rows=3)
    points = blocks.ListBlock(LinesBlock(label=_("Point"), rows=2), label=_("Points a., b., c."), default=[])
    closing = LinesBlock(label=_("Text after the points"), rows=2, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Diktum (KESATU, KEDUA, …)")
        label_format = "{text}"


class OrganisationChooserBlock(blocks.ChooserBlock):
    target_model = "forum.Organisation"

    @cached_property
    def widget(self) -> Widget:
        from forum.desk.viewsets import organisation_chooser  # the admin, which is not there yet when models are read

        return organisation_chooser.widget_class()

    class Meta:
        icon = "home"


class PostChooserBlock(blocks.ChooserBlock):
    target_model = "forum.Post"

    @cached_property
    def widget(self) -> Widget:
        from forum.desk.viewsets import post_chooser  # as above

        return post_chooser.widget_class()

    class Meta:
        icon = "tag"


class RosterRowBlock(blocks.StructBlock):
    """The words are what is decreed; the links tell who that is, and fill an office that was left empty."""

    position = LineBlock(label=_("Position in the team"))
    office = LineBlock(
        label=_("Office or organisation"),
        required=False,
        help_text=_("As it is to stand in the decree. Left empty, it is filled from what is chosen below."),
    )
    note = LineBlock(label=_("Note"), required=False)
    organisation = OrganisationChooserBlock(label=_("Which organisation this is"), required=False)
    post = PostChooserBlock(label=_("Which post this is"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        chosen = cleaned["post"] or cleaned["organisation"]
        if not says_something(cleaned["office"]) and chosen:
            cleaned["office"] = str(chosen)
        if not says_something(cleaned["office"]) and not self.is_deferred_validation:
            missing = ValidationError(_("Write the office, or choose who it is."))
            raise blocks.StructBlockValidationError(block_errors={"office": missing})
        return cleaned

    class Meta:
        icon = "user"
        label_format = "{position} – {office}"


class RosterBlock(blocks.StructBlock):
    caption = LineBlock(label=_("Heading of the table"), required=False)
    rows = blocks.ListBlock(RosterRowBlock(label=_("Row")), label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table of members")


class AnnexBodyBlock(blocks.StreamBlock):
    heading = LineBlock(label=_("Heading"), icon="title")
    paragraph = LinesBlock(label=_("Paragraph"), icon="pilcrow", rows=3)
    list = blocks.ListBlock(LinesBlock(label=_("Point"), rows=2), label=_("List a., b., c."), icon="list-ul")
    roster = RosterBlock()


class AnnexBlock(blocks.StructBlock):
    title = LineBlock(label=_("Title, in capitals"))
    body = AnnexBodyBlock(label=_("Contents"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Annex (Lampiran)")
        label_format = "{title}"


class DecreeBodyBlock(blocks.StreamBlock):
    """Labels and numbers are not typed: they follow from the order."""

    recital = LinesBlock(label=_("Recital (Menimbang)"), icon="openquote", rows=3)
    citation = LinesBlock(label=_("Legal basis (Mengingat)"), icon="link", rows=3)
    regard = LinesBlock(label=_("Having regard to (Memperhatikan)"), icon="view", rows=3)
    diktum = DiktumBlock()
    annex = AnnexBlock()

    class Meta:
        block_counts: ClassVar[dict[str, dict[str, int]]] = {}
