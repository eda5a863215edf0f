"""Our own templates as an installation draws them: fewer bytes, the same words with the same spaces between them."""

import re

import pytest
from django.conf import settings
from django.template import Context, Engine

from cms.stores.templates import lightened

PIECES = """{# What this is. #}
{% load i18n %}
<p>
  {% if one %}
    {{ one }}
  {% else %}
    none
  {% endif %}
  {% with two=one %}<b>{{ two }}</b>{% endwith %}
  {% for each in several %}
    {{ each }}{% endfor %}
  {# A word for whoever reads this. #}
  end
</p>
"""
CONTEXTS = [{}, {"one": "1"}, {"several": "ab"}, {"one": "1", "several": "ab"}]


def words(html):
    return " ".join(html.split())


@pytest.mark.parametrize("values", CONTEXTS)
def test_no_space_comes_or_goes(values):
    engine = Engine.get_default()
    plain, light = (engine.from_string(text).render(Context(values)) for text in (PIECES, lightened(PIECES)))
    assert words(light) == words(plain)
    assert len(light) < len(plain)


def test_what_is_set_as_it_is_typed_is_left_alone():
    typed = "<pre>a\n    b</pre>\n  <p>c</p>"
    assert lightened(typed) == typed


def test_none_of_our_templates_breaks():
    """A comment or a tag that ends on the line where it began is all that is looked at."""
    engine = Engine.get_default()
    for path in settings.BASE_DIR.glob("templates/**/*.html"):
        text = path.read_text()
        light = lightened(text)
        tags = [re.findall(r"\{[%{].*?[%}]\}", one, re.DOTALL) for one in (text, light)]
        assert [re.sub(r"\s+", " ", tag) for tag in tags[0]] == [re.sub(r"\s+", " ", tag) for tag in tags[1]], path
        engine.from_string(light)
