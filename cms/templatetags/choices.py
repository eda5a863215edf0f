"""The choices of a select field (templates/django/forms/widgets/select.html)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django import template
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

register = template.Library()
Option: TypeAlias = Mapping[str, Any]


@register.simple_tag
def options_of(groups: Iterable[tuple[str | None, Sequence[Option], int]]) -> SafeString:
    """As `Select.optgroups` describes them: each choice that is in no group is one by itself."""
    return SafeString("\n".join(_group(name, "\n".join(map(_option, options))) for name, options, _index in groups))


def _group(name: str | None, options: str) -> str:
    return format_html('<optgroup label="{}">\n{}\n</optgroup>', name, SafeString(options)) if name else options


def _option(option: Option) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    return f'<option value="{value}"{attributes}>{label}</option>'
