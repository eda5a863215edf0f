"""What the editor is told, in the admin's templates."""

from django import template

from decrees.drafting import lint
from decrees.models import DecreePage, Term

register = template.Library()


@register.simple_tag
def lint_draft(draft: DecreePage) -> list[lint.Finding]:
    return lint.lint_draft(draft, Term.objects.all()) if draft.pk else []
