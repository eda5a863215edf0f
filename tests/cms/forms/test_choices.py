"""A select field has the choices that Django would give it, drawn in one go."""

from html.parser import HTMLParser
from pathlib import Path

import django.forms
import pytest
from django import forms
from django.template import Context, Engine


class _Choices(HTMLParser):
    """What a browser makes of it: each begin and end with its attributes, and the words between them."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.found.append(("/", tag))

    def handle_data(self, data):
        self.found += [data.strip()] if data.strip() else []


class _Disabled(forms.Select):
    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["attrs"] |= {"disabled": True, "data-of": '"a" & b', "hidden": False}
        return option


CHOICES = [
    ("", "Semua"),
    (7, "BI & <b>KPI</b>"),
    ('"x"', "Dinas 'A'"),
    (1250, "1250"),
    ("Kecamatan", [("kapas", "Kapas"), ("dander", "Dander")]),
]


def as_django_draws(widget, chosen):
    engine = Engine(dirs=[Path(django.forms.__file__).parent / "templates"])
    return engine.get_template(widget.template_name).render(Context(widget.get_context("unit", chosen, {"id": "id"})))


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, _Disabled])
@pytest.mark.parametrize("chosen", ["", 7, '"x"', ["kapas", 7], None])
def test_choices_are_those_that_django_draws(widget, chosen):
    field = widget(choices=CHOICES)
    ours = _Choices(field.render("unit", chosen, {"id": "id"})).found
    assert ours == _Choices(as_django_draws(field, chosen)).found
    assert ours.count(("/", "option")) == 6
