"""The blocks of a discussion: headings, paragraphs, and statements of an office or organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forum.models.typed import clean_lines, require_words
from forum.models.typed.blocks import LineBlock, LinesBlock, MarkupBlock
from minutes.text.tables import read_table, table_text, with_bars


class OrganisationBlock(blocks.ChooserBlock):
    """An organisation chosen from a plain list. It works without JavaScript windows and stores the organisation's
    id."""

    target_model = "forum.Organisation"
    widget = forms.Select()

    def value_from_form(self, value: Any) -> Any:
        """None where nothing was chosen, as for what no database has."""
        try:
            return super().value_from_form(value or None)
        except (ValueError, OverflowError):
            return None

    def get_form_state(self, value: Any) -> Any:
        """A list of strings, as Django's select has it."""
        return self.field.widget.format_value(self.field.prepare_value(value))


class StatementBlock(blocks.StructBlock):
    office = LineBlock(
        label=_("office"),
        required=False,
        max_length=200,
        help_text=_("For example: Kepala Dinas. Never the name of a citizen."),
    )
    organisation = OrganisationBlock(label=_("organisation"), required=False)
    text = LinesBlock(label=_("what was said"), rows=4)

    class Meta:
        icon = "openquote"
        label = _("statement")
        label_format = "{office}: {text}"


class TableBlock(blocks.TextBlock):
    """A table as text (`minutes.text.tables`): typed with bars, or pasted as Word and spreadsheets copy it."""

    def value_for_form(self, value: Any) -> str:
        return with_bars(read_table(value or ""))

    def value_from_form(self, value: Any) -> str:
        return table_text(read_table(value or ""))

    def clean(self, value: Any) -> str:
        cleaned: str = super().clean("\n".join(map(_clean_row, (value or "").splitlines())))
        return require_words(cleaned)

    def deconstruct(self) -> tuple[str, Any, Any]:
        return ("wagtail.blocks.TextBlock", *super().deconstruct()[1:])


def _clean_row(row: str) -> str:
    """A cell that is empty stays one, also the first."""
    return "\t".join(map(clean_lines, row.split("\t")))


class DiscussionBlock(blocks.StreamBlock):
    heading = LineBlock(label=_("heading"), icon="title", max_length=200)
    paragraph = MarkupBlock(label=_("paragraph"), icon="pilcrow", features=["bold", "italic", "ol", "ul", "link"])
    statement = StatementBlock()
    table = TableBlock(
        label=_("table"),
        icon="table",
        rows=6,
        help_text=_(
            "A line for each row, a bar between two cells; the first line is the head: | Target | 2017 | 2018 |. A "
            "table copied from Word or a spreadsheet is pasted as it is."
        ),
    )
