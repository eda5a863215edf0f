"""Form fields for typed text, cleaned as it comes in. What is required must say something."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from forum.models.typed import NOTHING_SAID, clean_line, clean_lines, says_something


class LineField(forms.CharField):
    """One line of plain text, in whatever script somebody writes."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"dir": "auto", **super().widget_attrs(widget)}

    @staticmethod
    def cleaned(text: str) -> str:
        return clean_line(text)

    def to_python(self, value: Any) -> Any:
        return self.cleaned(super().to_python(value) or "") or self.empty_value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.required and not says_something(value):
            raise ValidationError(NOTHING_SAID, code="blank")


class LinesField(LineField):
    """Several lines of plain text. What is too long is refused and shown again: a browser that knew the limit would cut
    what is pasted, and say nothing."""

    widget = forms.Textarea

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    @staticmethod
    def cleaned(text: str) -> str:
        return clean_lines(text)


# By the very class of a model's field, as in forum.models.typed.
FIELDS: dict[type, type[forms.Field]] = {models.CharField: LineField, models.TextField: LinesField}


def form_field(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """For `Meta.formfield_callback` of a form of a model."""
    if type(db_field) in FIELDS:
        kwargs["form_class"] = FIELDS[type(db_field)]
    return db_field.formfield(**kwargs)
