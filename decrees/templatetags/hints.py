"""What the editor is told, in the admin's templates."""

from django import template

from decrees.drafting import lint
from decrees.models import DecreePage, Term

register = template.Library()


@register.simple_tag
def hints_of(draft: DecreePage) -> list[lint.Hint]:
    return lint.hints_of(draft, Term.objects.all()) if draft.pk else []
