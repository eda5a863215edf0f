"""The forms of rows that may be hundreds: what they name is looked up together."""

from typing import Any

from django.forms import ModelChoiceField, ModelForm
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm


class KnownChoiceField(ModelChoiceField):
    """A choice among records of which those that the rows name were fetched already."""

    def __init__(self, known: dict[str, Any], like: ModelChoiceField) -> None:
        given = {name: getattr(like, name) for name in ("required", "widget", "label", "initial", "help_text")}
        super().__init__(like.queryset, **given)
        self.known = known

    def to_python(self, value: Any) -> Any:
        return self.known[value] if value in self.known else super().to_python(value)


class RowsFormSet(BaseChildFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._known: dict[str, dict[str, Any]] = {}
        super().__init__(*args, **kwargs)

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:
        super().add_fields(form, index)
        if not self.is_bound or index is None:
            return
        for name, field in list(form.fields.items()):
            if type(field) is ModelChoiceField:
                form.fields[name] = KnownChoiceField(self._found(name, field), field)

    def _found(self, name: str, field: ModelChoiceField) -> dict[str, Any]:
        """By what was sent. What is not found here is asked for by itself, and refused."""
        if name not in self._known:
            prefixes = (self.add_prefix(index) for index in range(self.total_form_count()))
            sent = {self.data.get(f"{prefix}-{name}", "") for prefix in prefixes}
            keys = [int(key) for key in sent if key.isdecimal() and key.isascii()]
            found = field.queryset.in_bulk(keys) if field.queryset is not None else {}
            self._known[name] = {str(key): row for key, row in found.items()}
        return self._known[name]


class RowForm(WagtailAdminModelForm):
    """What was chosen among the records that there are needs not be looked for again."""

    def _get_validation_exclusions(self) -> set[str]:
        chosen = {name for name, field in self.fields.items() if isinstance(field, KnownChoiceField)}
        return super()._get_validation_exclusions() | (chosen & set(self.cleaned_data))
