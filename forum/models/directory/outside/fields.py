"""Links beside an item: a field of its row, typed as lines."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.models.directory.outside.links import Link, links_in_words, stored_links
from forum.models.directory.outside.reading import read_links, standing_links
from forum.models.directory.outside.shown import ShownLink, shown_links
from forum.models.typed import clean_lines

LONGEST_TEXT = 4000


class LinksFormField(forms.Field):
    """Lines to type, which are read again as they were shown. What cannot be read stays, and the error says why."""

    widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    held: Iterable[Link] = ()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        initial = form.get_initial_for_field(self, field_name)
        self.held = stored_links(initial) if isinstance(initial, list) else ()
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str) or not value:
            return value or ""
        return "\n".join(link.typed for link in standing_links(stored_links(value)))

    def to_python(self, value: Any) -> list[dict[str, str]] | None:
        text = clean_lines(str(value or ""))
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(gettext("These are too many letters."))
        return [link.as_json() for link in read_links(text, self.held)] or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).split() != str(data or "").split()


class LinksField(models.JSONField):
    """None stands for none. For migrations it is a field of JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = {"verbose_name": _("treated elsewhere"), "null": True, "blank": True}
        super().__init__(*args, **{**given, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any) -> Any:
        given = {name: value for name, value in kwargs.items() if name in ("widget", "help_text", "label")}
        about = {"label": capfirst(self.verbose_name), "help_text": self.help_text, "required": False}
        return LinksFormField(**{**about, **given})


class LinkedOutside(models.Model):
    """An item that is treated in systems of others, too."""

    links = LinksField(help_text=_("A line for each: “LAPOR! 1234567 – what it is about”, or the address there."))

    class Meta:
        abstract = True

    @property
    def outside(self) -> list[ShownLink]:
        return shown_links(self.links)

    @property
    def outside_links(self) -> list[Link]:
        return stored_links(self.links)

    @property
    def outside_words(self) -> str:
        return links_in_words(self.links)
