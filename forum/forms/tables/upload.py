"""The two forms of an import: a file, and then the table that was read from it."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.forms.tables.columns import Table
from forum.forms.tables.files import AT_ONCE, MAX_BYTES, MAX_CELL, read_file, too_large
from forum.forms.tables.rows import Kind


class FileForm(forms.Form):
    file = forms.FileField(label=_("CSV or XLSX file"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))

    def __init__(self, *args: Any, kind: type[Kind]) -> None:
        super().__init__(*args)
        self.kind = kind
        self.file_name = ""

    def clean_file(self) -> Table:
        file = self.cleaned_data["file"]
        self.file_name = str(file.name)
        if file.size > MAX_BYTES:
            raise too_large()
        return Table.of(read_file(file.read()), self.kind.columns)


class TableForm(forms.Form):
    """The rows come back with the page that showed them: nothing of them is kept before somebody takes them."""

    table = forms.CharField(widget=forms.HiddenInput)
    update = forms.BooleanField(
        label=_("Change what is there already"),
        required=False,
        help_text=_("Otherwise rows that differ from what is there are left alone."),
    )

    def __init__(self, *args: Any, kind: type[Kind]) -> None:
        super().__init__(*args)
        self.kind = kind

    @staticmethod
    def written(table: Table) -> str:
        return json.dumps(table.rows, ensure_ascii=False, separators=(",", ":"))

    def clean_table(self) -> Table:
        names = {one.name for one in self.kind.columns}
        try:
            rows = [
                (int(number), {str(name): _text(text) for name, text in row.items()}) for number, row in self._rows()
            ]
        except (ArithmeticError, AttributeError, RecursionError, TypeError, ValueError) as error:
            raise ValidationError(_("The table was lost on its way: bring the file again.")) from error
        cells = [(name, text) for _number, row in rows for name, text in row.items()]
        if len(rows) > AT_ONCE or any(name not in names or len(text) > MAX_CELL for name, text in cells):
            raise ValidationError(_("The table was lost on its way: bring the file again."))
        return Table(rows)

    def _rows(self) -> list[Any]:
        found = json.loads(self.cleaned_data["table"])
        if not isinstance(found, list):
            raise TypeError(type(found))
        return found[: AT_ONCE + 1]


def _text(value: Any) -> str:
    """Raises ValueError for what no file can hold and JSON can: half a character, and a NUL."""
    text = str(value)
    text.encode()
    if "\0" in text:
        raise ValueError(text)
    return text
