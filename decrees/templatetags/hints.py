"""What the editor is told, in the admin's templates."""

from typing import TYPE_CHECKING

from django import template

from decrees.drafting import lint
from decrees.models import Term

if TYPE_CHECKING:
    from decrees.models import DecreePage

register = template.Library()


@register.simple_tag
def hints_of(draft: "DecreePage") -> list[lint.Hint]:
    return lint.hints_of(draft, Term.objects.all()) if draft.pk else []
